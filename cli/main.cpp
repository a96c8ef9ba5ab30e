// mbench: parses the command line, runs one command, and turns whatever it throws into
// one line on stderr and an exit code.

#include "cli/console.h"
#include "cli/program.h"
#include "core/error.h"
#include "core/filesystem.h"
#include "core/large_pages.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

namespace {

/// A closed standard stream must not become the number of a file that we open.
void open_standard_streams() {
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(descriptor, F_GETFD) >= 0) continue;
    if (::open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY) < 0) std::abort();
  }
}

mbench::ExitCode report_fault(mbench::Console& console, const std::string& what) {
  console.error("internal fault: " + what,
                "this is a fault of mbench; please report it with the command line");
  return mbench::ExitCode::internal;
}

mbench::ExitCode run(const std::vector<std::string>& arguments, mbench::Console& console) {
  using mbench::ExitCode;
  try {
    const ExitCode code = mbench::run_program(arguments, console);
    console.flush();
    return code;
  } catch (const mbench::OutputClosed&) {
    return ExitCode::done;
  } catch (const mbench::InternalError& fault) {
    return report_fault(console, fault.what());
  } catch (const mbench::Error& error) {
    try {
      console.flush();                 // what was said before the error is still worth reading
    } catch (const std::exception&) {  // the first error is the one to tell
    }
    console.error(error.what(), error.hint());
    return error.exit_code();
  } catch (const mbench::fs::filesystem_error& error) {
    console.error(error.what(), "");
    return ExitCode::data;
  } catch (const std::bad_alloc&) {
    console.error("there is not enough memory", "use fewer --threads or smaller images");
    return ExitCode::internal;
  } catch (const std::exception& fault) {
    return report_fault(console, fault.what());
  } catch (...) {
    return report_fault(console, "an exception of an unknown kind");
  }
}

}  // namespace

int main(int argc, char** argv) {
  open_standard_streams();
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is seen when writing
  mbench::use_large_pages_everywhere();
  mbench::Console console;
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return static_cast<int>(run(arguments, console));
}
