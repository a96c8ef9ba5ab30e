// What counting and limiting tensors costs: a block taken and given back by mbench's allocator and
// by LibTorch's own. A network asks for some hundred to some thousand blocks an image.

#include "runners/networks/tensor_memory.h"

#include <benchmark/benchmark.h>
#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

namespace {

void allocate(benchmark::State& state, c10::Allocator& allocator) {
  const auto bytes = static_cast<std::size_t>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(allocator.allocate(bytes).get());
}

void counted(benchmark::State& state) {
  mbench::TensorMemory::install();
  allocate(state, *c10::GetCPUAllocator());
}

void not_counted(benchmark::State& state) { allocate(state, *c10::GetDefaultCPUAllocator()); }

BENCHMARK(not_counted)->Name("allocation/not_counted")->Arg(256)->Arg(1 << 16)->Arg(1 << 24);
BENCHMARK(counted)->Name("allocation/counted")->Arg(256)->Arg(1 << 16)->Arg(1 << 24);

}  // namespace
