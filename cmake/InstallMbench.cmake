# cmake --install: the program with its data, manual page and completions; libraries and
# headers with a CMake package, so that find_package(mbench) gives mbench::metrics and the rest.
include(CMakePackageConfigHelpers)

install(TARGETS mbench RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY data/ DESTINATION ${CMAKE_INSTALL_DATADIR}/mbench)
foreach(text LICENSE README.md)
  install(FILES ${text} DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
endforeach()

# The program writes its own manual and completions, so they are never out of date.
set(written "${PROJECT_BINARY_DIR}/written")
file(MAKE_DIRECTORY "${written}")
add_custom_command(
  OUTPUT "${written}/mbench.1" "${written}/mbench.bash" "${written}/_mbench" "${written}/mbench.fish"
  COMMAND mbench manual > "${written}/mbench.1"
  COMMAND mbench completion bash > "${written}/mbench.bash"
  COMMAND mbench completion zsh > "${written}/_mbench"
  COMMAND mbench completion fish > "${written}/mbench.fish"
  DEPENDS mbench
  COMMENT "Writing the manual page and the completions"
  VERBATIM)
add_custom_target(mbench_manual ALL DEPENDS "${written}/mbench.1")
install(FILES "${written}/mbench.1" DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES "${written}/mbench.bash" RENAME mbench
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES "${written}/_mbench" DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES "${written}/mbench.fish" DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# Everything but the command line is a library for others.
get_property(libraries GLOBAL PROPERTY MBENCH_LIBRARIES)
list(REMOVE_ITEM libraries mbench_cli)
install(TARGETS ${libraries} EXPORT mbench_targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
foreach(folder core metrics synth datasets store runners reports)
  install(DIRECTORY ${folder} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/mbench
    FILES_MATCHING PATTERN "*.h" PATTERN "html" EXCLUDE)
endforeach()

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/mbench)
install(EXPORT mbench_targets NAMESPACE mbench:: FILE mbenchTargets.cmake
  DESTINATION ${package_folder})
configure_package_config_file(cmake/mbenchConfig.cmake.in "${PROJECT_BINARY_DIR}/mbenchConfig.cmake"
  INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file("${PROJECT_BINARY_DIR}/mbenchConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/mbenchConfig.cmake" "${PROJECT_BINARY_DIR}/mbenchConfigVersion.cmake"
  DESTINATION ${package_folder})
