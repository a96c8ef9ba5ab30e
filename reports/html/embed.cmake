# Writes the style sheets and scripts into one C++ source. Run as
#   cmake -DOUTPUT=html_assets.cpp -DPREFIX=html -DFOLDER=. -DSTYLES=a.css:b.css -DSCRIPTS=a.js:b.js
#     -P embed.cmake
# for the functions PREFIX_style() and PREFIX_script() of reports/PREFIX_assets.h.
# The lists are parted by colons, since semicolons do not survive a build tool's command line.
function(read_all files text_variable)
  string(REPLACE ":" ";" files "${files}")
  set(text "")
  foreach(file IN LISTS files)
    file(READ "${FOLDER}/${file}" part)
    string(TOLOWER "${part}" lower_part)
    if(lower_part MATCHES "\\)asset\"|</script|</style|<!--")
      message(FATAL_ERROR "${file} holds ')asset\"', an end tag or '<!--', which would end it too early")
    endif()
    string(APPEND text "${part}")
  endforeach()
  set(${text_variable} "${text}" PARENT_SCOPE)
endfunction()

read_all("${STYLES}" style)
read_all("${SCRIPTS}" script)
file(WRITE "${OUTPUT}" "#include \"reports/${PREFIX}_assets.h\"

namespace mbench {

std::string_view ${PREFIX}_style() {
  return R\"asset(
${style})asset\";
}

std::string_view ${PREFIX}_script() {
  return R\"asset(
${script})asset\";
}

}  // namespace mbench
")
