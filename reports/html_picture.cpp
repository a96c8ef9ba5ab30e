#include "reports/html_picture.h"

#include "reports/base64.h"

#include <ostream>

namespace mbench {

void write_data_uri(std::ostream& out, std::string_view jpeg) {
  out << "data:image/jpeg;base64,";
  constexpr std::size_t kPiece = 12288;  // a multiple of three: only the last one is padded
  for (std::size_t start = 0; start < jpeg.size(); start += kPiece) {
    out << base64(jpeg.substr(start, kPiece));
  }
}

}  // namespace mbench
