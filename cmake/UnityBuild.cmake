# For unity builds, as the presets release and fuzz are: sources that cannot share a compilation with others
# of their folder. Those that Highway compiles once for each kind of processor include themselves;
# the others give local things the same names as their neighbours do.
set(MBENCH_SAME_LOCAL_NAMES
  benchmarks/metrics/oracle/straightforward.cpp
  benchmarks/store/put_bench.cpp
  cli/completion_fish.cpp
  cli/dataset_browser.cpp
  cli/dataset_selection.cpp
  cli/entity_list.cpp
  cli/help.cpp
  cli/progress_bar.cpp
  cli/score_jobs.cpp
  cli/score_table.cpp
  cli/terminal.cpp
  cli/thumbnails.cpp
  cli/trimap_files.cpp
  core/large_pages.cpp
  core/png_chunks.cpp
  datasets/layouts/.*
  datasets/lint_rules/.*
  datasets/referring_labels.cpp
  metrics/convention.cpp
  metrics/figure_sums.cpp
  metrics/real_errors.cpp
  reports/html_spread.cpp
  runners/models/knn.cpp
  runners/weights/torch_zip.cpp
  runners/weights/weight_fit.cpp
  tests/cli/table_test.cpp
  tests/datasets/referring_labels_test.cpp
  tests/metrics/score_options_test.cpp
  tests/models/external_command_test.cpp
  tests/models/model_spec_test.cpp
  tests/synth/degrade_test.cpp)

function(mbench_keep_apart)
  list(JOIN MBENCH_SAME_LOCAL_NAMES "|" same_names)
  foreach(source IN LISTS ARGN)
    if(source MATCHES "^\\$<" OR IS_ABSOLUTE "${source}")
      continue()  # made by the build
    endif()
    file(STRINGS "${source}" again REGEX "^#define HWY_TARGET_INCLUDE" LIMIT_COUNT 1)
    file(RELATIVE_PATH path "${PROJECT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
    if(again AND MBENCH_SANITIZE AND path MATCHES "^(metrics/gradient_strip.cpp|synth/.*)$")
      # Hundreds of instrumented calls a line take minutes to optimise.
      set_source_files_properties("${source}" PROPERTIES COMPILE_OPTIONS -O0)
    endif()
    if(again OR path MATCHES "^(${same_names})$")
      set_source_files_properties("${source}" PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endforeach()
endfunction()
