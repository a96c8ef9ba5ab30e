#include "runners/weights/state_dict.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace mbench {
namespace {

constexpr int kMaxDepth = 4;
/// Beyond this depth no network nests its modules; a pickle may, in a circle.
constexpr int kMaxModuleDepth = 64;
constexpr std::size_t kMaxNameBytes = 1024;
/// A dict with fewer tensors than a quarter of the largest is no network of its own.
constexpr std::size_t kFewestShare = 4;

constexpr std::string_view kSeparatePrefixes[] = {"ema.", "model_ema.", "ema_model.", "module_ema.",
                                                  "teacher."};

bool begins_with(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

bool is_optimizer(std::string_view key) {
  return begins_with(key, "opt") || begins_with(key, "lr_") || begins_with(key, "_opt") ||
         key.find("optim") != std::string_view::npos ||
         key.find("scheduler") != std::string_view::npos;
}

class Search {
 public:
  explicit Search(const PickleTree& tree) : tree_(tree) {}

  std::vector<StateDict> run() {
    visit(tree_.root, "", 0);
    return std::move(found_);
  }

 private:
  void visit(PickleId id, const std::string& path, int depth) {
    if (!seen_.insert(id).second || depth > kMaxDepth) return;
    if (is_module(id)) {
      StateDict dict;
      dict.path = path;
      std::set<PickleId> within;
      add_module(id, "", 0, within, dict);
      keep(std::move(dict));
      return;
    }
    if (!tree_.is_mapping(id)) return;
    keep(dict_at(id, path));
    const std::vector<PickleId>& items = tree_.at(id).items;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
      const PickleNode& key = tree_.at(items[i]);
      if (key.kind != PickleKind::text || is_optimizer(key.text)) continue;
      if (key.text.size() > kMaxNameBytes) continue;
      visit(items[i + 1], path.empty() ? key.text : path + "/" + key.text, depth + 1);
    }
  }

  /// What stands directly under the keys of a dict.
  StateDict dict_at(PickleId id, const std::string& path) const {
    StateDict dict;
    dict.path = path;
    const std::vector<PickleId>& items = tree_.at(id).items;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
      const PickleNode& key = tree_.at(items[i]);
      if (key.kind == PickleKind::text) add(key.text, items[i + 1], dict);
    }
    return dict;
  }

  void add(const std::string& name, PickleId value, StateDict& dict) const {
    const PickleKind kind = tree_.at(value).kind;
    if (name.size() > kMaxNameBytes) return;
    if (kind == PickleKind::tensor || kind == PickleKind::object) {
      dict.entries.push_back({name, value});
    }
  }

  /// A torch.nn.Module keeps its tensors and its children in three dicts of its attributes.
  bool is_module(PickleId id) const {
    const PickleNode& node = tree_.at(id);
    return node.kind == PickleKind::object && node.state != kNoPickle &&
           tree_.find(node.state, "_parameters") && tree_.find(node.state, "_modules");
  }

  void add_module(PickleId id, const std::string& prefix, int depth, std::set<PickleId>& within,
                  StateDict& dict) const {
    if (!is_module(id) || depth > kMaxModuleDepth || !within.insert(id).second) return;
    const PickleId state = tree_.at(id).state;
    for (const char* group : {"_parameters", "_buffers"}) {
      const auto values = tree_.find(state, group);
      if (!values || !within.insert(*values).second) continue;
      for (const NamedPickle& entry : dict_at(*values, "").entries) {
        add(prefix + entry.name, entry.value, dict);
      }
    }
    const PickleId children = *tree_.find(state, "_modules");
    if (!tree_.is_mapping(children)) return;
    const std::vector<PickleId>& items = tree_.at(children).items;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
      const std::string& name = tree_.at(items[i]).text;
      if (prefix.size() + name.size() > kMaxNameBytes) continue;
      add_module(items[i + 1], prefix + name + ".", depth + 1, within, dict);
    }
  }

  std::size_t tensors_in(const std::vector<NamedPickle>& entries) const {
    return static_cast<std::size_t>(
        std::count_if(entries.begin(), entries.end(), [this](const NamedPickle& entry) {
          return tree_.at(entry.value).kind == PickleKind::tensor;
        }));
  }

  /// Adds what was found, as several state dicts where one dict holds them under prefixes.
  void keep(StateDict dict) {
    for (const std::string_view prefix : kSeparatePrefixes) {
      const auto others = std::stable_partition(
          dict.entries.begin(), dict.entries.end(),
          [&](const auto& entry) { return !begins_with(entry.name, prefix); });
      StateDict copy;
      copy.entries.assign(others, dict.entries.end());
      copy.tensors = tensors_in(copy.entries);
      if (copy.tensors == 0) continue;
      dict.entries.erase(others, dict.entries.end());
      copy.path = dict.path + (dict.path.empty() ? "" : "/");
      copy.path += prefix.substr(0, prefix.size() - 1);
      for (NamedPickle& entry : copy.entries) entry.name.erase(0, prefix.size());
      found_.push_back(std::move(copy));
    }
    dict.tensors = tensors_in(dict.entries);
    if (dict.tensors > 0) found_.push_back(std::move(dict));
  }

  const PickleTree& tree_;
  std::set<PickleId> seen_;
  std::vector<StateDict> found_;
};

/// 0 is the first choice.
int rank_of(const std::string& path) {
  bool averaged = false;
  bool last = false;
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view key = std::string_view(path).substr(begin, end - begin);
    if (begins_with(key, "teacher") || key == "ema_state_dict") last = true;
    if (key == "ema" || begins_with(key, "ema_") || key.find("_ema") != std::string_view::npos) {
      averaged = true;
    }
    begin = end + 1;
  }
  if (last) return 3;
  if (averaged) return 0;
  static constexpr std::string_view kUsual[] = {
      "",       "state_dict", "model_state_dict", "model_state", "model",   "params",
      "params", "net",        "network",          "generator",   "weights", "module"};
  const std::string_view first = std::string_view(path).substr(0, path.find('/'));
  return std::find(std::begin(kUsual), std::end(kUsual), first) != std::end(kUsual) ? 1 : 2;
}

}  // namespace

std::vector<StateDict> find_state_dicts(const PickleTree& tree) { return Search(tree).run(); }

std::size_t preferred_state_dict(const std::vector<StateDict>& dicts) {
  std::size_t most = 0;
  for (const StateDict& dict : dicts) most = std::max(most, dict.tensors);
  std::size_t best = dicts.size();
  for (std::size_t i = 0; i < dicts.size(); ++i) {
    if (dicts[i].tensors * kFewestShare < most) continue;
    const bool better = best == dicts.size() ||
                        rank_of(dicts[i].path) < rank_of(dicts[best].path) ||
                        (rank_of(dicts[i].path) == rank_of(dicts[best].path) &&
                         dicts[i].tensors > dicts[best].tensors);
    if (better) best = i;
  }
  return best;
}

}  // namespace mbench
