# Whether the source of the same name shows that a header compiles alone, since it includes it
# first.
function(mbench_is_included_first header result)
  set(${result} FALSE PARENT_SCOPE)
  string(REGEX REPLACE "\\.h$" ".cpp" source "${PROJECT_SOURCE_DIR}/${header}")
  if(NOT EXISTS "${source}")
    return()
  endif()
  file(STRINGS "${source}" includes REGEX "^#include" LIMIT_COUNT 1)
  if(includes STREQUAL "#include \"${header}\"")
    set(${result} TRUE PARENT_SCOPE)
  endif()
endfunction()

# Every header of ours compiles alone.
function(mbench_test_headers)
  file(GLOB_RECURSE headers RELATIVE "${PROJECT_SOURCE_DIR}" CONFIGURE_DEPENDS
    "${PROJECT_SOURCE_DIR}/core/*.h" "${PROJECT_SOURCE_DIR}/metrics/*.h"
    "${PROJECT_SOURCE_DIR}/synth/*.h" "${PROJECT_SOURCE_DIR}/datasets/*.h"
    "${PROJECT_SOURCE_DIR}/store/*.h" "${PROJECT_SOURCE_DIR}/runners/*.h"
    "${PROJECT_SOURCE_DIR}/reports/*.h" "${PROJECT_SOURCE_DIR}/cli/*.h")
  set(sources "")
  foreach(header IN LISTS headers)
    mbench_is_included_first("${header}" is_shown)
    if(is_shown)
      continue()
    endif()
    string(REPLACE "/" "_" name "${header}")
    set(source "${CMAKE_CURRENT_BINARY_DIR}/headers/${name}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "#include \"${header}\"\n")
    list(APPEND sources "${source}")
  endforeach()
  add_library(mbench_header_test OBJECT ${sources})
  set_target_properties(mbench_header_test PROPERTIES CXX_STANDARD 20 CXX_STANDARD_REQUIRED ON)
  mbench_configure(mbench_header_test)
  target_compile_options(mbench_header_test PRIVATE -O0 -Wno-unused)
  get_property(libraries GLOBAL PROPERTY MBENCH_LIBRARIES)
  target_link_libraries(mbench_header_test PRIVATE ${libraries} ${ARGN})
endfunction()
