#include "tests/datasets/planted_defects.h"

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include "core/image_io.h"
#include "core/sha256.h"
#include "datasets/folder_layout.h"
#include "tests/core/picture_blocks.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

const cv::Size kSize{96, 64};

cv::Mat pixels_of(int number) { return FixtureWriter::picture(number).alpha.pixels().clone(); }

cv::Mat trimap_of(int number) { return FixtureWriter::picture(number).trimap.pixels().clone(); }

Trimap all_unknown() { return flat_trimap(kSize.width, kSize.height, Trimap::kUnknown); }

/// Turns the first `count` pixels of the value `from` to the value `to`.
cv::Mat changed(cv::Mat pixels, std::uint8_t from, std::uint8_t to, int count) {
  for (int i = 0; i < static_cast<int>(pixels.total()); ++i) {
    std::uint8_t& pixel = pixels.at<std::uint8_t>(i / pixels.cols, i % pixels.cols);
    if (pixel == from && count-- > 0) pixel = to;
  }
  return pixels;
}

void plant_problem(PlantedSet& set) {
  set.edit = [](DatasetContents& contents) {
    contents.problems.emplace_back("alpha/photo-001.png: it has no image; take it away");
  };
}

void plant_left_out(PlantedSet& set) { fs::create_symlink("/", set.root() / "images/elsewhere"); }

void plant_wrong_count(PlantedSet& set) { set.layout.counts = {{"", 4, 0}}; }

void plant_wrong_foregrounds(PlantedSet& set) { set.layout.counts = {{"", 3, 2}}; }

void plant_changed_list(PlantedSet& set) {
  set.layout.lists = {{"names.txt", sha256("a\nb\n")}};
  set.writer().text("lists/names.txt", "a\nc\n");
}

void plant_changed_pixels(PlantedSet& set) {
  set.layout.pixel_hashes = {{"", "trimap", 3, std::string(64, '0')}};
}

void plant_too_few_pictures(PlantedSet& set) {
  set.layout.pixel_hashes = {{"", "alpha", 4, std::string(64, '0')}};
}

void truncate(const PlantedSet& set, const std::string& file) {
  Bytes bytes = set.bytes(file);
  bytes.resize(bytes.size() / 2);
  set.write(file, bytes);
}

void plant_truncated_alpha(PlantedSet& set) { truncate(set, "alpha/photo-001.png"); }
void plant_truncated_image(PlantedSet& set) { truncate(set, "images/photo-001.jpg"); }

void plant_small_alpha(PlantedSet& set) {
  set.writer().alpha("alpha/photo-001.png", FixtureWriter::picture(1, {48, 32}).alpha);
}

void plant_small_trimap(PlantedSet& set) {
  set.writer().trimap("trimaps/photo-001.png", FixtureWriter::picture(1, {48, 32}).trimap);
}

void plant_one_contradiction(PlantedSet& set) {
  set.writer().trimap("trimaps/photo-001.png", Trimap(changed(trimap_of(1), 255, 0, 1)));
}

void plant_many_contradictions(PlantedSet& set) {
  set.writer().trimap("trimaps/photo-001.png", Trimap(changed(trimap_of(1), 0, 255, 100)));
}

void plant_127(PlantedSet& set) {
  set.writer().trimap("trimaps/photo-001.png", Trimap(changed(trimap_of(1), 128, 127, 5)));
}

void plant_no_unknown(PlantedSet& set) {
  const cv::Mat pixels = pixels_of(1) > 127;
  set.writer().alpha("alpha/photo-001.png", Alpha(pixels));
  set.writer().trimap("trimaps/photo-001.png", Trimap(pixels));
}

void plant_coloured_alpha(PlantedSet& set) {
  const cv::Mat other = changed(pixels_of(1), 0, 1, 1);
  cv::Mat pixels;
  cv::merge(std::vector<cv::Mat>{pixels_of(1), pixels_of(1), other}, pixels);
  set.writer().image("alpha/photo-001.png", Image(pixels));
}

void plant_coloured_trimap(PlantedSet& set) {
  const cv::Mat other = changed(trimap_of(1), 0, 1, 1);
  cv::Mat pixels;
  cv::merge(std::vector<cv::Mat>{trimap_of(1), other, trimap_of(1)}, pixels);
  set.writer().image("trimaps/photo-001.png", Image(pixels));
}

void plant_constant(const PlantedSet& set, std::uint8_t value) {
  set.writer().alpha("alpha/photo-001.png", flat_bytes(kSize.width, kSize.height, value));
  set.writer().trimap("trimaps/photo-001.png", all_unknown());
}

