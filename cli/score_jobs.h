#pragma once

#include "core/filesystem.h"

#include <string>
#include <vector>

namespace mbench {

class Error;

/// One prediction and what it is scored against.
struct ScoreJob {
  std::string name;  ///< the prediction's stem
  fs::path predicted;
  fs::path truth;
  fs::path trimap;    ///< empty where the convention needs none
  std::string error;  ///< why it cannot be scored: a counterpart that is missing or unclear
  /// What its likes share: the truth's name, as composites of one foreground do, or the folder
  /// of a video's frames.
  std::string cluster;
  /// The frame before, in a video; empty for the first one and for what is no video.
  fs::path previous_predicted;
  fs::path previous_truth;
};

/// Three files as one job, or three folders matched by stem.
struct ScoreInputs {
  fs::path predicted;
  fs::path truth;
  fs::path trimap;  ///< empty: none given
  bool needs_trimap = true;
  bool partial = false;   ///< a truth without any prediction is no job
  bool sequence = false;  ///< the pictures of each folder are the frames of one video
};

/// The jobs in the order of their names (byte by byte).
///
/// In folders, prediction, truth and trimap may differ in their endings. A prediction
/// `STEM_4` without a truth or trimap of that name takes those of `STEM`, as the composites
/// of Composition-1K share their foreground's alpha. A truth without any prediction is a
/// job with an error. Where the folders hold folders and no pictures, those are matched by
/// name and their jobs are called FOLDER/STEM. Frames follow each other in the order of the
/// numbers in their names; one after a frame without a prediction is a job with an error, with
/// `partial` too unless no frame before it was predicted.
///
/// Throws DataError if an input is missing, a folder holds no pictures or there is no job,
/// UsageError if files and folders are mixed.
std::vector<ScoreJob> score_jobs(const ScoreInputs& inputs);

/// What a row says of its failure: message and remedy on one line.
std::string row_error(const Error& error);

/// The folders within a folder by name, sorted. Throws DataError if it cannot be listed.
std::vector<std::string> folders_in(const fs::path& folder);

/// Whether a folder holds nothing but hidden files, as the .gitkeep of an empty one. Throws
/// DataError if it cannot be listed.
bool holds_nothing(const fs::path& folder);

/// The pictures of a folder, sorted by name. Throws DataError if it cannot be listed or holds
/// none; `kind` ("predictions") is for the message.
std::vector<fs::path> pictures_of(const fs::path& folder, const char* kind);

}  // namespace mbench
