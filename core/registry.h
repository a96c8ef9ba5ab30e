#pragma once

#include "core/error.h"
#include "core/nearest_names.h"

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// A written-out list of named things of one kind: name, one line on what it is, and
/// how to get one. The order is the order in which people see them.
template <typename T>
class Registry {
 public:
  struct Entry {
    std::string name;
    std::string summary;
    std::function<T()> make;
  };

  /// `kind` is the word that error messages use: "model", "suite", ...
  Registry(std::string kind, std::initializer_list<Entry> entries)
      : kind_(std::move(kind)), entries_(entries) {}

  const std::vector<Entry>& entries() const { return entries_; }

  bool has(std::string_view name) const {
    for (const Entry& entry : entries_) {
      if (entry.name == name) return true;
    }
    return false;
  }

  /// Throws UsageError that names the nearest known names.
  T make(std::string_view name) const {
    std::vector<std::string> names;
    for (const Entry& entry : entries_) {
      if (entry.name == name) return entry.make();
      names.push_back(entry.name);
    }
    throw UsageError("there is no " + kind_ + " named '" + std::string(name) + "'",
                     did_you_mean(name, names));
  }

 private:
  std::string kind_;
  std::vector<Entry> entries_;
};

}  // namespace mbench
