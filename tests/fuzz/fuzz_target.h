#pragma once

#include <cstddef>
#include <cstdint>

/// Feeds one input to the parser. libFuzzer calls it by this name. An exception that leaves
/// it, a sanitizer's report or an abort is a finding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
