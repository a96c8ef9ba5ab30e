#pragma once

#include "runners/weights/byte_source.h"
#include "runners/weights/checkpoint.h"
#include "runners/weights/weight_fit.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace mbench {

/// Opens bytes as if they were the file "weights".
Checkpoint open_bytes(const std::string& bytes, const std::string& copy = "");

/// A safetensors header with its length in front, and so many zero bytes behind it, which are
/// not held in memory.
SharedSource zeros_behind(const std::string& header, std::uint64_t zeros);

/// The tensors (name, shape) as a file of float zeros.
SharedCheckpoint zero_checkpoint(
    const std::vector<std::pair<std::string, std::vector<std::int64_t>>>& tensors);

/// A file with all parameters of a network, under other names if `rename` is given; tensors that
/// it makes "" are left out.
SharedCheckpoint zero_checkpoint(const ParameterManifest& manifest,
                                 const std::function<std::string(const std::string&)>& rename = {});

}  // namespace mbench
