#pragma once

#include <string>

#include "core/filesystem.h"
#include "synth/composite_plan.h"

namespace mbench {

/// What a user wants to be built.
struct BuildRequest {
  std::string protocol = "dim";
  std::string split = "test";
  fs::path foregrounds;                ///< see find_foregrounds
  fs::path backgrounds;                ///< all pictures in it, however deep
  fs::path alphas;                     ///< empty: beside the foregrounds
  fs::path trimaps;                    ///< empty: beside the foregrounds, if there are any
  fs::path foreground_list;            ///< of a protocol of pairs, their list; empty: found near
  fs::path background_list;            ///< empty: found near
  ForegroundOrigin foreground_origin;  ///< none: the foregrounds are files of foregrounds
  int count_per_foreground = 0;        ///< 0: as the protocol has it
  fs::path out;                        ///< what lies in it is not taken for a source
};

/// Which composites the request stands for. Nothing is decoded, and nothing written.
///
/// A protocol that needs lists finds those of its names below the foregrounds' folder, in the two
/// above it, or below the backgrounds' folder. Without lists the byte order of the files' names
/// counts. Where the whole of a published split is built, the result lies as the data set's layout
/// has it, with its lists; else it has a manifest for the layout `folder`.
///
/// Throws UsageError for an unknown protocol or split or too many composites a foreground;
/// DataError for a list that is missing or cannot be used, names without their files, two files
/// for one name, or fewer backgrounds than are needed.
CompositePlan plan_composites(const BuildRequest& request);

}  // namespace mbench
