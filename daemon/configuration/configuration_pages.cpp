#include "daemon/configuration/configuration_pages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "base/units.h"
#include "daemon/configuration/setting_values.h"
#include "daemon/configuration/settings.h"
#include "rules/query_prefixes.h"

namespace newswatch::daemon {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kReference =
    "# Configuration\n\n"
    "One YAML file, given as `newswatch run --config FILE`. Everything but `kafka.brokers` has a "
    "default. `newswatch validate --config FILE` reports every problem with line and column.\n\n"
    "- **Environment.** `NEWSWATCH_KAFKA__BROKERS` sets `kafka.brokers`: capitals, two underscores "
    "between the levels, commas between the entries of a list, `name=value` pairs for a map. The "
    "environment beats the file, flags of the command line beat both. A variable with two "
    "underscores that names no key is an error; one without them is not ours.\n"
    "- **Variables in the file.** `${NAME}` stands for a variable of the environment, "
    "`${NAME:-default}` for one that may be unset or empty, `$${` for a plain `${`. One that is "
    "not set and has no default is an error.\n"
    "- **Units.** Durations are `100ms`, `5s`, `10m`, `2h`, `1d`; sizes are `512B`, `64KiB`, "
    "`4MiB`, `1GiB` or a plain number of bytes.\n"
    "- **Lists** may be one text with commas between the entries.\n"
    "- **Editors** complete and check the file with [newswatch.schema.json]"
    "(../../deploy/newswatch.schema.json); [newswatch.yaml](../../deploy/newswatch.yaml) has every "
    "key.\n"
    "- **Changes** apply at the next start. `SIGHUP` reads the rules again, not this file.\n";

constexpr std::string_view kVariable = R"(\$\{)";

std::string section_of(std::string_view key) { return std::string(key.substr(0, key.find('.'))); }

/// What a `${VARIABLE}` may stand for, beside values of the setting's own form.
Json or_variable(Json form) {
  return {{"anyOf", {std::move(form), {{"type", "string"}, {"pattern", kVariable}}}}};
}

Json number_form(const Setting& setting, auto parse) {
  Json form{{"type", "integer"}};
  if (const auto least = parse(setting.min)) form["minimum"] = *least;
  if (const auto most = parse(setting.max)) form["maximum"] = *most;
  return form;
}

Json integer_form(const Setting& setting) {
  return number_form(setting, [](std::string_view text) { return parse_size(text); });
}

Json size_form(const Setting& setting) {
  const Json with_unit{{"type", "string"}, {"pattern", "^[0-9]+(B|KiB|MiB|GiB)$"}};
  return {{"anyOf", {integer_form(setting), with_unit}}};
}

/// YAML takes 5 or true for more than a text; where a text is wanted they are meant as written.
Json text_form(bool filled) {
  Json form{{"type", {"string", "number", "boolean"}}};
  if (filled) form["minLength"] = 1;
  return form;
}

Json list_form(const Setting& setting, const std::string& item_pattern) {
  const Json type = item_pattern.empty() ? Json({"string", "number", "boolean"}) : Json("string");
  Json item{{"type", type}, {"minLength", 1}};
  if (!item_pattern.empty()) item["pattern"] = item_pattern;
  Json list{{"type", "array"}, {"items", item}};
  if (setting.filled) list["minItems"] = 1;
  Json single{{"type", type}};
  if (setting.filled) single["minLength"] = 1;
  if (!item_pattern.empty()) single["pattern"] = item_pattern;
  return {{"anyOf", {list, single}}};
}

Json pointers_form(const Setting& setting) {
  return list_form(setting, R"(^/([^~]|~0|~1)*$|\$\{)");
}

Json metadata_form(const Setting& setting) {
  Setting pointers = setting;
  pointers.filled = true;
  const Json taken{{"anyOf", {{{"enum", rules::prefix_names()}}, {{"pattern", "^stem-"}}}}};
  return {{"type", "object"},
          {"propertyNames", {{"pattern", "^[a-z][a-z0-9_-]{0,63}$"}, {"not", taken}}},
          {"additionalProperties", pointers_form(pointers)}};
}

Json choice_form(const Setting& setting) {
  std::vector<std::string> choices(setting.choices.begin(), setting.choices.end());
  if (setting.initial.empty()) choices.emplace_back("");
  return {{"enum", choices}};
}

Json form_of(const Setting& setting) {
  switch (setting.type) {
    case SettingType::Text:
    case SettingType::Secret:
    case SettingType::Path:
      return text_form(setting.filled);
    case SettingType::Name:
      return or_variable(
          {{"type", {"string", "number", "boolean"}},
           {"pattern", setting.filled ? "^[A-Za-z0-9._-]{1,249}$" : "^[A-Za-z0-9._-]{0,249}$"}});
    case SettingType::TextList:
      return list_form(setting, "");
    case SettingType::Pointers:
      return pointers_form(setting);
    case SettingType::Metadata:
      return metadata_form(setting);
    case SettingType::Integer:
      return or_variable(integer_form(setting));
    case SettingType::Size:
      return or_variable(size_form(setting));
    case SettingType::Duration:
      return or_variable({{"type", "string"}, {"pattern", "^[0-9]+(ms|s|m|h|d)$"}});
    case SettingType::Day:
      return or_variable({{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}});
    case SettingType::Choice:
      return or_variable(choice_form(setting));
    case SettingType::Map:
      return {{"type", "object"},
              {"propertyNames", {{"minLength", 1}}},
              {"additionalProperties", {{"type", {"string", "number", "boolean"}}}}};
  }
  return {};
}

Json from_node(const rules::Node& node, SettingType type) {
  if (node.is_map()) return Json::object();  // no default map has entries
  if (node.is_sequence()) {
    Json list = Json::array();
    for (const rules::Node& item : node.items) list.push_back(item.text);
    return list;
  }
  if (type == SettingType::Integer) return *parse_size(node.text);
  return node.text;
}

Json property_of(const Setting& setting) {
  Json property{{"description", setting.help}};
  std::vector<rules::Problem> problems;
  const auto initial = rules::parse_yaml(setting.initial, "default", problems);
  if (initial && !setting.initial.empty()) property["default"] = from_node(*initial, setting.type);
  if (!setting.example.empty()) property["examples"] = {setting.example};
  const bool is_map = setting.type == SettingType::Map || setting.type == SettingType::Metadata;
  if (is_map) property.erase("examples");  // a text is no map
  property.update(form_of(setting));
  return property;
}

/// An empty section is one whose keys are all commented out.
Json section_schema(const std::string& section) {
  Json properties = Json::object();
  for (const std::string& name : names_in(section)) {
    const std::string key = section.empty() ? name : section + "." + name;
    const Setting* setting = find_setting(key);
    properties[name] = setting != nullptr ? property_of(*setting) : section_schema(key);
  }
  return {
      {"type", {"object", "null"}}, {"additionalProperties", false}, {"properties", properties}};
}

std::string form_in_words(const Setting& setting) {
  if (setting.type == SettingType::Choice) {
    std::string words;
    for (const auto choice : setting.choices)
      words += fmt::format("{}`{}`", words.empty() ? "" : ", ", choice);
    return words;
  }
  constexpr std::string_view kWords[] = {
      "text", "name", "list",          "whole number",    "size",   "duration", "date",
      "",     "map",  "JSON Pointers", "map of pointers", "secret", "path"};
  std::string words(kWords[static_cast<std::size_t>(setting.type)]);
  if (!setting.min.empty()) words += fmt::format(", {} to {}", setting.min, setting.max);
  return words;
}

std::string default_in_words(const Setting& setting) {
  if (!setting.initial.empty()) return fmt::format("`{}`", setting.initial);
  return setting.filled ? "required" : "";
}

std::vector<std::string> split_key(std::string_view key) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= key.size();) {
    const auto dot = std::min(key.find('.', at), key.size());
    names.emplace_back(key.substr(at, dot - at));
    at = dot + 1;
  }
  return names;
}

