#include "synth/stream/stream_sample.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

#include "core/image.h"
#include "synth/stream/alpha_box.h"

namespace mbench {
namespace {

/// Makes one sample step by step; each step has random numbers of its own, so that one more
/// draw in one of them changes nothing else.
class SampleMaker {
 public:
  SampleMaker(const StreamRecipe& recipe, const SampleRequest& request,
              const SamplePictures& pictures, const Random& random)
      : recipe_(recipe), request_(request), pictures_(pictures), random_(random) {}

  StreamSample make() {
    layer_ = prepared(pictures_.first);
    enlarge();
    add_second_object();
    squash();
    map();
    find_crop();
    cut_out();
    change_colours();
    compose();
    finish();
    return std::move(sample_);
  }

 private:
  /// The alpha in the type that the recipe works with.
  Layer prepared(const Layer& layer) const {
    const Alpha alpha(layer.alpha);
    return {layer.colour, recipe_.byte_alpha ? to_bytes(alpha, Rounding::truncate).pixels()
                                             : to_float(alpha).pixels()};
  }

  void resize_layer(cv::Size size, const Interpolations& by) {
    layer_.colour = resized(layer_.colour, size, by.colour);
    layer_.alpha = resized(layer_.alpha, size, by.alpha);
  }

  void enlarge() {
    Random random = random_.part("enlarge");
    const EnlargeStep& step = recipe_.enlarge;
    const cv::Size size = layer_.colour.size();
    if (!random.chance(step.probability)) return;
    if (std::max(size.width, size.height) >= step.below_side_px) return;
    draws().enlarged_by = step.factors[random.below(step.factors.size())];
    draws().enlarging = draw_interpolations(step.interpolation, random);
    resize_layer({static_cast<int>(std::lround(size.width * draws().enlarged_by)),
                  static_cast<int>(std::lround(size.height * draws().enlarged_by))},
                 draws().enlarging);
  }

  void add_second_object() {
    if (!pictures_.second) return;
    Random random = random_.part("second object");
    const TwoObjectPlan plan =
        draw_two_objects(recipe_.second_object, layer_.colour.size(), random);
    std::optional<Layer> both = two_objects(layer_, prepared(*pictures_.second), plan);
    draws().second_object = plan;
    draws().second_dropped = !both;
    if (both) layer_ = std::move(*both);
  }

  void squash() {
    Random random = random_.part("squash");
    if (!random.chance(recipe_.squash.probability)) return;
    const int side = static_cast<int>(std::lround(recipe_.squash.side_in_crops * request_.crop_px));
    draws().squash = draw_interpolations(recipe_.squash.interpolation, random);
    resize_layer({side, side}, *draws().squash);
  }

  /// The colours are mapped when it is known which of them are seen.
  void map() {
    Random random = random_.part("affine");
    if (!random.chance(recipe_.affine.probability)) return;
    draws().affine = draw_affine(recipe_.affine, layer_.colour.size(), random);
    layer_.alpha = mapped_alpha(layer_.alpha, *draws().affine);
  }

  void find_crop() {
    Random random = random_.part("trimap");
    draws().trimap = draw_trimap_kernels(recipe_.trimap, layer_.alpha.size(), random);
    trimap_ = random_trimap(layer_.alpha, draws().trimap);
    Random place = random_.part("crop");
    draws().crop = draw_crop(recipe_.crop, trimap_, request_.crop_px, place);
    // What is composed early is resized and flipped as a composite.
    cut_ = draws().crop;
    if (recipe_.composed_early) {
      cut_.output = cut_.rectangle.size();
      cut_.flipped = false;
    }
  }

  cv::Mat cut_colour() const {
    const cv::Mat& colour = layer_.colour;
    const Interpolation by = cut_.interpolation.colour;
    if (!draws().affine) return cut(colour, cut_, by);
    if (cut_.is_plain(colour.size())) {
      return finish_cut(mapped_colour(colour, *draws().affine, cut_.rectangle), cut_, by);
    }
    return cut(mapped_colour(colour, *draws().affine, {{}, colour.size()}), cut_, by);
  }

  cv::Mat cut_background() {
    if (pictures_.background.empty()) return cv::Mat::zeros(cut_.output, CV_8UC3);
    Random random = random_.part("background");
    draws().background = draw_background(recipe_.background, random);
    const cv::Mat fitted =
        fitted_background(pictures_.background, cut_.enlarged, *draws().background);
    return cut(fitted, cut_, draws().background->interpolation);
  }

  void cut_out() {
    colour_ = cut_colour();
    background_ = cut_background();
    alpha_ = cut(layer_.alpha, cut_, cut_.interpolation.alpha);
    trimap_ = cut(trimap_, cut_, Interpolation::nearest);
    layer_ = {};
  }

  void change_colours() {
    Random of_foreground = random_.part("foreground colours");
    Random of_background = random_.part("background colours");
    draws().foreground_colours = draw_colour_changes(recipe_.foreground_colours, of_foreground);
    draws().background_colours = draw_colour_changes(recipe_.background_colours, of_background);
    colour_ = with_colour_changes(colour_, draws().foreground_colours);
    background_ = with_colour_changes(background_, draws().background_colours);
    blur_object();
    colour_.convertTo(colour_, CV_32F);
    background_.convertTo(background_, CV_32F);
    jitter();
  }

