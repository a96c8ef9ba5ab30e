#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace mbench {

/// What the program's exit status tells the shell, the same for every command.
enum class ExitCode {
  done = 0,
  check_failed = 1,  ///< a regression, or findings of a verification
  usage = 2,         ///< wrong command line or configuration
  cells_failed = 3,  ///< the run finished, but some rows are not `ok`
  data = 4,          ///< data, weights or store missing or damaged
  inconclusive = 5,  ///< not comparable, or too little evidence
  internal = 70,     ///< a fault of mbench itself
  interrupted = 75,  ///< stopped early; the same command with --resume goes on
};

/// Base of every exception that mbench throws.
///
/// `what()` reads: what failed, where, why. `hint()`, which may be empty, says
/// what the user can do about it.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message, std::string hint = {})
      : std::runtime_error(message), hint_(std::move(hint)) {}
  const std::string& hint() const noexcept { return hint_; }
  virtual ExitCode exit_code() const noexcept = 0;

 private:
  std::string hint_;
};

/// Wrong option, unknown name, contradictory configuration.
class UsageError : public Error {
 public:
  using Error::Error;
  ExitCode exit_code() const noexcept override { return ExitCode::usage; }
};

/// A file of the user's is missing, unreadable, damaged or contradicts another.
class DataError : public Error {
 public:
  using Error::Error;
  ExitCode exit_code() const noexcept override { return ExitCode::data; }
};

/// Weights missing or of another network, or a model that cannot do what was asked.
class ModelError : public Error {
 public:
  using Error::Error;
  ExitCode exit_code() const noexcept override { return ExitCode::data; }
};

/// The database cannot be opened, read or written.
class StoreError : public Error {
 public:
  using Error::Error;
  ExitCode exit_code() const noexcept override { return ExitCode::data; }
};

/// The question cannot be answered from what there is.
class Inconclusive : public Error {
 public:
  using Error::Error;
  ExitCode exit_code() const noexcept override { return ExitCode::inconclusive; }
};

/// The user asked to stop; finished work is kept.
class Interrupted : public Error {
 public:
  using Error::Error;
  ExitCode exit_code() const noexcept override { return ExitCode::interrupted; }
};

/// A promise between our own functions was broken.
class InternalError : public Error {
 public:
  using Error::Error;
  ExitCode exit_code() const noexcept override { return ExitCode::internal; }
};

}  // namespace mbench

/// Checks a promise between our own functions; never used on input.
#define MBENCH_ASSERT(condition)                                                                   \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      throw ::mbench::InternalError(std::string("broken promise: " #condition " in ") + __FILE__ + \
                                    ":" + std::to_string(__LINE__));                               \
    }                                                                                              \
  } while (false)
