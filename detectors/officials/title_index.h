#pragma once

#include <cstdint>
#include <vector>

#include "detectors/officials/beginnings.h"
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

  /// The first words of all titles.
  const Beginnings& beginnings() const { return beginnings_; }
  /// @return the longest title that begins at token `first`; its `title` is 0 when none does.
  TitleHit longest_at(const text::Tokens& tokens, std::uint32_t first) const;

 private:
  WordTrie trie_;
  std::vector<std::uint32_t> title_of_node_;
  std::vector<TitleUses> titles_ = std::vector<TitleUses>(1);  ///< The first is no title.
  Beginnings beginnings_;
};

}  // namespace newswatch::detectors::officials
