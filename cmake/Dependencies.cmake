# Every library that Newswatch links, and why. All come from the distribution's packages, which ./dev installs.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# Consumer groups, idempotent producer, statistics, and the mock cluster of the demo. Its C API: the C++ one hides
# rebalance and error details.
pkg_check_modules(rdkafka REQUIRED IMPORTED_TARGET rdkafka>=2.0.2)
# JSON of articles, validated at gigabytes a second.
find_package(simdjson REQUIRED)
# JSON of alerts, statistics and schemas: rare paths, where convenience counts.
find_package(nlohmann_json REQUIRED)
# JSON of annotations, one an article: written as a stream of text.
find_package(RapidJSON REQUIRED)
# Configuration and rule files, with the line and column of every node.
find_package(yaml-cpp REQUIRED)
# Unicode: word boundaries, normalisation, case folding.
find_package(ICU REQUIRED COMPONENTS uc i18n)
# Regular expressions of queries, in linear time.
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
# Tables of comma-separated values, as query.wikidata.org exports them. Comes without a CMake or pkg-config file.
find_library(CSV_LIBRARY csv REQUIRED)
# Vectors for the best instructions of the machine, chosen at run time: what each byte of a text is.
pkg_check_modules(hwy REQUIRED IMPORTED_TARGET libhwy)
# Stems of words, in many languages. Comes without a CMake or pkg-config file.
find_library(STEMMER_LIBRARY stemmer REQUIRED)
# Archives of articles, packed.
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
# Names of HTML entities.
find_package(LibXml2 REQUIRED)
# Tails of Poisson's and the negative binomial distribution. Headers alone.
find_package(Boost REQUIRED CONFIG)
# SHA-256 behind deterministic ids; certificates; TLS of the admin port.
find_package(OpenSSL REQUIRED COMPONENTS Crypto SSL)
# Tokens for logins to Kafka, from an OAuth server; what `newswatch top` asks a daemon.
find_package(CURL REQUIRED)
# Metrics in Prometheus's text format, and the HTTP server that shows them beside the health checks.
pkg_check_modules(prometheus_cpp REQUIRED IMPORTED_TARGET prometheus-cpp-core)
find_library(CIVETWEB_CPP_LIBRARY civetweb-cpp REQUIRED)
find_library(CIVETWEB_LIBRARY civetweb REQUIRED)
# How the service manager is told that the daemon is up, and alive.
pkg_check_modules(systemd REQUIRED IMPORTED_TARGET libsystemd)
# Logging and formatting (g++ 12 has no std::format).
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
# Command line.
find_package(CLI11 REQUIRED)

add_library(newswatch_civetweb INTERFACE)
target_link_libraries(newswatch_civetweb INTERFACE ${CIVETWEB_CPP_LIBRARY} ${CIVETWEB_LIBRARY})

# yaml-cpp's target was renamed in 0.8 (Debian 13).
if(TARGET yaml-cpp::yaml-cpp)
  add_library(newswatch_yaml_cpp ALIAS yaml-cpp::yaml-cpp)
else()
  add_library(newswatch_yaml_cpp INTERFACE)
  target_link_libraries(newswatch_yaml_cpp INTERFACE yaml-cpp)
endif()
