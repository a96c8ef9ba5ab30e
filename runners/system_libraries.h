#pragma once

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

}  // namespace mbench
