#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "text/analyser.h"
#include "text/key_terms.h"
#include "text/stemmer.h"
#include "text/word_table.h"

namespace newswatch::text {

/// Chooses the key terms of articles.
///
/// Words are those of title and body, stemmed where the language has a stemmer, without those that
/// most English articles have. Names are runs of capitalised words inside sentences of the body:
/// their words are marked, and each run of several is a term of its own. A single word at the
/// beginning of a sentence is a name when it also stands inside one. When there are too many, the
/// rarest and most frequent stay: rarity times one and the logarithm of the count, that of the
/// title twice.
///
/// One reader serves one thread: it owns stemmers and scratch memory, and remembers the stems of
/// the words that came last, since most words of an article were in others.
class KeyTermReader {
 public:
  KeyTermReader();

  /// @param language  BCP 47, or empty; words of a language without a stemmer are compared folded.
  KeyTerms read(const Analysis& analysis, std::string_view language);

 private:
  struct Seen {
    std::string_view folded;
    std::uint32_t word = 0;  ///< Its number in `words_`.
    std::uint32_t count = 0;
    bool in_title = false;
    bool in_lead = false;
    bool is_name = false;
    bool capitalised = false;
  };
  /// What is known of a word, whatever article it stands in.
  struct Word {
    std::uint64_t article = 0;  ///< The last one that had it, as counted by `articles_`.
    std::size_t place = 0;      ///< There, in `seen_`.
    bool is_stemmed = false;
    const Stemmer* stemmer = nullptr;  ///< The one that `hash` and `rarity` are of; null: none.
    std::uint32_t hash = 0;            ///< Of the stem.
    std::uint8_t rarity = 0;
  };
  struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< Tokens of the body.
  };

  void find_names(const Tokens& body);
  void count_words(const Tokens& tokens, Field field);
  Seen& seen(const WordKey& key, std::string_view folded);
  const Word& stemmed(const Seen& seen, Stemmer* stemmer);
  void add_words(std::vector<KeyTerm>& terms, std::string_view language);
  void add_names(std::vector<KeyTerm>& terms, const Tokens& body) const;
  std::uint8_t rarity_of(std::string_view folded, std::string_view stem) const;
  Stemmer* stemmer_of(std::string_view language);

  std::unordered_map<std::string, std::optional<Stemmer>> stemmers_;  ///< Made when first needed.
  std::unordered_set<std::string> common_stems_;
  WordTable numbers_;        ///< In `words_`.
  std::vector<Word> words_;  ///< At most `kMostWords` at the beginning of an article.
  std::uint64_t articles_ = 0;
  std::vector<Seen> seen_;
  std::vector<Run> names_;
  std::string stem_;
};

}  // namespace newswatch::text
