#pragma once

#include "datasets/file_tree.h"
#include "datasets/lint_rules/lint_rules.h"

#include <optional>
#include <string>

namespace mbench {

/// Reads samples in turn for the rules. What a sample shares with the one before is kept, so
/// that it is read once; nothing else outlives its sample.
class LintReader {
 public:
  LintReader(const FileTree& tree, const Layout& layout, bool image_digests)
      : tree_(tree), layout_(layout), image_digests_(image_digests) {}

  /// Reads the sample's files and tells what of_picture and of_sample of each rule object to,
  /// and what cannot be read.
  LintSample read(const FoundSample& found, Findings& findings);

 private:
  struct Kept {
    std::string file;
    std::optional<LintPicture> picture;
    bool is_new = false;  ///< to this sample

    /// Lets another file's picture go, before there is a new one.
    void expect(const std::string& wanted);
  };

  void load(Kept& kept, PicturePart part, const FoundSample& found, Findings& findings) const;
  LintPicture picture(PicturePart part, const std::string& file) const;

  const FileTree& tree_;
  const Layout& layout_;
  bool image_digests_;
  Kept image_, background_, alpha_, trimap_;
};

}  // namespace mbench
