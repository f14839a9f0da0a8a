# Compiler settings, the libraries Veldpost stands on, and the three functions every folder's CMakeLists.txt uses.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(VELDPOST_PCH "Use precompiled headers" ON)

# -O3 buys nothing measurable here, takes longer to build, and makes GCC 12 warn of things that are not there.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(CCACHE ccache)
if(CCACHE)
  # With precompiled headers ccache needs to be told that their time stamps do not matter; with the base folder what
  # one preset or clone has compiled serves the others.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Network Qml Quick QuickControls2 Test QuickTest LinguistTools)
# The .pc file carries the version of the SQLite inside: 3.46 came with SQLCipher 4.6.
pkg_check_modules(SQLCIPHER REQUIRED IMPORTED_TARGET sqlcipher>=3.46)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium>=1.0.18)
find_package(date REQUIRED)
set(QT_NO_CREATE_VERSIONLESS_TARGETS ON)

add_library(veldpost_flags INTERFACE)
target_compile_options(veldpost_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    -Wcast-align -Wconversion -Wno-sign-conversion -Wformat=2 -Wimplicit-fallthrough -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of GCC 12's optimiser on std::variant and std::string (bugs 105562, 105651); the sanitizer presets
  # look for the real thing.
  target_compile_options(veldpost_flags INTERFACE -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-restrict)
endif()
target_compile_definitions(veldpost_flags INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_KEYWORDS)
target_include_directories(veldpost_flags INTERFACE ${CMAKE_SOURCE_DIR})

option(VELDPOST_FUZZ "Build tests/fuzz as libFuzzer programs (Clang only)" OFF)
# Compiled code that libFuzzer can follow; what is measured nowhere is built as fast as can be.
set(CMAKE_CXX_FLAGS_FUZZ "-O1 -gline-tables-only -fno-sanitize-recover=undefined")
if(VELDPOST_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

if(VELDPOST_SANITIZE)
  add_compile_options(-fsanitize=${VELDPOST_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${VELDPOST_SANITIZE})
endif()

# Several files as one unit: their headers are read once, which is most of what compiling them costs. Names in a folder's
# anonymous namespaces are then the folder's, not the file's.
function(veldpost_unity name)
  set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
endfunction()

# veldpost_library(NAME [UNITY] [PCH header …] [DEPS target …])
# The folder's *.cpp become the library NAME; a folder with headers only becomes an interface library.
# Sources are globbed so that one folder is one library without a list to keep.
function(veldpost_library name)
  cmake_parse_arguments(arg "UNITY" "" "DEPS;PCH;PRIVATE_DEPS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  file(GLOB units CONFIGURE_DEPENDS *.cpp)
  if(NOT units)
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE ${arg_DEPS})
    return()
  endif()
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC ${arg_DEPS} PRIVATE veldpost_flags ${arg_PRIVATE_DEPS})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  if(arg_PCH AND VELDPOST_PCH)
    target_precompile_headers(${name} PRIVATE ${arg_PCH})
  endif()
  if(arg_UNITY)
    veldpost_unity(${name})
  endif()
endfunction()

# veldpost_program(NAME [UNITY] [DEPS target …]): the folder's *.cpp become the program NAME.
function(veldpost_program name)
  cmake_parse_arguments(arg "UNITY" "" "DEPS;PCH" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h)
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE ${arg_DEPS} veldpost_flags)
  if(arg_PCH AND VELDPOST_PCH)
    target_precompile_headers(${name} PRIVATE ${arg_PCH})
  endif()
  if(arg_UNITY)
    veldpost_unity(${name})
  endif()
endfunction()

# veldpost_tests(DIR DEPS target …): every DIR/*_test.cpp becomes a Qt Test program and a CTest of its name.
function(veldpost_tests dir)
  cmake_parse_arguments(arg "" "TIMEOUT" "DEPS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  file(GLOB files CONFIGURE_DEPENDS ${dir}/*_test.cpp)
  string(REPLACE "/" "_" prefix ${dir})
  foreach(file ${files})
    get_filename_component(stem ${file} NAME_WE)
    set(name ${prefix}_${stem})
    # By hand: AUTOMOC would scan each program's sources and compile one more file for it.
    set(moc ${CMAKE_CURRENT_BINARY_DIR}/${name}.moc.dir/${stem}.moc)
    qt6_generate_moc(${file} ${moc})
    add_executable(${name} ${file} ${moc})
    target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${name}.moc.dir)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE ${arg_DEPS} Qt6::Test veldpost_flags)
    # A test's own code runs once: what counts is how long it takes to build. The libraries it tests are optimised.
    target_compile_options(${name} PRIVATE -O0)
    if(VELDPOST_PCH)
      # These only say that a module is there; defined here and not in the precompiled header, it would make that unusable.
      target_compile_options(${name} PRIVATE -UQT_NETWORK_LIB -UQT_GUI_LIB -UQT_QML_LIB
          -UQT_QUICK_LIB -UQT_QMLMODELS_LIB -UQT_OPENGL_LIB -UQT_QUICKCONTROLS2_LIB -UQT_QMLINTEGRATION_LIB -UQT_DBUS_LIB)
      target_precompile_headers(${name} REUSE_FROM veldpost_test_pch)
    endif()
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "RC_PARAMS=seed=20261122;QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC;VELDPOST_BIN=${CMAKE_BINARY_DIR}/bin;VELDPOST_SOURCE=${CMAKE_SOURCE_DIR}")
  endforeach()
endfunction()
