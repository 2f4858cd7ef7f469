#include "rules/query_analysis.h"

#include <algorithm>
#include <array>

namespace newswatch::rules {
namespace {

using Words = std::vector<Word>;

/// Longer words are rarer; what begins a word is as common as all that it begins.
std::size_t selectivity(const Word& word) {
  return word.form == Word::Form::Prefix ? word.text.size() / 2 : word.text.size();
}

std::size_t least_selectivity(const Words& words) {
  std::size_t least = std::string::npos;
  for (const Word& word : words) least = std::min(least, selectivity(word));
  return least;
}

/// Fewer alternatives first, then the rarer.
bool better(const Words& a, const Words& b) {
  if (a.size() != b.size()) return a.size() < b.size();
  return least_selectivity(a) > least_selectivity(b);
}

std::optional<Words> best_of(const std::vector<Query>& parts) {
  std::optional<Words> best;
  for (const Query& part : parts) {
    auto words = required_words(part);
    if (words && (!best || better(*words, *best))) best = std::move(words);
  }
  return best;
}

std::optional<Words> union_of(const std::vector<Query>& parts) {
  Words all;
  for (const Query& part : parts) {
    const auto words = required_words(part);
    if (!words) return std::nullopt;
    all.insert(all.end(), words->begin(), words->end());
  }
  return all;
}

}  // namespace

std::optional<Words> required_words(const Query& query) {
  switch (query.kind) {
    case Query::Kind::Words: {
      return Words{*std::ranges::max_element(query.words, {}, selectivity)};
    }
    case Query::Kind::Or:
      return union_of(query.parts);
    case Query::Kind::Not:
      return std::nullopt;
    case Query::Kind::And:
    case Query::Kind::Near:
    case Query::Kind::OrderedNear:
    case Query::Kind::InField:
      return best_of(query.parts);
  }
  return std::nullopt;
}

std::vector<Field> fields_of(const Query& query) {
  if (query.kind == Query::Kind::InField) return {query.field};
  if (query.parts.empty()) return {kDefaultFields.begin(), kDefaultFields.end()};
  std::array<std::size_t, kFields.size()> parts_in{};
  std::size_t parts = 0;
  for (const Query& part : query.parts) {
    if (part.kind == Query::Kind::Not) continue;
    ++parts;
    for (const Field field : fields_of(part)) ++parts_in[static_cast<std::size_t>(field)];
  }
  const std::size_t needed = query.kind == Query::Kind::Or ? 1 : parts;
  std::vector<Field> fields;
  for (const Field field : kFields) {
    if (parts > 0 && parts_in[static_cast<std::size_t>(field)] >= needed) fields.push_back(field);
  }
  return fields;
}

}  // namespace newswatch::rules
