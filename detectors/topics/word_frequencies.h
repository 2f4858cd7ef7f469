#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "rules/query_analysis.h"
#include "text/analyser.h"

namespace newswatch::detectors::topics {

/// In how many articles words occur, so that a query is looked up by its rarest. Only speed depends
/// on it. Without any article it knows what `text::share_of_word` does.
class WordFrequencies {
 public:
  /// Counts one article of a sample; with a few hundred of them the sample alone decides.
  void count(const text::Analysis& analysis);

  /// @return the share of articles that have the feature, above 0 and at most 1.
  double share_of(const rules::Feature& feature) const;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  struct Count {
    std::uint32_t articles = 0;
    std::uint32_t last_article = 0;
  };
  double share_of_word(std::string_view folded) const;
  double share_of_wildcard(std::string_view pattern) const;

  std::unordered_map<std::string, Count, Hash, std::equal_to<>> counts_;
  std::uint32_t articles_ = 0;
};

}  // namespace newswatch::detectors::topics
