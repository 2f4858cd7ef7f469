#include "rules/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace newswatch::rules {
namespace {

/// How tightly an operator binds; a part of a looser one needs brackets.
int binding(const Query& query) {
  switch (query.kind) {
    case Query::Kind::Or:
      return 1;
    case Query::Kind::And:
      return 2;
    case Query::Kind::Not:
      return 3;
    case Query::Kind::Near:
    case Query::Kind::OrderedNear:
      return 4;
    case Query::Kind::InField:
    case Query::Kind::Words:
      return 5;
  }
  return 0;
}

std::string bracketed(const Query& part, int least_binding) {
  const std::string text = to_string(part);
  return binding(part) < least_binding ? "(" + text + ")" : text;
}

std::string joined(const Query& query, std::string_view between) {
  std::string text;
  for (const Query& part : query.parts) {
    if (!text.empty()) text += between;
    text += bracketed(part, binding(query) + 1);
  }
  return text;
}

std::string near(const Query& query, std::string_view name) {
  // A chain is read from the left, so only the right side needs brackets round another NEAR.
  return fmt::format("{} {}/{} {}", bracketed(query.parts[0], binding(query)), name, query.distance,
                     bracketed(query.parts[1], binding(query) + 1));
}

bool is_plain(const Word& word) {
  // What the parser would take for an operator, or split, is quoted.
  constexpr std::array kOperators = {"AND", "OR", "NOT", "NEAR", "ONEAR"};
  const bool is_operator = std::ranges::find(kOperators, word.text) != kOperators.end();
  return !is_operator && std::ranges::none_of(word.text, [](char c) {
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             static_cast<unsigned char>(c) >= 0x80);
  });
}

std::string words(const Query& query) {
  std::string text;
  for (const Word& word : query.words) {
    if (!text.empty()) text += ' ';
    text += word.text;
    if (word.form == Word::Form::Prefix) text += '*';
  }
  const bool quoted = query.words.size() > 1 || !is_plain(query.words.front());
  // A Hebrew acronym carries a straight mark inside; curly ones can stand round it.
  const bool curly = text.find('"') != std::string::npos;
  if (quoted) text = curly ? "\u201C" + text + "\u201D" : "\"" + text + "\"";
  return query.words.front().form == Word::Form::Exact ? "raw:" + text : text;
}

}  // namespace

std::string to_string(const Query& query) {
  switch (query.kind) {
    case Query::Kind::Words:
      return words(query);
    case Query::Kind::And:
      return joined(query, " AND ");
    case Query::Kind::Or:
      return joined(query, " OR ");
    case Query::Kind::Not:
      return "NOT " + bracketed(query.parts.front(), binding(query));
    case Query::Kind::Near:
      return near(query, "NEAR");
    case Query::Kind::OrderedNear:
      return near(query, "ONEAR");
    case Query::Kind::InField:
      return fmt::format("{}:{}", name_of(query.field),
                         bracketed(query.parts.front(), binding(query)));
  }
  return "";
}

}  // namespace newswatch::rules
