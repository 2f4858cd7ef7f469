# newswatch_embed(OUT.cpp VARIABLE FOLDER FILE...)
#
# Writes a C++ file that holds the named files (paths below FOLDER) as text, so that a binary carries its demo and its
# live page along.
function(newswatch_embed OUT VARIABLE FOLDER)
  set(entries "")
  foreach(file IN LISTS ARGN)
    set(path ${FOLDER}/${file})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    file(READ ${path} content)
    string(APPEND entries "    {\"${file}\", R\"NEWSWATCH(${content})NEWSWATCH\"},\n")
  endforeach()
  list(LENGTH ARGN count)
  file(CONFIGURE OUTPUT ${OUT} @ONLY CONTENT
"#include \"daemon/process/embedded_files.h\"

namespace newswatch::daemon {
namespace {

constexpr EmbeddedFile kFiles[@count@] = {
@entries@};

}  // namespace

std::span<const EmbeddedFile> @VARIABLE@() { return kFiles; }

}  // namespace newswatch::daemon
")
  # The standard asks compilers for 65,536 bytes of a literal; ours take more.
  set_source_files_properties(${OUT} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
endfunction()
