#pragma once

#include <string>
#include <string_view>

#include "rules/query.h"

namespace newswatch::detectors::topics {

/// One word of an article, in all the forms that a query may ask for.
struct ArticleWord {
  std::string folded;
  std::string folded_with_ending;  ///< With its possessive ending; else the same.
  std::string written;
  std::string written_with_ending;
  bool abbreviation = false;
};

/// @return whether the word of a query stands for the word of an article. Slow and plain: what the
/// engine is held against.
bool reference_fits(const rules::Word& wanted, const ArticleWord& word);

/// @return whether `pattern`, with `*` and `?`, is the whole `text`.
bool reference_wildcard(std::string_view pattern, std::string_view text);

}  // namespace newswatch::detectors::topics
