#pragma once

#include "runners/memory_meter.h"
#include "runners/models/matting_model.h"
#include "runners/worker_protocol.h"

namespace mbench {

/// Mattes the image that lies in the worker's shared memory, as often as the request says, puts
/// its alpha there, and measures. `meter` counts tensors; null: nobody does.
///
/// Throws what the model throws, and InternalError for an alpha that is none.
WorkerReply measure_image(MattingModel& model, const WorkerRequest& request, MemoryMeter* meter);

}  // namespace mbench