void plant_empty_matte(PlantedSet& set) { plant_constant(set, 0); }
void plant_full_matte(PlantedSet& set) { plant_constant(set, 255); }

void plant_jpeg_truth(PlantedSet& set) {
  set.remove("alpha/photo-001.png");
  set.writer().alpha("alpha/photo-001.jpg", FixtureWriter::picture(1).alpha);
  set.writer().trimap("trimaps/photo-001.png", all_unknown());
}

void plant_published_jpeg_truth(PlantedSet& set) {
  plant_jpeg_truth(set);
  set.layout.name = "ppm100";
}

void plant_orientation_of_jpeg(PlantedSet& set) {
  set.write("images/photo-001.jpg",
            jpeg_with_exif(set.bytes("images/photo-001.jpg"), exif_block(6, true)));
}

void plant_orientation_of_png(PlantedSet& set) {
  set.write("alpha/photo-001.png",
            png_with_chunk(set.bytes("alpha/photo-001.png"), "eXIf", exif_block(3, false), true));
}

void plant_profile_of_colours_on_grey(PlantedSet& set) {
  set.write("alpha/photo-001.png", png_with_chunk(set.bytes("alpha/photo-001.png"), "iCCP",
                                                  iccp_content(icc_profile("RGB "))));
}

void plant_same_alpha(PlantedSet& set) {
  // In another form: three channels.
  set.writer().alpha_as_rgb("alpha/photo-002.png", FixtureWriter::picture(1).alpha);
  set.writer().trimap("trimaps/photo-002.png", FixtureWriter::picture(1).trimap);
}

void plant_same_image(PlantedSet& set) {
  const Image image = read_image(set.root() / "images/photo-001.jpg").picture;
  set.remove("images/photo-002.jpg");
  set.writer().image("images/photo-002.png", image);
}

void plant_alpha_of_another_set(PlantedSet& set) {
  set.options.others = {{sha256_of_pixels(pixels_of(1)), "other", "cat"}};
}

void plant_image_of_another_set(PlantedSet& set) {
  const Image image = read_image(set.root() / "images/photo-001.jpg").picture;
  set.options.others = {{sha256_of_pixels(image.pixels()), "other", "cat"}};
}

void put_in_splits(PlantedSet& set, const std::string& stem) {
  set.edit = [stem](DatasetContents& contents) {
    contents.samples[0].split = "train";
    contents.samples[0].foreground = stem;
    contents.samples[1].split = "test";
    contents.samples[1].foreground = stem;
    contents.samples[2].split = "test";
  };
}

void plant_overlap(PlantedSet& set) { put_in_splits(set, "forest"); }

void plant_known_overlap(PlantedSet& set) {
  set.layout.name = "comp1k";
  put_in_splits(set, "beach-747750_1280");
}

void plant_leakage(PlantedSet& set) { set.layout.name = "him2k"; }

void plant_leaked_sample(PlantedSet& set) {
  set.layout.name = "transparent460";
  set.edit = [](DatasetContents& contents) { contents.samples[1].name = "o_0c8f03f0"; };
}

}  // namespace

PlantedSet::PlantedSet() : layout(folder_layout()) {
  FixtureWriter fixture = writer();
  layout.write_fixture(fixture);
}

void PlantedSet::write(const std::string& file, const Bytes& bytes) const {
  write_file_atomically(root() / file, bytes.data(), bytes.size());
}

DatasetContents PlantedSet::contents(const FileTree& tree) const {
  DatasetContents found = layout.contents(tree, {});
  edit(found);
  return found;
}

std::vector<Finding> PlantedSet::verified(VerifyLevel level, int threads) const {
  const FileTree tree(root());
  Progress silent;
  return verify(tree, layout, contents(tree), level, threads, silent);
}

LintReport PlantedSet::linted() const {
  const FileTree tree(root());
  Progress silent;
  return lint(tree, layout, contents(tree), options, silent);
}

std::ostream& operator<<(std::ostream& stream, const Planting& planting) {
  return stream << planting.name;
}

