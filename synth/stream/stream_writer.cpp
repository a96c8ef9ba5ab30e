#include "synth/stream/stream_writer.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/interrupt.h"
#include "core/thread_team.h"
#include "synth/opencv_threads.h"
#include "synth/stream/in_order.h"
#include "synth/stream/sample_json.h"
#include "synth/stream/sample_writer.h"

namespace mbench {
namespace {

EncodedSample encoded(const StreamSource& source, const StreamLayout& layout, std::uint64_t index) {
  const ChosenSample chosen = source.sample(index);
  const std::string key = sample_key(index, layout.count);
  return {index, key, sample_files(chosen.sample, layout.parts),
          sample_json(source.recipe(), {key, index, source.seed()}, source.inputs(), chosen.choice,
                      chosen.sample)};
}

}  // namespace

std::string sample_key(std::uint64_t index, std::uint64_t count) {
  const std::size_t digits = std::max<std::size_t>(6, std::to_string(count - 1).size());
  return fmt::format("{:0{}}", index, digits);
}

WrittenStream write_stream(const StreamFolder& folder, const StreamSource& source,
                           const StreamLayout& layout, int threads, Progress& progress) {
  const OneThreadOfOpenCv alone;
  const std::unique_ptr<SampleWriter> writer = layout.per_shard > 0
                                                   ? make_shard_writer(folder.path(), layout)
                                                   : make_file_writer(folder.path(), layout);
  const std::vector<std::uint64_t> open = writer->open_samples();
  progress.begin("synth", open.size());
  InOrder<EncodedSample> in_order(2 * static_cast<std::size_t>(std::max(threads, 1)),
                                  [&](std::size_t number, EncodedSample& sample) {
                                    writer->add(sample);
                                    progress.step(number + 1, sample.key);
                                  });
  ThreadTeam(threads).each(open.size(), [&](std::size_t i) {
    try {
      throw_if_interrupted();
      EncodedSample sample = encoded(source, layout, open[i]);
      writer->store(sample);
      in_order.put(i, std::move(sample));
    } catch (...) {
      in_order.stop();
      throw;
    }
  });
  writer->finish();
  progress.end();
  return {open.size(), layout.count - open.size()};
}

}  // namespace mbench
