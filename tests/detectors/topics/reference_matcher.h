#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/field.h"
#include "rules/query.h"
#include "text/analyser.h"

namespace newswatch::detectors::topics {

/// What the query language means, written to be read: every clause is a set of stretches, made by
/// trying all of them. It shares with the engine only the tree of a query and the words of a text,
/// and it takes its time.
class ReferenceMatcher {
 public:
  /// Words `first` to `last` of a field, both included.
  struct Stretch {
    Field field = Field::Body;
    std::size_t first = 0;
    std::size_t last = 0;

    auto operator<=>(const Stretch&) const = default;
    bool lies_in(const Stretch& other) const {
      return field == other.field && other.first <= first && last <= other.last;
    }
  };
  using Stretches = std::set<Stretch>;
  using Kind = rules::Query::Kind;

  explicit ReferenceMatcher(const text::Analysis& analysis) : analysis_(analysis) {}

  /// Whether the article meets the query.
  bool matches(const rules::Query& query) const {
    return matches(query, {Field::Title, Field::Body});
  }
  /// Where: all hits of words, of OR the hits of its parts, of AND and NEAR the shortest.
  Stretches hits(const rules::Query& query) const {
    return hits(query, {Field::Title, Field::Body});
  }

 private:
  using Fields = std::vector<Field>;

  bool matches(const rules::Query& query, const Fields& fields) const {
    const auto part_matches = [&](const rules::Query& part) { return matches(part, fields); };
    switch (query.kind) {
      case Kind::And:
        return std::ranges::all_of(query.parts, part_matches);
      case Kind::Or:
        return std::ranges::any_of(query.parts, part_matches);
      case Kind::Not:
        return !part_matches(query.parts[0]);
      case Kind::InField:
        return matches(query.parts[0], {query.field});
      default:
        return !hits(query, fields).empty();
    }
  }

  Stretches hits(const rules::Query& query, const Fields& fields) const {
    switch (query.kind) {
      case Kind::Words:
        return phrases(query, fields);
      case Kind::Or:
        return of_any_part(query, fields);
      case Kind::And:
        return of_all_parts(query, fields);
      case Kind::Near:
      case Kind::OrderedNear:
        return near(query, fields);
      case Kind::InField:
        return hits(query.parts[0], {query.field});
      case Kind::Not:
        break;
    }
    return {};
  }

  Stretches phrases(const rules::Query& query, const Fields& fields) const {
    Stretches found;
    for (const Field field : fields) {
      const auto& tokens = analysis_.of(field).tokens;
      for (std::size_t first = 0; first + query.words.size() <= tokens.size(); ++first) {
        bool all = true;
        for (std::size_t i = 0; i < query.words.size(); ++i) {
          all = all && fits(query.words[i], analysis_.of(field), tokens[first + i]) &&
                tokens[first + i].paragraph == tokens[first].paragraph;
        }
        if (all) found.insert({field, first, first + query.words.size() - 1});
      }
    }
    return found;
  }

  static bool fits(const rules::Word& word, const text::Tokens& text, const text::Token& token) {
    const std::string folded(text.folded_of(token));
    const std::string with_ending(text.full_folded_of(token));
    switch (word.form) {
      case rules::Word::Form::Folded:
        return folded == word.text || with_ending == word.text;
      case rules::Word::Form::Prefix:
        return folded.starts_with(word.text) || with_ending.starts_with(word.text);
      case rules::Word::Form::Exact:
        return is_written_as(word.text, std::string(text.raw_of(token)), token.abbreviation) ||
               (token.full_end != token.span.end &&
                is_written_as(word.text, with_its_ending(text, token), token.abbreviation));
    }
    return false;
  }

  static std::string with_its_ending(const text::Tokens& text, const text::Token& token) {
    return std::string(text.field.substr(token.span.begin, token.full_end - token.span.begin));
  }

  /// "US" is also written "U.S." and "US's". The dots of an abbreviation count only where the query
  /// writes them, and then the last may be missing, since it may be the sentence's.
  static bool is_written_as(std::string wanted, std::string written, bool abbreviation) {
    if (!abbreviation) return wanted == written;
    const bool with_dots = wanted.find('.') != std::string::npos;
    if (!with_dots) std::erase(written, '.');
    if (with_dots && written.back() == '.') written.pop_back();
    if (with_dots && wanted.back() == '.') wanted.pop_back();
    return wanted == written;
  }

  Stretches of_any_part(const rules::Query& query, const Fields& fields) const {
    Stretches found;
    for (const rules::Query& part : query.parts) found.merge(hits(part, fields));
    return found;
  }

  /// Each stretch of a field that has a hit of every part in it.
  Stretches of_all_parts(const rules::Query& query, const Fields& fields) const {
    std::vector<Stretches> of_parts;
    for (const rules::Query& part : query.parts) {
      if (part.kind == Kind::Not) continue;
      of_parts.push_back(hits(part, fields));
    }
    if (of_parts.empty()) return {};
    Stretches found;
    for (const Stretch& stretch : all_stretches()) {
      const bool has_all = std::ranges::all_of(of_parts, [&](const Stretches& part) {
        return std::ranges::any_of(part, [&](const Stretch& hit) { return hit.lies_in(stretch); });
      });
      if (has_all) found.insert(stretch);
    }
    return matches(query, fields) ? shortest(found) : Stretches();
  }

  Stretches near(const rules::Query& query, const Fields& fields) const {
    Stretches found;
    for (const Stretch& a : hits(query.parts[0], fields)) {
      for (const Stretch& b : hits(query.parts[1], fields)) {
        if (is_near(a, b, query.distance)) found.insert({a.field, a.first, b.last});
        if (query.kind == Kind::Near && is_near(b, a, query.distance)) {
          found.insert({a.field, b.first, a.last});
        }
      }
    }
    return shortest(found);
  }

  static bool is_near(const Stretch& before, const Stretch& after, std::size_t distance) {
    return before.field == after.field && before.last < after.first &&
           after.first - before.last - 1 <= distance;
  }

  Stretches all_stretches() const {
    Stretches all;
    for (const Field field : kFields) {
      const std::size_t size = analysis_.of(field).tokens.size();
      for (std::size_t first = 0; first < size; ++first) {
        for (std::size_t last = first; last < size; ++last) all.insert({field, first, last});
      }
    }
    return all;
  }

  /// Those that have no other in them.
  static Stretches shortest(const Stretches& all) {
    Stretches found;
    for (const Stretch& stretch : all) {
      const bool has_other = std::ranges::any_of(
          all, [&](const Stretch& other) { return other != stretch && other.lies_in(stretch); });
      if (!has_other) found.insert(stretch);
    }
    return found;
  }

  const text::Analysis& analysis_;
};

}  // namespace newswatch::detectors::topics
