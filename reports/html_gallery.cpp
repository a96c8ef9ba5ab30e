#include "reports/html_gallery.h"

#include "reports/html_number.h"
#include "reports/html_picture.h"
#include "reports/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>

namespace mbench {
namespace {

/// Figures below a matte: so many fit beside each other's panels.
constexpr std::size_t kMostFigures = 4;

/// Lowest figure of the sample by convention and metric, to be marked.
using BestFigures = std::map<std::pair<std::string, std::string>, double>;

BestFigures best_figures(const HtmlSample& sample) {
  BestFigures best;
  std::map<std::pair<std::string, std::string>, int> count;
  for (const HtmlAnswer& answer : sample.answers) {
    if (answer.state != RowState::ok) continue;
    for (const ScoreRecord& score : answer.scores) {
      if (!score.value) continue;
      const std::pair of(answer.convention, score.metric);
      const auto [entry, is_new] = best.try_emplace(of, *score.value);
      if (!is_new) entry->second = std::min(entry->second, *score.value);
      ++count[of];
    }
  }
  // The only one of its kind is not the best of anything.
  std::erase_if(best, [&](const auto& entry) { return count[entry.first] < 2; });
  return best;
}

/// How hard the sample is: the median of its models' figures in the first table's first metric.
std::optional<double> hardness(const HtmlSuite& suite, const HtmlSample& sample) {
  std::vector<double> values;
  for (const HtmlAnswer& answer : sample.answers) {
    for (const ScoreRecord& score : answer.scores) {
      const ScoreTable& table = suite.tables.front();
      if (answer.state == RowState::ok && answer.convention == table.convention &&
          !table.metrics.empty() && score.metric == table.metrics.front() && score.value) {
        values.push_back(*score.value);
      }
    }
  }
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// One picture of a sample; a preview that the store does not have is left out.
class PictureWriter {
 public:
  PictureWriter(std::ostream& out, const ResultStore& results, const HtmlSample& sample)
      : out_(out), results_(results), sample_(sample) {}

  bool write(const std::string& subject, const std::string& kind, const std::string& layer,
             const std::string& caption, bool is_matte) {
    const std::optional<std::string> jpeg = results_.preview(subject, kind);
    if (!jpeg) return false;
    out_ << fmt::format(
        "<figure><img data-layer=\"{}\"{} alt=\"{} of {}\" width=\"{}\" "
        "height=\"{}\" loading=\"lazy\" decoding=\"async\" src=\"",
        html_escaped(layer), is_matte ? " data-matte=\"\"" : "", html_escaped(layer),
        html_escaped(sample_.name), std::max(1, sample_.width), std::max(1, sample_.height));
    write_data_uri(out_, *jpeg);
    out_ << "\"/><figcaption>" << html_escaped(caption) << "</figcaption></figure>\n";
    return true;
  }

 private:
  std::ostream& out_;
  const ResultStore& results_;
  const HtmlSample& sample_;
};

void write_figures(std::ostream& out, const HtmlAnswer& answer, const ScoreTable* table,
                   const BestFigures& best) {
  out << "<dl class=\"figures\">";
  std::size_t written = 0;
  for (const std::string& metric : table != nullptr ? table->metrics : std::vector<std::string>()) {
    const auto score = std::find_if(answer.scores.begin(), answer.scores.end(),
                                    [&](const ScoreRecord& s) { return s.metric == metric; });
    if (score == answer.scores.end() || written++ == kMostFigures) continue;
    const MetricDisplay shown = metric_display(answer.convention, metric);
    const auto lowest = best.find({answer.convention, metric});
    const bool is_best = score->value && lowest != best.end() && *score->value == lowest->second;
    out << fmt::format(
        "<dt>{}</dt><dd{}>{}{}</dd>", html_escaped(shown.label), is_best ? " class=\"best\"" : "",
        display_number(score->value ? std::optional(*score->value * shown.factor) : std::nullopt),
        is_best ? "<span class=\"hidden-text\"> best</span>" : "");
  }
  if (answer.latency_ms) {
    out << fmt::format("<dt>ms</dt><dd>{}</dd>", display_number(answer.latency_ms));
  }
  out << "</dl>";
}

void write_answer(std::ostream& out, PictureWriter& pictures, const HtmlSuite& suite,
                  const HtmlSeries& series, const HtmlAnswer& answer, const BestFigures& best) {
  const std::string name = series.name(answer.series);
  out << fmt::format(
      "<div class=\"stack\" data-s=\"{0}\"><p class=\"who\" title=\"{2}\">{1}{2}</p>\n",
      answer.series, HtmlSeries::sign(answer.series), html_escaped(name));
  if (answer.state != RowState::ok) {
    out << fmt::format(
        "<div class=\"failed\"><p><span class=\"state {0}\">{0}</span></p><p>{1}</p></div></div>\n",
        to_text(answer.state), html_escaped(answer.message));
    return;
  }
  const bool matte = pictures.write(answer.key, "alpha", name, "Matte", true);
  pictures.write(answer.key, "error", name + ", error", "Error", false);
  if (!matte) out << "<div class=\"failed\"><p>No preview was kept.</p></div>\n";
  const auto table =
      std::find_if(suite.tables.begin(), suite.tables.end(),
                   [&](const ScoreTable& t) { return t.convention == answer.convention; });
  write_figures(out, answer, table == suite.tables.end() ? nullptr : &*table, best);
  out << "</div>\n";
}

void write_sample(std::ostream& out, const ResultStore& results, const HtmlSuite& suite,
                  const HtmlSample& sample, const HtmlSeries& series, const std::string& id) {
  const std::string name = html_escaped(sample.name);
  out << fmt::format("<article class=\"sample\" id=\"{}\" data-name=\"{}\"", id, name);
  if (const auto hard = hardness(suite, sample)) {
    out << fmt::format(" data-v=\"{}\"", exact_number(*hard));
  }
  out << fmt::format("><h4>{}<span class=\"soft\">{} \xC3\x97 {} px", name, sample.width,
                     sample.height);
  const double pixels = static_cast<double>(sample.width) * sample.height;
  if (pixels > 0) {
    out << fmt::format(" \xC2\xB7 {:.1f} % unknown",
                       100.0 * static_cast<double>(sample.unknown_pixels) / pixels);
  }
  out << "</span></h4>\n<div class=\"layers\">\n";
  PictureWriter pictures(out, results, sample);
  out << "<div class=\"stack\"><p class=\"who\">Input</p>\n";
  pictures.write(sample.image_digest, "image", "Image", "Image", false);
  // Stores of older versions have a trimap under its image alone, which may have several.
  if (!pictures.write(sample.trimap_digest, "trimap", "Trimap", "Trimap", false)) {
    pictures.write(sample.image_digest, "trimap", "Trimap", "Trimap", false);
  }
  out << "</div>\n";
  if (suite.scored()) {
    out << "<div class=\"stack\"><p class=\"who\">Truth</p>\n";
    pictures.write(sample.image_digest, "truth", "Truth", "True matte", true);
    out << "</div>\n";
  }
  const BestFigures best = best_figures(sample);
  for (const HtmlAnswer& answer : sample.answers) {
    write_answer(out, pictures, suite, series, answer, best);
  }
  out << "</div></article>\n";
}

}  // namespace

void write_gallery(std::ostream& out, const ResultStore& results, const HtmlSuite& suite,
                   const std::string& licence, const HtmlSeries& series,
                   const std::vector<std::string>& ids) {
  const auto shown = std::count_if(suite.samples.begin(), suite.samples.end(),
                                   [](const HtmlSample& sample) { return sample.has_preview; });
  out << "<h3>Images";
  if (shown > 0 && shown < suite.images) {
    out << fmt::format(" <span class=\"soft\">{} of {}</span>", shown, suite.images);
  }
  out << "</h3>\n";
  if (shown == 0) {
    out << "<p class=\"note\">The store holds no pictures of this suite. <code>mbench run "
           "--previews 24</code> keeps those of its first 24 images.</p>\n";
    return;
  }
  if (!licence.empty()) {
    out << "<p class=\"soft small\">Licences of the pictures: " << html_escaped(licence)
        << ".</p>\n";
  }
  out << "<div class=\"gallery\">\n";
  for (std::size_t i = 0; i < suite.samples.size(); ++i) {
    if (suite.samples[i].has_preview) {
      write_sample(out, results, suite, suite.samples[i], series, ids.at(i));
    }
  }
  out << "</div>\n";
}

}  // namespace mbench
