#pragma once

#include "runners/models/matting_model.h"
#include "runners/models/memory_meter.h"
#include "runners/run_gauge.h"
#include "runners/worker_protocol.h"

namespace mbench {

/// Mattes the image that lies in the worker's shared memory, as often as the request says, puts
/// the first run's alpha there, and measures. `meter` counts tensors; null: nobody does. Runs that
/// `gauge` calls throttled are done again, at most as often as the image is repeated, or ten times.
///
/// Throws what the model throws, and InternalError for an alpha that is none.
WorkerReply measure_image(MattingModel& model, const WorkerRequest& request, MemoryMeter* meter,
                          RunGauge& gauge);

/// The most memory that was held since measure_image() began: for an image that failed, too.
void add_memory_peaks(WorkerReply& reply, const MemoryMeter* meter);

}  // namespace mbench
