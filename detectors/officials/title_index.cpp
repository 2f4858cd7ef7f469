#include "detectors/officials/title_index.h"

namespace newswatch::detectors::officials {
namespace {

/// Of the length of a word and the letters that it begins and ends with. Most words of an article
/// are told by them alone. At most 2^16 - 1.
std::size_t beginning_of(std::string_view word) {
  if (word.size() < 2) return 0;
  const auto letter = [&](std::size_t at) {
    return std::uint32_t{static_cast<std::uint8_t>(word[at])};
  };
  const std::uint32_t key = letter(0) | letter(1) << 8 | letter(word.size() - 1) << 16 |
                            static_cast<std::uint32_t>(word.size()) << 24;
  return (key * 0x9E3779B1U) >> 16;
}

bool is_end_of_phrase(const text::Tokens& tokens, std::uint32_t at) {
  if (at >= tokens.tokens.size()) return true;
  switch (tokens.tokens[at].gap) {
    case text::Gap::Space:
    case text::Gap::Hyphen:
      return false;
    case text::Gap::Dot:
      return !is_abbreviation(tokens.folded_of(tokens.tokens[at - 1]));
    default:
      return true;
  }
}

}  // namespace

TitleUses& TitleIndex::at(const TitleWords& words) {
  WordTrie::Node node = WordTrie::kRoot;
  for (const std::string& word : words) node = trie_.add(node, word);
  if (title_of_node_.size() <= node) title_of_node_.resize(node + 1, 0);
  if (title_of_node_[node] == 0 && !words.empty()) {
    const std::size_t bit = beginning_of(words.front());
    beginnings_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    title_of_node_[node] = static_cast<std::uint32_t>(titles_.size());
    titles_.emplace_back().words = static_cast<std::uint32_t>(words.size());
  }
  return titles_[title_of_node_[node]];
}

bool TitleIndex::may_begin(const text::Tokens& tokens, const text::Token& token) const {
  const auto has = [&](std::string_view word) {
    const std::size_t bit = beginning_of(word);
    return (beginnings_[bit / 64] >> (bit % 64) & 1) != 0;
  };
  // "America's top diplomat" begins with the ending.
  return has(tokens.folded_of(token)) ||
         (token.full_folded_end != token.folded_end && has(tokens.full_folded_of(token)));
}

TitleHit TitleIndex::longest_at(const text::Tokens& tokens, std::uint32_t first) const {
  TitleHit hit{first, first, 0};
  WordTrie::Node node = WordTrie::kRoot;
  for (std::uint32_t at = first; at == first || !is_end_of_phrase(tokens, at); ++at) {
    const text::Token& token = tokens.tokens[at];
    // "America's top diplomat" has the ending, "the prime minister's car" has it from the text.
    WordTrie::Node next = WordTrie::kNone;
    if (token.full_folded_end != token.folded_end)
      next = trie_.next(node, tokens.full_folded_of(token));
    const bool possessive = next == WordTrie::kNone && token.full_folded_end != token.folded_end;
    if (next == WordTrie::kNone) next = trie_.next(node, tokens.folded_of(token));
    if (next == WordTrie::kNone) break;
    node = next;
    const std::uint32_t title = node < title_of_node_.size() ? title_of_node_[node] : 0;
    if (title != 0) hit = {first, at + 1, title};
    if (possessive) break;
  }
  return hit;
}

void TitleIndex::find(const text::Tokens& tokens, std::size_t most,
                      std::vector<TitleHit>& hits) const {
  hits.clear();
  const auto size = static_cast<std::uint32_t>(tokens.tokens.size());
  for (std::uint32_t at = 0; at < size && hits.size() < most;) {
    TitleHit hit{at, at, 0};
    if (may_begin(tokens, tokens.tokens[at])) hit = longest_at(tokens, at);
    if (hit.title != 0) hits.push_back(hit);
    at = hit.title == 0 ? at + 1 : hit.end;
  }
}

}  // namespace newswatch::detectors::officials
