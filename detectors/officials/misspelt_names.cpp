#include "detectors/officials/misspelt_names.h"

#include <algorithm>
#include <optional>
#include <string>

#include "detectors/officials/title_country.h"

namespace newswatch::detectors::officials {
namespace {

constexpr std::size_t kFewestLetters = 5;

bool is_near(std::string_view written, std::string_view name) {
  return name.size() >= kFewestLetters && written.size() + 1 >= name.size() &&
         written.front() == name.front() && differ_by_one_letter(written, name);
}

/// Whether the word may be that name or near it: a look at the few bytes that say no of nearly all.
bool may_be(std::string_view written, const NameOf& name) {
  if (name.size > NameOf::kLetters) return written.size() + 1 >= name.size;
  const std::string_view word(name.letters.data(), name.size);
  return written == word || differ_by_one_letter(written, word);
}

/// Words `first` up to `end` that stand for a person.
struct Candidate {
  std::uint32_t end = 0;
  std::uint32_t official = 0;
  std::optional<std::uint32_t> misspelt_surname;
};

class Reader {
 public:
  Reader(const Roster& roster, Sightings& sightings) : roster_(roster), all_(sightings) {}

  void read(Field field, const TitleHit& title) {
    words_ = &all_.words(field);
    const std::uint32_t first = title.end;
    if (first >= words_->size() || !words_->follows(first) || !words_->capitalised(first)) return;
    if (words_->is_headline_style() || is_mentioned(field, first)) return;
    if (!all_.day || has_too_many_holders(title.title)) return;
    std::optional<Candidate> only;
    for (const std::uint32_t kind : roster_.titles().at(title.title).roles) {
      for (const NameOf& name : roster_.names_of_kind(kind, words_->folded(first).front())) {
        if (!may_be(words_->folded(first), name)) continue;
        if (only && only->official == name.official) continue;
        const auto candidate = read_name(first, name.official);
        if (!candidate || !is_holder(name.official, title)) continue;
        if (only) return;
        only = candidate;
      }
    }
    if (only) resolve(field, first, *only);
  }

  /// Names that were misspelt once are often so again.
  void read_again(Field field) {
    words_ = &all_.words(field);
    for (std::uint32_t at = 0; at < words_->size(); ++at) {
      for (const auto& [spelling, official] : spellings_) {
        if (words_->folded(at) == spelling && words_->capitalised(at) && !is_mentioned(field, at) &&
            !(words_->follows(at) && words_->capitalised(at - 1))) {
          all_.mention(field, at, at + 1, official, ResolvedBy::Surname);
          all_.mentions.back().misspelt = true;
        }
      }
    }
  }
  bool has_spellings() const { return !spellings_.empty(); }

 private:
  bool is_mentioned(Field field, std::uint32_t first) const {
    const std::uint32_t begin = words_->at(first).span.begin;
    return std::ranges::any_of(all_.mentions, [&](const NameMention& m) {
      return m.field == field && m.span.begin <= begin && begin < m.span.end;
    });
  }

  bool has_too_many_holders(std::uint32_t title) const {
    std::size_t count = 0;
    for (const std::uint32_t kind : roster_.titles().at(title).roles)
      count += roster_.count_of_kind(kind);
    return count > Roster::kMostHolders;
  }

  /// Whether the person is in that office on the day, in the country beside the title.
  bool is_holder(std::uint32_t official, const TitleHit& title) const {
    return roster_.has_title(official, title.title, all_.day) &&
           fits(roster_, official, title.title, country_of_title(*words_, title).code);
  }

  /// @return how many words from `first` on are the surname, or 0.
  std::uint32_t surname_at(std::uint32_t first, const Person& person) const {
    const auto& surname = person.surname_words;
    for (std::uint32_t i = 0; i < surname.size(); ++i) {
      if (first + i >= words_->size() || (i > 0 && !words_->follows(first + i)) ||
          words_->folded(first + i) != surname[i]) {
        return 0;
      }
    }
    return static_cast<std::uint32_t>(surname.size());
  }

