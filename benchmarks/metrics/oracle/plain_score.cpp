#include "benchmarks/metrics/oracle/plain_score.h"

#include "benchmarks/metrics/oracle/plain_losses.h"
#include "benchmarks/metrics/oracle/straightforward.h"

#include <opencv2/core.hpp>

#include <functional>

namespace mbench::oracle {
namespace {

using Value = std::optional<double>;

constexpr ConnRule kRows{.ties_by_column = false};
constexpr ConnRule kRowsSkip{.ties_by_column = false, .skip_empty = true};
constexpr ConnRule kGca{.ties_by_column = false, .background_competes = true};
constexpr GradRule kScipy{.thirteen_taps = true, .stretch = false};
constexpr GradRule kUnstretched{.stretch = false};

Value ratio(double sum, double count) {
  if (count == 0) return std::nullopt;
  return sum / count;
}

/// The pictures of one question.
struct Pictures {
  cv::Mat p;
  cv::Mat g;
  cv::Mat t;

  bool bytes() const { return g.depth() == CV_8U; }
  cv::Mat all() const { return cv::Mat(g.size(), CV_8UC1, cv::Scalar(255)); }
  cv::Mat unknown() const { return where(t, 128); }
  static double count(const cv::Mat& region) { return static_cast<double>(pixels(region)); }
  double absolute(const cv::Mat& region) const {
    return bytes() ? static_cast<double>(sad_x255(p, g, region)) / 255
                   : sum_of_absolute(p, g, region);
  }
  double squared(const cv::Mat& region) const {
    return bytes() ? static_cast<double>(mse_x65025(p, g, region)) / 65025
                   : sum_of_squares(p, g, region);
  }
  double conn(const cv::Mat& region, ConnRule rule, bool in_double) const {
    rule.sixth_threshold = in_double ? 154 : 153;
    return bytes() ? static_cast<double>(conn_x510(p, g, region, rule)) / 510
                   : conn_of_floats(p, g, region, rule, in_double);
  }
  double gradient(const cv::Mat& region, const GradRule& rule) const {
    return grad(p, g, region, rule);
  }
};

PlainCard matlab(const Pictures& a, const ConnRule& rule) {
  const cv::Mat u = a.unknown();
  return {{"sad", a.absolute(u) / 1000},
          {"mse", ratio(a.squared(u), Pictures::count(u))},
          {"grad", a.gradient(u, {}) / 1000},
          {"conn", a.conn(u, rule, false) / 1000}};
}

PlainCard mmagic(const Pictures& a) {
  const cv::Mat u = a.unknown();
  const double count = Pictures::count(u);
  return {{"sad", a.absolute(a.all()) / 1000},
          {"mse", count == 0 ? 0 : a.squared(a.all()) / count},
          {"grad", a.gradient(u, {}) / 1000},
          {"conn", a.conn(u, kRows, true) / 1000}};
}

PlainCard gca(const Pictures& a, const cv::Mat& region) {
  return {{"sad", a.absolute(region) / 1000},
          {"mse", a.squared(region) / (Pictures::count(region) + 1e-8)},
          {"grad", a.gradient(region, kUnstretched) / 1000},
          {"conn", a.conn(region, kGca, false) / 1000}};
}

PlainCard vitmatte(const Pictures& a) {
  PlainCard card = gca(a, a.unknown());
  card.erase("grad");
  card.erase("conn");
  return card;
}

PlainCard mam(const Pictures& a) {
  PlainCard card = gca(a, a.all());
  const cv::Mat detail = a.t > 0;
  card["mad"] = a.absolute(a.all()) / (Pictures::count(a.all()) + 1e-8);
  card["sad_detail"] = a.absolute(detail) / 1000;
  card["mse_detail"] = a.squared(detail) / (Pictures::count(detail) + 1e-8);
  return card;
}

/// To 0..1 by the alpha's own extremes, in the steps and roundings of the code.
cv::Mat stretched(const cv::Mat& alpha) {
  cv::Mat wide;
  alpha.convertTo(wide, CV_64F, alpha.depth() == CV_8U ? 1 : 255);
  double low = 0;
  double high = 0;
  cv::minMaxLoc(wide, &low, &high);
  const auto factor = static_cast<double>(static_cast<float>(high > low ? 255 / (high - low) : 0));
  const auto shift = -static_cast<double>(static_cast<float>(low * factor));
  cv::Mat result(alpha.size(), CV_32FC1);
  for (int y = 0; y < alpha.rows; ++y) {
    for (int x = 0; x < alpha.cols; ++x) {
      const auto byte = static_cast<float>(wide.at<double>(y, x) * factor + shift);
      result.at<float>(y, x) = byte / 255.0F;
    }
  }
  return result;
}

bool spans_all_bytes(const cv::Mat& alpha) {
  return cv::countNonZero(alpha == 0) > 0 && cv::countNonZero(alpha == 255) > 0;
}

PlainCard indexnet(const Pictures& a) {
  Pictures b = a;
  if (!a.bytes() || !spans_all_bytes(a.p) || !spans_all_bytes(a.g)) {
    b.p = stretched(a.p);
    b.g = stretched(a.g);
  }
  const cv::Mat u = b.unknown();
  return {{"sad", b.absolute(u) / 1000},
          {"mse", ratio(b.squared(u), Pictures::count(u))},
          {"grad", b.gradient(u, kScipy) / 10},
          {"conn", b.conn(u, kRowsSkip, false) / 1000}};
}

PlainCard aim(const Pictures& a) {
  Pictures forced{a.p.clone(), a.g, a.t};
  forced.p.setTo(cv::Scalar(0), a.t == 0);
  forced.p.setTo(cv::Scalar(a.bytes() ? 255 : 1), a.t == 255);
  const cv::Mat all = a.all();
  double count = Pictures::count(a.unknown());
  if (count == 0) count = Pictures::count((a.t != 0) & (a.t != 255));
  return {{"sad", a.absolute(all) / 1000},
          {"mse", ratio(a.squared(all), Pictures::count(all))},
          {"mad", ratio(a.absolute(all), Pictures::count(all))},
          {"sad_trimap", forced.absolute(all) / 1000},
          {"mse_trimap", ratio(forced.squared(all), count)},
          {"mad_trimap", ratio(forced.absolute(all), count)},
          {"sad_fg", a.absolute(where(a.t, 255)) / 1000},
          {"sad_bg", a.absolute(where(a.t, 0)) / 1000},
          {"grad", a.gradient(all, kScipy) / 10},
          {"conn", a.conn(all, kRowsSkip, true) / 1000}};
}

PlainCard rvm(const Pictures& a) {
  const cv::Mat all = a.all();
  return {{"mad", 1000 * a.absolute(all) / Pictures::count(all)},
          {"mse", 1000 * a.squared(all) / Pictures::count(all)},
          {"grad", a.gradient(all, {}) / 1000},
          {"conn", a.conn(all, kRows, false) / 1000}};
}

PlainCard instmatt(const Pictures& a) {
  const cv::Mat either = (a.p > 0) | (a.g > 0);
  const double divisor = Pictures::count(either) + 1;
  return {{"sad", a.absolute(either) / 1000},
          {"mad", a.absolute(either) / divisor},
          {"mse", a.squared(either) / divisor},
          {"grad", a.gradient(either, kUnstretched) / divisor},
          {"conn", a.conn(either, kRows, false) / divisor}};
}

PlainCard training(const Pictures& a) {
  const cv::Mat u = a.unknown();
  const cv::Mat known = u == 0;
  const auto mean = [](double sum, const cv::Mat& region) {
    return ratio(sum, Pictures::count(region)).value_or(0);
  };
  return {{"l1_unknown", mean(a.absolute(u), u)},
          {"l1_known", mean(a.absolute(known), known)},
          {"laplacian", plain_laplacian(a.p, a.g)},
          {"gradient_penalty", mean(plain_gradient_penalty(a.p, a.g, u), u)},
          {"mad", ratio(a.absolute(a.all()), Pictures::count(a.all()))}};
}

}  // namespace

PlainCard plain_score(const std::string& convention, const cv::Mat& predicted, const cv::Mat& truth,
                      const cv::Mat& trimap) {
  static const std::map<std::string, std::function<PlainCard(const Pictures&)>> conventions{
      {"matlab", [](const Pictures& a) { return matlab(a, {}); }},
      {"matlab-indexnet", [](const Pictures& a) { return matlab(a, {.skip_empty = true}); }},
      {"mmagic", mmagic},
      {"gca-python", [](const Pictures& a) { return gca(a, a.unknown()); }},
      {"indexnet-python", indexnet},
      {"aim", aim},
      {"vitmatte", vitmatte},
      {"mam", mam},
      {"rvm", rvm},
      {"instmatt-imq", instmatt},
      {"training", training},
  };
  const auto found = conventions.find(convention);
  if (found == conventions.end()) return {};
  return found->second({predicted, truth, trimap});
}

}  // namespace mbench::oracle
