#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "alerts/findings.h"
#include "detectors/topics/term_table.h"
#include "rules/query.h"
#include "text/analyser.h"

namespace newswatch::detectors::topics {

/// Words `first` to `last` of an article, both included. The words of title, body and author are
/// numbered in one sequence, with gaps wider than any distance between the fields.
struct Stretch {
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  auto operator<=>(const Stretch&) const = default;
};

/// The words from `begin` to `end`, not included.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Which terms of a rule set one article has, and where. One serves one thread; its memory is kept
/// from article to article.
class ArticleTerms {
 public:
  /// Distances and extra words of a phrase are below this.
  static constexpr std::uint32_t kGap = 1200;

  /// @param terms  must outlive this.
  explicit ArticleTerms(const TermTable& terms);

  /// Reads an article, and forgets the last one.
  /// @param found  mentions of officials and quotations, which some terms ask for.
  void read(const text::Analysis& analysis, const alerts::Findings& found);

  bool has(TermId term) const { return is_set(is_present_, mark_of(term)); }
  /// Something that an article has or not: a term, or two plain words side by side.
  using Mark = std::uint32_t;
  static Mark mark_of(TermId term) { return kPairMarks + term; }
  static TermId term_of(Mark mark) { return mark - kPairMarks; }
  /// @return the mark of `before` right before `behind`, which few other pairs share.
  static Mark mark_of_pair(TermId before, TermId behind) {
    const std::uint32_t mixed = (before * 0x9E3779B1U) ^ (behind * 0x85EBCA77U);
    return (mixed >> 16) % kPairMarks;
  }
  /// @return whether the article has the one or, if that counts too, the other. Costs no branch:
  /// which ones it has, nobody can guess.
  bool has_any(Mark one, Mark other, bool other_counts) const {
    const auto bit_of = [&](Mark mark) { return is_present_[mark / 64] >> (mark % 64); };
    return ((bit_of(one) | (bit_of(other) & std::uint64_t{other_counts})) & 1) != 0;
  }
  /// Whether title or body has the term.
  bool text_has(TermId term) const { return is_set(is_in_text_, term); }
  /// The terms that the article has, each once.
  std::span<const TermId> present() const { return present_; }

  std::uint32_t count(TermId term) const { return has(term) ? heads_[term].count : 0; }
  /// Calls `use` with each stretch of a term, in order of place, until it returns false.
  template <typename Use>
  void for_each(TermId term, const Use& use) const {
    if (!has(term)) return;
    for (std::uint32_t at = heads_[term].first; at != kEnd; at = nodes_[at].next) {
      if (!use(nodes_[at].stretch)) return;
    }
  }
  /// Calls `use` with each of the two and its position, for all places of two plain terms in title
  /// and body, in order. They may be the same.
  template <typename Use>
  void for_each_in_text(TermId one, TermId other, const Use& use) const {
    std::uint32_t at = first_of(one), behind = one == other ? kEnd : first_of(other);
    TermId term = one, next = other;
    const std::uint32_t end = title_and_body().end;
    while (at != kEnd || behind != kEnd) {
      const bool swaps =
          at == kEnd || (behind != kEnd && nodes_[behind].stretch < nodes_[at].stretch);
      if (swaps) std::swap(at, behind), std::swap(term, next);
      if (nodes_[at].stretch.first >= end) return;
      use(term, nodes_[at].stretch.first);
      at = nodes_[at].next;
    }
  }
  /// @return whether word `position` is `term`, one of those that `is_plain`.
  bool is_plain_at(TermId term, std::uint32_t position) const { return plain_[position] == term; }

  /// How far behind one word another may stand; negative is before it.
  struct Window {
    std::int8_t nearest = 0;
    std::int8_t furthest = 0;
  };
  /// @param other  of those that `is_plain`. @return whether title or body has it within the window
  /// of `term`, if need be in the same paragraph.
  bool text_has_pair(TermId term, TermId other, Window window, bool one_paragraph) const;

