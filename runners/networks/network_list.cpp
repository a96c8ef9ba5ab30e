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
      {"mematte-s", make_mematte_small},  {"mematte-b", make_mematte_base},
      {"mam-vit-b", make_mam_base},       {"mam-vit-l", make_mam_large},
      {"mam-vit-h", make_mam_huge},       {"vitmatte-s", make_vitmatte_small},
      {"vitmatte-b", make_vitmatte_base}, {"dim", make_dim},
      {"dim-foamliu", make_dim_foamliu},  {"aematter", make_aematter},
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
