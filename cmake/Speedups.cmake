# Faster builds with what happens to be installed: ccache and lld.
find_program(MBENCH_CCACHE ccache)
if(MBENCH_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${MBENCH_CCACHE}")
endif()
find_program(MBENCH_LLD ld.lld)
if(MBENCH_LLD)
  add_link_options(-fuse-ld=lld)
endif()
