# Faster builds with what happens to be installed: ccache and lld.
find_program(MBENCH_CCACHE ccache)
if(MBENCH_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without this ccache refuses sources with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros "${MBENCH_CCACHE}")
endif()
find_program(MBENCH_LLD ld.lld)
if(MBENCH_LLD)
  add_link_options(-fuse-ld=lld)
endif()
