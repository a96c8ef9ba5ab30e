#include "runners/models/model_registry.h"

#include "core/error.h"
#include "core/nearest_names.h"
#include "runners/models/closed_form.h"
#include "runners/models/external_command.h"
#ifdef MBENCH_WITH_ALPHAMAT
#include "runners/models/information_flow.h"
#endif
#ifdef MBENCH_WITH_XIMGPROC
#include "runners/models/guided_filter.h"
#endif
#include "runners/models/knn.h"
#include "runners/models/network_cards.h"
#include "runners/models/predictions.h"
#include "runners/models/trimap_baseline.h"

namespace mbench {

namespace {

std::vector<ModelEntry> all_models() {
  std::vector<ModelEntry> list{
      closed_form(),      knn(),
#ifdef MBENCH_WITH_ALPHAMAT
      information_flow(),
#endif
#ifdef MBENCH_WITH_XIMGPROC
      guided_filter(),
#endif
      trimap_baseline(),
  };
  for (ModelEntry& network : network_cards()) list.push_back(std::move(network));
  list.push_back(predictions());
  list.push_back(external_command());
  return list;
}

}  // namespace

const std::vector<ModelEntry>& models() {
  static const std::vector<ModelEntry> list = all_models();
  return list;
}

const ModelEntry& find_model(std::string_view name) {
  std::vector<std::string> names;
  for (const ModelEntry& entry : models()) {
    if (entry.card.name == name) return entry;
    names.push_back(entry.card.name);
  }
  throw UsageError("there is no model named '" + std::string(name) + "'",
                   did_you_mean(name, names));
}

std::unique_ptr<MattingModel> make_model(const ModelSpec& spec, int threads) {
  return find_model(spec.name).make(ModelOptions{spec.values, threads, spec.argument});
}

}  // namespace mbench
