#pragma once

#include <string>
#include <vector>

#include "core/progress.h"
#include "synth/composite_manifest.h"

namespace mbench {

/// Something wrong with a build.
struct CompositeFinding {
  enum class Kind {
    missing,  ///< a file that the manifest names, or a composite that was never made
    damaged,  ///< it cannot be decoded, or a line of the manifest cannot be read
    differs,  ///< it decodes to other pixels, or a source is not the one that was used
    extra     ///< the manifest does not name it
  };
  Kind kind = Kind::missing;
  std::string file;    ///< below the folder of the manifest; of a source its absolute path
  std::string sample;  ///< empty where it is about no single composite
  std::string message;
  std::string remedy;
};

/// "missing", "damaged", "differs", "extra".
std::string to_text(CompositeFinding::Kind kind);

/// Whether the folder holds what its manifest says: every file of every row is decoded and
/// compared with its digest, and no other file lies there. With `remake` the sources are compared
/// with theirs, too, and every composite is made anew from them.
///
/// The findings are in the order of the manifest, whatever the threads; those about files that it
/// does not name come last. Throws DataError if the manifest cannot be read, Interrupted when the
/// user asked to stop.
std::vector<CompositeFinding> check_composites(const fs::path& manifest, bool remake, int threads,
                                               Progress& progress);

}  // namespace mbench
