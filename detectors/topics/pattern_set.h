#pragma once

#include <re2/set.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/query.h"

namespace newswatch::detectors::topics {

using TermId = std::uint32_t;

/// @return whether `pattern`, with `*` for any characters and `?` for one, fits the whole `text`;
/// both UTF-8. Time is at most the product of their sizes.
bool fits_wildcard(std::string_view pattern, std::string_view text);

/// @return whether at most `most` insertions, deletions, substitutions or swaps of neighbours make
/// one word of the other; letters are code points. Source: optimal string alignment (Damerau 1964).
bool is_within_edits(std::string_view a, std::string_view b, std::uint32_t most);

/// The words of queries that stand for many: wildcards, fuzzy words, regular expressions. Asked
/// once for each different word of an article; the cost follows the word, not the number of
/// patterns. Built once, then only read, by any thread.
///
/// Wildcards are found by the letters that they begin, end or go on with, fuzzy words by what
/// remains when letters are deleted (source: SymSpell, Garbe 2012), regular expressions all at once
/// by RE2.
class PatternSet {
 public:
  void add_wildcard(const std::string& pattern, TermId id);
  void add_fuzzy(const std::string& word, std::uint32_t edits, TermId id);
  void add_regex(const std::string& pattern, TermId id);
  /// To be called once, after the last addition. Errors: none; expressions that RE2 can't take
  /// together are tried one by one.
  void build();

  bool empty() const { return size_ == 0; }

  /// Adds the ids of all patterns that fit `word`, a folded word, each once.
  void find(std::string_view word, std::vector<TermId>& ids) const;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  struct Pattern {
    std::string text;
    TermId id = 0;
    std::uint32_t edits = 0;
  };
  /// Patterns by a piece of text that a word must have to fit them.
  using Pieces = std::unordered_map<std::string, std::vector<std::uint32_t>, Hash, std::equal_to<>>;

  void find_wildcards(const std::vector<std::uint32_t>& candidates, std::string_view word,
                      std::vector<TermId>& ids) const;
  void find_fuzzy(std::string_view word, std::vector<TermId>& ids) const;
  void find_regexes(std::string_view word, std::vector<TermId>& ids) const;

  std::vector<Pattern> wildcards_;
  std::vector<Pattern> fuzzy_;
  Pieces beginnings_, endings_, inner_;
  std::vector<std::uint32_t> without_letters_;  ///< As "??", any word of two letters.
  std::vector<std::uint32_t> beginning_sizes_, ending_sizes_;  ///< Those that occur, ascending.
  Pieces deletions_;
  std::uint32_t most_edits_ = 0;
  std::vector<Pattern> regexes_;
  std::unique_ptr<re2::RE2::Set> regex_set_;
  std::vector<std::unique_ptr<re2::RE2>> single_regexes_;  ///< Only where the set can't be made.
  std::size_t size_ = 0;
};

}  // namespace newswatch::detectors::topics
