#include "detectors/stance/sentence.h"

#include <algorithm>
#include <array>

namespace newswatch::detectors::stance {
namespace {

using text::Gap;
using text::Token;

/// Marks stand at the beginning of a gap; what follows may be long markup.
constexpr std::size_t kMarkBytes = 16;

constexpr auto kStrongMarks =
    std::to_array<std::string_view>({";", ":", "(", ")", "[", "]", " - ", "\xE2\x80\x93" /* – */,
                                     "\xE2\x80\x94" /* — */, "--", "?", "!"});

}  // namespace

void Sentence::read(const Lexicon& lexicon, const text::Tokens& tokens, std::uint32_t first,
                    std::uint32_t end, std::span<const Party> parties) {
  tokens_ = &tokens;
  first_ = first;
  parties_ = parties;
  items_.resize(end - first);
  for (std::uint32_t at = first; at < end; ++at) {
    items_[at - first] = {look_up(lexicon, at), kNone, at == first ? Mark::Strong : read_mark(at)};
  }
  for (int number = 0; number < static_cast<int>(parties.size()); ++number) {
    for (int at = begin_of(number); at < end_of(number); ++at) items_[index(at)].party = number;
  }
  asks_ = ends_with_question_mark(end);
}

/// "co-operate" is two tokens, and means what "cooperate" does.
const Word* Sentence::look_up(const Lexicon& lexicon, std::uint32_t token) const {
  const std::string_view folded = tokens_->folded_of(tokens_->tokens[token]);
  if (!is_second_of_cooperate(token)) return lexicon.find(folded);
  std::array<char, 16> joined{'c', 'o'};
  if (folded.size() > joined.size() - 2) return nullptr;
  std::ranges::copy(folded, joined.begin() + 2);
  return lexicon.find_unpadded({joined.data(), folded.size() + 2});
}

bool Sentence::is_second_of_cooperate(std::uint32_t token) const {
  const Token& own = tokens_->tokens[token];
  return own.gap == Gap::Hyphen && token > first_ &&
         tokens_->folded_of(own).starts_with("operat") &&
         tokens_->folded_of(tokens_->tokens[token - 1]) == "co";
}

std::string_view Sentence::written(int at) const {
  const std::uint32_t own = first_ + static_cast<std::uint32_t>(at);
  const std::uint32_t first = is_second_of_cooperate(own) ? own - 1 : own;
  return ByteSpan{tokens_->tokens[first].span.begin, token(at).span.end}.of(tokens_->field);
}

Mark Sentence::read_mark(std::uint32_t token) const {
  const Token& own = tokens_->tokens[token];
  if (own.gap == Gap::Hyphen) return Mark::Hyphen;
  if (own.gap != Gap::Other) return Mark::None;
  const std::uint32_t begin = tokens_->tokens[token - 1].full_end;
  const std::string_view gap =
      tokens_->field.substr(begin, std::min<std::size_t>(own.span.begin - begin, kMarkBytes));
  const auto stands_there = [&](std::string_view mark) {
    return gap.find(mark) != std::string_view::npos;
  };
  if (std::ranges::any_of(kStrongMarks, stands_there)) return Mark::Strong;
  return stands_there(",") ? Mark::Comma : Mark::None;
}

bool Sentence::ends_with_question_mark(std::uint32_t end) const {
  const std::uint32_t behind = tokens_->tokens[end - 1].full_end;
  return tokens_->field.substr(behind, 4).find('?') != std::string_view::npos;
}

const Word& Sentence::word(int at) const {
  static const Word kNothing;
  return is_known(at) ? *items_[index(at)].word : kNothing;
}

bool Sentence::is_adverb(int at) const {
  return has(at) && (is(at, kFiller | kOnly) || (!is_known(at) && folded(at).ends_with("ly")));
}

ByteSpan Sentence::span() const { return {token(0).span.begin, token(size() - 1).full_end}; }

}  // namespace newswatch::detectors::stance
