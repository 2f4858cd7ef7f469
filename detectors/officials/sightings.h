#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/field.h"
#include "base/gender.h"
#include "base/timestamp.h"
#include "detectors/officials/field_words.h"
#include "detectors/officials/roster.h"

namespace newswatch::detectors::officials {

/// How a mention led to its person, surest first.
enum class ResolvedBy : std::uint8_t {
  FullName,
  Alias,
  TitleAndSurname,
  Surname,
  SurnameAndContext,
  ByRole
};

/// One mention, before it is dressed for an alert.
struct NameMention {
  Field field = Field::Body;
  ByteSpan span;
  std::uint32_t first = 0;  ///< Its first token.
  std::uint32_t official = 0;
  ResolvedBy resolved_by = ResolvedBy::FullName;
  bool misspelt = false;
  std::optional<std::uint32_t> role = std::nullopt;  ///< By an office: which of the person's roles.
};

/// The two fields in which people are looked for, in the order of reading.
inline constexpr std::array kNameFields = {Field::Title, Field::Body};

/// A place that people and fields can be put in order by.
struct TextPlace {
  Field field = Field::Body;
  std::uint32_t token = 0;

  auto operator<=>(const TextPlace&) const = default;
};

/// What the words beside a surname make of it.
enum class Beside : std::uint8_t {
  Nothing,       ///< It stands alone.
  Honorific,     ///< "Mr. Harmon".
  Title,         ///< A title of the roster stands before it: "Sen. Harmon".
  Initials,      ///< "H.J. Harmon".
  SomebodyElse,  ///< It is part of another's name: "Judith Harmon", "Judge Harmon", "Harmon-Beck".
  Something,     ///< It names a thing: "Harmon Airport", "the Harmon family", "USS Harmon".
};

struct Neighbours {
  Beside beside = Beside::Nothing;
  Gender gender = Gender::Unknown;  ///< As an honorific or another's given name tells it.
};

/// A name of the roster that stands in the article, whoever it means.
struct Sighting {
  Field field = Field::Body;
  NameHit hit;
  Neighbours beside = {};  ///< Of one that is not settled once fuller mentions are known.
  bool settled = false;    ///< Resolved, or known to mean somebody or something else.

  TextPlace place() const { return {field, hit.first}; }
};

/// Somebody of a surname, whom the surname alone may mean from there on.
struct Anchor {
  static constexpr std::uint32_t kSomebodyElse = 0xFFFFFFFF;
  /// A ship or place of the name, or one of its household: the surname alone is not theirs.
  static constexpr std::uint32_t kSomething = 0xFFFFFFFE;

  TextPlace place;
  WordTrie::Node surname = WordTrie::kNone;
  std::uint32_t official = kSomebodyElse;
  Gender gender = Gender::Unknown;
  bool by_context = false;

  bool is_tracked() const { return official < kSomething; }
};

/// Room for the tokens of a field that a name or a title may begin at.
struct Beginners {
  std::vector<std::uint32_t> names, titles;

  void make_room(std::size_t size) {
    if (names.size() >= size) return;
    names.resize(size);
    titles.resize(size);
  }
};

/// What is known of one article while it is read. One serves one thread; its memory is used again.
struct Sightings {
  std::array<FieldWords, 2> fields;  ///< As in `kNameFields`.
  std::optional<Date> day;
  std::string_view country;                     ///< Of the outlet; may be empty.
  std::vector<Sighting> names;                  ///< By place.
  std::array<std::vector<TitleHit>, 2> titles;  ///< By place.
  std::vector<Anchor> anchors;                  ///< By place once all fuller mentions are known.
  std::vector<NameMention> mentions;
  Beginners beginners;  ///< Scratch.

  const FieldWords& words(Field field) const { return fields[field == Field::Title ? 0 : 1]; }
  const std::vector<TitleHit>& titles_of(Field field) const {
    return titles[field == Field::Title ? 0 : 1];
  }
  /// @return the title that ends right before token `end`, or null. Borrowed.
  const TitleHit* title_before(Field field, std::uint32_t end) const;
  /// @return the title that begins at token `first`, or null. Borrowed.
  const TitleHit* title_at(Field field, std::uint32_t first) const;

  void mention(const Sighting& name, std::uint32_t official, ResolvedBy way);
  void mention(Field field, std::uint32_t first, std::uint32_t end, std::uint32_t official,
               ResolvedBy way);
};

}  // namespace newswatch::detectors::officials
