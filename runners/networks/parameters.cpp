#include "runners/networks/parameters.h"

#include <ATen/ops/empty.h>

#include <utility>

namespace mbench {
namespace {

/// Below this a copy costs more time than its memory is worth.
constexpr std::int64_t kLeastOffloaded = 1 << 16;

/// So that copies to a GPU need no detour.
at::Tensor pinned_for(const c10::Device& device, const at::Tensor& x) {
  return device.is_cuda() ? x.pin_memory() : x;
}

void bring(at::Tensor& values, const Compute& compute) {
  const bool waits = compute.offload && values.numel() >= kLeastOffloaded;
  const at::Tensor there = waits ? pinned_for(compute.device, values.to(compute.numbers))
                                 : values.to(compute.device, compute.numbers);
  // The layers hold the same object, so they see what it holds now.
  if (!there.is_same(values)) values.set_data(there);
}

}  // namespace

struct Parameters::Shared {
  struct Asked {
    at::Tensor values;
    bool exact;
  };

  const WeightSource& source;
  std::vector<WeightRequest> requests;
  std::vector<Asked> asked;
};

Parameters::Parameters(const WeightSource& source)
    : shared_(std::make_shared<Shared>(Shared{source, {}, {}})) {}

Parameters::Parameters(std::shared_ptr<Shared> shared, std::string prefix)
    : shared_(std::move(shared)), prefix_(std::move(prefix)) {}

Parameters Parameters::operator/(const std::string& name) const {
  return Parameters(shared_, prefix_ + name + ".");
}

bool Parameters::has(const std::string& name) const { return shared_->source.has(prefix_ + name); }

at::Tensor Parameters::tensor(const std::string& name, std::vector<std::int64_t> shape,
                              const std::vector<std::int64_t>& laid_out) const {
  at::Tensor values = at::empty(laid_out, at::kFloat);
  shared_->asked.push_back({values, false});
  shared_->requests.push_back({prefix_ + name, std::move(shape), values.data_ptr<float>()});
  return values;
}

at::Tensor Parameters::exact_tensor(const std::string& name,
                                    std::vector<std::int64_t> shape) const {
  const at::Tensor values = tensor(name, std::move(shape));
  shared_->asked.back().exact = true;
  return values;
}

void Parameters::load(int threads, const Compute& compute) const {
  read_weights(shared_->source, std::move(shared_->requests), threads);
  shared_->requests.clear();
  for (Shared::Asked& each : shared_->asked) {
    Compute own = compute;
    if (each.exact && at::elementSize(own.numbers) < sizeof(float)) own.numbers = at::kFloat;
    bring(each.values, own);
  }
  shared_->asked.clear();
}

}  // namespace mbench
