#pragma once

#include <cstdint>

#include "detectors/quotes/reading.h"

namespace newswatch::detectors::quotes {

/// Words that name who or what a sentence is about: "a spokesman for the ministry", "Ms. Doe",
/// "he".
struct NounPhrase {
  std::uint32_t first = 0;     ///< Tokens `first` up to, not including, `end`.
  std::uint32_t core_end = 0;  ///< Where what prepositions tie to it begins: "for the ministry".
  std::uint32_t end = 0;

  bool is_empty() const { return end == first; }
  std::uint32_t head() const { return core_end - 1; }
};

/// Finds noun phrases by closed classes of words and capital letters alone: there is no grammar of
/// the words between. None crosses a mark, or a word that is in no noun phrase.
class NounPhrases {
 public:
  explicit NounPhrases(const Reading& reading) : reading_(reading) {}

  /// @return the longest phrase that begins at token `at` and ends before `limit`; empty when none
  /// does.
  NounPhrase starting_at(std::uint32_t at, std::uint32_t limit) const;

  /// @return the phrase that ends right before token `end` and begins at `limit` or behind it;
  /// empty when none does.
  NounPhrase ending_at(std::uint32_t end, std::uint32_t limit) const;

  /// The same without what prepositions tie to it: of "the brother of Jane Doe" the name.
  NounPhrase core_ending_at(std::uint32_t end, std::uint32_t limit) const {
    return {start_of_core(end, limit), end, end};
  }

 private:
  bool adjoins(std::uint32_t at) const;
  bool is_nominal(std::uint32_t at, std::uint32_t phrase_first) const;
  bool is_noun_by_place(std::uint32_t at) const;
  std::uint32_t end_of_core(std::uint32_t at, std::uint32_t limit) const;
  std::uint32_t start_of_core(std::uint32_t end, std::uint32_t limit) const;
  bool joins_title(std::uint32_t preposition, std::uint32_t limit) const;
  NounPhrase head_before(std::uint32_t first, std::uint32_t limit) const;
  bool is_plausible(const NounPhrase& phrase) const;

  const Reading& reading_;
};

}  // namespace newswatch::detectors::quotes
