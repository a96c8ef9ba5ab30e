# mbench_add_library(NAME SOURCES ... [PUBLIC_LINK ...] [PRIVATE_LINK ...])
# One static library for one folder, as mbench::NAME.
function(mbench_configure target)
  target_include_directories(${target} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/mbench>)
  # The reference composites are made without fused multiply-add; no compiler may add one.
  target_compile_options(${target} PRIVATE -ffp-contract=off)
  target_link_libraries(${target} PRIVATE
    $<BUILD_INTERFACE:mbench_warnings> $<BUILD_INTERFACE:mbench_sanitizers>)
endfunction()

function(mbench_add_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC_LINK;PRIVATE_LINK" ${ARGN})
  mbench_keep_apart(${ARG_SOURCES})
  add_library(mbench_${name} STATIC ${ARG_SOURCES})
  add_library(mbench::${name} ALIAS mbench_${name})
  set_target_properties(mbench_${name} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  set_target_properties(mbench_${name} PROPERTIES CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF)
  mbench_configure(mbench_${name})
  target_link_libraries(mbench_${name} PUBLIC ${ARG_PUBLIC_LINK} PRIVATE ${ARG_PRIVATE_LINK})
  set_property(GLOBAL APPEND PROPERTY MBENCH_LIBRARIES mbench_${name})
endfunction()

# For a library that parses, lists and prints, which gains nothing by -O3 and takes twice as long with
# it. The sanitized tests that need it run hardly any of it.
function(mbench_compile_lightly name)
  set(level -O1)
  if(MBENCH_SANITIZE)
    set(level -O0)
  endif()
  target_compile_options(mbench_${name} PRIVATE $<$<CONFIG:Release,RelWithDebInfo>:${level}>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # What g++ 12 believes of the standard library's strings at -O1.
    target_compile_options(mbench_${name} PRIVATE
      -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
  endif()
endfunction()

# mbench_add_program(NAME SOURCES ... LINK ...)
function(mbench_add_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  mbench_keep_apart(${ARG_SOURCES})
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF)
  mbench_configure(${name})
  target_link_libraries(${name} PRIVATE ${ARG_LINK})
endfunction()

# mbench_add_tests(FOLDER [OPTIMISED] [PROCESSORS N] SOURCES ... LINK ... [LABELS ...])
# One GoogleTest program for one folder; ctest names its suites FOLDER/Suite. OPTIMISED for tests
# that reckon much themselves; PROCESSORS that each suite wants for itself, else one.
function(mbench_add_tests folder)
  cmake_parse_arguments(ARG "OPTIMISED" "PROCESSORS" "SOURCES;LINK;LABELS" ${ARGN})
  mbench_add_program(${folder}_test SOURCES ${ARG_SOURCES} LINK ${ARG_LINK} mbench_test_support GTest::gtest_main)
  # Optimising GoogleTest's macros takes as long as compiling them; what they test has its -O3.
  if(CMAKE_BUILD_TYPE MATCHES "^Rel")
    target_compile_options(${folder}_test PRIVATE $<IF:$<BOOL:${ARG_OPTIMISED}>,-O1,-O0>)
  endif()
  # A quarter of what a test costs to compile; a unity build gains nothing by it.
  if(NOT CMAKE_UNITY_BUILD)
    target_precompile_headers(${folder}_test PRIVATE
      <boost/filesystem.hpp> <gtest/gtest.h> <opencv2/core.hpp>)
    # With them g++ 12 forgets where it must not warn of the standard library's own copies.
    target_compile_options(${folder}_test PRIVATE
      $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds -Wno-stringop-overflow>)
  endif()
  if(NOT ARG_LABELS)
    set(ARG_LABELS fast)
  endif()
  if(NOT ARG_PROCESSORS)
    set(ARG_PROCESSORS 1)
  endif()
  mbench_discover_suites(${folder}_test ${folder} "${ARG_LABELS}" 600 ${ARG_PROCESSORS})
endfunction()

# mbench_add_benchmarks(FOLDER SOURCES ... LINK ...): one Google Benchmark program.
function(mbench_add_benchmarks folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  mbench_add_program(${folder}_bench SOURCES ${ARG_SOURCES} LINK ${ARG_LINK} benchmark::benchmark_main)
endfunction()

# What sources that include LibTorch need: its standard, and its headers without their warnings.
function(mbench_use_torch target)
  set_target_properties(${target} PROPERTIES CXX_STANDARD ${MBENCH_TORCH_CXX_STANDARD})
  target_include_directories(${target} SYSTEM PUBLIC ${TORCH_INCLUDE_DIRS})
  target_link_libraries(${target} PUBLIC ${TORCH_LIBRARIES})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
    # It believes that the lists of sizes in LibTorch's headers are copied beyond their ends.
    target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-stringop-overflow)
  endif()
  if(TARGET torch_cuda)
    target_link_libraries(${target} PUBLIC CUDA::cudart)
  endif()
  # Debian ships CUDA's headers with the CPU-only package, so the target decides, not a header.
  target_compile_definitions(${target} PUBLIC MBENCH_WITH_CUDA=$<BOOL:$<TARGET_EXISTS:torch_cuda>>)
endfunction()

# mbench_add_torch_library(NAME SOURCES ... [PUBLIC_LINK ...]): as mbench_add_library, of sources
# that include LibTorch. Not installed: it serves the program mbench-torch alone.
function(mbench_add_torch_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC_LINK" ${ARGN})
  add_library(mbench_${name} STATIC ${ARG_SOURCES})
  add_library(mbench::${name} ALIAS mbench_${name})
  set_target_properties(mbench_${name} PROPERTIES CXX_STANDARD_REQUIRED ON CXX_EXTENSIONS OFF)
  mbench_configure(mbench_${name})
  mbench_use_torch(mbench_${name})
  target_link_libraries(mbench_${name} PUBLIC ${ARG_PUBLIC_LINK})
  # LibTorch's headers are nine tenths of what is compiled, and a unity build saves nothing more.
  set_target_properties(mbench_${name} PROPERTIES UNITY_BUILD OFF)
  target_precompile_headers(mbench_${name} PRIVATE <ATen/Functions.h> <ATen/TensorOperators.h>)
endfunction()
