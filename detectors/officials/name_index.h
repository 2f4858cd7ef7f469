#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "detectors/officials/beginnings.h"
#include "detectors/officials/word_trie.h"
#include "text/tokenizer.h"

namespace newswatch::detectors::officials {

/// How a name leads to a person, in the order in which an index has the uses of a name. Initials
/// and surnames need something beside them.
enum class NameForm : std::uint8_t {
  NotMe,  ///< Holds a name, and means another.
  FullName,
  Alias,
  Initials,  ///< "K. Rao": a surname with no more than initials.
  Surname,
};

/// One person that a name may mean.
struct NameUse {
  std::uint32_t official = 0;
  NameForm form : 8 = NameForm::FullName;
  std::uint32_t condition : 24 = 0;  ///< Of an alias that counts only sometimes; 0: always.
};
static_assert(sizeof(NameUse) == 8);

/// Tokens `first` up to, not including, `end` that are a name in the index.
struct NameHit {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  WordTrie::Node name = WordTrie::kNone;  ///< Equal for equal names.
  std::span<const NameUse> uses;          ///< In order of form. Empty: no name begins there.

  /// Many people share a surname: only the first of them are looked at.
  bool is_not_me() const { return uses.front().form == NameForm::NotMe; }
  bool is_full() const {
    return uses.front().form == NameForm::FullName || uses.front().form == NameForm::Alias;
  }
};

/// All names, over folded words. Filled, then built once, then only read, by any thread. Finding a
/// name costs the same however many there are, but for cache misses.
class NameIndex {
 public:
  /// @param words  of the name, folded. None add nothing.
  /// @return the name's own number.
  WordTrie::Node add(std::span<const std::string> words, NameUse use);
  /// Call once, after all `add`.
  void build();

  /// @param key  of the token's word, by `Beginnings`.
  /// @return false only where no name begins at the token. Without a branch for most words, since
  /// none can be guessed.
  bool may_begin(const text::Tokens& tokens, const text::Token& token, std::uint32_t key) const {
    const bool is_first_word = beginnings_.may_have(key);
    const bool begins =
        (static_cast<int>(is_first_word) & static_cast<int>(token.capitalised)) != 0;
    if (!begins_with_particles_) return begins;
    return begins || (is_first_word && is_starting_particle(tokens, token));
  }
  static constexpr std::size_t kMostApproached = 64;
  /// Fetches the memory that `longest_at` will look at for the first tokens of these, in the order
  /// of the text: for up to `kMostApproached`.
  void approach(const text::Tokens& tokens, std::span<const std::uint32_t> at) const;

  /// @return the longest name that begins at token `first`; empty `uses` when none does. In the
  /// text each word but a particle ("von", "de") must have a large first letter; words are divided
  /// by blanks, hyphens, the dot of an initial, or quotation marks; up to two initials that the
  /// index does not have may stand between them, or one nickname in quotation marks.
  NameHit longest_at(const text::Tokens& tokens, std::uint32_t first) const;

  /// @return the node behind `name` and `word`: a longer name, or the way to one, or `kNone`.
  WordTrie::Node next(WordTrie::Node name, std::string_view word) const {
    return trie_.next(name, word);
  }
  std::span<const NameUse> uses_of(WordTrie::Node name) const;

  std::size_t memory_bytes() const;

 private:
  struct Added {
    WordTrie::Node name;
    NameUse use;
  };

  static bool is_starting_particle(const text::Tokens& tokens, const text::Token& token);

  WordTrie trie_;
  Beginnings beginnings_;
  std::vector<Added> added_;     ///< Empty once built.
  Table<NameUse> uses_;          ///< By name.
  Table<std::uint32_t> begins_;  ///< Of each name in `uses_`, and where the last one ends.
  bool begins_with_particles_ = false;
};

/// @return the words of `name`, folded, with their possessive endings: those are part of a name.
std::vector<std::string> name_words(std::string_view name);

/// @return whether the token is "J" or "J.R.": stands for a name without being one.
bool is_initial(const text::Tokens& tokens, const text::Token& token);

/// @return whether nothing but blanks and quotation marks, at least one, stands before the token.
bool is_behind_quotation_mark(const text::Tokens& tokens, std::uint32_t at);

}  // namespace newswatch::detectors::officials
