# The warnings that our own sources must compile without.
add_library(mbench_warnings INTERFACE)
target_compile_options(mbench_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual
  -Woverloaded-virtual -Wconversion -Wno-sign-conversion -Wdouble-promotion -Wformat=2
  $<$<BOOL:${MBENCH_WARNINGS_AS_ERRORS}>:-Werror>
  # g++ 12 takes "text" + std::string for overlapping copies (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  # g++ 13 and later fear for every reference that a function returns which is given a temporary.
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,13>>:-Wno-dangling-reference>)