  void blur_object() {
    Random random = random_.part("object blur");
    if (!random.chance(recipe_.object_blur.probability)) return;
    const UniformRange& range = recipe_.object_blur.sigma_px;
    // A sigma of 0 would have OpenCV choose one.
    const double sigma = std::max(random.uniform(range.low, range.high), 1e-5);
    draws().object_blur_sigma_px = sigma;
    cv::GaussianBlur(colour_, colour_, {5, 5}, sigma);
    cv::GaussianBlur(alpha_, alpha_, {5, 5}, sigma);
  }

  void jitter() {
    if (!recipe_.hsv_jitter || pictures_.photograph) return;
    Random random = random_.part("jitter");
    const cv::Mat unit = colour_ / 255.0;
    draws().jitter = draw_hsv_jitter(unit, alpha_, random);
    if (!draws().jitter) return;
    colour_ = jittered(unit, *draws().jitter) * 255.0;
    colour_ = cv::max(cv::min(colour_, 255.0), 0.0);
  }

  void compose() {
    if (recipe_.trimap_after_crop) {
      Random random = random_.part("last trimap");
      draws().trimap = draw_trimap_kernels(recipe_.trimap, alpha_.size(), random);
      trimap_ = random_trimap(alpha_, draws().trimap);
    }
    if (!recipe_.composed_early) cover_fractions(alpha_, trimap_);
    if (alpha_.depth() == CV_8U) alpha_.convertTo(alpha_, CV_32F, 1.0 / 255);
    alpha_ = cv::max(cv::min(alpha_, 1.0), 0.0);
    image_ = pictures_.photograph ? colour_ : composed();
    if (recipe_.composed_early) compose_early();
  }

  cv::Mat composed() const {
    cv::Mat image(alpha_.size(), CV_32FC3);
    for (int y = 0; y < image.rows; ++y) {
      const auto* const a = alpha_.ptr<float>(y);
      const auto* const f = colour_.ptr<cv::Vec3f>(y);
      const auto* const b = background_.ptr<cv::Vec3f>(y);
      auto* const to = image.ptr<cv::Vec3f>(y);
      for (int x = 0; x < image.cols; ++x) to[x] = f[x] * a[x] + b[x] * (1 - a[x]);
    }
    return image;
  }

  /// Truncated, made noisy and resized as AIM-Net's samples are. Values beyond a byte are
  /// clipped, where upstream lets them wrap around.
  void compose_early() {
    for (cv::Mat* const picture : {&image_, &colour_, &background_}) truncate(*picture);
    Random random = random_.part("early noise");
    draws().early_noise = random.chance(recipe_.early_noise_probability);
    if (draws().early_noise) {
      const cv::Mat noise = drawn_noise(random);
      for (cv::Mat* const picture : {&image_, &colour_, &background_}) {
        *picture += noise;
        truncate(*picture);
      }
    }
    const CropPlan& crop = draws().crop;
    for (cv::Mat* const picture : {&image_, &colour_, &background_}) {
      *picture = finish_cut(*picture, crop, crop.interpolation.colour);
    }
    alpha_ = finish_cut(alpha_, crop, crop.interpolation.alpha);
    trimap_ = finish_cut(trimap_, crop, Interpolation::nearest);
    cover_fractions(alpha_, trimap_);
  }

  cv::Mat drawn_noise(Random& random) const {
    cv::Mat noise(alpha_.size(), CV_32FC3);
    for (int y = 0; y < noise.rows; ++y) {
      auto* const row = noise.ptr<float>(y);
      for (int i = 0; i < 3 * noise.cols; ++i) {
        row[i] = static_cast<float>(random.normal() * recipe_.early_noise_sigma);
      }
    }
    return noise;
  }

  static void truncate(cv::Mat& picture) {
    for (int y = 0; y < picture.rows; ++y) {
      auto* const row = picture.ptr<float>(y);
      std::transform(row, row + 3 * picture.cols, row,
                     [](float value) { return std::floor(std::clamp(value, 0.0F, 255.0F)); });
    }
  }

  void finish() {
    if (request_.real_world) change_as_the_world_does();
    if (recipe_.box) draws().box = alpha_box(alpha_);
    sample_.image = image_;
    sample_.alpha = alpha_;
    sample_.trimap = trimap_;
    sample_.foreground = colour_;
    sample_.background = background_;
  }

  void change_as_the_world_does() {
    Random random = random_.part("real world");
    draws().real_world = draw_real_world(recipe_.real_world, random);
    if (draws().real_world.empty()) return;
    cv::Mat bytes;
    image_.convertTo(bytes, CV_8U);
    with_real_world(bytes, draws().real_world, random).convertTo(image_, CV_32F);
  }

  SampleDraws& draws() { return sample_.draws; }
  const SampleDraws& draws() const { return sample_.draws; }

  const StreamRecipe& recipe_;
  const SampleRequest& request_;
  const SamplePictures& pictures_;
  const Random& random_;
  StreamSample sample_;
  Layer layer_;     ///< whole; its colours not yet mapped
  CropPlan cut_;    ///< the crop, as far as it is done before the composite
  cv::Mat colour_;  ///< these are cut out
  cv::Mat alpha_;
  cv::Mat trimap_;
  cv::Mat background_;
  cv::Mat image_;
};

}  // namespace

StreamSample make_stream_sample(const StreamRecipe& recipe, const SampleRequest& request,
                                const SamplePictures& pictures, const Random& random) {
  return SampleMaker(recipe, request, pictures, random).make();
}

}  // namespace mbench
