#pragma once

#include <string>
#include <vector>

#include "core/filesystem.h"
#include "synth/build_foreground.h"
#include "synth/protocol.h"

namespace mbench {

/// One composite to build: what it is made of and where it goes. Files to write are paths below
/// the folder of the build, parts joined by '/'.
struct PlannedComposite {
  std::string name;
  fs::path foreground;
  fs::path alpha;
  fs::path background;
  fs::path trimap;  ///< shipped; empty: none
  std::string image_file;
  std::string alpha_file;   ///< may be that of several composites
  std::string trimap_file;  ///< empty: none; without a shipped one it is made by the protocol
  std::string category;
};

/// A list that the composites follow.
struct PlannedList {
  fs::path file;
  std::string copy;  ///< where it is copied to, below the folder of the build; empty: nowhere
};

/// Everything that a build writes, in the order of its manifest.
struct CompositePlan {
  const Protocol* protocol = nullptr;
  std::string split;
  ForegroundOrigin foregrounds;  ///< from the files as they are, or estimated
  int backgrounds_each = 0;      ///< where that is not the split's; 0: it is
  std::string layout;            ///< of data sets that recognises the result
  /// Whether a manifest.jsonl shall name the samples, as the layout `folder` reads it.
  bool needs_sample_manifest = false;
  std::vector<PlannedComposite> composites;
  std::vector<PlannedList> lists;
  std::vector<std::string> notes;  ///< what the user should know of it, one line each
};

}  // namespace mbench
