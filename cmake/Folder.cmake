# newswatch_folder(NAME SOURCES a.cpp b.cpp LINKS base simdjson::simdjson)
#
# Makes one folder one library, newswatch::NAME, which links only what it names: other folders by their plain names,
# libraries by their targets. A header of a folder that is not linked still opens (includes are written from the
# root), but the linker refuses what it uses, and tests/repository checks the
# arrows of the headers.
function(newswatch_folder NAME)
  cmake_parse_arguments(FOLDER "" "" "SOURCES;LINKS" ${ARGN})
  add_library(newswatch_${NAME} STATIC ${FOLDER_SOURCES})
  add_library(newswatch::${NAME} ALIAS newswatch_${NAME})
  target_include_directories(newswatch_${NAME} PUBLIC ${PROJECT_SOURCE_DIR})
  foreach(link IN LISTS FOLDER_LINKS)
    if(TARGET newswatch::${link})
      target_link_libraries(newswatch_${NAME} PUBLIC newswatch::${link})
    else()
      target_link_libraries(newswatch_${NAME} PUBLIC ${link})
    endif()
  endforeach()
endfunction()
