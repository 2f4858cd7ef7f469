#include "daemon/offline.h"

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

#include <filesystem>
#include <ostream>
#include <utility>

#include "base/files.h"

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

articles::DecoderOptions decoder_options(const ArticlesConfig& config) {
  return {.fields = config.fields,
          .max_record_bytes = config.max_record_bytes,
          .earliest_date = config.earliest_date,
          .max_future = config.max_future};
}

detectors::DetectorOptions detector_options(const Configuration& configuration, bool near_misses) {
  detectors::DetectorOptions options;
  if (near_misses) {
    options.near_miss_margin =
        static_cast<std::uint32_t>(configuration.alerts.near_miss_margin_percent);
  }
  for (const articles::MappedField& field : configuration.articles.fields.metadata) {
    options.metadata.push_back(field.name);
  }
  return options;
}

Result<void> check_unused(const std::string& path, const std::vector<std::string>& in_use) {
  for (const std::string& other : in_use) {
    std::error_code absent;
    if (std::filesystem::equivalent(path, other, absent) && !absent)
      return fail(ErrorCode::Io,
                  fmt::format("{}: is in use already: name another file to write to", path));
  }
  return {};
}

bool open_output(const std::string& path, const std::vector<std::string>& in_use,
                 std::ofstream& file, std::ostream& complaints) {
  if (path.empty()) return true;
  if (const auto unused = check_unused(path, in_use); !unused) {
    complaints << unused.error().message << '\n';
    return false;
  }
  file.open(path, std::ios::binary | std::ios::trunc);
  if (!file) complaints << path << ": can't be written\n";
  return file.is_open();
}

std::shared_ptr<const detectors::DetectorSet> load_detectors(
    const std::string& rules, const detectors::DetectorOptions& options, std::ostream& complaints) {
  rules::Problems problems;
  auto detectors = rules.empty() ? detectors::DetectorSet::read("", "", problems, options)
                                 : detectors::DetectorSet::load(rules, problems, options);
  complain(problems, complaints);
  return detectors;
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