const std::vector<Planting>& plantings() {
  using Code = FindingCode;
  using enum Severity;
  constexpr const char* kAll = ".";
  constexpr const char* kImage = "images/photo-001.jpg";
  constexpr const char* kAlpha = "alpha/photo-001.png";
  constexpr const char* kTrimap = "trimaps/photo-001.png";
  static const std::vector<Planting> list{
      {"Problem", Checker::verify, Code::problem, warning, kAlpha, plant_problem},
      {"LinkOutOfTheSet", Checker::verify, Code::left_out, warning, "images/elsewhere",
       plant_left_out},
      {"WrongCount", Checker::verify, Code::wrong_count, error, kAll, plant_wrong_count},
      {"WrongForegrounds", Checker::verify, Code::wrong_count, error, kAll,
       plant_wrong_foregrounds},
      {"ChangedList", Checker::verify, Code::changed_list, error, "lists/names.txt",
       plant_changed_list},
      {"ChangedPixels", Checker::verify, Code::changed_pixels, error, kAll, plant_changed_pixels},
      {"TooFewPictures", Checker::verify, Code::changed_pixels, error, kAll,
       plant_too_few_pictures},
      {"TruncatedAlphaVerified", Checker::verify, Code::undecodable, error, kAlpha,
       plant_truncated_alpha},
      {"TruncatedImageVerified", Checker::verify, Code::undecodable, error, kImage,
       plant_truncated_image},
      {"TruncatedAlpha", Checker::lint, Code::undecodable, error, kAlpha, plant_truncated_alpha},
      {"TruncatedImage", Checker::lint, Code::undecodable, error, kImage, plant_truncated_image},
      {"SmallAlpha", Checker::lint, Code::size_mismatch, error, kAlpha, plant_small_alpha},
      {"SmallTrimap", Checker::lint, Code::size_mismatch, error, kTrimap, plant_small_trimap},
      {"OneContradiction", Checker::lint, Code::trimap_contradicts_alpha, warning, kTrimap,
       plant_one_contradiction},
      {"ManyContradictions", Checker::lint, Code::trimap_contradicts_alpha, error, kTrimap,
       plant_many_contradictions},
      {"NearlyUnknown", Checker::lint, Code::trimap_values, error, kTrimap, plant_127},
      {"NoUnknown", Checker::lint, Code::no_unknown, warning, kTrimap, plant_no_unknown},
      {"ColouredAlpha", Checker::lint, Code::channels_differ, warning, kAlpha,
       plant_coloured_alpha},
      {"ColouredTrimap", Checker::lint, Code::channels_differ, warning, kTrimap,
       plant_coloured_trimap},
      {"EmptyMatte", Checker::lint, Code::empty_matte, warning, kAlpha, plant_empty_matte},
      {"FullMatte", Checker::lint, Code::full_matte, warning, kAlpha, plant_full_matte},
      {"JpegTruth", Checker::lint, Code::jpeg_truth, warning, "alpha/photo-001.jpg",
       plant_jpeg_truth},
      {"PublishedJpegTruth", Checker::lint, Code::jpeg_truth, info, kAll,
       plant_published_jpeg_truth, "known-leakage info .\n"},
      {"OrientationOfJpeg", Checker::lint, Code::exif_orientation, warning, kImage,
       plant_orientation_of_jpeg},
      {"OrientationOfPng", Checker::lint, Code::exif_orientation, warning, kAlpha,
       plant_orientation_of_png},
      {"ProfileOfColoursOnGrey", Checker::lint, Code::broken_iccp, info, kAlpha,
       plant_profile_of_colours_on_grey},
      {"SameAlpha", Checker::lint, Code::duplicate, warning, "alpha/photo-002.png",
       plant_same_alpha},
      {"SameImage", Checker::lint, Code::duplicate, warning, "images/photo-002.png",
       plant_same_image},
      {"AlphaOfAnotherSet", Checker::lint, Code::duplicate_across, warning, kAlpha,
       plant_alpha_of_another_set},
      {"ImageOfAnotherSet", Checker::lint, Code::duplicate_across, warning, kImage,
       plant_image_of_another_set},
      {"Overlap", Checker::lint, Code::train_test_overlap, warning, kImage, plant_overlap},
      {"KnownOverlap", Checker::lint, Code::train_test_overlap, info, kImage, plant_known_overlap},
      {"Leakage", Checker::lint, Code::known_leakage, info, kAll, plant_leakage},
      {"LeakedSample", Checker::lint, Code::known_leakage, info, kImage, plant_leaked_sample},
  };
  return list;
}

std::string summary(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += fmt::format("{} {} {}\n", finding.code, to_text(finding.severity), finding.file);
  }
  return text;
}

std::string summary(const Planting& planting) {
  return fmt::format("{} {} {}\n{}", kind_of(planting.code).name, to_text(planting.severity),
                     planting.file, planting.besides);
}

}  // namespace mbench
