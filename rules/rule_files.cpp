#include "rules/rule_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <system_error>

#include "base/files.h"
#include "base/nearest_name.h"
#include "base/utf8.h"
#include "rules/map_reader.h"

namespace newswatch::rules {
namespace {

namespace fs = std::filesystem;
using Labels = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kDefaults = "defaults";
constexpr Position kNoPlace{0, 0};

/// What a file sets for its rules that say nothing themselves.
struct Defaults {
  bool alert = true;
  std::string severity = "medium";
  Labels labels;
  AlertOptions options;
};

bool is_id(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && is_letter(text.front()) &&
         std::ranges::all_of(text, [&](char c) { return is_letter(c) || c == '-'; });
}

/// Reads one file.
class FileReader {
 public:
  FileReader(const std::string& file, const std::vector<std::string>& sections, Problems& problems,
             std::vector<RuleEntry>& rules)
      : file_(file), sections_(sections), problems_(problems), rules_(rules) {}

  void read(const Node& root) {
    if (root.is_null()) return;
    if (!root.is_map())
      return error(root.position, "expected sections, as in \"topics:\" with a list below");
    if (const Entry* defaults = root.find(kDefaults)) read_defaults(defaults->value);
    for (const Entry& entry : root.entries) {
      if (entry.key != kDefaults) read_section(entry);
    }
  }

 private:
  void error(Position position, std::string message) {
    problems_.errors.push_back({file_, position, std::move(message)});
  }

  std::string severity(MapReader& reader, const std::string& otherwise) {
    const auto severity = reader.text("severity");
    if (!severity) return otherwise;
    if (std::ranges::find(kSeverities, *severity) == kSeverities.end()) {
      reader.problem(
          "severity",
          fmt::format("\"{}\" is no severity: expected {}{}", *severity,
                      fmt::join(kSeverities, ", "),
                      did_you_mean(*severity, {kSeverities.begin(), kSeverities.end()})));
    }
    return *severity;
  }

  void read_defaults(const Node& node) {
    if (!node.is_map())
      return error(node.position, "\"defaults\" must be a map, as in {severity: low}");
    MapReader reader(node, file_, problems_.errors);
    defaults_.alert = reader.flag("alert", true);
    defaults_.severity = severity(reader, defaults_.severity);
    defaults_.labels = reader.pairs("labels");
    defaults_.options = read_alert_options(reader, file_, problems_.errors, {});
    reader.finish();
  }

  void read_section(const Entry& section) {
    if (std::ranges::find(sections_, section.key) == sections_.end()) {
      auto names = sections_;
      names.emplace_back(kDefaults);
      return error(section.key_position,
                   fmt::format("unknown section \"{}\": expected {}{}", section.key,
                               fmt::join(names, ", "), did_you_mean(section.key, names)));
    }
    if (section.value.is_null()) return;
    if (!section.value.is_sequence()) {
      return error(
          section.value.position,
          fmt::format("\"{}\" must be a list: each rule begins with \"- id:\"", section.key));
    }
    for (const Node& item : section.value.items) read_rule(section.key, item);
  }

  void read_rule(const std::string& section, const Node& item) {
    if (!item.is_map()) return error(item.position, "a rule must be a map, as in {id: …, name: …}");
    MapReader reader(item, file_, problems_.errors);
    RuleEntry rule{.section = section, .file = file_, .node = item, .summary = {}, .alert = true};
    rule.summary.id.value = reader.required_text("id");
    if (!is_blank(rule.summary.id.value) && !is_id(rule.summary.id.value)) {
      reader.problem(
          "id",
          fmt::format("\"{}\" is no id: lower-case letters, digits and hyphens, not a hyphen first",
                      rule.summary.id.value));
    }
    rule.summary.name = reader.required_text("name");
    rule.summary.severity = severity(reader, defaults_.severity);
    rule.summary.labels = defaults_.labels;
    for (auto& [key, value] : reader.pairs("labels")) set_label(rule.summary.labels, key, value);
    rule.alert = reader.flag("alert", defaults_.alert);
    rule.options = read_alert_options(reader, file_, problems_.errors, defaults_.options);
    rules_.push_back(std::move(rule));
  }

  static void set_label(Labels& labels, const std::string& key, const std::string& value) {
    const auto known = std::ranges::find(labels, key, &Labels::value_type::first);
    if (known == labels.end()) {
      labels.emplace_back(key, value);
    } else {
      known->second = value;
    }
  }

