#include "store/digest_store.h"

#include "core/sha256.h"
#include "store/identifiers.h"
#include "store/statement.h"

namespace mbench {

std::optional<PixelDigests> DigestStore::find(const std::string& source_text) const {
  const auto source = digest_bytes(sha256(source_text));
  Statement find(database_,
                 "SELECT image_digest, trimap_digest, alpha_digest, width, height, unknown_pixels "
                 "FROM pixel_source JOIN pixels ON pixels.id = pixels_id WHERE source = ?");
  if (!find.bind_blob(source.value()).step()) return std::nullopt;
  return PixelDigests{find.text(0),
                      find.text(1),
                      find.text(2),
                      static_cast<int>(find.integer(3)),
                      static_cast<int>(find.integer(4)),
                      find.integer(5)};
}

void DigestStore::put(const std::string& source_text, const PixelDigests& digests) {
  const auto source = digest_bytes(sha256(source_text));
  database_.transaction([&] {
    const std::int64_t pixels = pixels_row(database_, digests.image, digests.trimap, digests.alpha,
                                           digests.width, digests.height, digests.unknown_pixels);
    Statement put(database_,
                  "INSERT OR REPLACE INTO pixel_source (source, pixels_id) VALUES (?, ?)");
    put.bind_blob(source.value()).bind(pixels).run();
  });
}

}  // namespace mbench
