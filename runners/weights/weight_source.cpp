#include "runners/weights/weight_source.h"

#include "core/error.h"
#include "core/thread_team.h"
#include "runners/weights/checkpoint_tensor.h"
#include "runners/weights/spectral_norm.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

std::size_t elements_of(const std::vector<std::int64_t>& shape) {
  std::size_t product = 1;
  for (const std::int64_t side : shape) product *= static_cast<std::size_t>(side);
  return product;
}

}  // namespace

bool WeightSource::has(const std::string& name) const {
  if (shape_of(name) != nullptr) return true;
  const std::vector<SpectralNames> forms = spectral_forms(name);
  return std::any_of(forms.begin(), forms.end(), [this](const SpectralNames& form) {
    return shape_of(form.weight) != nullptr && shape_of(form.u) != nullptr &&
           shape_of(form.v) != nullptr;
  });
}

void WeightSource::read(const std::string& name, const std::vector<std::int64_t>& shape,
                        float* values) const {
  const std::vector<std::int64_t>* stored = shape_of(name);
  if (stored == nullptr) return read_folded(name, shape, values);
  if (*stored != shape) {
    throw ModelError(fmt::format("{} is {}, not {}", name, shape_text(*stored), shape_text(shape)));
  }
  read_stored(name, values);
}

void WeightSource::read_folded(const std::string& name, const std::vector<std::int64_t>& shape,
                               float* values) const {
  const auto all_of = [this](const std::string& part) {
    std::vector<float> vector(elements_of(*shape_of(part)));
    read_stored(part, vector.data());
    return vector;
  };
  for (const SpectralNames& form : spectral_forms(name)) {
    const std::vector<std::int64_t>* stored = shape_of(form.weight);
    if (stored == nullptr || shape_of(form.u) == nullptr || shape_of(form.v) == nullptr) continue;
    if (*stored != shape) {
      throw ModelError(
          fmt::format("{} is {}, not {}", form.weight, shape_text(*stored), shape_text(shape)));
    }
    std::vector<float> weight = all_of(form.weight);
    fold_spectral_norm(name, shape, weight, all_of(form.u), all_of(form.v));
    std::copy(weight.begin(), weight.end(), values);
    return;
  }
  throw ModelError(fmt::format("the weights hold no {}", name));
}

void read_weights(const WeightSource& source, std::vector<WeightRequest> requests, int threads) {
  std::stable_sort(requests.begin(), requests.end(),
                   [](const WeightRequest& a, const WeightRequest& b) {
                     return elements_of(a.shape) > elements_of(b.shape);
                   });
  ThreadTeam(threads).each(requests.size(), [&](std::size_t i) {
    source.read(requests[i].name, requests[i].shape, requests[i].values);
  });
}

}  // namespace mbench
