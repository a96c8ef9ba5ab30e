#pragma once

#include <cstddef>
#include <string_view>

namespace mbench {

/// What a long job tells its caller. The default hears nothing.
class Progress {
 public:
  virtual ~Progress() = default;
  /// A job of `total` steps begins.
  virtual void begin(std::string_view /*what*/, std::size_t /*total*/) {}
  /// `done` steps are finished; `now` is what is being worked on.
  virtual void step(std::size_t /*done*/, std::string_view /*now*/) {}
  /// A line for the log that must not be lost among the steps.
  virtual void note(std::string_view /*line*/) {}
  virtual void end() {}
};

}  // namespace mbench
