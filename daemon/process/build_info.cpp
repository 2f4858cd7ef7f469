#include "daemon/process/build_info.h"

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>
#include <simdjson.h>

namespace newswatch::daemon {

metrics::BuildInfo build_info() {
  // As numbers, since the macro is text in some releases of simdjson and bare digits in others.
  return {.version = NEWSWATCH_VERSION,
          .librdkafka = rd_kafka_version_str(),
          .simdjson = fmt::format("{}.{}.{}", static_cast<int>(simdjson::SIMDJSON_VERSION_MAJOR),
                                  static_cast<int>(simdjson::SIMDJSON_VERSION_MINOR),
                                  static_cast<int>(simdjson::SIMDJSON_VERSION_REVISION))};
}

}  // namespace newswatch::daemon
