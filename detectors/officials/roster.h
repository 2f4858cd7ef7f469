#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/gender.h"
#include "base/timestamp.h"
#include "detectors/officials/name_index.h"
#include "detectors/officials/title_index.h"
#include "rules/official.h"

namespace newswatch::detectors::officials {

/// What is kept of an official once the names are in the index. What every mention asks for comes
/// first, so that it shares a line of the cache.
struct Person {
  WordTrie::Node surname = WordTrie::kNone;  ///< In the index of names.
  Gender gender = Gender::Unknown;
  bool has_generation = false;  ///< "Jr." is part of a name of theirs.
  std::vector<rules::Role> roles;
  std::vector<std::uint32_t> role_kinds;  ///< One for each of `roles`.
  std::vector<std::string> given;  ///< The words of the name before or after the surname, folded.
  std::vector<std::string> surname_words;  ///< Folded.
  std::vector<TitleWords> context;         ///< Terms, folded.
  std::string name;
};

/// When an alias counts.
struct NameCondition {
  std::string letters;              ///< The very letters; empty: any.
  std::vector<TitleWords> context;  ///< One must stand in the article; empty: none need.
};

/// An office and all who held it.
struct OfficeHolders {
  struct Term {
    std::uint32_t official = 0;
    std::uint32_t role = 0;  ///< Into `Person::roles`.
  };
  std::string country;
  std::vector<Term> terms;
};

/// A given name or surname, and whose it is.
struct NameOf {
  static constexpr std::size_t kLetters = 11;

  NameOf(std::string_view word, std::uint32_t person)
      : size(static_cast<std::uint8_t>(std::min<std::size_t>(word.size(), 255))), official(person) {
    std::ranges::copy(word.substr(0, kLetters), letters.begin());
  }

  std::array<char, kLetters> letters = {};  ///< The first bytes of the word.
  std::uint8_t size;                        ///< Of the whole word; at most 255.
  std::uint32_t official;

  char initial() const { return letters[0]; }
  auto operator<=>(const NameOf&) const = default;
};

/// Everybody who is tracked, with names, titles and offices ready to be looked up. Built once, then
/// only read, by any thread.
class Roster {
 public:
  /// What is looked for among all who hold an office must end soon.
  static constexpr std::size_t kMostHolders = 1000;

  Roster(const std::vector<rules::Official>& officials, const std::vector<rules::Office>& offices);

  const Table<Person>& people() const { return people_; }
  const NameIndex& names() const { return names_; }
  /// Names in scripts without blanks between words: each character is a word of this index.
  const NameIndex& unspaced_names() const { return unspaced_names_; }
  bool has_unspaced_names() const { return has_unspaced_names_; }
  const TitleIndex& titles() const { return titles_; }
  const OfficeHolders& office(std::uint32_t office) const { return offices_[office]; }
  const NameCondition& condition(std::uint32_t condition) const { return conditions_[condition]; }
  /// @return how many people have or had a role of this kind.
  std::size_t count_of_kind(std::uint32_t kind) const { return kinds_[kind].people.size(); }
  /// @return those of their given names and surnames that begin with this byte; none of a kind that
  /// more than `kMostHolders` have.
  auto names_of_kind(std::uint32_t kind, char initial) const {
    return std::ranges::equal_range(kinds_[kind].names, initial, {}, &NameOf::initial);
  }

  /// @return whether the person has or had a role that `title` may stand for; with a `day`, whether
  /// they have it on that day.
  bool has_title(std::uint32_t official, std::uint32_t title,
                 std::optional<Date> day = std::nullopt) const;
  bool in_office(std::uint32_t official, std::optional<Date> day) const;

  /// @return what the indexes take, without the people's own data.
  std::size_t index_bytes() const { return names_.memory_bytes() + unspaced_names_.memory_bytes(); }

 private:
  struct RoleKind {
    std::vector<std::uint32_t> people;
    std::vector<NameOf> names;  ///< Sorted.
  };
  class Builder;

  Table<Person> people_;
  NameIndex names_;
  NameIndex unspaced_names_;
  bool has_unspaced_names_ = false;
  TitleIndex titles_;
  std::vector<RoleKind> kinds_;
  std::vector<OfficeHolders> offices_;
  std::vector<NameCondition> conditions_ = std::vector<NameCondition>(1);  ///< The first: none.
};

/// @return whether the word is written in a script that puts no blanks between words: Chinese,
/// Japanese, Korean, Thai.
bool is_unspaced(std::string_view word);

/// @return the characters of `text` that are neither blanks nor dots between the parts of a name.
std::vector<std::string> name_characters(std::string_view text);

}  // namespace newswatch::detectors::officials
