#include "metrics/convention.h"

#include "core/error.h"
#include "core/nearest_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mbench {
namespace {

using enum Quantity;

constexpr double kThousandth = 1e-3;
constexpr double kTenth = 0.1;

std::vector<std::string> names_of(const std::vector<Figure>& figures) {
  std::vector<std::string> names;
  for (const Figure& figure : figures) names.push_back(figure.name);
  return names;
}

Convention named(std::string name, std::string summary, std::vector<Figure> figures) {
  Convention convention;
  convention.info.name = std::move(name);
  convention.info.summary = std::move(summary);
  convention.figures = std::move(figures);
  convention.info.metrics = names_of(convention.figures);
  return convention;
}

Figure sad_of(FigureRegion region = FigureRegion::counted) {
  return {"sad", absolute, region, Divisor::one, kThousandth};
}

Figure mse_by(Divisor divisor, FigureRegion region = FigureRegion::counted) {
  return {"mse", squared, region, divisor, 1};
}

Figure grad_by(double scale) {
  return {"grad", gradient, FigureRegion::counted, Divisor::one, scale};
}

Figure conn() { return {"conn", connected, FigureRegion::counted, Divisor::one, kThousandth}; }

Figure renamed(Figure figure, std::string name) {
  figure.name = std::move(name);
  return figure;
}

/// Figures that mean the same over any pixels: not those of parts, which have names of their own.
bool fits_any_region(const Figure& figure) {
  static const std::vector<std::string> plain{"sad", "mse", "mad", "grad", "conn"};
  return std::find(plain.begin(), plain.end(), figure.name) != plain.end();
}

RegionKind kind_of(ScoreRegion region) {
  switch (region) {
    case ScoreRegion::whole:
      return RegionKind::whole;
    case ScoreRegion::foreground:
      return RegionKind::foreground;
    case ScoreRegion::background:
      return RegionKind::background;
    case ScoreRegion::detail:
      return RegionKind::detail;
    default:
      return RegionKind::unknown;
  }
}

constexpr ConnectionRule kRowTies{.ties_by_column = false};
constexpr ConnectionRule kRowTiesSkipEmpty{.ties_by_column = false, .skip_empty = true};
constexpr ConnectionRule kBackgroundCompetes{.ties_by_column = false, .background_competes = true};

Convention matlab() {
  return named("matlab", "Composition-1K's MATLAB code: unknown pixels; SAD, Grad, Conn / 1000",
               {sad_of(), mse_by(Divisor::pixels), grad_by(kThousandth), conn()});
}

Convention matlab_indexnet() {
  Convention c = matlab();
  c.info.name = "matlab-indexnet";
  c.info.summary =
      "IndexNet's copy of the MATLAB code: thresholds that nothing reaches are skipped";
  c.connection.skip_empty = true;
  return c;
}

Convention mmagic() {
  Convention c =
      named("mmagic", "MMagic and MMEditing: SAD and MSE's sum over the whole image, in double",
            {sad_of(FigureRegion::whole), mse_by(Divisor::unknown, FigureRegion::whole),
             grad_by(kThousandth), conn()});
  c.double_precision = true;
  c.connection = kRowTies;
  c.known_must_match = true;
  return c;
}

Convention gca_python() {
  Convention c = named("gca-python",
                       "GCA-Matting's Python: no stretch for Grad; in Conn the background competes",
                       {sad_of(), mse_by(Divisor::pixels_or_tiny), grad_by(kThousandth), conn()});
  c.connection = kBackgroundCompetes;
  c.stretch_gradient = false;
  return c;
}

Convention indexnet_python() {
  Convention c = named("indexnet-python",
                       "IndexNet's Python: both alphas stretched to 0..1 first; scipy's Grad / 10",
                       {sad_of(), mse_by(Divisor::pixels), grad_by(kTenth), conn()});
  c.connection = kRowTiesSkipEmpty;
  c.filter = GradientFilter::unit_sum_13;
  c.stretch_gradient = false;
  c.stretch_all = true;
  return c;
}

Convention aim() {
  Convention c =
      named("aim", "AIM, GFM, P3M: whole image, trimap and foreground/background parts, floats",
            {sad_of(),
             mse_by(Divisor::pixels),
             {"mad", absolute, FigureRegion::counted, Divisor::pixels, 1},
             renamed(sad_of(FigureRegion::forced), "sad_trimap"),
             renamed(mse_by(Divisor::unknown_or_odd, FigureRegion::forced), "mse_trimap"),
             {"mad_trimap", absolute, FigureRegion::forced, Divisor::unknown_or_odd, 1},
             renamed(sad_of(FigureRegion::foreground), "sad_fg"),
             renamed(sad_of(FigureRegion::background), "sad_bg"),
             grad_by(kTenth),
             conn()});
  c.region = RegionKind::whole;
  c.double_precision = true;
  c.connection = kRowTiesSkipEmpty;
  c.filter = GradientFilter::unit_sum_13;
  c.stretch_gradient = false;
  c.scores_floats = true;
  return c;
}

Convention vitmatte() {
  return named("vitmatte", "ViTMatte, DiffMatte, MatteFormer: SAD and MSE over unknown pixels",
               {sad_of(), mse_by(Divisor::pixels_or_tiny)});
}

Convention mam() {
  Convention c =
      named("mam", "Matting Anything: whole image as gca-python, SAD and MSE of details",
            {sad_of(),
             mse_by(Divisor::pixels_or_tiny),
             {"mad", absolute, FigureRegion::counted, Divisor::pixels_or_tiny, 1},
             grad_by(kThousandth),
             conn(),
             renamed(sad_of(FigureRegion::detail), "sad_detail"),
             renamed(mse_by(Divisor::pixels_or_tiny, FigureRegion::detail), "mse_detail")});
  c.region = RegionKind::whole;
  c.connection = kBackgroundCompetes;
  c.stretch_gradient = false;
  return c;
}

Convention training() {
  Convention c = named(
      "training", "what ViTMatte's criterion logs: L1 over unknown and known pixels, pyramid loss",
      {{"l1_unknown", absolute, FigureRegion::counted, Divisor::pixels_or_zero, 1},
       {"l1_known", absolute, FigureRegion::known, Divisor::pixels_or_zero, 1},
       {"laplacian", laplacian, FigureRegion::whole, Divisor::one, 1},
       {"gradient_penalty", gradient_penalty, FigureRegion::counted, Divisor::pixels_or_zero, 1},
       {"mad", absolute, FigureRegion::whole, Divisor::pixels, 1}});
  c.scores_floats = true;
  return c;
}

Convention rvm() {
  Convention c = named("rvm", "RobustVideoMatting: whole frames; MAD and MSE in thousandths",
                       {{"mad", absolute, FigureRegion::counted, Divisor::pixels, 1000},
                        {"mse", squared, FigureRegion::counted, Divisor::pixels, 1000},
                        grad_by(kThousandth),
                        conn()});
  c.region = RegionKind::whole;
  c.connection = kRowTies;
  c.info.needs_trimap = false;
  c.sequence_figures = {{"dtssd", temporal, FigureRegion::whole, Divisor::one, 100}};
  c.info.sequence_metrics = {"dtssd"};
  return c;
}

Convention instmatt_imq() {
  const Divisor mean = Divisor::pixels_plus_one;
  Convention c = named("instmatt-imq",
                       "InstMatt's errors of one matched instance: means where either is above 0",
                       {sad_of(),
                        {"mad", absolute, FigureRegion::counted, mean, 1},
                        mse_by(mean),
                        {"grad", gradient, FigureRegion::counted, mean, 1},
                        {"conn", connected, FigureRegion::counted, mean, 1}});
  c.region = RegionKind::either;
  c.connection = kRowTies;
  c.stretch_gradient = false;
  c.info.needs_trimap = false;
  return c;
}

}  // namespace

const std::vector<Convention>& convention_list() {
  static const std::vector<Convention> list{
      matlab(),  matlab_indexnet(), mmagic(), gca_python(), indexnet_python(),
      aim(),     vitmatte(),        mam(),    rvm(),        instmatt_imq(),
      training()};
  return list;
}

const Convention& convention_named(std::string_view name) {
  std::vector<std::string> known;
  for (const Convention& convention : convention_list()) {
    if (convention.info.name == name) return convention;
    known.push_back(convention.info.name);
  }
  throw UsageError(fmt::format("there is no metric convention named '{}'", name),
                   did_you_mean(name, known));
}

Convention over_region(const Convention& convention, ScoreRegion region) {
  if (region == ScoreRegion::convention) return convention;
  Convention other = convention;
  other.region = kind_of(region);
  other.info.needs_trimap = is_of_trimap(other.region) || convention.known_must_match;
  other.figures.clear();
  for (Figure figure : convention.figures) {
    if (!fits_any_region(figure)) continue;
    figure.region = FigureRegion::counted;
    if (figure.divisor == Divisor::unknown) figure.divisor = Divisor::pixels;
    other.figures.push_back(std::move(figure));
  }
  other.info.metrics = names_of(other.figures);
  return other;
}

}  // namespace mbench
