#include "detectors/officials/name_index.h"

#include <algorithm>
#include <array>

namespace newswatch::detectors::officials {
namespace {

constexpr std::uint32_t kNone = 0;  // the root is nobody's child

std::uint64_t key(std::uint32_t node, std::uint32_t word) {
  return (static_cast<std::uint64_t>(node) << 32) | word;
}

/// "J" or "J.R.": stands for a name without being one.
bool is_initial(const text::Tokens& tokens, const text::Token& token) {
  return token.capitalised && (token.abbreviation || tokens.folded_of(token).size() == 1);
}

}  // namespace

void NameIndex::add(std::string_view name, NameUse use) {
  text::Tokenizer tokenizer;
  text::Tokens tokens;
  tokenizer.tokenize(name, tokens);
  if (tokens.tokens.empty()) return;
  Node node = 0;
  for (const text::Token& token : tokens.tokens) {
    const auto [word, new_word] = words_.try_emplace(std::string(tokens.full_folded_of(token)),
                                                     static_cast<std::uint32_t>(words_.size()));
    const auto [next, new_node] = children_.try_emplace(key(node, word->second), node_count_);
    if (new_node) ++node_count_;
    node = next->second;
  }
  auto& uses = uses_[node];
  const bool known =
      std::ranges::any_of(uses, [&](const NameUse& u) { return u.official == use.official; });
  if (!known) uses.push_back(use);
}

const std::vector<NameUse>* NameIndex::uses_of(Node node) const {
  const auto found = uses_.find(node);
  return found == uses_.end() ? nullptr : &found->second;
}

NameIndex::Node NameIndex::child(Node node, std::uint32_t word) const {
  const auto found = children_.find(key(node, word));
  return found == children_.end() ? kNone : found->second;
}

bool NameIndex::continues(const text::Tokens& tokens, std::uint32_t at) const {
  if (at >= tokens.tokens.size()) return false;
  switch (tokens.tokens[at].gap) {
    case text::Gap::Space:
    case text::Gap::Hyphen:
      return true;
    case text::Gap::Dot:
      return is_initial(tokens, tokens.tokens[at - 1]);
    default:
      return false;
  }
}

NameHit NameIndex::longest_at(const text::Tokens& tokens, std::uint32_t first) const {
  // More are not a name's own, and a row of single letters must not be read again for each.
  constexpr int kMostInitials = 2;
  int initials = 0;
  NameHit hit{first, first, {}};
  Node node = 0;
  for (std::uint32_t at = first; at == first || continues(tokens, at); ++at) {
    const text::Token& token = tokens.tokens[at];
    const auto folded = tokens.folded_of(token);
    const auto word = words_.find(folded);
    const Node next = word == words_.end() ? kNone : child(node, word->second);
    if (next == kNone) {
      if (at == first || !is_initial(tokens, token) || ++initials > kMostInitials) break;
      continue;
    }
    // "Ban Ki-moon": behind a hyphen a part may be small.
    const bool may_be_small = is_particle(folded) || (at > first && token.gap == text::Gap::Hyphen);
    if (!token.capitalised && !may_be_small) break;
    node = next;
    if (const auto* uses = uses_of(node)) hit = {first, at + 1, *uses};
    if (token.full_end != token.span.end) break;  // a possessive ends the name
  }
  return hit;
}

bool is_particle(std::string_view word) {
  constexpr auto kParticles = std::to_array<std::string_view>(
      {"af", "al", "bin", "da", "das", "de", "del", "den", "der", "di",  "do", "dos",
       "du", "el", "ibn", "la", "le",  "of", "ter", "und", "van", "von", "y",  "zu"});
  return std::ranges::binary_search(kParticles, word);
}

}  // namespace newswatch::detectors::officials
