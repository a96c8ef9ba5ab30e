#include "runners/system_libraries.h"

#include "core/filesystem.h"
#include "runners/models/shared_library.h"

#include <dlfcn.h>
#include <fmt/format.h>

namespace mbench {
namespace {

/// The kind of processor that OpenBLAS has chosen its kernels for; empty if it does not tell.
/// Asked of the library under its own name, which on Debian is another file made of the same
/// sources.
std::string openblas_core() {
  const SharedLibrary own("libopenblas.so.0");
  auto* core = own ? own.function<char*()>("openblas_get_corename") : nullptr;
  return core == nullptr ? std::string() : core();
}

}  // namespace

BlasLibrary find_blas() {
  const SharedLibrary blas("libblas.so.3");
  if (!blas) return {};
  auto* known = blas.function<void()>("dgemm_");
  Dl_info where{};
  if (known == nullptr || ::dladdr(reinterpret_cast<void*>(known), &where) == 0) return {};
  boost::system::error_code ignored;
  const fs::path real = fs::canonical(where.dli_fname, ignored);
  const std::string path = ignored ? where.dli_fname : real.string();

  BlasLibrary found;
  // OpenBLAS as libblas.so.3 hides its own configuration's name behind the standard ones,
  // so the folder that the alternative points to decides.
  if (auto* config = blas.function<char*()>("openblas_get_config")) {
    found.description = fmt::format("{} ({})", config(), path);
  } else if (path.find("openblas") != std::string::npos) {
    const std::string core = openblas_core();
    found.description = fmt::format("OpenBLAS{} ({})", core.empty() ? "" : " for " + core, path);
  } else if (path.find("/blas/") != std::string::npos) {
    found.description = fmt::format("reference BLAS ({})", path);
    found.reference = true;
  } else {
    found.description = path;
  }
  return found;
}

}  // namespace mbench
