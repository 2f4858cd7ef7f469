#include "daemon/configuration/setting_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/units.h"
#include "kafka/properties.h"

namespace newswatch::daemon {
namespace {

using rules::Node;

constexpr std::size_t kLongestName = 249;

/// @return digits only, with a minus before them at most.
std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// A number for comparing a value with its limits.
std::optional<std::int64_t> amount(SettingType type, std::string_view text) {
  if (type == SettingType::Size) {
    const auto bytes = parse_size(text);
    return bytes ? std::optional(static_cast<std::int64_t>(*bytes)) : std::nullopt;
  }
  if (type == SettingType::Duration) {
    const auto duration = parse_duration(text);
    return duration ? std::optional(duration->count()) : std::nullopt;
  }
  return parse_integer(text);
}

bool in_range(const Setting& setting, std::int64_t value) {
  if (!setting.min.empty() && value < amount(setting.type, setting.min)) return false;
  return setting.max.empty() || value <= amount(setting.type, setting.max);
}

bool is_name(std::string_view text) {
  return text.size() <= kLongestName && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '-' || c == '_';
         });
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\n") + 1 - begin);
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  if (trimmed(text).empty()) return parts;
  for (std::size_t at = 0; at <= text.size();) {
    const auto comma = std::min(text.find(',', at), text.size());
    parts.emplace_back(trimmed(text.substr(at, comma - at)));
    at = comma + 1;
  }
  return parts;
}

Node scalar(std::string text, rules::Position position) {
  Node node;
  node.kind = Node::Kind::Scalar;
  node.text = std::move(text);
  node.position = position;
  return node;
}

/// @return the entries, none of them empty; nothing when this is no list.
std::optional<std::vector<std::string>> entries_of(const Node& value) {
  std::vector<std::string> entries;
  if (value.is_scalar())
    entries = split(value.text);
  else if (!value.is_sequence())
    return std::nullopt;
  for (const Node& item : value.items) {
    if (!item.is_scalar()) return std::nullopt;
    entries.push_back(item.text);
  }
  if (std::ranges::any_of(entries, &std::string::empty)) return std::nullopt;
  return entries;
}

std::optional<std::vector<articles::JsonPointer>> pointers_of(const Node& value) {
  const auto entries = entries_of(value);
  if (!entries) return std::nullopt;
  std::vector<articles::JsonPointer> pointers;
  for (const std::string& entry : *entries) {
    auto pointer = articles::JsonPointer::parse(entry);
    if (!pointer) return std::nullopt;
    pointers.push_back(*std::move(pointer));
  }
  return pointers;
}

/// Of one mapped field: at least one.
std::optional<std::vector<articles::JsonPointer>> places_of(const Node& value) {
  auto pointers = pointers_of(value);
  if (pointers && pointers->empty()) pointers.reset();
  return pointers;
}

std::optional<TextMap> pairs_of(const Node& value) {
  if (!value.is_map()) return std::nullopt;
  TextMap pairs;
  for (const rules::Entry& entry : value.entries) {
    if (!entry.value.is_scalar() || entry.key.empty()) return std::nullopt;
    pairs.emplace_back(entry.key, entry.value.text);
  }
  return pairs;
}

/// What the user wrote, for the end of a message.
std::string shown(const Setting& setting, const Node& value) {
  constexpr std::size_t kMost = 100;
  if (value.is_null()) return "nothing";
  if (value.is_sequence()) return "a list";
  if (value.is_map() && setting.type == SettingType::Metadata) {
    const auto wrong = std::ranges::find_if(
        value.entries, [](const rules::Entry& entry) { return !places_of(entry.value); });
    if (wrong != value.entries.end())
      return fmt::format("\"{}\" at {}", wrong->value.text.substr(0, kMost), wrong->key);
  }
  if (value.is_map()) return "a map";
  // Properties too may hold a password.
  if (setting.type == SettingType::Secret || setting.type == SettingType::Map) return "this text";
  return fmt::format("\"{}\"", value.text.substr(0, kMost));
}

Unexpected refuse(const Setting& setting, const Node& value) {
  return fail(ErrorCode::InvalidConfiguration,
              fmt::format("{}: expected {}, not {}", setting.key, expectation(setting),
                          shown(setting, value)));
}

/// One overload for each kind of target: @return whether the value fits.
struct Assign {
  const Setting& setting;
  const Node& value;
  Configuration& configuration;

  bool operator()(std::string& (*target)(Configuration&)) const {
    const std::string& text = value.text;
    if (!value.is_scalar() || (setting.filled && text.empty())) return false;
    if (setting.type == SettingType::Name && !is_name(text)) return false;
    if (setting.type == SettingType::Choice && !text.empty() &&
        std::ranges::find(setting.choices, text) == setting.choices.end())
      return false;
    if (setting.type == SettingType::Choice && text.empty() && !setting.initial.empty())
      return false;
    target(configuration) = text;
    return true;
  }

  bool operator()(std::vector<std::string>& (*target)(Configuration&)) const {
    auto entries = entries_of(value);
    if (!entries || (setting.filled && entries->empty())) return false;
    target(configuration) = *std::move(entries);
    return true;
  }

  bool operator()(std::int64_t& (*target)(Configuration&)) const {
    return put(target(configuration));
  }
  bool operator()(std::size_t& (*target)(Configuration&)) const {
    return put(target(configuration));
  }
  bool operator()(std::chrono::milliseconds& (*target)(Configuration&)) const {
    std::int64_t count = 0;
    if (!put(count)) return false;
    target(configuration) = std::chrono::milliseconds(count);
    return true;
  }

