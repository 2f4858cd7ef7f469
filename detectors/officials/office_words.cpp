#include "detectors/officials/office_words.h"

#include <algorithm>
#include <array>

#include "detectors/officials/name_words.h"
#include "detectors/officials/neighbours.h"
#include "detectors/officials/title_country.h"

namespace newswatch::detectors::officials {
namespace {

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// Before an office, they leave its holder meant.
bool is_of_the_day(std::string_view word) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"acting", "current", "incumbent", "outgoing", "present", "serving", "sitting", "departing",
       "embattled", "beleaguered"});
  return contains(kWords, word);
}

/// Behind an office, they make it a thing or another person.
bool is_about_office(std::string_view word) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"campaign", "candidate",  "candidates", "contender", "contest",   "designate", "elect",
       "election", "emeritus",   "hopeful",    "job",       "nominee",   "office",    "portfolio",
       "position", "post",       "pro",        "primary",   "race",      "residence", "role",
       "seat",     "nomination", "questions",  "pick",      "candidacy", "contenders"});
  return contains(kWords, word);
}

/// Behind "the prime minister’s".
bool is_institution(std::string_view word) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"job", "office", "post", "questions", "residence", "role", "palace", "department", "cup"});
  return contains(kWords, word);
}

/// Before "the" and an office, they tell of the office, or of who is in it when.
bool speaks_of_office(std::string_view word) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"am",      "appointed", "be",      "became",   "become", "becomes", "been",
       "being",   "candidate", "elected", "is",       "job",    "named",   "nominated",
       "nominee", "not",       "office",  "position", "post",   "powers",  "role",
       "then",    "title",     "was",     "were"});
  return contains(kWords, word);
}

class Reader {
 public:
  Reader(const FieldWords& words, const TitleHit& title, bool complete)
      : words_(words), title_(title), complete_(complete) {
    phrase_.first = left_ = title.first;
    phrase_.end = title.end;
  }

  OfficePhrase read() {
    if (is_of_another_time()) return phrase_;
    if (is_of_another_office(words_, title_.first) || is_part_of_compound()) return others();
    skip_of_the_day();
    if (!complete_) read_country();
    if (phrase_.is_of_others) return phrase_;
    skip_of_the_day();
    const bool definite = is_definite();
    phrase_.means_holder = definite && !is_spoken_about();
    if (!definite && is_of_something()) return others();
    return phrase_;
  }

 private:
  OfficePhrase others() {
    phrase_.is_of_others = true;
    return phrase_;
  }

  /// "ex-president", "president-elect", "then-secretary": of the office, but not its holder.
  bool is_of_another_time() const {
    const std::uint32_t next = title_.end;
    if (next < words_.size() && words_.hyphenated(next)) {
      const auto word = words_.folded(next);
      return word == "elect" || word == "designate" || word == "in" || word == "to";
    }
    if (!words_.hyphenated(title_.first)) return false;
    const auto word = words_.folded(title_.first - 1);
    return word == "ex" || word == "then" || word == "former";
  }

  /// "vice-president", "president-general".
  bool is_part_of_compound() const {
    return words_.hyphenated(title_.first) ||
           (title_.end < words_.size() && words_.hyphenated(title_.end));
  }

  /// Moves to the left of "acting" and the like, which stand on either side of a country.
  void skip_of_the_day() {
    while (words_.follows(left_) && is_of_the_day(words_.folded(left_ - 1)) &&
           !words_.possessive(left_ - 1)) {
      --left_;
      if (words_.folded(left_) != "acting") continue;
      phrase_.acting = true;
      phrase_.first = left_;
    }
  }

  void read_country() {
    const TitleCountry country = country_of_title(words_, {left_, title_.end, title_.title}, true);
    phrase_.is_of_others = country.is_unknown;
    phrase_.country = country.code;
    phrase_.end = country.end;
    possessive_ = country.possessive;
    if (country.first < left_) left_ = phrase_.first = country.first;
  }

  /// "club president": a word in small letters says whose it is.
  bool is_of_something() const {
    if (words_.field() == Field::Title || !words_.follows(left_)) return false;
    return !words_.capitalised(left_ - 1) && !is_function_word(words_.folded(left_ - 1));
  }

  bool is_spoken_about() const {
    const std::uint32_t next = phrase_.end;
    if (next >= words_.size() || !words_.follows(next)) return false;
    const auto word = words_.folded(next);
    return words_.possessive(next - 1) ? is_institution(word) : is_about_office(word);
  }

  /// "the", a country's possessive, or the style of headlines.
  bool is_definite() const {
    if (complete_ && begins_with_possessive()) return !is_predicate(title_.first);
    if (possessive_) return !is_predicate(first_of_possessive());
    if (left_ == 0) return words_.field() == Field::Title;
    if (!words_.follows(left_)) return words_.field() == Field::Title && stands_free();
    const auto before = words_.folded(left_ - 1);
    if (before == "the") return !is_predicate(left_ - 1);
    return words_.field() == Field::Title && stands_free() && !is_function_word_of_others(before);
  }

  /// "America's top diplomat".
  bool begins_with_possessive() const {
    for (std::uint32_t at = title_.first; at + 1 < title_.end; ++at) {
      if (words_.possessive(at)) return true;
    }
    return false;
  }

  std::uint32_t first_of_possessive() const {
    const auto country = words_.country_before(left_);
    return country ? country->first : left_;
  }

  /// In headlines, where articles are left out, large letters tell an office from a word.
  bool stands_free() const {
    return words_.capitalised(title_.first) || complete_ || !phrase_.country.empty();
  }

  static bool is_function_word_of_others(std::string_view word) {
    constexpr auto kWords = std::to_array<std::string_view>(
        {"a",   "an",   "any", "another", "as",    "each", "every", "ex",  "first", "former",
         "his", "her",  "how", "in",      "its",   "last", "more",  "my",  "new",   "next",
         "no",  "once", "our", "some",    "their", "then", "your",  "for", "like"});
    return contains(kWords, word) || !is_function_word(word);
  }

  /// "was the secretary of state", "the office of the president".
  bool is_predicate(std::uint32_t begin) const {
    if (begin == 0 || !words_.follows(begin)) return false;
    const auto before = words_.folded(begin - 1);
    if (before == "as") return possessive_ || !phrase_.country.empty();
    if (before != "of" || begin < 2) return speaks_of_office(before);
    return words_.follows(begin - 1) && speaks_of_office(words_.folded(begin - 2));
  }

  const FieldWords& words_;
  const TitleHit title_;
  const bool complete_;
  OfficePhrase phrase_;
  bool possessive_ = false;
  std::uint32_t left_ = 0;  ///< Where office, country and "acting" begin.
};

}  // namespace

OfficePhrase read_office_phrase(const FieldWords& words, const TitleHit& title, bool complete) {
  return Reader(words, title, complete).read();
}

}  // namespace newswatch::detectors::officials
