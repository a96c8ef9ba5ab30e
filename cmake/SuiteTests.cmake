# mbench_discover_suites(PROGRAM PREFIX LABELS TIMEOUT_S PROCESSORS): one ctest for each suite of a
# GoogleTest program, PREFIX/Suite. One for each case would spend more time on starting processes than on
# testing. A suite counts as skipped only if none of its cases ran and none failed.
function(mbench_discover_suites program prefix labels timeout_s processors)
  set(list "${CMAKE_CURRENT_BINARY_DIR}/${program}_suites.cmake")
  add_custom_command(TARGET ${program} POST_BUILD
    COMMAND ${CMAKE_COMMAND} "-DPROGRAM=$<TARGET_FILE:${program}>" "-DPREFIX=${prefix}"
      "-DLABELS=${labels}" "-DTIMEOUT_S=${timeout_s}" "-DPROCESSORS=${processors}"
      "-DLIST=${list}"
      -P "${PROJECT_SOURCE_DIR}/cmake/WriteSuiteTests.cmake"
    BYPRODUCTS "${list}"
    VERBATIM)
  # ctest says so where the program was never built, instead of leaving its tests out.
  set(include "${CMAKE_CURRENT_BINARY_DIR}/${program}_include.cmake")
  file(WRITE "${include}" "if(EXISTS \"${list}\")\n  include(\"${list}\")\nelse()\n"
    "  add_test(${prefix}/not_built ${program})\nendif()\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES "${include}")
endfunction()