  /// Walks along the words of one term.
  class Cursor {
   public:
    Cursor(const ArticleTerms& terms, TermId term)
        : terms_(&terms), node_(terms.has(term) ? terms.heads_[term].first : kEnd) {}
    /// @return whether a stretch of the term begins at `position`, which never goes back.
    bool is_at(std::uint32_t position) {
      while (node_ != kEnd && terms_->nodes_[node_].stretch.first < position) {
        node_ = terms_->nodes_[node_].next;
      }
      return node_ != kEnd && terms_->nodes_[node_].stretch.first == position;
    }

   private:
    const ArticleTerms* terms_;
    std::uint32_t node_;
  };

  /// @return the index among the findings of the quotation that begins at word `first`; nothing
  /// when none does. Known only where some term asks for quotations.
  std::optional<std::size_t> quotation_at(std::uint32_t first) const;

  Range range_of(rules::Scope scope) const { return scopes_[static_cast<std::size_t>(scope)]; }
  /// Where queries look unless they say otherwise: title and body.
  Range title_and_body() const { return {0, range_of(rules::Scope::Body).end}; }
  /// @return the field around `position`, which must be a word.
  Range field_at(std::uint32_t position) const;
  const text::Token& token_at(std::uint32_t position) const;
  Place place_of(Stretch stretch) const;

 private:
  static constexpr std::uint32_t kEnd = 0xFFFFFFFF;
  /// An article of 500 words has one in 65 of them by chance.
  static constexpr std::uint32_t kPairMarks = 1 << 15;

  struct Head {
    std::uint32_t first = kEnd;
    std::uint32_t last = kEnd;
    std::uint32_t count = 0;
  };
  struct Node {
    Stretch stretch;
    std::uint32_t next = kEnd;
  };
  /// What was found for a word the last time that it was met. One of many such, by hash.
  struct Derived {
    std::string word;
    std::vector<TermId> terms;
  };

  std::uint32_t first_of(TermId term) const { return has(term) ? heads_[term].first : kEnd; }
  static bool is_set(const std::vector<std::uint64_t>& bits, std::uint32_t number) {
    return (bits[number / 64] >> (number % 64) & 1) != 0;
  }

  void forget();
  void read_field(Field field, std::uint32_t base);
  void note_token(const text::Tokens& tokens, const text::Token& token,
                  const WordTable::LookUp& look_up, TermId id, std::uint32_t position);
  void note(TermId term, Stretch stretch);
  void note_word(TermId folded, const text::Tokens& tokens, const text::Token& token,
                 std::uint32_t position);
  void note_derived(std::string_view folded, std::uint64_t hash, const text::Tokens& tokens,
                    const text::Token& token, std::uint32_t position);
  void mark_pairs(Range words);
  void note_mentions(const std::vector<alerts::Mention>& mentions);
  void note_quotations(const alerts::Findings& found);
  void note_quotation(const alerts::Quotation& quotation, Stretch stretch,
                      const std::vector<alerts::Mention>& mentions);
  std::optional<Stretch> stretch_of(const Place& place) const;
  std::uint32_t lead_words() const;
  std::uint32_t base_of(Field field) const { return bases_[static_cast<std::size_t>(field)]; }
  Field field_of(std::uint32_t position) const;

  const TermTable& terms_;
  const text::Analysis* analysis_ = nullptr;
  std::array<std::uint32_t, kFields.size()> bases_{};  ///< The number of the first word.
  std::array<Range, 4> scopes_{};
  std::vector<TermId> plain_;              ///< By position; no term in the gaps.
  std::vector<Head> heads_;                ///< By term; of those alone that are present.
  std::vector<std::uint64_t> is_present_;  ///< By mark.
  std::vector<std::uint64_t> is_in_text_;  ///< Of those, the terms that title or body has.
  std::vector<TermId> present_;
  std::vector<Node> nodes_;
  std::vector<Derived> derived_;
  std::vector<text::Stemmer> stemmers_;
  /// The first word of each quotation, and its index among the findings.
  std::vector<std::pair<std::uint32_t, std::size_t>> quotations_;
};

}  // namespace newswatch::detectors::topics