  const std::string& file_;
  const std::vector<std::string>& sections_;
  Problems& problems_;
  std::vector<RuleEntry>& rules_;
  Defaults defaults_;
};

void report_repeated_ids(const std::vector<RuleEntry>& rules, Problems& problems) {
  std::map<std::string_view, const RuleEntry*> first;
  for (const RuleEntry& rule : rules) {
    if (rule.summary.id.value.empty()) continue;  // reported as missing
    const auto [known, added] = first.try_emplace(rule.summary.id.value, &rule);
    if (added) continue;
    const RuleEntry& other = *known->second;
    problems.errors.push_back(
        {rule.file, rule.node.position,
         fmt::format("the id \"{}\" stands already at {}:{}", rule.summary.id.value, other.file,
                     other.node.position.line)});
  }
}

bool is_rule_file(const fs::path& path) {
  const std::string name = path.filename().string();
  return !name.starts_with('.') && name.ends_with(".yaml") && !name.ends_with(".test.yaml");
}

/// A link that leads nowhere counts too, so that its rules don't go missing in silence.
bool may_be_read(const fs::directory_entry& entry) {
  std::error_code error;
  const auto type = entry.status(error).type();
  return type == fs::file_type::regular || type == fs::file_type::not_found;
}

std::vector<fs::path> files_below(const fs::path& folder, Problems& problems) {
  std::vector<fs::path> files;
  std::error_code error;
  auto at = fs::recursive_directory_iterator(
      folder, fs::directory_options::follow_directory_symlink, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (at->path().filename().string().starts_with('.')) at.disable_recursion_pending();
    if (is_rule_file(at->path()) && may_be_read(*at)) files.push_back(at->path());
  }
  if (error) {
    problems.errors.push_back({folder.string(), kNoPlace, "can't be read: " + error.message()});
  } else if (files.empty()) {
    problems.errors.push_back(
        {folder.string(), kNoPlace, "holds no rules: no file below it ends in .yaml"});
  }
  std::ranges::sort(files);
  return files;
}

std::vector<fs::path> files_at(const std::string& path, Problems& problems) {
  std::error_code error;
  return fs::is_directory(path, error) ? files_below(path, problems) : std::vector<fs::path>{path};
}

void read_text(std::string_view text, const std::string& file,
               const std::vector<std::string>& sections, Problems& problems,
               std::vector<RuleEntry>& rules) {
  const auto root = parse_yaml(text, file, problems.errors);
  if (root) FileReader(file, sections, problems, rules).read(*root);
}

std::string ids_of(std::span<const RuleEntry> rules) {
  std::string ids;
  for (const RuleEntry& rule : rules)
    ids += fmt::format("{}\"{}\"", ids.empty() ? "" : ", ", rule.summary.id.value);
  return ids;
}

/// @param read  the rules that `text` held.
void check_only_rule(const RuleText& text, std::span<const RuleEntry> read, Problems& problems) {
  if (read.size() == 1 && read[0].summary.id.value == *text.only_id) return;
  const auto found = read.empty()       ? std::string("none")
                     : read.size() == 1 ? ids_of(read)
                                        : fmt::format("{}: {}", read.size(), ids_of(read));
  problems.errors.push_back(
      {text.name, read.empty() ? kNoPlace : read.back().node.position,
       fmt::format("expected one rule with the id \"{}\", found {}", *text.only_id, found)});
}

}  // namespace

MapReader reader_of(const RuleEntry& entry, Problems& problems) {
  constexpr std::array kCommonKeys = {"id",        "name",     "severity",   "labels",
                                      "alert",     "alert_on", "copies",     "throttle",
                                      "threshold", "digest",   "quiet_hours"};
  MapReader reader(entry.node, entry.file, problems.errors);
  for (const char* key : kCommonKeys) reader.know(key);
  return reader;
}

std::vector<std::string> rule_files_at(const std::string& path) {
  Problems ignored;  // loading reports them
  std::vector<std::string> files;
  for (const fs::path& file : files_at(path, ignored)) files.push_back(file.string());
  return files;
}

std::vector<RuleEntry> load_rule_files(const std::string& path,
                                       const std::vector<std::string>& sections,
                                       Problems& problems) {
  std::vector<RuleEntry> rules;
  for (const fs::path& file : files_at(path, problems)) {
    if (const auto text = read_file(file.string())) {
      read_text(*text, file.string(), sections, problems, rules);
    } else {
      problems.errors.push_back(
          {file.string(), kNoPlace, "can't be read: " + text.error().message});
    }
  }
  report_repeated_ids(rules, problems);
  return rules;
}

std::vector<RuleEntry> read_rules(std::span<const RuleText> texts,
                                  const std::vector<std::string>& sections, Problems& problems) {
  std::vector<RuleEntry> rules;
  for (const RuleText& text : texts) {
    const auto before = rules.size();
    const auto errors = problems.errors.size();
    read_text(text.text, text.name, sections, problems, rules);
    // One problem for one slip: what can't be read may hold more, or an id that is told already.
    if (text.only_id && problems.errors.size() == errors)
      check_only_rule(text, std::span(rules).subspan(before), problems);
  }
  report_repeated_ids(rules, problems);
  return rules;
}

std::vector<RuleEntry> read_rules(std::string_view text, const std::string& file,
                                  const std::vector<std::string>& sections, Problems& problems) {
  const RuleText only{.name = file, .text = text};
  return read_rules(std::span(&only, 1), sections, problems);
}

}  // namespace newswatch::rules
