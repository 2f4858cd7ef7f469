#include "daemon/configuration/configuration.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <utility>

#include "base/nearest_name.h"
#include "daemon/configuration/configuration_checks.h"
#include "daemon/configuration/setting_values.h"
#include "daemon/configuration/settings.h"

namespace newswatch::daemon {
namespace {

using rules::Node;
using rules::Position;

constexpr Position kNowhere{0, 0};

const std::string* find_variable(const TextMap& environment, std::string_view name) {
  const auto found = std::ranges::find(environment, name, &TextMap::value_type::first);
  return found == environment.end() ? nullptr : &found->second;
}

bool is_variable_name(std::string_view name) {
  return !name.empty() && !(name[0] >= '0' && name[0] <= '9') &&
         std::ranges::all_of(name, [](char c) {
           return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
         });
}

/// @param reference  what stands between `${` and `}`.
Result<std::string> value_of(std::string_view reference, const TextMap& environment) {
  const auto colon = reference.find(":-");
  const auto name = reference.substr(0, colon);
  if (!is_variable_name(name))
    return fail(ErrorCode::InvalidConfiguration,
                "no name of a variable between ${ and }; write $${ for a plain ${");
  const auto* value = find_variable(environment, name);
  if (value != nullptr && (!value->empty() || colon == std::string_view::npos)) return *value;
  if (colon != std::string_view::npos) return std::string(reference.substr(colon + 2));
  return fail(ErrorCode::InvalidConfiguration,
              fmt::format("variable {} is not set; ${{{}:-…}} gives a default", name, name));
}

/// Replaces `${NAME}` and `${NAME:-default}`; `$${` is a plain `${`.
Result<std::string> with_variables(std::string_view text, const TextMap& environment) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    if (rest.starts_with("$${")) {
      result += "${";
      at += 3;
    } else if (rest.starts_with("${")) {
      const auto end = rest.find('}');
      if (end == std::string_view::npos)
        return fail(ErrorCode::InvalidConfiguration, "${ without its }");
      auto value = value_of(rest.substr(2, end - 2), environment);
      if (!value) return value;
      result += *value;
      at += end + 1;
    } else {
      result += text[at++];
    }
  }
  return result;
}

/// Makes one configuration of all its sources and remembers where each value came from.
class Loader {
 public:
  explicit Loader(const ConfigurationSources& sources) : sources_(sources) {}

  std::variant<Configuration, Problems> load() {
    set_defaults();
    const bool readable = read_file();
    for (const auto& [name, value] : sources_.environment) read_variable(name, value);
    for (const Override& given : sources_.overrides) read_override(given);
    for (const Setting& setting : settings())
      if (readable && setting.filled && setting.initial.empty() && !places_.contains(setting.key))
        report(sources_.file.empty() ? "without --config" : sources_.file, kNowhere,
               fmt::format("{} is missing: expected {}", setting.key, expectation(setting)));
    const bool each_fits = problems_.empty();
    if (readable) report(check_values(configuration_));
    if (each_fits) report(check_relations(configuration_, sources_.librdkafka_version));
    if (places_.contains("rules.path") && !configuration_.rules.topic.empty())
      report({{"rules.topic", "at most one of rules.path and rules.topic"}});
    if (each_fits) report(read_secrets(configuration_));
    if (each_fits) report(check_tls_files(configuration_));
    if (!problems_.empty()) return std::move(problems_);
    return std::move(configuration_);
  }

  /// After `load`.
  std::vector<ResolvedSetting> resolved() const {
    std::vector<ResolvedSetting> all;
    for (const Setting& setting : settings()) {
      const auto found = values_.find(setting.key);
      if (found != values_.end())
        all.push_back(found->second);
      else
        all.push_back({std::string(setting.key), "", "default"});
    }
    return all;
  }

 private:
  struct Place {
    std::string file;
    Position position;
  };

  void report(const std::string& file, Position position, std::string message) {
    problems_.push_back({file, position, std::move(message)});
  }

  void set_defaults() {
    for (const Setting& setting : settings()) {
      if (setting.initial.empty()) continue;
      if (const auto value = rules::parse_yaml(setting.initial, "default", problems_))
        set(setting, *value, "default");
    }
    places_.clear();
  }

  void set(const Setting& setting, const Node& value, const std::string& file) {
    places_.insert_or_assign(std::string(setting.key), Place{file, value.position});
    if (const auto done = assign(setting, value, configuration_); !done)
      return report(file, value.position, done.error().message);
    const auto origin = file == sources_.file ? fmt::format("{}:{}:{}", file, value.position.line,
                                                            value.position.column)
                                              : file;
    values_.insert_or_assign(
        std::string(setting.key),
        ResolvedSetting{std::string(setting.key), in_one_line(setting, value), origin});
  }

  /// @return whether the file could be read to its end, so that what is not in it is missing.
  bool read_file() {
    auto root = rules::parse_yaml(sources_.text, sources_.file, problems_);
    if (!root) return false;
    fill_in(*root);
    read_section("", *root);
    return true;
  }

