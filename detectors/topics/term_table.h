#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "detectors/topics/pattern_set.h"
#include "rules/query.h"
#include "text/analyser.h"
#include "text/stemmer.h"
#include "text/tokenizer.h"
#include "text/word_table.h"

namespace newswatch::detectors::topics {

using text::WordTable;

/// Something that queries ask for and articles have or not: a word in one of its forms, or the
/// mention of an official or office.
struct Term {
  rules::Word word;       ///< Of a mention, `text` alone: the id of the official or office.
  std::string text;       ///< Canonical form; of a mention as in a query.
  bool is_plain = false;  ///< A folded word without a possessive ending: at most one at a place.
};

/// Numbers all terms of a rule set. Filled while queries are read, then only read, by any thread.
class TermTable {
 public:
  /// A word of any language, where the query asks for no word in particular.
  static constexpr TermId kAnyWord = 0xFFFFFFFE;

  TermId id_of(const rules::Word& word);
  /// @param query  an official, an office, or a quotation without regard to what it says.
  TermId id_of_mention(const rules::Query& query);
  /// To be called once, after the last addition.
  void build();

  std::size_t size() const { return terms_.size(); }
  const Term& operator[](TermId id) const { return terms_[id]; }
  bool is_plain(TermId id) const { return id != kAnyWord && terms_[id].is_plain; }

  /// What to look up in articles.
  const WordTable& words() const { return words_; }
  const PatternSet& patterns() const { return patterns_; }
  /// Whether any query writes a possessive ending: then words are looked up with theirs too.
  bool has_possessives() const { return has_possessives_; }
  /// Whether there are patterns or stems, to be found once for each different word.
  bool has_derived() const { return !patterns_.empty() || !stems_.empty(); }
  /// Adds the ids of the patterns and stems that fit `folded`.
  /// @param stemmers  the caller's, one for each of `stem_languages`.
  void find_derived(std::string_view folded, std::vector<text::Stemmer>& stemmers,
                    std::vector<TermId>& ids) const;
  const std::vector<std::string>& stem_languages() const { return stem_languages_; }

  bool has_exact(TermId id) const { return has_exact_[id]; }
  /// Calls `use` with the id of each exact term below the folded term `id` that is written as
  /// `token` is.
  template <typename Use>
  void for_each_exact(TermId id, const text::Tokens& tokens, const text::Token& token,
                      const Use& use) const {
    for (const TermId exact : exact_.at(id)) {
      if (is_written_as(terms_[exact].word, tokens, token)) use(exact);
    }
  }

  /// Whether any query asks for an official or office.
  bool has_mentions() const { return !mentions_.empty(); }
  /// @return the mention term for an official's id or an office's, or `WordTable::kNone`.
  TermId find_mention(rules::Query::Kind kind, std::string_view name) const;

  /// Whether any query asks for quotations.
  bool has_quotations() const { return !quotations_.empty(); }
  /// Calls `use` with the id of each term for quotations of this kind by a speaker of whom
  /// `speaker` is true: an id, `role:…` and so on; empty is everybody.
  template <typename Use>
  void for_each_quotation(std::string_view speaker, rules::QuotedKind kind, const Use& use) const {
    const auto known = quotations_by_speaker_.find(speaker);
    if (known == quotations_by_speaker_.end()) return;
    for (const TermId id : known->second) {
      const std::uint32_t kinds = quotations_.at(id).quoted_kinds;
      if ((kinds >> static_cast<unsigned>(kind) & 1) != 0) use(id);
    }
  }
  /// @return what a term for quotations asks for, without the text.
  const rules::Query& quotation(TermId id) const { return quotations_.at(id); }

  std::size_t memory_bytes() const;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  /// The terms of one language, by stem: words written differently may share it.
  struct Stems {
    std::unordered_map<std::string, std::vector<TermId>, Hash, std::equal_to<>> terms;
  };

  static bool is_written_as(const rules::Word& word, const text::Tokens& tokens,
                            const text::Token& token);

  TermId add(Term term);
  TermId id_of_quotation(const rules::Query& query);
  TermId id_of_folded(const std::string& folded);
  TermId folded_of_exact(const rules::Word& word);
  void add_stem(const rules::Word& word, TermId id);

  std::vector<Term> terms_;
  WordTable words_;
  PatternSet patterns_;
  std::unordered_map<std::string, TermId, Hash, std::equal_to<>> other_;  ///< By canonical text.
  std::map<rules::Query::Kind, std::map<std::string, TermId, std::less<>>> mentions_;  ///< By id.
  std::unordered_map<TermId, rules::Query> quotations_;
  std::unordered_map<std::string, std::vector<TermId>, Hash, std::equal_to<>>
      quotations_by_speaker_;
  std::unordered_map<TermId, std::vector<TermId>> exact_;  ///< By folded term.
  std::vector<bool> has_exact_;
  std::vector<std::string> stem_languages_;
  std::vector<Stems> stems_;             ///< One for each of `stem_languages_`.
  std::vector<text::Stemmer> stemmers_;  ///< The same; used only while queries are added.
  text::Tokenizer tokenizer_;            ///< Used only while queries are added, too.
  bool has_possessives_ = false;
};

}  // namespace newswatch::detectors::topics