  bool operator()(Date& (*target)(Configuration&)) const {
    const auto date = value.is_scalar() ? parse_date(value.text) : std::nullopt;
    if (date) target(configuration) = *date;
    return date.has_value();
  }

  bool operator()(TextMap& (*target)(Configuration&)) const {
    auto pairs = pairs_of(value);
    if (!pairs) return false;
    target(configuration) = *std::move(pairs);
    return true;
  }

  bool operator()(std::vector<articles::JsonPointer>& (*target)(Configuration&)) const {
    auto pointers = pointers_of(value);
    if (!pointers) return false;
    target(configuration) = *std::move(pointers);
    return true;
  }

  bool operator()(std::vector<articles::MappedField>& (*target)(Configuration&)) const {
    if (!value.is_map()) return false;
    std::vector<articles::MappedField> fields;
    for (const rules::Entry& entry : value.entries) {
      auto places = places_of(entry.value);
      if (!places) return false;
      fields.push_back({entry.key, *std::move(places)});
    }
    target(configuration) = std::move(fields);
    return true;
  }

  bool operator()(void (*choose)(Configuration&, std::size_t)) const {
    const auto found = std::ranges::find(setting.choices, value.text);
    if (!value.is_scalar() || found == setting.choices.end()) return false;
    choose(configuration, static_cast<std::size_t>(found - setting.choices.begin()));
    return true;
  }

 private:
  template <typename Number>
  bool put(Number& target) const {
    // A number in quotes is a text, as the JSON Schema has it.
    if (!value.is_scalar() || (setting.type == SettingType::Integer && value.quoted)) return false;
    const auto number = amount(setting.type, value.text);
    if (!number || !in_range(setting, *number)) return false;
    target = static_cast<Number>(*number);
    return true;
  }
};

std::string_view kind_of(const Setting& setting) {
  switch (setting.type) {
    case SettingType::Text:
    case SettingType::Secret:
      return setting.filled ? "a text that is not empty" : "a text";
    case SettingType::Name:
      return "a name of up to 249 letters, digits, dots, hyphens and underscores";
    case SettingType::TextList:
      return setting.filled ? "a list of texts with at least one entry" : "a list of texts";
    case SettingType::Integer:
      return "a whole number";
    case SettingType::Size:
      return "a size";
    case SettingType::Duration:
      return "a duration";
    case SettingType::Day:
      return "a date";
    case SettingType::Choice:
      return "one of";
    case SettingType::Map:
      return "a map of names to values";
    case SettingType::Pointers:
      return "a JSON Pointer or a list of them";
    case SettingType::Metadata:
      return "a map of names to JSON Pointers, which begin with /, or lists of them";
    case SettingType::Path:
      return "a path";
  }
  return "";
}

constexpr std::string_view kHidden = "***";

/// A scalar without quotes where YAML reads it as it stands.
std::string scalar(const std::string& text) {
  const auto is_plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '/' ||
           c == '+' || c == '-' || c == ':';
  };
  const bool plain = std::ranges::all_of(text, is_plain) && !text.ends_with(':') &&
                     !text.starts_with('-') && !text.empty();
  constexpr int kOneLine = -1;
  return plain ? text
               : nlohmann::json(text).dump(kOneLine, ' ', /*ensure_ascii=*/false,
                                           nlohmann::json::error_handler_t::replace);
}

/// YAML's flow style.
std::string flow(const Node& value) {
  std::vector<std::string> parts;
  parts.reserve(value.items.size() + value.entries.size());
  for (const Node& item : value.items) parts.push_back(flow(item));
  for (const rules::Entry& entry : value.entries)
    parts.push_back(fmt::format(
        "{}: {}", scalar(entry.key),
        kafka::is_secret(entry.key) ? scalar(std::string(kHidden)) : flow(entry.value)));
  if (value.is_sequence()) return fmt::format("[{}]", fmt::join(parts, ", "));
  if (value.is_map()) return fmt::format("{{{}}}", fmt::join(parts, ", "));
  return value.text.empty() ? "" : scalar(value.text);
}

}  // namespace

std::string expectation(const Setting& setting) {
  std::string text(kind_of(setting));
  if (setting.type == SettingType::Choice)
    return fmt::format("{} {}", text, fmt::join(setting.choices, ", "));
  if (!setting.min.empty()) text += fmt::format(" from {} to {}", setting.min, setting.max);
  const auto example = setting.example.empty() ? setting.initial : setting.example;
  if (!example.empty() && setting.type != SettingType::Secret)
    text += fmt::format(", as in {}", example);
  return text;
}

Node node_from_text(const Setting& setting, std::string_view text) {
  constexpr rules::Position kNowhere{0, 0};
  if (setting.type != SettingType::Map && setting.type != SettingType::Metadata)
    return scalar(std::string(text), kNowhere);
  Node map;
  map.kind = Node::Kind::Map;
  map.position = kNowhere;
  for (const std::string& part : split(text)) {
    const auto equals = part.find('=');
    if (equals == std::string::npos) return scalar(std::string(text), kNowhere);
    map.entries.push_back(
        {part.substr(0, equals), kNowhere, scalar(part.substr(equals + 1), kNowhere)});
  }
  return map;
}

Result<void> assign(const Setting& setting, const Node& value, Configuration& configuration) {
  if (!std::visit(Assign{setting, value, configuration}, setting.target))
    return Unexpected(refuse(setting, value));
  return {};
}

std::string in_one_line(const Setting& setting, const Node& value) {
  if (setting.type == SettingType::Secret) return value.text.empty() ? "" : std::string(kHidden);
  return flow(value);
}

}  // namespace newswatch::daemon
