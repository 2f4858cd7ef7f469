#pragma once

#include <set>
#include <string>
#include <vector>

#include "alerts/findings.h"
#include "articles/article.h"
#include "base/field.h"
#include "rules/query.h"
#include "text/analyser.h"

namespace newswatch::detectors::topics {

/// What the query language means, written to be read: every clause is a set of stretches, made by
/// trying all of them. It shares with the engine only the tree of a query, the words of a text, and
/// the libraries for stems and regular expressions; and it takes its time.
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

  /// All are borrowed.
  ReferenceMatcher(const articles::Article& article, const text::Analysis& analysis,
                   const alerts::Findings& found);

  /// Whether the article meets the query.
  bool matches(const rules::Query& query) const { return matches(query, title_and_body()); }
  /// Where: all hits of words, of OR the hits of its parts, of AND and NEAR the shortest.
  Stretches hits(const rules::Query& query) const { return hits(query, title_and_body()); }
  /// The points of a `Score`.
  std::int64_t score(const rules::Query& query) const { return score(query, title_and_body()); }

 private:
  /// Where a clause looks: at most one stretch of each field.
  using Ranges = std::vector<Stretch>;

  std::size_t size_of(Field field) const { return analysis_.of(field).tokens.size(); }
  const text::Token& token(Field field, std::size_t index) const {
    return analysis_.of(field).tokens[index];
  }
  Ranges title_and_body() const;
  Ranges narrowed(const Ranges& ranges, rules::Scope scope) const;
  std::size_t lead_size() const;

  bool matches(const rules::Query& query, const Ranges& ranges) const;
  bool holds(const rules::Query& metadata) const;
  std::int64_t score(const rules::Query& query, const Ranges& ranges) const;
  std::size_t count(const rules::Query& query, const Ranges& ranges) const;

  Stretches hits(const rules::Query& query, const Ranges& ranges) const;
  Stretches phrases(const rules::Query& query, const Ranges& ranges) const;
  Stretches sloppy_phrases(const rules::Query& query, const Ranges& ranges) const;
  bool can_be_given(const rules::Query& query, std::size_t next, const Stretch& stretch,
                    std::set<std::size_t>& taken) const;
  Stretches mentions(const rules::Query& query, const Ranges& ranges) const;
  Stretches quoted(const rules::Query& query, const Ranges& ranges) const;
  bool is_asked_for(const rules::Query& query, const alerts::Quotation& quotation) const;
  std::optional<Stretch> stretch_of(const Place& place) const;
  Stretches of_any_part(const rules::Query& query, const Ranges& ranges) const;
  Stretches of_enough_parts(const rules::Query& query, std::size_t least,
                            const Ranges& ranges) const;
  Stretches together(const rules::Query& query, const Ranges& ranges) const;
  bool is_together(const rules::Query& query, const Stretch& a, const Stretch& b) const;
  Stretches not_near(const rules::Query& query, const Ranges& ranges) const;
  Stretches at_positions(const rules::Query& query, const Ranges& ranges) const;

  bool fits(const rules::Word& word, Field field, std::size_t index) const;
  bool in_one_paragraph(const Stretch& stretch) const;
  static Stretches inside(const Ranges& ranges, const Stretches& all);
  static Stretches shortest(const Stretches& all);

  const articles::Article& article_;
  const text::Analysis& analysis_;
  const alerts::Findings& found_;
  std::vector<Stretch> all_;  ///< Of the article.
};

}  // namespace newswatch::detectors::topics
