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
  /// What an article has of a word.
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
    std::uint32_t article = 0;         ///< The last one that had it, as counted by `articles_`.
    std::uint32_t named_in = 0;        ///< The last one in which it was a name for sure, likewise.
    std::uint32_t place = 0;           ///< In `seen_`, of the last that had it.
    std::uint32_t hash = 0;            ///< Of the stem.
    const Stemmer* stemmer = nullptr;  ///< The one that `hash` and `rarity` are of; null: none.
    std::uint8_t rarity = 0;
    bool is_in_every_article = false;  ///< It says nothing.
    bool is_stemmed = false;
  };
  using Numbers = std::vector<std::uint32_t>;  ///< Of words, in `words_`, one for each token.
  struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< Tokens of the body.
  };

  void begin_article();
  void number_words(const Tokens& tokens, Numbers& numbers);
  std::uint32_t add_word(const WordKey& key, std::string_view folded);
  void find_names(const Tokens& body);
  std::size_t end_of_name(const Tokens& body, std::size_t begin) const;
  void count_words(const Tokens& tokens, const Numbers& numbers, Field field);
  Seen& seen(std::uint32_t number, std::string_view folded);
  const Word& stemmed(const Seen& seen, Stemmer* stemmer);
  void add_words(std::string_view language);
  void add_names(const Tokens& body);
  std::vector<KeyTerm> best_terms();
  std::uint8_t rarity_of(std::string_view folded, std::string_view stem) const;
  Stemmer* stemmer_of(std::string_view language);

  std::unordered_map<std::string, std::optional<Stemmer>> stemmers_;  ///< Made when first needed.
  std::unordered_set<std::string> common_stems_;
  WordTable numbers_;        ///< In `words_`.
  std::vector<Word> words_;  ///< At most `kMostWords` at the beginning of an article.
  std::uint32_t articles_ = 0;
  // Of the article in hand.
  Numbers title_, body_;
  std::vector<Seen> seen_;
  std::vector<Run> names_, doubtful_;
  std::vector<KeyTerm> terms_;
  std::vector<std::uint64_t> order_;
  std::string stem_;
};

}  // namespace newswatch::text
