#include "detectors/officials/title_index.h"

namespace newswatch::detectors::officials {
namespace {

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
    beginnings_.add(words.front());
    title_of_node_[node] = static_cast<std::uint32_t>(titles_.size());
    titles_.emplace_back().words = static_cast<std::uint32_t>(words.size());
  }
  return titles_[title_of_node_[node]];
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

}  // namespace newswatch::detectors::officials
