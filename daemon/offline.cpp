#include "daemon/offline.h"

#include <librdkafka/rdkafka.h>

#include <fstream>
#include <iterator>
#include <ostream>
#include <utility>

namespace newswatch::daemon {

std::optional<Configuration> read_configuration(const std::string& file,
                                                std::vector<Override> overrides,
                                                std::ostream& complaints) {
  ConfigurationSources sources{.text = {},
                               .file = file,
                               .environment = process_environment(),
                               .overrides = std::move(overrides),
                               .librdkafka_version = rd_kafka_version()};
  if (!file.empty()) {
    std::ifstream stream(file, std::ios::binary);
    sources.text.assign(std::istreambuf_iterator<char>(stream), {});
    if (!stream.good() && !stream.eof()) {
      complaints << file << ": can't be read: is it there, and may this user read it?\n";
      return std::nullopt;
    }
  }
  auto loaded = load_configuration(sources);
  if (auto* configuration = std::get_if<Configuration>(&loaded)) return std::move(*configuration);
  for (const rules::Problem& problem : std::get<Problems>(loaded))
    complaints << rules::to_string(problem) << '\n';
  return std::nullopt;
}

std::optional<Configuration> read_offline_configuration(const std::string& file,
                                                        std::ostream& complaints) {
  return read_configuration(file, {{"kafka.brokers", "127.0.0.1:9092", "this command"}},
                            complaints);
}

articles::DecoderOptions decoder_options(const ArticlesConfig& config) {
  return {.fields = config.fields,
          .max_record_bytes = config.max_record_bytes,
          .earliest_date = config.earliest_date,
          .max_future = config.max_future};
}

void complain(const rules::Problems& problems, std::ostream& complaints) {
  for (const rules::Problem& problem : problems.errors)
    complaints << rules::to_string(problem) << '\n';
  for (const rules::Problem& problem : problems.warnings) {
    complaints << rules::to_string({problem.file, problem.position, "warning: " + problem.message})
               << '\n';
  }
}

}  // namespace newswatch::daemon
