#include "daemon/configuration/configuration_files.h"

#include <librdkafka/rdkafka.h>

#include <ostream>
#include <utility>
#include <variant>

#include "base/files.h"
#include "rules/positioned_yaml.h"

namespace newswatch::daemon {
namespace {

/// @return what a file says there, whatever else is wrong with it; an empty node for nothing.
rules::Node value_in(const std::string& file, std::string_view section, std::string_view name) {
  const auto text = read_file(file);
  std::vector<rules::Problem> reported_already;
  const auto root = text ? rules::parse_yaml(*text, file, reported_already) : std::nullopt;
  const rules::Entry* outer = root ? root->find(section) : nullptr;
  const rules::Entry* inner = outer == nullptr ? nullptr : outer->value.find(name);
  return inner == nullptr ? rules::Node() : inner->value;
}

/// Reads a file and the environment for `load`. @return nothing when there was a problem.
template <typename T>
std::optional<T> read_by(std::variant<T, Problems> (*load)(const ConfigurationSources&),
                         const std::string& file, std::vector<Override> overrides,
                         std::ostream& complaints) {
  ConfigurationSources sources{.text = {},
                               .file = file,
                               .environment = process_environment(),
                               .overrides = std::move(overrides),
                               .librdkafka_version = rd_kafka_version()};
  if (!file.empty()) {
    auto text = read_file(file);
    if (!text) {
      complaints << file << ": can't be read: " << text.error().message << '\n';
      return std::nullopt;
    }
    sources.text = *std::move(text);
  }
  auto loaded = load(sources);
  if (auto* read = std::get_if<T>(&loaded)) return std::move(*read);
  for (const rules::Problem& problem : std::get<Problems>(loaded))
    complaints << rules::to_string(problem) << '\n';
  return std::nullopt;
}

}  // namespace

std::optional<Configuration> read_configuration(const std::string& file,
                                                std::vector<Override> overrides,
                                                std::ostream& complaints) {
  return read_by(load_configuration, file, std::move(overrides), complaints);
}

std::optional<std::vector<ResolvedSetting>> read_resolved_configuration(
    const std::string& file, std::vector<Override> overrides, std::ostream& complaints) {
  return read_by(resolve_configuration, file, std::move(overrides), complaints);
}

std::optional<Configuration> read_offline_configuration(const std::string& file,
                                                        std::ostream& complaints) {
  return read_configuration(file, {{"kafka.brokers", "127.0.0.1:9092", "this command"}},
                            complaints);
}

std::string rules_path_in(const std::string& file) { return value_in(file, "rules", "path").text; }

std::vector<std::string> metadata_names_in(const std::string& file) {
  std::vector<std::string> names;
  const rules::Node fields = value_in(file, "articles", "metadata");
  names.reserve(fields.entries.size());
  for (const rules::Entry& field : fields.entries) names.push_back(field.key);
  return names;
}

}  // namespace newswatch::daemon
