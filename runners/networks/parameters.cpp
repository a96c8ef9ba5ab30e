#include "runners/networks/parameters.h"

#include <ATen/ops/empty.h>

#include <utility>

namespace mbench {

struct Parameters::Shared {
  const WeightSource& source;
  std::vector<WeightRequest> requests;
  std::vector<at::Tensor> kept;  ///< so that what is written to lives until load()
};

Parameters::Parameters(const WeightSource& source)
    : shared_(std::make_shared<Shared>(Shared{source, {}, {}})) {}

Parameters::Parameters(std::shared_ptr<Shared> shared, std::string prefix)
    : shared_(std::move(shared)), prefix_(std::move(prefix)) {}

Parameters Parameters::operator/(const std::string& name) const {
  return Parameters(shared_, prefix_ + name + ".");
}

bool Parameters::has(const std::string& name) const { return shared_->source.has(prefix_ + name); }

at::Tensor Parameters::tensor(const std::string& name, std::vector<std::int64_t> shape) const {
  at::Tensor values = at::empty(shape, at::kFloat);
  shared_->kept.push_back(values);
  shared_->requests.push_back({prefix_ + name, std::move(shape), values.data_ptr<float>()});
  return values;
}

void Parameters::load(int threads) const {
  read_weights(shared_->source, std::move(shared_->requests), threads);
  shared_->requests.clear();
  shared_->kept.clear();
}

}  // namespace mbench
