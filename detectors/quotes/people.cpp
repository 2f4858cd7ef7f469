#include "detectors/quotes/people.h"

#include <algorithm>

namespace newswatch::detectors::quotes {
namespace {

using namespace word;

constexpr WordClasses kMaleWords = MaleTitle | MaleName;
constexpr WordClasses kFemaleWords = FemaleTitle | FemaleName;
/// Never begin a name, though sentences and headlines give them a capital.
constexpr WordClasses kNoName = Determiner | Possessive | kPronoun | Preposition | Conjunction |
                                Auxiliary | Adverb | Time | Verb | kCue | Number;

bool is_suffix(std::string_view folded) {
  if (folded.size() > 3) return false;
  return folded == "jr" || folded == "sr" || folded == "ii" || folded == "iii" || folded == "iv";
}

bool is_particle(std::string_view folded) {
  if (folded.size() > 5) return false;
  constexpr std::string_view kParticles[] = {"al",  "bin", "da",  "de",  "del", "della",
                                             "den", "der", "di",  "dos", "du",  "el",
                                             "la",  "le",  "ten", "ter", "van", "von"};
  return std::ranges::binary_search(kParticles, folded);
}

Gender gender_of(WordClasses classes, WordClasses male, WordClasses female) {
  const bool is_male = (classes & male) != 0, is_female = (classes & female) != 0;
  if (is_male == is_female) return Gender::Unknown;
  return is_male ? Gender::Male : Gender::Female;
}

bool agrees(Gender one, Gender other) {
  return one == Gender::Unknown || other == Gender::Unknown || one == other;
}

}  // namespace

void People::read(const Reading& reading, std::span<const alerts::Mention> mentions) {
  reading_ = &reading;
  mentions_ = mentions;
  people_.clear();
  namings_.clear();
  officials_.clear();
  for (const alerts::Mention& mention : mentions) officials_.push_back(official_of(mention));
  for (std::uint32_t at = 0; at < reading.size();) {
    if (!is_name(at)) {
      ++at;
      continue;
    }
    const std::uint32_t end = run_end(at);
    read_run(at, end);
    at = end;
  }
}

/// @return the person, a new one if need be.
std::uint32_t People::official_of(const alerts::Mention& mention) {
  const auto known = std::ranges::find(people_, mention.official.value, &Person::official);
  if (known != people_.end()) return static_cast<std::uint32_t>(known - people_.begin());
  Person& person = people_.emplace_back();
  person.official = mention.official.value;
  person.full_name = mention.name;
  person.full_name_words = SIZE_MAX;
  person.role = mention.role.empty() ? mention.former_role : mention.role;
  person.gender = mention.gender;
  person.is_surely_person = true;
  return static_cast<std::uint32_t>(people_.size() - 1);
}

/// Whether the word may be one of a name.
bool People::is_name(std::uint32_t at) const {
  return reading_->is_capitalised(at) &&
         (!reading_->is(at, kNoName) || reading_->is(at, MaleName | FemaleName));
}

/// "von" of "von der Leyen".
bool People::is_small_part(std::uint32_t at) const {
  return at + 1 < reading_->size() && reading_->gaps[at + 1] == 0 &&
         is_particle(reading_->folded(at));
}

/// @return the end of the row of capitalised words that begins at token `at`.
std::uint32_t People::run_end(std::uint32_t at) const {
  std::uint32_t end = at + 1;
  while (end < reading_->size() && !reading_->is_possessive(end - 1)) {
    const GapMarks marks = reading_->gaps[end];
    const bool adjoins = marks == 0 || (marks == gap::Stop && !reading_->begins_sentence(end));
    const bool is_suffix_behind_comma =
        marks == gap::Comma && reading_->is_capitalised(end) && is_suffix(reading_->folded(end));
    if (!adjoins && !is_suffix_behind_comma) break;
    const bool goes_on = is_name(end) && !reading_->is(end, Time);
    if (!goes_on && !is_small_part(end)) break;
    ++end;
  }
  while (end > at + 1 && !reading_->is_capitalised(end - 1)) --end;
  return end;
}

const alerts::Mention* People::mention_in(std::uint32_t first, std::uint32_t end) const {
  const ByteSpan span = reading_->span_of(first, end);
  const auto found = std::ranges::lower_bound(
      mentions_, span.begin + 1, {}, [](const alerts::Mention& m) { return m.place.span.end; });
  if (found == mentions_.end() || found->place.span.begin >= span.end) return nullptr;
  return &*found;
}

void People::read_run(std::uint32_t first, std::uint32_t end) {
  const std::uint32_t run_first = first;
  if (const auto* mention = mention_in(first, end)) {
    // The mention knows where its name begins.
    while (first + 1 < end && reading_->token(first).span.end <= mention->place.span.begin) ++first;
    add_naming(run_first, first, end, mention);
    return;
  }
  for (std::uint32_t at = first; at + 1 < end; ++at) {
    if (reading_->is(at, Title) && !reading_->is(at, MaleName | FemaleName)) first = at + 1;
  }
  // "Ohio University Professor Jane Doe" ends with the name: it begins with a first name.
  if (end - first > 3) {
    for (std::uint32_t at = end - 2; at > first; --at) {
      if (reading_->is(at, MaleName | FemaleName)) {
        first = at;
        break;
      }
    }
  }
  // "the Texas Republican" has no name.
  if (end - first > 1 && reading_->is(end - 1, Title | word::PersonNoun)) return;
  if (end - first == 1 && reading_->is(first, Title | Body | Paper | word::PeopleNoun | PersonNoun))
    return;
  add_naming(run_first, first, end, nullptr);
}

bool People::is_subject(std::uint32_t at) const {
  if (at == 0 || reading_->begins_sentence(at) || reading_->gaps[at] != 0) return true;
  return reading_->is(at - 1, Conjunction);
}

void People::add_naming(std::uint32_t titled_first, std::uint32_t first, std::uint32_t end,
                        const alerts::Mention* mention) {
  Naming naming{first, end, titled_first, 0, reading_->is_quoted(first), is_subject(titled_first)};
  naming.person = mention == nullptr ? person_of(titled_first, first, end) : person_of(*mention);
  learn(people_[naming.person], naming);
  namings_.push_back(naming);
}

/// Whether the tokens are one name: "Rice", "Alvarez-Keene".
bool People::is_one_word(std::uint32_t first, std::uint32_t last) const {
  for (std::uint32_t at = first + 1; at <= last; ++at) {
    if (reading_->token(at).gap != text::Gap::Hyphen) return false;
  }
  return true;
}

/// @return what any of the tokens is.
WordClasses People::classes_between(std::uint32_t first, std::uint32_t end) const {
  WordClasses classes = 0;
  for (std::uint32_t at = first; at < end; ++at) classes |= reading_->classes[at];
  return classes;
}

std::uint32_t People::person_of(std::uint32_t titled_first, std::uint32_t first,
                                std::uint32_t end) {
  std::uint32_t last = end - 1;
  while (last > first && is_suffix(reading_->folded(last))) --last;
  const NameWord surname(reading_->folded(last)), first_name(reading_->folded(first));
  const Gender by_title = gender_of(classes_between(titled_first, first), MaleTitle, FemaleTitle);
  const bool is_single = is_one_word(first, last);
  // In a text made of names alone the nearest must do.
  constexpr std::size_t kMostPeople = 300;
  const std::size_t oldest = people_.size() - std::min(people_.size(), kMostPeople);
  for (std::size_t i = people_.size(); i-- > oldest;) {
    const Person& known = people_[i];
    const bool same_surname = known.surname == surname;
    const bool same_first = known.first_name == first_name;
    if (!same_surname && !same_first) continue;
    // Of an official whose name has several words, a mention would have told.
    if (!known.official.empty() && !is_single) continue;
    if (!agrees(known.gender, by_title)) continue;
    if (is_single ? (same_surname && known.official.empty()) || same_first
                  : same_surname && (known.first_name.is_empty() || same_first)) {
      return static_cast<std::uint32_t>(i);
    }
  }
  people_.emplace_back().surname = surname;
  return static_cast<std::uint32_t>(people_.size() - 1);
}

void People::learn(Person& person, const Naming& naming) {
  const std::size_t words = naming.end - naming.first;
  const WordClasses titles = classes_between(naming.titled_first, naming.first);
  const WordClasses first = reading_->classes[naming.first];
  if (words > person.full_name_words) {
    person.full_name = reading_->span_of(naming.first, naming.end).of(reading_->tokens->field);
    person.full_name_words = words;
  }
  const bool is_full = words > 1 && !is_one_word(naming.first, naming.end - 1);
  if (is_full && person.first_name.is_empty())
    person.first_name = NameWord(reading_->folded(naming.first));
  if (person.gender == Gender::Unknown) {
    person.gender = gender_of(titles, MaleTitle, FemaleTitle);
    if (person.gender == Gender::Unknown && words > 1)
      person.gender = gender_of(first, kMaleWords, kFemaleWords);
  }
  if (person.surname.is_empty()) person.surname = NameWord(reading_->folded(naming.end - 1));
  const bool is_titled = (titles & (word::PersonNoun | MaleTitle | FemaleTitle)) != 0;
  const bool has_first_name = words > 1 && (first & (MaleName | FemaleName)) != 0;
  person.is_surely_person = person.is_surely_person || is_titled || has_first_name;
  describe(person, naming);
}

/// Keeps the nouns right before and behind a name: "Texas senator Jane Doe", "Jane Doe, a
/// teacher,".
void People::describe(Person& person, const Naming& naming) {
  constexpr std::uint32_t kWordsBefore = 4, kWordsBehind = 12;
  for (std::uint32_t at = naming.first;
       at > 0 && naming.first - at < kWordsBefore && reading_->gaps[at] == 0; --at) {
    describe_by(person, at - 1);
  }
  if (naming.first > naming.titled_first) describe_by(person, naming.first - 1);
  const std::uint32_t behind = naming.end;
  if (behind >= reading_->size() || !reading_->has_gap(behind, gap::Comma | gap::Opening)) return;
  std::uint32_t end = behind;
  while (end < reading_->size() && end < behind + kWordsBehind) {
    // "In a talk with Jane Doe, the teacher said": that is somebody else.
    if (reading_->is(end, kCue | Auxiliary | Verb) && !reading_->is_capitalised(end)) return;
    ++end;
    if (end >= reading_->size() || reading_->begins_sentence(end)) break;
    if ((reading_->gaps[end] & ~(gap::Dash | gap::Stop)) != 0) break;
  }
  for (std::uint32_t at = behind; at < end; ++at) describe_by(person, at);
}

void People::describe_by(Person& person, std::uint32_t at) const {
  if (!reading_->is(at, word::PersonNoun)) return;
  const auto noun = reading_->folded(at);
  person.describe(noun == "sen"   ? "senator"
                  : noun == "rep" ? "representative"
                  : noun == "gov" ? "governor"
                  : noun == "gen" ? "general"
                                  : noun);
}

const Naming* People::in(const NounPhrase& phrase) const {
  const Naming* last = nullptr;
  const auto from = std::ranges::lower_bound(namings_, phrase.first + 1, {}, &Naming::end);
  for (auto naming = from; naming != namings_.end() && naming->first < phrase.core_end; ++naming) {
    if (naming->end >= phrase.core_end) last = &*naming;
  }
  return last;
}

std::optional<std::uint32_t> People::known_as(const NameWord& surname) const {
  for (std::uint32_t i = 0; i < people_.size(); ++i) {
    if (people_[i].surname == surname && people_[i].is_surely_person) return i;
  }
  return std::nullopt;
}

/// Nearness, grammar and having spoken make a person likely to be meant.
/// The weights were chosen on `evaluation/`.
template <typename Fits>
std::optional<std::uint32_t> People::most_salient(std::uint32_t before,
                                                  std::span<const std::uint32_t> speakers,
                                                  const Fits& fits) const {
  constexpr double kFarthestSentences = 25;
  std::optional<std::uint32_t> best;
  double best_score = 0;
  const auto end = std::ranges::lower_bound(namings_, before, {}, &Naming::first);
  for (auto naming = end; naming != namings_.begin();) {
    --naming;
    const double sentences =
        reading_->token(before).sentence - reading_->token(naming->first).sentence;
    if (sentences > kFarthestSentences) break;
    if (naming->is_quoted || !fits(people_[naming->person])) continue;
    double score = kFarthestSentences + 5 - sentences;
    if (naming->is_subject) score += 2.5;
    if (sentences == 0 && !naming->is_subject) score -= 1;
    if (!speakers.empty() && speakers.back() == naming->person) score += 1;
    if (reading_->is_possessive(naming->end - 1)) score -= 1;
    const Person& person = people_[naming->person];
    if (person.gender == Gender::Unknown) score -= person.is_surely_person ? 1.5 : 3.5;
    if (best && score <= best_score) continue;
    best = naming->person;
    best_score = score;
  }
  return best;
}

std::optional<std::uint32_t> People::meant_by_pronoun(
    std::uint32_t at, std::span<const std::uint32_t> speakers) const {
  const Gender gender = gender_of(reading_->classes[at], He, She);
  if (gender == Gender::Unknown) return std::nullopt;
  return most_salient(at, speakers, [&](const Person& person) {
    if (person.gender != Gender::Unknown) return person.gender == gender;
    const auto index = static_cast<std::uint32_t>(&person - people_.data());
    const bool has_spoken = std::ranges::find(speakers, index) != speakers.end();
    return person.full_name_words > 1 || (person.is_surely_person && has_spoken);
  });
}

std::optional<std::uint32_t> People::mentioned_in(const NounPhrase& phrase) const {
  // "Doe's aides" are not Doe: the head is named, not its owner.
  const auto* mention = mention_in(phrase.head(), phrase.core_end);
  if (mention == nullptr) return std::nullopt;
  const auto known = std::ranges::find(people_, mention->official.value, &Person::official);
  if (known == people_.end()) return std::nullopt;
  return static_cast<std::uint32_t>(known - people_.begin());
}

std::optional<std::uint32_t> People::meant_by_description(
    const NounPhrase& phrase, std::span<const std::uint32_t> speakers) const {
  const std::uint32_t head = phrase.head();
  const bool is_definite =
      !reading_->is(phrase.first, Indefinite) && reading_->is(phrase.first, Determiner);
  if (!is_definite || !reading_->is(head, word::PersonNoun)) return std::nullopt;
  const std::string_view noun = reading_->folded(head);
  const Gender gender = gender_of(reading_->classes[head], MaleTitle, FemaleTitle);
  const auto described = most_salient(phrase.first, speakers, [&](const Person& person) {
    if (!agrees(person.gender, gender)) return false;
    if (person.is_described_as(noun)) return true;
    return std::ranges::search(person.role, noun, [](char a, char b) {
             return (a | 0x20) == b;
           }).begin() != person.role.end();
  });
  const bool tells_person = gender != Gender::Unknown || noun == "candidate" || noun == "nominee" ||
                            noun == "lawmaker" || noun == "billionaire" || noun == "incumbent" ||
                            noun == "democrat" || noun == "republican" || noun == "politician";
  if (described || !tells_person) return described;
  return most_salient(phrase.first, speakers, [&](const Person& person) {
    return person.is_surely_person && agrees(person.gender, gender) && !person.is_described() &&
           person.role.empty();
  });
}

}  // namespace newswatch::detectors::quotes
