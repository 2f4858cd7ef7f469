#include "detectors/officials/name_index.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/prefetch.h"
#include "detectors/officials/surnames.h"

namespace newswatch::detectors::officials {
namespace {

using text::Gap;
using text::Token;
using text::Tokens;

/// More are not a name's own, and a row of single letters must not be read again for each.
constexpr int kMostSkipped = 2;

std::string_view gap_before(const Tokens& tokens, std::uint32_t at) {
  const auto begin = tokens.tokens[at - 1].full_end;
  return tokens.field.substr(begin, tokens.tokens[at].span.begin - begin);
}

/// @return whether a name may go on at `at`.
bool continues(const Tokens& tokens, std::uint32_t at) {
  if (at >= tokens.tokens.size()) return false;
  switch (tokens.tokens[at].gap) {
    case Gap::Space:
    case Gap::Hyphen:
      return true;
    case Gap::Dot:
      return is_initial(tokens, tokens.tokens[at - 1]);
    case Gap::Other:
      return is_behind_quotation_mark(tokens, at);
    default:
      return false;
  }
}

/// "Charles “Chuck” Delaney".
bool is_quoted_nickname(const Tokens& tokens, std::uint32_t at) {
  return tokens.tokens[at].capitalised && tokens.tokens[at].gap == Gap::Other &&
         at + 1 < tokens.tokens.size() && is_behind_quotation_mark(tokens, at) &&
         is_behind_quotation_mark(tokens, at + 1);
}

}  // namespace

bool is_initial(const Tokens& tokens, const Token& token) {
  if (token.abbreviation) return token.capitalised;
  // "A" begins sentences, and "I" speaks: they are initials with a dot only.
  const auto folded = tokens.folded_of(token);
  if (!token.capitalised || folded.size() != 1) return false;
  const bool dotted = token.span.end < tokens.field.size() && tokens.field[token.span.end] == '.';
  return dotted || (folded != "a" && folded != "i");
}

bool is_behind_quotation_mark(const Tokens& tokens, std::uint32_t at) {
  constexpr auto kMarks = std::to_array<std::string_view>({"\"", "'", "“", "”", "‘", "’"});
  if (at == 0 || tokens.tokens[at].gap != Gap::Other) return false;
  std::string_view gap = gap_before(tokens, at);
  bool marked = false;
  while (!gap.empty()) {
    const auto mark =
        std::ranges::find_if(kMarks, [&](std::string_view m) { return gap.starts_with(m); });
    if (mark == kMarks.end() && gap.front() != ' ') return false;
    marked = marked || mark != kMarks.end();
    gap.remove_prefix(mark == kMarks.end() ? 1 : mark->size());
  }
  return marked;
}

std::vector<std::string> name_words(std::string_view name) {
  text::Tokenizer tokenizer;
  Tokens tokens;
  tokenizer.tokenize(name, tokens);
  std::vector<std::string> words;
  for (const Token& token : tokens.tokens) words.emplace_back(tokens.full_folded_of(token));
  return words;
}

WordTrie::Node NameIndex::add(std::span<const std::string> words, NameUse use) {
  WordTrie::Node node = WordTrie::kRoot;
  for (const std::string& word : words) node = trie_.add(node, word);
  if (words.empty()) return WordTrie::kNone;
  beginnings_.add(words.front());
  begins_with_particles_ = begins_with_particles_ || is_particle(words.front());
  added_.push_back({node, use});
  return node;
}

void NameIndex::build() {
  // Surer forms first, and of one person only the surest.
  std::ranges::stable_sort(added_, {}, [](const Added& a) {
    return std::tuple(a.name, a.use.official, static_cast<int>(a.use.form));
  });
  const auto repeated = std::ranges::unique(added_, [](const Added& a, const Added& b) {
    return a.name == b.name && a.use.official == b.use.official;
  });
  added_.erase(repeated.begin(), repeated.end());
  std::ranges::stable_sort(
      added_, {}, [](const Added& a) { return std::tuple(a.name, static_cast<int>(a.use.form)); });
  begins_.assign(trie_.node_count() + 1, 0);
  for (const Added& added : added_) ++begins_[added.name + 1];
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  uses_.reserve(added_.size());
  for (const Added& added : added_) uses_.push_back(added.use);
  added_ = {};
}

std::span<const NameUse> NameIndex::uses_of(WordTrie::Node name) const {
  return std::span(uses_).subspan(begins_[name], begins_[name + 1] - begins_[name]);
}

bool NameIndex::is_starting_particle(const Tokens& tokens, const Token& token) {
  return token.folded_end - token.folded_begin <= 3 && is_particle(tokens.folded_of(token));
}

void NameIndex::approach(const Tokens& tokens, std::span<const std::uint32_t> at) const {
  std::array<std::uint32_t, kMostApproached> words;
  const std::size_t count = std::min(at.size(), kMostApproached);
  const auto folded = [&](std::size_t i) { return tokens.folded_of(tokens.tokens[at[i]]); };
  for (std::size_t i = 0; i < count; ++i) trie_.approach(folded(i));
  for (std::size_t i = 0; i < count; ++i) {
    words[i] = trie_.number_of(folded(i));
    trie_.approach_first(words[i]);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const WordTrie::Node node = trie_.first(words[i]);
    prefetch(&begins_[node]);
    if (i + 1 < count && at[i + 1] == at[i] + 1) trie_.approach_next(node, words[i + 1]);
  }
}

NameHit NameIndex::longest_at(const Tokens& tokens, std::uint32_t first) const {
  NameHit hit{.first = first, .end = first, .uses = {}};
  int skipped = 0;
  WordTrie::Node node = WordTrie::kRoot;
  for (std::uint32_t at = first; at == first || continues(tokens, at); ++at) {
    const Token& token = tokens.tokens[at];
    const auto folded = tokens.folded_of(token);
    WordTrie::Node next = trie_.next(node, folded);
    if (next == WordTrie::kNone && token.full_folded_end != token.folded_end)
      next = trie_.next(node, tokens.full_folded_of(token));
    if (next == WordTrie::kNone) {
      const bool may_skip = is_initial(tokens, token) || is_quoted_nickname(tokens, at);
      if (at == first || !may_skip || ++skipped > kMostSkipped) break;
      continue;
    }
    // "Ban Ki-moon": behind a hyphen a part may be small.
    const bool may_be_small =
        token.capitalised || (at > first && token.gap == Gap::Hyphen) || is_particle(folded);
    if (!may_be_small) break;
    node = next;
    if (const auto uses = uses_of(node); !uses.empty()) hit = {first, at + 1, node, uses};
    if (token.full_end != token.span.end) break;  // a possessive ends the name
  }
  return hit;
}

std::size_t NameIndex::memory_bytes() const {
  return trie_.memory_bytes() + uses_.capacity() * sizeof(NameUse) +
         begins_.capacity() * sizeof(std::uint32_t);
}

}  // namespace newswatch::detectors::officials
