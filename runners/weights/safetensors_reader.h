#pragma once

#include "core/filesystem.h"
#include "runners/weights/checkpoint_content.h"

namespace mbench {

/// The tensors of one safetensors file: 8 bytes of header length, a JSON header, raw data
/// (github.com/huggingface/safetensors, README "Format").
///
/// Throws DataError as the reference does: a header that is too long, cut off or no JSON; a name
/// twice; an unknown field; offsets that overlap, leave a hole, or do not end where the file ends;
/// a length that is not what type and shape say.
CheckpointContent read_safetensors(SharedSource source);

/// The tensors of all files that an index (`*.safetensors.index.json`) names; they lie beside it.
/// Throws DataError, also for a file elsewhere and for a tensor that is not in its file.
CheckpointContent read_safetensors_index(const fs::path& index);

}  // namespace mbench
