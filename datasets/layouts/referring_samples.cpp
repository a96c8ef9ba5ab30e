#include "datasets/layouts/referring_samples.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "datasets/prepared_folders.h"
#include "datasets/problem_list.h"
#include "datasets/referring_labels.h"

namespace mbench {
namespace {

/// The images of a split and which of them have a mask.
class Images {
 public:
  Images(const FileTree& tree, const std::string& folder, std::vector<std::string>& problems)
      : pictures_(pictures_by_stem(tree, folder, problems)), used_(pictures_.size(), false) {}

  const TreeFile* take(std::string_view stem) {
    const auto place = std::lower_bound(
        pictures_.begin(), pictures_.end(), stem,
        [](const auto& picture, std::string_view wanted) { return picture.first < wanted; });
    if (place == pictures_.end() || place->first != stem) return nullptr;
    used_[static_cast<std::size_t>(place - pictures_.begin())] = true;
    return place->second;
  }

  void tell_unused(const std::string& masks, std::vector<std::string>& problems) const {
    ProblemList unused;
    for (std::size_t i = 0; i < used_.size(); ++i) {
      if (used_[i]) continue;
      unused.add(fmt::format("{}: there is no mask of this image in {}; it is left out",
                             pictures_[i].second->path, masks));
    }
    unused.tell(masks, "images without a mask", problems);
  }

 private:
  PicturesByStem pictures_;
  std::vector<bool> used_;
};

/// Hands out the labels to masks that come in their order.
class Labels {
 public:
  Labels(ReferringLabels read, std::string file) : read_(std::move(read)), file_(std::move(file)) {}

  /// Null if the mask has none; labels passed on the way have no mask.
  ReferringLabel* take(std::string_view mask) {
    pass_until(mask);
    if (next_ == read_.labels.size() || read_.labels[next_].mask != mask) return nullptr;
    return &read_.labels[next_++];
  }

  void tell_problems(const std::string& masks, std::vector<std::string>& problems) {
    pass_until(std::nullopt);
    problems.insert(problems.end(), read_.problems.begin(), read_.problems.end());
    maskless_.tell(file_, fmt::format("labels without a mask in {}", masks), problems);
  }

 private:
  void pass_until(std::optional<std::string_view> mask) {
    for (; next_ < read_.labels.size() && (!mask || read_.labels[next_].mask < *mask); ++next_) {
      maskless_.add(
          fmt::format("{}: there is no mask {}; it is left out", file_, read_.labels[next_].mask));
    }
  }

  ReferringLabels read_;
  std::string file_;
  std::size_t next_ = 0;
  ProblemList maskless_;
};

const TreeFile* image_of(std::string_view mask, const ReferringLabel* label, Images& images) {
  const TreeFile* image = nullptr;
  if (label != nullptr && !label->image.empty()) image = images.take(label->image);
  if (image == nullptr) image = images.take(without_number(mask));
  return image == nullptr ? images.take(mask) : image;
}

/// The image's name as the set calls it, also where the image was copied for each mask.
std::string foreground_of(std::string_view mask, const TreeFile& image, ReferringLabel* label) {
  const bool copied = image.stem() == mask;
  const bool told = label != nullptr && !label->image.empty();
  if (told && (copied || label->image == image.stem())) return std::move(label->image);
  return std::string(copied ? without_number(mask) : image.stem());
}

std::string entity_of(std::string_view mask) {
  const std::string_view image = without_number(mask);
  return image == mask ? std::string{} : std::string(mask.substr(image.size() + 1));
}

FoundSample sample_of_mask(const std::string& split, const TreeFile& mask, const TreeFile& image,
                           ReferringLabel* label) {
  FoundSample sample;
  sample.name = mask.stem();
  sample.split = split;
  sample.image = image.path;
  sample.alpha = mask.path;
  sample.foreground = foreground_of(mask.stem(), image, label);
  sample.entity = entity_of(mask.stem());
  if (label != nullptr) {
    sample.category = std::move(label->category);
    sample.expressions = std::move(label->expressions);
  }
  return sample;
}

ReferringLabels read_labels(const FileTree& tree, const ReferringSplit& split,
                            DatasetContents& contents) {
  if (split.labels == nullptr) {
    contents.problems.push_back(
        fmt::format("{}: this label file is missing, so nothing is known of the entities; add it",
                    split.labels_name));
    return {};
  }
  contents.lists.push_back(split.labels->path);
  return read_referring_labels(tree.root(), split.labels->path);
}

}  // namespace

void add_referring_split(const FileTree& tree, const ReferringSplit& split,
                         DatasetContents& contents) {
  Labels labels(read_labels(tree, split, contents),
                split.labels == nullptr ? split.labels_name : split.labels->path);
  Images images(tree, split.images, contents.problems);
  const PicturesByStem masks = pictures_by_stem(tree, split.masks, contents.problems);
  ProblemList without_label;
  ProblemList without_image;
  for (const auto& [stem, mask] : masks) {
    ReferringLabel* const label = labels.take(stem);
    if (label == nullptr && split.labels != nullptr) {
      without_label.add(
          fmt::format("{}: there is no label of this mask in {}", mask->path, split.labels->path));
    }
    const TreeFile* const image = image_of(stem, label, images);
    if (image == nullptr) {
      without_image.add(fmt::format("{}: there is no image of this mask in {}; it is left out",
                                    mask->path, split.images));
      continue;
    }
    contents.samples.push_back(sample_of_mask(split.split, *mask, *image, label));
  }
  labels.tell_problems(split.masks, contents.problems);
  without_label.tell(split.masks, "masks without a label", contents.problems);
  without_image.tell(split.masks, "masks without an image", contents.problems);
  images.tell_unused(split.masks, contents.problems);
}

}  // namespace mbench
