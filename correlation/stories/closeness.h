#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/timestamp.h"
#include "correlation/stories/story_entry.h"

namespace newswatch::correlation {

/// How an article and a story resemble each other, each from 0 to 1. What a term counts is what it
/// tells, see `TermRarity`.
struct Closeness {
  double words = 0;          ///< Cosine of the words and the story's mean.
  double names = 0;          ///< Likewise of the names.
  double newest = 0;         ///< Cosine of all terms and those of the story's newest article.
  double all = 0;            ///< Cosine of all terms and the story's mean.
  double told = 0;           ///< How much of the article's title the story's articles say.
  double names_told = 0;     ///< How much of its names.
  double titles_retold = 0;  ///< How much of the story's titles the article says,
  double focus_retold = 0;   ///< of its titles and first sentences,
  double core_retold = 0;    ///< and of all that most of its articles say.
  double shared = 0;  ///< How much both say, whatever else they say, falling with the time between.
  double lead = 0;    ///< How much better it fits than the next best story, by `all`.
  double time = 0;    ///< 1 while the story lasts, then falling by a Gaussian curve of 72 hours.
  double size = 0;    ///< How little is known of the story: one by its number of articles.
  double known_names = kNothingKnown;  ///< How much of the article's names that any of the rule's
                                       ///< stories has this one has: the rest is of others.
  double known_focus = kNothingKnown;  ///< Likewise of its title and first sentence.
  double stories = 0;                  ///< How many the rule has open, see `share_of_stories`.

  /// Of an article that says nothing of what any story says.
  static constexpr double kNothingKnown = 0.5;

  static constexpr std::size_t kFeatures = 16;
  std::array<double, kFeatures> features() const {
    return {words,       names,  newest, all,  told, names_told,  titles_retold, focus_retold,
            core_retold, shared, lead,   time, size, known_names, known_focus,   stories};
  }
};

/// What a term tells: the binary logarithm of how rare it is, in 1/64 of a bit, from what is known
/// of all articles and from the rule's other stories. Where a rule has seen nothing, the general
/// frequency counts alone; after `kGeneralStories` stories both count alike. Whole numbers, so that
/// no machine's last bit decides where an article goes.
class TermRarity {
 public:
  /// @param stories  how many others there are.
  explicit TermRarity(std::uint32_t stories);

  /// @param with_term  how many of them have the term.
  /// @param rarity     as in `text::KeyTerm`.
  std::int32_t of(std::uint32_t with_term, std::uint8_t rarity) const;

 private:
  std::int32_t all_;
};

/// A list of terms with how many of the rule's stories have each, the compared one included where
/// it has the term.
template <typename Term>
struct CountedTerms {
  std::span<const Term> terms;
  std::span<const std::uint32_t> stories;
};

/// An article beside a story.
struct Comparison {
  CountedTerms<text::KeyTerm> article;
  Timestamp time;
  CountedTerms<StoryTerm> mean;  ///< Empty where the newest article is the only one.
  CountedTerms<text::KeyTerm> newest;
  const StoryEntry& story;
  double stories;  ///< `share_of_stories` of the rule's open ones.
};

/// @param rarity  counts the rule's stories but the compared one.
Closeness closeness_of(const Comparison& comparison, const TermRarity& rarity);

/// @return the natural logarithm of one and their number, by that of a thousand and one; at most 1.
double share_of_stories(std::size_t stories);

/// Compares candidates with each other: fills in `lead`.
void compete(std::span<Closeness* const> candidates);

/// @return how likely the article belongs to the story, as a logarithm of odds: a weighted sum, by
///         which stories are ranked; above 0 the article joins. Weights: decision 13.
double odds_of(const Closeness& closeness);

}  // namespace newswatch::correlation
