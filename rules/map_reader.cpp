#include "rules/map_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/nearest_name.h"
#include "base/units.h"
#include "base/utf8.h"

namespace newswatch::rules {

MapReader::MapReader(const Node& map, const std::string& file, std::vector<Problem>& problems)
    : map_(map), file_(file), problems_(problems) {}

const Node* MapReader::find(const std::string& key) {
  know(key);
  const Entry* entry = map_.find(key);
  return entry == nullptr || entry->value.is_null() ? nullptr : &entry->value;
}

Position MapReader::position_of(const std::string& key) const {
  const Entry* entry = map_.find(key);
  return entry == nullptr ? map_.position : entry->value.position;
}

void MapReader::problem(const std::string& key, std::string message) {
  problems_.push_back({file_, position_of(key), std::move(message)});
}

void MapReader::expected(const std::string& key, std::string_view what) {
  problem(key, fmt::format("\"{}\" must be {}", key, what));
}

std::optional<std::string> MapReader::text(const std::string& key) {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (node->is_scalar()) return node->text;
  expected(key, "a text");
  return std::nullopt;
}

std::string MapReader::required_text(const std::string& key) {
  const bool present = find(key) != nullptr;
  auto value = text(key);
  if (!present) problem(key, fmt::format("\"{}\" is missing", key));
  if (value && is_blank(*value)) expected(key, "more than blanks");
  return value.value_or("");
}

std::vector<std::string> MapReader::texts(const std::string& key) {
  const Node* node = find(key);
  if (node == nullptr) return {};
  if (node->is_scalar()) return {node->text};
  std::vector<std::string> values;
  for (const Node& item : node->items) {
    if (item.is_scalar()) values.push_back(item.text);
  }
  if (!node->is_sequence() || values.size() != node->items.size()) expected(key, "a list of texts");
  return values;
}

std::vector<const Node*> MapReader::texts_or_maps(const std::string& key) {
  const Node* node = find(key);
  if (node == nullptr) return {};
  if (node->is_scalar()) return {node};
  std::vector<const Node*> values;
  for (const Node& item : node->items) {
    if (item.is_scalar() || item.is_map()) values.push_back(&item);
  }
  if (!node->is_sequence() || values.size() != node->items.size())
    expected(key, "a list of texts and maps");
  return values;
}

bool MapReader::flag(const std::string& key, bool otherwise) {
  const auto value = text(key);
  if (!value) return otherwise;
  if (*value != "true" && *value != "false") expected(key, "true or false");
  return *value == "true";
}

bool MapReader::says(const std::string& key, std::string_view value) {
  const Node* node = find(key);
  return node != nullptr && node->is_scalar() && node->text == value;
}

std::optional<std::size_t> MapReader::choice(const std::string& key,
                                             const std::vector<std::string>& names) {
  const auto value = text(key);
  if (!value) return std::nullopt;
  const auto found = std::ranges::find(names, *value);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  problem(key, fmt::format("\"{}\" is none of {}{}", *value, fmt::join(names, ", "),
                           did_you_mean(*value, names)));
  return std::nullopt;
}

std::optional<std::uint32_t> MapReader::number(const std::string& key, std::uint32_t least,
                                               std::uint32_t most) {
  const auto value = text(key);
  if (!value) return std::nullopt;
  std::uint32_t number = 0;
  const char* const end = value->data() + value->size();
  const auto [stop, error] = std::from_chars(value->data(), end, number);
  if (error == std::errc() && stop == end && number >= least && number <= most) return number;
  expected(key, fmt::format("a whole number from {} to {}", least, most));
  return std::nullopt;
}

std::optional<std::chrono::milliseconds> MapReader::duration(const std::string& key,
                                                             std::chrono::milliseconds least,
                                                             std::chrono::milliseconds most) {
  const auto value = text(key);
  if (!value) return std::nullopt;
  const auto duration = parse_duration(*value);
  if (duration && *duration >= least && *duration <= most) return duration;
  expected(key, fmt::format("a duration from {} to {}, as in 6h", format_duration(least),
                            format_duration(most)));
  return std::nullopt;
}

std::optional<Date> MapReader::date(const std::string& key) {
  const auto value = text(key);
  if (!value) return std::nullopt;
  const auto date = parse_date(*value);
  if (!date)
    problem(key, fmt::format("\"{}\" is no day of the calendar, as in 2021-01-26", *value));
  return date;
}

const Node* MapReader::map(const std::string& key) {
  const Node* node = find(key);
  if (node == nullptr || node->is_map()) return node;
  expected(key, "a map");
  return nullptr;
}

std::vector<const Node*> MapReader::maps(const std::string& key) {
  const Node* node = find(key);
  if (node == nullptr) return {};
  std::vector<const Node*> values;
  for (const Node& item : node->items) {
    if (item.is_map()) values.push_back(&item);
  }
  if (!node->is_sequence() || values.size() != node->items.size()) expected(key, "a list of maps");
  return values;
}

std::vector<std::pair<std::string, std::string>> MapReader::pairs(const std::string& key) {
  const Node* node = find(key);
  if (node == nullptr) return {};
  std::vector<std::pair<std::string, std::string>> values;
  for (const Entry& entry : node->entries) {
    if (entry.value.is_scalar()) values.emplace_back(entry.key, entry.value.text);
  }
  if (!node->is_map() || values.size() != node->entries.size()) expected(key, "a map of texts");
  return values;
}

void MapReader::finish() {
  for (const Entry& entry : map_.entries) {
    if (std::ranges::find(known_, entry.key) != known_.end()) continue;
    problems_.push_back(
        {file_, entry.key_position,
         fmt::format("unknown key \"{}\"{}", entry.key, did_you_mean(entry.key, known_))});
  }
}

}  // namespace newswatch::rules
