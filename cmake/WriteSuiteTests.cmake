# Run after a test program was linked: writes ctest's list of its suites, see SuiteTests.cmake.
execute_process(COMMAND "${PROGRAM}" --gtest_list_tests
  OUTPUT_VARIABLE listed ERROR_VARIABLE errors RESULT_VARIABLE status TIMEOUT 120)
if(NOT status EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} does not list its tests (${status}): ${errors}")
endif()
set(none_ran "\\\\[  PASSED  \\\\] 0 tests\\\\.\\n\\\\[  SKIPPED \\\\] [0-9]+ tests?, listed below:\\n(\\\\[  SKIPPED \\\\] [^\\n]*\\n)+\\n*$")
set(tests "")
string(REPLACE "\n" ";" lines "${listed}")
foreach(line IN LISTS lines)
  if(line MATCHES "^([^ ]+)\\.( |$)")
    set(suite "${CMAKE_MATCH_1}")
    string(APPEND tests
      "add_test([=[${PREFIX}/${suite}]=] [=[${PROGRAM}]=] [=[--gtest_filter=${suite}.*]=])\n"
      "set_tests_properties([=[${PREFIX}/${suite}]=] PROPERTIES LABELS [=[${LABELS}]=]"
      " TIMEOUT ${TIMEOUT_S} PROCESSORS ${PROCESSORS} SKIP_REGULAR_EXPRESSION \"${none_ran}\")\n")
  endif()
endforeach()
file(WRITE "${LIST}" "${tests}")
