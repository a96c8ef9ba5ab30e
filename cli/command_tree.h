#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace mbench {

/// An option or argument as people read of it.
struct OptionText {
  std::vector<std::string> names;    ///< with their dashes, short ones first; empty for an argument
  std::string value_name;            ///< "FILE", "MODEL", "csv|json"; empty for a flag
  std::vector<std::string> choices;  ///< the allowed words, where they are few
  std::string text;
  std::string group;  ///< the heading it stands under
  bool required = false;
  bool repeatable = false;

  bool is_argument() const { return names.empty(); }
};

/// A command as people read of it, with those below it. Help, manual and completion
/// are all written from this.
struct CommandText {
  std::string name;     ///< one word
  std::string path;     ///< "mbench data index"
  std::string summary;  ///< one line
  std::string details;  ///< paragraphs; lines that begin with two blanks are literal
  std::string group;    ///< the heading it stands under
  bool runs = false;    ///< false for one that only holds others
  std::vector<OptionText> options;
  std::vector<CommandText> commands;
};

/// The command line as declared, without what is hidden.
CommandText describe(const CLI::App& app);

/// The values that stand under the groups' headings, in the order in which headings first
/// occur. `group_of` gives a value's heading.
template <typename T>
std::vector<std::pair<std::string, std::vector<const T*>>> grouped(const std::vector<T>& values) {
  std::vector<std::pair<std::string, std::vector<const T*>>> groups;
  for (const T& value : values) {
    auto group = groups.begin();
    while (group != groups.end() && group->first != value.group) ++group;
    if (group == groups.end()) group = groups.insert(groups.end(), {value.group, {}});
    group->second.push_back(&value);
  }
  return groups;
}

}  // namespace mbench
