# Every library from outside, found once. What each is for stands beside it.
find_package(Threads REQUIRED)
find_package(OpenCV 4.5 REQUIRED COMPONENTS core imgproc imgcodecs)
# Two of the classical methods; a build without them (a static OpenCV) lacks those models.
find_package(OpenCV 4.5 QUIET OPTIONAL_COMPONENTS alphamat ximgproc)
find_package(Boost 1.74 REQUIRED COMPONENTS filesystem)
find_package(fmt REQUIRED)               # text
find_package(nlohmann_json REQUIRED)     # JSON
find_package(OpenSSL REQUIRED COMPONENTS Crypto)  # SHA-256
find_package(JPEG REQUIRED)              # decoding that notices truncated files
find_package(Eigen3 REQUIRED NO_MODULE)  # sparse matrices of the classical methods
find_package(SQLite3 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)      # configuration files
find_package(PkgConfig REQUIRED)
pkg_check_modules(deflate REQUIRED IMPORTED_TARGET libdeflate)  # PNG decoding and encoding
find_package(ZLIB REQUIRED)              # PNG encoding of noisy pictures
find_package(hwy REQUIRED)               # Highway: SIMD chosen when the program runs
find_package(LibArchive REQUIRED)        # tar shards of training samples

if(MBENCH_WITH_TORCH)
  find_package(Torch REQUIRED)
  if(TARGET torch_cuda)
    find_package(CUDAToolkit REQUIRED)   # events, and how much memory a GPU has
  endif()
endif()
if(MBENCH_BUILD_TESTS)
  find_package(GTest REQUIRED)
endif()
if(MBENCH_BUILD_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