  std::optional<Candidate> read_name(std::uint32_t first, std::uint32_t official) const {
    const Person& person = roster_.people()[official];
    if (person.surname_words.empty()) return std::nullopt;
    const auto word = words_->folded(first);
    const bool one_word = person.surname_words.size() == 1;
    if (one_word && is_near(word, person.surname_words[0]))
      return ending_at(first + 1, official, first);
    if (person.given.empty() || first + 1 >= words_->size() || !words_->follows(first + 1))
      return std::nullopt;
    if (word == person.given[0] && one_word &&
        is_near(words_->folded(first + 1), person.surname_words[0])) {
      return ending_at(first + 2, official, first + 1);
    }
    const std::uint32_t surname = surname_at(first + 1, person);
    if (surname > 0 && is_near(word, person.given[0]))
      return ending_at(first + 1 + surname, official, std::nullopt);
    return std::nullopt;
  }

  /// "Senator Harmin Smith" is no Harmon.
  std::optional<Candidate> ending_at(std::uint32_t end, std::uint32_t official,
                                     std::optional<std::uint32_t> misspelt_surname) const {
    const bool goes_on = end < words_->size() && words_->at(end).gap == text::Gap::Space &&
                         words_->capitalised(end) && !words_->possessive(end - 1);
    if (goes_on) return std::nullopt;
    return Candidate{end, official, misspelt_surname};
  }

  void resolve(Field field, std::uint32_t first, const Candidate& candidate) {
    all_.mention(field, first, candidate.end, candidate.official, ResolvedBy::TitleAndSurname);
    all_.mentions.back().misspelt = true;
    const Person& person = roster_.people()[candidate.official];
    all_.anchors.push_back(
        {{field, first}, person.surname, candidate.official, person.gender, false});
    for (Sighting& name : all_.names) {
      if (name.field == field && name.hit.first >= first && name.hit.first < candidate.end)
        name.settled = true;
    }
    // The anchor of somebody else that the right half of the name had left.
    std::erase_if(all_.anchors, [&](const Anchor& anchor) {
      return anchor.official == Anchor::kSomebodyElse && anchor.place.field == field &&
             anchor.place.token >= first && anchor.place.token < candidate.end;
    });
    constexpr std::size_t kMostSpellings = 16;
    if (candidate.misspelt_surname && spellings_.size() < kMostSpellings) {
      spellings_.emplace_back(words_->folded(*candidate.misspelt_surname), candidate.official);
    }
  }

  const Roster& roster_;
  Sightings& all_;
  const FieldWords* words_ = nullptr;
  std::vector<std::pair<std::string, std::uint32_t>> spellings_;
};

}  // namespace

bool differ_by_one_letter(std::string_view one, std::string_view other) {
  if (one.size() > other.size()) std::swap(one, other);
  if (other.size() > one.size() + 1) return false;
  const auto same = static_cast<std::size_t>(std::ranges::mismatch(one, other).in1 - one.begin());
  if (same == one.size()) return other.size() == one.size() + 1;
  if (one.size() < other.size()) return one.substr(same) == other.substr(same + 1);
  if (one.substr(same + 1) == other.substr(same + 1)) return true;
  return same + 1 < one.size() && one[same] == other[same + 1] && one[same + 1] == other[same] &&
         one.substr(same + 2) == other.substr(same + 2);
}

void find_misspelt_names(const Roster& roster, Sightings& sightings) {
  Reader reader(roster, sightings);
  for (const Field field : kNameFields) {
    for (const TitleHit& title : sightings.titles_of(field)) reader.read(field, title);
  }
  if (!reader.has_spellings()) return;
  for (const Field field : kNameFields) reader.read_again(field);
}

}  // namespace newswatch::detectors::officials
