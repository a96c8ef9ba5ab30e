#pragma once

#include <map>
#include <string>
#include <vector>

namespace mbench {

/// One start tag of a page, with its attributes' values as written (references and all).
struct MarkupTag {
  std::string name;
  std::map<std::string, std::string> attributes;
};

/// A page taken apart by a strict reader: every element closed or self-closed, every
/// attribute quoted and given once, every & a reference, no < or > loose in the text.
struct Markup {
  std::vector<MarkupTag> tags;
  std::string text;    ///< of all elements but style and script, references and all
  std::string style;   ///< inside <style>
  std::string script;  ///< inside <script>
  /// What is wrong, with the place; empty if nothing is.
  std::string fault;

  std::vector<MarkupTag> named(const std::string& name) const;
  std::vector<MarkupTag> of_class(const std::string& name) const;
};

Markup read_markup(const std::string& page);

}  // namespace mbench
