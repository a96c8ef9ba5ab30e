# -fsanitize for everything of ours, chosen by MBENCH_SANITIZE.
add_library(mbench_sanitizers INTERFACE)
if(MBENCH_SANITIZE)
  target_compile_options(mbench_sanitizers INTERFACE
    -fsanitize=${MBENCH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g)
  target_link_options(mbench_sanitizers INTERFACE -fsanitize=${MBENCH_SANITIZE})
  if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    # Memory is reached alike by all vectors of one length, and each kind takes minutes here.
    target_compile_definitions(mbench_sanitizers INTERFACE "HWY_DISABLED_TARGETS=(HWY_SSSE3|HWY_SSE4)")
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    target_compile_options(mbench_sanitizers INTERFACE
      "-fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/cmake/sanitizer_ignores.txt")
  endif()
endif()
if(MBENCH_FUZZ)
  target_compile_options(mbench_sanitizers INTERFACE -fsanitize=fuzzer-no-link)
endif()
