#pragma once

#include <cstdint>
#include <string>

namespace mbench {

/// The BLAS that LibTorch and LAPACK users get on this machine.
struct BlasLibrary {
  std::string
      description;         ///< "OpenBLAS 0.3.21 ... (/usr/lib/.../libblas.so.3)"; empty: none found
  bool reference = false;  ///< Netlib's, some 24 times slower than OpenBLAS
};

/// What libblas.so.3 resolves to. Loads it.
BlasLibrary find_blas();

/// The first NVIDIA GPU as its driver describes it; empty texts where there is none.
struct Gpu {
  std::string name;
  std::string driver;
  std::int64_t memory_bytes = 0;
};

/// Asks NVML, which is loaded at run time and need not be there.
Gpu find_gpu();

}  // namespace mbench
