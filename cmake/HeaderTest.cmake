# Every header of ours compiles alone.
function(mbench_test_headers)
  file(GLOB_RECURSE headers RELATIVE "${PROJECT_SOURCE_DIR}" CONFIGURE_DEPENDS
    "${PROJECT_SOURCE_DIR}/core/*.h" "${PROJECT_SOURCE_DIR}/metrics/*.h"
    "${PROJECT_SOURCE_DIR}/synth/*.h" "${PROJECT_SOURCE_DIR}/datasets/*.h"
    "${PROJECT_SOURCE_DIR}/store/*.h" "${PROJECT_SOURCE_DIR}/runners/*.h"
    "${PROJECT_SOURCE_DIR}/reports/*.h" "${PROJECT_SOURCE_DIR}/cli/*.h")
  set(sources "")
  foreach(header IN LISTS headers)
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
