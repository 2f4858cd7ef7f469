#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "articles/article.h"
#include "rules/query.h"

namespace newswatch::detectors::topics {

/// Makes queries and articles out of a dozen words, so that they meet often. The same seed gives
/// the same, on every machine.
class RandomQueries {
 public:
  explicit RandomQueries(std::uint32_t seed) : random_(seed) {}

  /// @return any operator inside any other, as far as `parse_query` allows.
  rules::Query query();
  /// @return up to 14 words in title, body and author, with punctuation, blank lines and tags.
  articles::Article article();

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }
  rules::Query any(int depth, bool not_allowed, bool field_allowed);
  rules::Query words();
  std::string text(std::size_t most_words);

  std::mt19937 random_;
};

}  // namespace newswatch::detectors::topics
