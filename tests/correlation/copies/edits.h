#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string_view>

#include "tests/correlation/copies/news_texts.h"

namespace newswatch::correlation {

/// What outlets do to a text that they take over.
struct Edit {
  /// Chance, and articles from which paragraphs may be borrowed.
  struct Means {
    std::mt19937_64& random;
    std::span<const NewsText> others;

    std::size_t below(std::size_t limit) { return random() % limit; }
    const NewsText& other() { return others[below(others.size())]; }
  };
  std::string_view name;
  NewsText (*apply)(NewsText article, Means& means);
};

std::span<const Edit> edits();

/// Cuts an article behind that share of its words.
NewsText cut(NewsText article, double share);

/// @return `article` with paragraphs of `source`, which come to that share of the smaller of the
/// two.
NewsText with_paragraphs_of(NewsText article, const NewsText& source, double share);

/// @return a report of which about that share is what is quoted in `source`, and the rest the
///         beginning of `article`.
NewsText on_speech_of(NewsText article, const NewsText& source, double share);

}  // namespace newswatch::correlation
