#pragma once

#include <cstdint>
#include <vector>

#include "detectors/officials/titles.h"
#include "detectors/officials/word_trie.h"
#include "text/tokenizer.h"

namespace newswatch::detectors::officials {

/// Tokens `first` up to, not including, `end` that are a title.
struct TitleHit {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  std::uint32_t title = 0;  ///< Equal for equal words; into `TitleIndex::at`.
};

/// What the words of a title may mean.
struct TitleUses {
  std::vector<std::uint32_t> roles;  ///< Kinds of role that it may stand for before a name. Sorted.
  std::vector<std::uint32_t> offices;  ///< Offices that it names without a name beside it. Sorted.
  bool in_its_letters = false;  ///< An abbreviation, which counts only in large letters: "PM".
  bool names_its_country =
      false;  ///< "America's top diplomat", "Pentagon chief": a rule's own words.
  std::uint32_t words = 0;
};

/// All titles and names of offices, over folded words. Filled once, then only read, by any thread.
class TitleIndex {
 public:
  /// @return what `words` mean so far, to be added to.
  TitleUses& at(const TitleWords& words);
  const TitleUses& at(std::uint32_t title) const { return titles_[title]; }

  /// @param hits  emptied and filled with the longest titles, from the left, none overlapping, at
  /// most
  ///              `most`.
  void find(const text::Tokens& tokens, std::size_t most, std::vector<TitleHit>& hits) const;

 private:
  TitleHit longest_at(const text::Tokens& tokens, std::uint32_t first) const;
  bool may_begin(const text::Tokens& tokens, const text::Token& token) const;

  WordTrie trie_;
  std::vector<std::uint32_t> title_of_node_;
  std::vector<TitleUses> titles_ = std::vector<TitleUses>(1);  ///< The first is no title.
  std::vector<std::uint64_t> beginnings_ =
      std::vector<std::uint64_t>(1024);  ///< A bit for a length and three letters.
};

}  // namespace newswatch::detectors::officials
