# Warnings are errors; sanitizers, coverage and link-time optimisation by option.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
                    -Woverloaded-virtual -Werror)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 and 14 report these inside libraries when they optimise or instrument,
  # on correct code (GCC bugs 105329, 105651, 104475).
  add_compile_options(-Wno-restrict -Wno-maybe-uninitialized -Wno-dangling-reference -Wno-dangling-pointer)
endif()

if(NEWSWATCH_SANITIZE)
  add_compile_options(-fsanitize=${NEWSWATCH_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${NEWSWATCH_SANITIZE})
endif()

if(NEWSWATCH_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()

if(CMAKE_BUILD_TYPE STREQUAL "Release")
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  add_compile_options(-D_FORTIFY_SOURCE=2 -fstack-protector-strong)
  add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)  # the same bytes in whatever folder
  add_link_options($<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:-pie> -Wl,-z,relro,-z,now)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
