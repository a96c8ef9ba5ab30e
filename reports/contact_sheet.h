#pragma once

#include <array>
#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// A small picture on a contact sheet, or what stands in its place.
struct ContactPicture {
  std::string label;  ///< "Image", "Foreground", "Alpha", "Trimap"
  std::string file;   ///< in the sheet's folder of pictures; empty: there is none
  int width = 0;      ///< of that file
  int height = 0;
  std::string problem;  ///< why it cannot be read; empty, too, where the data set has none
};

/// One sample on a contact sheet; 0 or an empty text means "not known".
struct ContactSample {
  std::string name;
  std::string split;
  std::string category;
  int width = 0;
  int height = 0;
  std::optional<double> unknown_share;  ///< 0..1
  std::vector<std::string> expressions;
  std::array<ContactPicture, 3> pictures;  ///< image, alpha, trimap
};

struct ContactSheet {
  std::string title;
  std::vector<std::string> facts;  ///< what the samples are, one short line each
  std::string folder;              ///< of the pictures, beside the page: "index_files"
  int picture_px = 160;            ///< their longer side
  std::size_t total = 0;           ///< samples that were asked for; not fewer than there are here
  std::vector<ContactSample> samples;
};

/// So many samples can be seen without JavaScript.
inline constexpr std::size_t kContactFirstPage = 60;

/// Writes the sheet as one HTML page that needs nothing but its folder of pictures: no network,
/// style and script inline. With JavaScript it finds, filters and sorts samples and draws only
/// those in view. `written_at` is a time as people read it.
void write_contact_sheet(std::ostream& out, const ContactSheet& sheet,
                         const std::string& written_at);

}  // namespace mbench
