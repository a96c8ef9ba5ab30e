#include "runners/networks/network_list.h"

#include "core/error.h"

#include <vector>

namespace mbench {
namespace {

struct Entry {
  const char* name;
  std::unique_ptr<Network> (*make)(const WeightSource&, const NetworkOptions&);
};

const std::vector<Entry>& networks() {
  static const std::vector<Entry> list{
      {"aematter", make_aematter},
  };
  return list;
}

}  // namespace

std::unique_ptr<Network> make_network(const std::string& name, const WeightSource& weights,
                                      const NetworkOptions& options) {
  for (const Entry& entry : networks()) {
    if (name == entry.name) return entry.make(weights, options);
  }
  throw UsageError("there is no network of the name " + name);
}

}  // namespace mbench
