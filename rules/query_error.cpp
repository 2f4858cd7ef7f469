#include "rules/query_error.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"

namespace newswatch::rules {
namespace {

constexpr std::size_t kMostBefore = 50, kMostBehind = 30;  // bytes of the query that are shown

auto characters_in(std::string_view text) { return std::ranges::count_if(text, begins_character); }

std::size_t character_from(std::string_view text, std::size_t byte) {
  while (byte < text.size() && !begins_character(text[byte])) ++byte;
  return std::min(byte, text.size());
}

/// The surroundings of a place in one line, and below them a caret.
std::string pointed_at(std::string_view query, std::size_t at) {
  const std::size_t begin = at > kMostBefore ? character_from(query, at - kMostBefore) : 0;
  const std::size_t end = character_from(query, std::min(query.size(), at + kMostBehind));
  std::string line(query.substr(begin, end - begin));
  std::ranges::replace_if(
      line, [](char c) { return c >= '\t' && c <= '\r'; }, ' ');
  const std::string_view before = begin > 0 ? "…" : "";
  const std::string_view behind = end < query.size() ? "…" : "";
  const auto column = static_cast<std::size_t>(characters_in(before) +
                                               characters_in(query.substr(begin, at - begin)));
  return fmt::format("\n  {}{}{}\n  {}^", before, line, behind, std::string(column, ' '));
}

}  // namespace

std::string character_at(std::string_view query, std::size_t byte) {
  return fmt::format("character {}", characters_in(query.substr(0, byte)) + 1);
}

Unexpected fail(std::string_view query, const QueryError& error) {
  const std::size_t at = std::min(error.at, query.size());
  std::string message =
      fmt::format("{} at {}{}", error.what, character_at(query, at), pointed_at(query, at));
  if (!error.example.empty()) message += "\n  for example: " + error.example;
  if (!error.note.empty()) message += "\n  note: " + error.note;
  return newswatch::fail(ErrorCode::InvalidQuery, std::move(message));
}

}  // namespace newswatch::rules
