#include "runners/worker_protocol.h"

#include "core/error.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

TEST(WorkerProtocol, ReadsBackWhatItWrote) {
  WorkerReply reply;
  reply.state = RowState::oom;
  reply.message = "no \"memory\"\nat all";
  reply.phases_ns = {{"infer", {3, 1, 2}}, {"preprocess", {4, 5, 6}}};
  reply.tensor_peak_bytes = 11;
  reply.differing_samples = 0;
  reply.energy_mj = 2.5;
  reply.rss_before_bytes = 7;
  const WorkerReply back = parse_reply(to_packet(reply));
  EXPECT_EQ(back.state, RowState::oom);
  EXPECT_EQ(back.message, reply.message);
  EXPECT_EQ(back.phases_ns, reply.phases_ns);
  EXPECT_EQ(back.tensor_peak_bytes, 11);
  EXPECT_EQ(back.differing_samples, 0);
  EXPECT_EQ(back.energy_mj, 2.5);
  EXPECT_FALSE(back.redone_samples);
  EXPECT_FALSE(back.tensor_before_bytes);
  EXPECT_FALSE(back.device_peak_bytes);
  EXPECT_FALSE(back.device_reserved_bytes);
  EXPECT_EQ(back.rss_before_bytes, 7);
  EXPECT_FALSE(back.rss_peak_bytes);

  const ModelSettings settings{"synthetic:1", "tokens:100", "flip", "plain"};
  const WorkerSetup setup =
      parse_setup(to_packet(WorkerSetup{"closed-form:epsilon=1e-6", settings, 2, 99}));
  EXPECT_EQ(setup.model, "closed-form:epsilon=1e-6");
  EXPECT_EQ(setup.settings.weights, "synthetic:1");
  EXPECT_EQ(setup.settings.mode(), "tokens:100+tta=flip+fusion=plain");
  EXPECT_EQ(setup.threads, 2);
  EXPECT_EQ(setup.parent, 99);
  EXPECT_EQ(setup.device, "cpu");
  EXPECT_EQ(parse_setup(to_packet(WorkerSetup{"trimap", {}, 2, 99, "cuda:1"})).device, "cuda:1");
  EXPECT_EQ(parse_request(to_packet(WorkerRequest{6017, 4872, 1, 5, "a/b"})).width, 6017);
  EXPECT_EQ(parse_request(to_packet(WorkerRequest{2, 2, 0, 1, "a/b \"c\""})).name, "a/b \"c\"");

  WorkerRequest prompted{2, 2, 0, 1, "", false, true, {BoxPrompt{1, 2.5, 3, 4}, {}, {}}};
  prompted.prompt.points = {{5, 6, true}, {7, 8, false}};
  const WorkerRequest told = parse_request(to_packet(prompted));
  EXPECT_FALSE(told.has_trimap);
  EXPECT_TRUE(told.has_mask);
  EXPECT_EQ(told.prompt.box->top, 2.5);
  ASSERT_EQ(told.prompt.points.size(), 2U);
  EXPECT_EQ(told.prompt.points[1].y, 8);
  EXPECT_FALSE(told.prompt.points[1].inside);
  EXPECT_FALSE(parse_request(to_packet(WorkerRequest{2, 2, 0, 1, ""})).prompt.box);

  WorkerRequest quiet{2, 2, 0, 1, ""};
  EXPECT_FALSE(parse_request(to_packet(quiet)).max_noise);
  quiet.max_noise = 0.01;
  quiet.quiet_limit_ms = 1500;
  EXPECT_EQ(parse_request(to_packet(quiet)).max_noise, 0.01);
  EXPECT_EQ(parse_request(to_packet(quiet)).quiet_limit_ms, 1500.0);
}

TEST(WorkerProtocol, FitsAPacketWhateverTheMessage) {
  for (const char dear : {'\xff', '\x01'}) {
    WorkerReply reply;
    reply.state = RowState::error;
    reply.message = std::string(1 << 20, dear);
    for (const char* phase : {"matte", "preprocess", "host_to_device", "infer", "infer_device",
                              "device_to_host", "postprocess"}) {
      reply.phases_ns[phase].assign(1000, 999'999'999'999);  // a quarter of an hour
    }
    EXPECT_LT(to_packet(reply).size(), kMaxPacketBytes);
  }
}

TEST(WorkerProtocol, RefusesAnotherForm) {
  EXPECT_THROW(parse_reply("{"), InternalError);
  EXPECT_THROW(parse_request("{\"width\": \"wide\"}"), InternalError);
  EXPECT_THROW(parse_setup("[]"), InternalError);
}

TEST(PictureOffsets, KeepPicturesApartAtTheFieldsLargestSize) {
  const PictureOffsets offsets(cv::Size(4872, 6017));
  const std::size_t pixels = 4872UL * 6017UL;
  EXPECT_GE(offsets.trimap - offsets.image, 3 * pixels);
  EXPECT_GE(offsets.alpha - offsets.trimap, pixels);
  EXPECT_GE(offsets.total - offsets.alpha, 4 * pixels);
  EXPECT_EQ(offsets.alpha % alignof(float), 0U);
}

}  // namespace
}  // namespace mbench