/// An empty default shows less than an example does.
std::string_view shown_value(const Setting& setting) {
  const bool empty = setting.initial.empty() || setting.initial == "{}" || setting.initial == "[]";
  return empty ? setting.example : setting.initial;
}

/// @return `help` in comment lines of up to 100 columns.
std::string comment(std::string_view help, std::size_t indent) {
  constexpr std::size_t kColumns = 100;
  std::string text;
  while (!help.empty()) {
    const std::size_t most = kColumns - indent - 2;
    const auto cut = help.size() <= most ? help.size() : help.rfind(' ', most);
    text += fmt::format("{:{}}# {}\n", "", indent, help.substr(0, cut));
    help.remove_prefix(std::min(cut + 1, help.size()));
  }
  return text;
}

}  // namespace

std::string configuration_schema() {
  Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
              {"title", "Configuration of Newswatch"}};
  schema.update(section_schema(""));
  return schema.dump(2) + "\n";
}

std::string configuration_reference() {
  std::string page(kReference);
  std::string section;
  for (const Setting& setting : settings()) {
    if (section != section_of(setting.key)) {
      section = section_of(setting.key);
      page += fmt::format("\n## {}\n\n| Key | Value | Default | Meaning |\n|---|---|---|---|\n",
                          section);
    }
    const auto example =
        setting.example.empty() ? "" : fmt::format(" Example: `{}`.", setting.example);
    page += fmt::format("| `{}` | {} | {} | {}{} |\n", setting.key, form_in_words(setting),
                        default_in_words(setting), setting.help, example);
  }
  return page;
}

std::string configuration_example() {
  std::string text =
      "# yaml-language-server: $schema=newswatch.schema.json\n"
      "#\n# Configuration of Newswatch. Keys that are commented out show their default, or an\n"
      "# example where there is none. Check it with: newswatch validate --config FILE\n";
  std::vector<std::string> open;
  std::string_view last_help;
  for (const Setting& setting : settings()) {
    auto names = split_key(setting.key);
    const std::string name = names.back();
    names.pop_back();
    for (std::size_t level = 0; level < names.size(); ++level) {
      if (level < open.size() && open[level] == names[level]) continue;
      text += fmt::format("{}{:{}}{}:\n", level == 0 ? "\n" : "", "", 2 * level, names[level]);
    }
    if (names.empty()) text += '\n';
    open = names;
    if (setting.help != last_help) text += comment(setting.help, 2 * names.size());
    last_help = setting.help;
    const bool required = setting.filled && setting.initial.empty();
    text += fmt::format("{:{}}{}{}: {}\n", "", 2 * names.size(), required ? "" : "# ", name,
                        shown_value(setting));
  }
  return text;
}

}  // namespace newswatch::daemon
