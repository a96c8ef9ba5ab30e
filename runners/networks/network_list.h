#pragma once

#include "runners/networks/network.h"

namespace mbench {

// Each is defined in the file of its network, which says what it computes and where that is from.
std::unique_ptr<Network> make_aematter(const WeightSource&, const NetworkOptions&);
std::unique_ptr<Network> make_dim(const WeightSource&, const NetworkOptions&);
std::unique_ptr<Network> make_dim_foamliu(const WeightSource&, const NetworkOptions&);
std::unique_ptr<Network> make_mam_base(const WeightSource&, const NetworkOptions&);
std::unique_ptr<Network> make_mam_large(const WeightSource&, const NetworkOptions&);
std::unique_ptr<Network> make_mam_huge(const WeightSource&, const NetworkOptions&);
std::unique_ptr<Network> make_mematte_small(const WeightSource&, const NetworkOptions&);
std::unique_ptr<Network> make_mematte_base(const WeightSource&, const NetworkOptions&);
std::unique_ptr<Network> make_vitmatte_small(const WeightSource&, const NetworkOptions&);
std::unique_ptr<Network> make_vitmatte_base(const WeightSource&, const NetworkOptions&);

}  // namespace mbench
