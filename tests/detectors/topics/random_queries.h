#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "alerts/findings.h"
#include "articles/article.h"
#include "rules/query.h"
#include "text/analyser.h"

namespace newswatch::detectors::topics {

/// Makes queries and articles out of a dozen words, so that they meet often. The same seed gives
/// the same, on every machine.
class RandomQueries {
 public:
  explicit RandomQueries(std::uint32_t seed) : random_(seed) {}

  /// @return any operator inside any other, as far as `check_query` allows; references are looked
  /// up, and "tags" is a mapped field.
  rules::Query query();
  /// @return up to 14 words in title, body and author, with punctuation, blank lines and tags.
  articles::Article article();
  /// @return up to three mentions of the officials "doe" and "roe", each of one or two words, and
  /// up to two quotations, by them, by "Ann Other" or by nobody, all in order of place.
  alerts::Findings findings(const text::Analysis& analysis);

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }
  std::uint32_t number(std::size_t limit) { return static_cast<std::uint32_t>(below(limit)); }
  rules::Query any(int depth);
  rules::Query leaf();
  rules::Query words();
  rules::Word word(bool exact);
  rules::Query metadata();
  rules::Query mention();
  rules::Query quotation(int depth);
  std::vector<alerts::Mention> mentions(const text::Analysis& analysis);
  std::vector<alerts::Quotation> quotations(const text::Analysis& analysis);
  rules::Query combined(rules::Query::Kind kind, int depth, std::size_t parts);
  std::string text(std::size_t most_words);

  std::mt19937 random_;
};

}  // namespace newswatch::detectors::topics
