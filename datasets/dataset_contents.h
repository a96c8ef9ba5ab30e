#pragma once

#include <string>
#include <vector>

namespace mbench {

/// One sample as a layout finds it. Paths are below the data set's folder, parts joined by
/// '/'; an empty text means "not there".
struct FoundSample {
  std::string name;   ///< unique within its split
  std::string split;  ///< "train", "test", "validation", ... as the data set calls it
  std::string image;  ///< empty for a composite that is yet to be made
  std::string alpha;
  std::string trimap;
  std::string trimap_recipe;             ///< makes the trimap from the alpha where none is shipped
  std::string foreground_file;           ///< of a composite
  std::string background_file;           ///< of a composite, where the data set holds it
  int max_side_px = 0;                   ///< see ImageFile and ImageComposite
  std::string protocol = "dim";          ///< of a composite, see synth/protocol.h
  std::string foreground;                ///< its stem; samples that share it are not independent
  std::string background;                ///< its stem, also where its file lies elsewhere
  std::string entity;                    ///< which object or instance of its image: "1", "00"
  std::string category;                  ///< "animal"
  std::string type;                      ///< another division: AIM-500's "SO", "STM" and "NS"
  std::vector<std::string> expressions;  ///< what people call the entity
};

/// What a layout makes of a folder.
struct DatasetContents {
  std::string variant;        ///< which of the layout's ways of lying on disk: "gca"
  std::string trimap_source;  ///< which trimaps were taken: "trimap", "usr", "" for none
  std::vector<FoundSample> samples;
  /// List and label files that it is made from; a change of one is a change of the data set.
  std::vector<std::string> lists;
  /// One line each, naming the file and the remedy: an image without its alpha, a list's entry
  /// that is nowhere. The rest is indexed all the same.
  std::vector<std::string> problems;
};

}  // namespace mbench
