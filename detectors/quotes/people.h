#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "alerts/findings.h"
#include "base/gender.h"
#include "detectors/quotes/noun_phrases.h"
#include "detectors/quotes/reading.h"
#include "text/word_table.h"

namespace newswatch::detectors::quotes {

/// A folded word that is compared with many: by a number first, which few other words have.
struct NameWord {
  NameWord() = default;
  /// @param folded  a word of `text::Tokens::folded`, of which 16 bytes may be read.
  explicit NameWord(std::string_view folded) : word(folded) {
    const text::WordKey key = text::key_of(folded);
    print = key.low ^ (key.high * 0x9E3779B97F4A7C15ULL) ^ (std::uint64_t{key.size} << 56);
  }

  bool is_empty() const { return word.empty(); }
  bool operator==(const NameWord& other) const {
    return print == other.print && word == other.word;
  }

  std::uint64_t print = 0;
  std::string_view word;
};

/// Somebody whom the article names: a person, or what writes itself like one.
struct Person {
  NameWord surname;
  NameWord first_name;         ///< Empty while unknown.
  std::string_view full_name;  ///< The fullest form in the article, or the name of the official.
  std::size_t full_name_words = 0;
  std::string_view official;  ///< Id, where tracked.
  std::string_view role;      ///< Of an official, now or once.
  Gender gender = Gender::Unknown;
  bool is_surely_person = false;  ///< By title, first name, or rule file.
  /// Folded nouns that the article gives: "senator". More tell nothing new.
  std::array<std::string_view, 6> descriptions = {};
  std::size_t description_count = 0;

  bool is_described() const { return description_count > 0; }
  void describe(std::string_view noun) {
    if (description_count < descriptions.size()) descriptions[description_count++] = noun;
  }
  bool is_described_as(std::string_view noun) const {
    const auto end = descriptions.begin() + static_cast<std::ptrdiff_t>(description_count);
    return std::find(descriptions.begin(), end, noun) != end;
  }
};

/// One place where a person is named.
struct Naming {
  std::uint32_t first = 0;  ///< Tokens of the name without titles.
  std::uint32_t end = 0;
  std::uint32_t titled_first = 0;  ///< With the titles before it.
  std::uint32_t person = 0;        ///< Into the people.
  bool is_quoted = false;          ///< Inside a quotation.
  bool is_subject = false;         ///< First in its sentence, or right behind a comma or "but".
};

/// Who is named in the body of an article, and where. Tracked people come from the mentions that
/// were found before; all others by capital letters.
class People {
 public:
  /// @param mentions  of this field, by place.
  /// Everything given is borrowed until the next call.
  void read(const Reading& reading, std::span<const alerts::Mention> mentions);

  const std::vector<Person>& all() const { return people_; }
  const std::vector<Naming>& namings() const { return namings_; }

  /// @return the naming that ends where the core of `phrase` ends, if one does.
  const Naming* in(const NounPhrase& phrase) const;

  /// @return the official of a mention in the core of `phrase`, such as one by office alone.
  std::optional<std::uint32_t> mentioned_in(const NounPhrase& phrase) const;

  /// @return who is meant by a name alone in another field, such as the title; nobody is added.
  std::optional<std::uint32_t> known_as(const NameWord& surname) const;

  /// @param speakers  who spoke before, latest last.
  /// @return who is meant by the pronoun at token `at`, which stands outside quotations.
  std::optional<std::uint32_t> meant_by_pronoun(std::uint32_t at,
                                                std::span<const std::uint32_t> speakers) const;
  /// The same for a phrase without a name: "the senator".
  std::optional<std::uint32_t> meant_by_description(const NounPhrase& phrase,
                                                    std::span<const std::uint32_t> speakers) const;

 private:
  void read_run(std::uint32_t first, std::uint32_t end);
  void add_naming(std::uint32_t titled_first, std::uint32_t first, std::uint32_t end,
                  const alerts::Mention* mention);
  std::uint32_t person_of(std::uint32_t titled_first, std::uint32_t first, std::uint32_t end);
  std::uint32_t official_of(const alerts::Mention& mention);
  std::uint32_t person_of(const alerts::Mention& mention) const {
    return officials_[static_cast<std::size_t>(&mention - mentions_.data())];
  }
  bool is_name(std::uint32_t at) const;
  bool is_small_part(std::uint32_t at) const;
  bool is_one_word(std::uint32_t first, std::uint32_t last) const;
  void learn(Person& person, const Naming& naming);
  void describe(Person& person, const Naming& naming);
  void describe_by(Person& person, std::uint32_t at) const;
  std::uint32_t run_end(std::uint32_t at) const;
  WordClasses classes_between(std::uint32_t first, std::uint32_t end) const;
  bool is_subject(std::uint32_t at) const;
  const alerts::Mention* mention_in(std::uint32_t first, std::uint32_t end) const;
  template <typename Fits>
  std::optional<std::uint32_t> most_salient(std::uint32_t before,
                                            std::span<const std::uint32_t> speakers,
                                            const Fits& fits) const;

  const Reading* reading_ = nullptr;
  std::span<const alerts::Mention> mentions_;
  std::vector<std::uint32_t> officials_;  ///< Of each mention, into the people.
  std::vector<Person> people_;
  std::vector<Naming> namings_;
};

}  // namespace newswatch::detectors::quotes
