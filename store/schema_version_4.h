#pragma once

namespace mbench {

/// What is measured beside time and resident memory: tensors, the GPU, repetitions.
extern const char* const kSchemaVersion4;

}  // namespace mbench
