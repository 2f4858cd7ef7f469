#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "detectors/stance/lexicon.h"
#include "detectors/stance/party_finder.h"
#include "text/tokens.h"

namespace newswatch::detectors::stance {

/// What stands between a word and the one before it, as far as it bears on a clause.
enum class Mark : std::uint8_t {
  None,  ///< Blanks, quotation marks, dots of abbreviations.
  Comma,
  Hyphen,
  Strong,  ///< A colon, a semicolon, a dash, brackets.
};

/// One sentence with what is known of its words, which are numbered from 0. Positions outside it
/// may be asked for and have nothing.
class Sentence {
 public:
  static constexpr int kNone = -1;

  /// Reads a sentence, and forgets the last one; allocates only for the longest so far.
  /// @param tokens   of the field; must outlive the use of the sentence.
  /// @param first    its first token.
  /// @param end      the token behind its last.
  /// @param parties  those in it, by place; must outlive the use of the sentence.
  void read(const Lexicon& lexicon, const text::Tokens& tokens, std::uint32_t first,
            std::uint32_t end, std::span<const Party> parties);

  int size() const { return static_cast<int>(items_.size()); }
  bool has(int at) const { return at >= 0 && at < size(); }
  bool is(int at, Kinds kinds) const { return (word(at).kinds & kinds) != 0; }
  /// @return what the lexicon has of the word; an empty one when it has nothing.
  const Word& word(int at) const;
  bool is_known(int at) const { return has(at) && items_[index(at)].word != nullptr; }
  bool is_capitalised(int at) const { return has(at) && token(at).capitalised; }
  bool is_adverb(int at) const;
  /// @return the mark before the word.
  Mark mark_before(int at) const { return has(at) ? items_[index(at)].mark : Mark::Strong; }
  /// @return the number of the party that the word belongs to, or `kNone`.
  int party_at(int at) const { return has(at) ? items_[index(at)].party : kNone; }
  const text::Token& token(int at) const { return tokens_->tokens[first_ + index(at)]; }
  std::string_view folded(int at) const { return tokens_->folded_of(token(at)); }
  /// @return the word as the article has it, "co-operate" whole.
  std::string_view written(int at) const;

  std::span<const Party> parties() const { return parties_; }
  const Party& party(int number) const { return parties_[index(number)]; }
  int begin_of(int party_number) const { return position(party(party_number).first); }
  int end_of(int party_number) const { return position(party(party_number).end); }

  /// Whether it ends with a question mark.
  bool asks() const { return asks_; }
  ByteSpan span() const;

 private:
  struct Item {
    const Word* word = nullptr;
    int party = kNone;
    Mark mark = Mark::None;
  };

  static std::size_t index(int number) { return static_cast<std::size_t>(number); }
  int position(std::uint32_t token) const { return static_cast<int>(token - first_); }
  bool is_second_of_cooperate(std::uint32_t token) const;
  Mark read_mark(std::uint32_t token) const;
  const Word* look_up(const Lexicon& lexicon, std::uint32_t token) const;
  bool ends_with_question_mark(std::uint32_t end) const;

  const text::Tokens* tokens_ = nullptr;
  std::uint32_t first_ = 0;
  std::vector<Item> items_;
  std::span<const Party> parties_;
  bool asks_ = false;
};

}  // namespace newswatch::detectors::stance
