# Installs the build into a fresh folder, runs the program from there, and builds and runs
# a project that finds the package. Called by ctest with BUILD, SOURCE, WORK and GENERATOR set.
cmake_minimum_required(VERSION 3.25)

function(must_work)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${status}:\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")
set(prefix "${WORK}/prefix")
must_work(${CMAKE_COMMAND} --install "${BUILD}" --prefix "${prefix}")

foreach(path share/man/man1/mbench.1 share/bash-completion/completions/mbench
    share/zsh/site-functions/_mbench share/fish/vendor_completions.d/mbench.fish
    share/mbench/demo/SOURCES.md include/mbench/metrics/score_card.h)
  if(NOT EXISTS "${prefix}/${path}")
    message(FATAL_ERROR "${path} was not installed")
  endif()
endforeach()

must_work(${CMAKE_COMMAND} -E env --unset=MBENCH_DATA_DIR "${prefix}/bin/mbench" suites)

must_work(${CMAKE_COMMAND} -G "${GENERATOR}" -S "${SOURCE}/tests/cli/consumer" -B "${WORK}/consumer"
  "-DCMAKE_PREFIX_PATH=${prefix}" -DCMAKE_BUILD_TYPE=Release "-DCMAKE_CXX_FLAGS=${FLAGS}")
must_work(${CMAKE_COMMAND} --build "${WORK}/consumer")
must_work("${WORK}/consumer/consumer" "${WORK}/consumer.db")
file(REMOVE_RECURSE "${WORK}")