  /// Puts variables in all values. What came from a variable counts as unquoted: `"${PORT}"`.
  void fill_in(Node& node) {
    for (Node& item : node.items) fill_in(item);
    for (rules::Entry& entry : node.entries) fill_in(entry.value);
    if (node.text.find("${") == std::string::npos) return;
    auto text = with_variables(node.text, sources_.environment);
    if (!text) {
      report(sources_.file, node.position, text.error().message);
      node.text.clear();
      unresolved_.push_back(node.position);
      return;
    }
    node.text = *std::move(text);
    node.quoted = false;
  }

  void read_section(const std::string& section, const Node& node) {
    if (node.is_null()) return;  // all of its keys are commented out
    if (!node.is_map()) {
      report(sources_.file, node.position,
             section.empty()
                 ? "expected sections, as in kafka:"
                 : fmt::format("{}: expected keys, as in {}:", section, names_in(section).front()));
      return;
    }
    for (const rules::Entry& entry : node.entries) read_entry(section, entry);
  }

  void read_entry(const std::string& section, const rules::Entry& entry) {
    const std::string key = section.empty() ? entry.key : section + "." + entry.key;
    if (const Setting* setting = find_setting(key)) {
      // One problem for one slip: what has no variable has no value to judge.
      if (std::ranges::find(unresolved_, entry.value.position) == unresolved_.end())
        set(*setting, entry.value, sources_.file);
      else
        places_.insert_or_assign(std::string(setting->key),
                                 Place{sources_.file, entry.value.position});
    } else if (!names_in(key).empty()) {
      read_section(key, entry.value);
    } else {
      report(sources_.file, entry.key_position,
             fmt::format("unknown key \"{}\"{}", key, hint(section, entry.key)));
    }
  }

  static std::string hint(const std::string& section, const std::string& name) {
    if (auto sibling = did_you_mean(name, names_in(section)); !sibling.empty()) return sibling;
    for (const Setting& setting : settings())
      if (setting.key.ends_with("." + name)) return fmt::format("; did you mean {}?", setting.key);
    return fmt::format("; known here: {}", fmt::join(names_in(section), ", "));
  }

  void read_variable(const std::string& name, const std::string& value) {
    if (!name.starts_with("NEWSWATCH_") || name.find("__") == std::string::npos) return;
    std::vector<std::string> names;
    for (const Setting& setting : settings()) {
      names.push_back(environment_name(setting.key));
      if (names.back() == name) return set(setting, node_from_text(setting, value), name);
    }
    report(name, kNowhere, "unknown variable" + did_you_mean(name, names));
  }

  void read_override(const Override& given) {
    if (const Setting* setting = find_setting(given.key)) {
      set(*setting, node_from_text(*setting, given.value), given.origin);
      return;
    }
    std::vector<std::string> keys;
    for (const Setting& setting : settings()) keys.emplace_back(setting.key);
    report(given.origin, kNowhere,
           fmt::format("unknown key \"{}\"{}", given.key, did_you_mean(given.key, keys)));
  }

  void report(std::vector<Complaint> complaints) {
    for (Complaint& complaint : complaints) {
      const auto place = places_.find(complaint.key);
      if (place == places_.end())
        report(sources_.file, kNowhere, std::move(complaint.message));
      else
        report(place->second.file, place->second.position, std::move(complaint.message));
    }
  }

  const ConfigurationSources& sources_;
  Configuration configuration_;
  std::map<std::string, Place, std::less<>> places_;            // of what was given, by key
  std::map<std::string, ResolvedSetting, std::less<>> values_;  // by key
  std::vector<Position> unresolved_;
  Problems problems_;
};

}  // namespace

std::variant<Configuration, Problems> load_configuration(const ConfigurationSources& sources) {
  return Loader(sources).load();
}

std::variant<std::vector<ResolvedSetting>, Problems> resolve_configuration(
    const ConfigurationSources& sources) {
  Loader loader(sources);
  auto loaded = loader.load();
  if (auto* problems = std::get_if<Problems>(&loaded)) return std::move(*problems);
  return loader.resolved();
}

TextMap process_environment() {
  TextMap variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals != std::string_view::npos)
      variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return variables;
}

kafka::ConnectionOptions connection_options(const KafkaConfig& config) {
  kafka::ConnectionOptions options;
  options.brokers = fmt::format("{}", fmt::join(config.brokers, ","));
  options.topics = config.topics;
  options.group = config.group;
  options.assignor = config.assignor;
  options.instance_id = config.instance_id;
  options.oauth = config.oauth;
  const std::pair<std::string_view, const std::string*> security[] = {
      {"security.protocol", &config.security_protocol},
      {"sasl.mechanism", &config.sasl_mechanism},
      {"sasl.username", &config.username},
      {"sasl.password", &config.password},
      {"ssl.ca.location", &config.ca_file},
      {"ssl.certificate.location", &config.certificate_file},
      {"ssl.key.location", &config.key_file},
      {"ssl.key.password", &config.key_password}};
  for (const auto& [name, value] : security)
    if (!value->empty()) options.properties.set(name, *value);
  for (const auto& [name, value] : config.properties) options.properties.set(name, value);
  for (const auto& [name, value] : config.consumer_properties)
    options.consumer_properties.set(name, value);
  for (const auto& [name, value] : config.producer_properties)
    options.producer_properties.set(name, value);
  return options;
}

}  // namespace newswatch::daemon
