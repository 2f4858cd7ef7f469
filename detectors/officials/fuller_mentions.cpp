#include "detectors/officials/fuller_mentions.h"

#include <algorithm>
#include <optional>

#include "detectors/officials/misspelt_names.h"
#include "detectors/officials/name_words.h"
#include "detectors/officials/neighbours.h"
#include "detectors/officials/surnames.h"
#include "detectors/officials/title_country.h"

namespace newswatch::detectors::officials {
namespace {

bool is_full(const NameUse& use) {
  return use.form == NameForm::FullName || use.form == NameForm::Alias;
}

class Reader {
 public:
  Reader(const Roster& roster, Sightings& sightings) : roster_(roster), all_(sightings) {}

  void read(Sighting& name) {
    words_ = &all_.words(name.field);
    if (name.hit.is_not_me()) return settle_as_something(name);
    if (name.hit.is_full()) {
      read_full_name(name);
    } else {
      read_surname(name);
    }
  }

 private:
  void read_full_name(Sighting& name) {
    if (is_thing(*words_, name.hit) || is_thing_again(name)) return settle_as_something(name);
    if (is_named_after(*words_, name.hit)) {
      name.settled = true;
      return;
    }
    std::vector<NameUse>& uses = uses_;
    uses.clear();
    for (const NameUse& use : name.hit.uses) {
      if (!is_full(use)) break;
      if (!is_of_another_generation(name, use.official) && meets(use, name)) uses.push_back(use);
    }
    const bool had_any = !uses.empty();
    if (uses.size() > 1) keep_titled(name, uses);
    if (const auto use = choose(uses)) {
      resolve(name, use->official,
              use->form == NameForm::FullName ? ResolvedBy::FullName : ResolvedBy::Alias);
    } else if (!had_any) {
      settle_as_another(name, Gender::Unknown);
    }
    name.settled = true;
  }

  /// "The Daniel Harmon", after "USS Daniel Harmon".
  bool is_thing_again(const Sighting& name) const {
    const bool the = words_->follows(name.hit.first) && words_->folded(name.hit.first - 1) == "the";
    return the && !is_of_own(*words_, name.hit) &&
           std::ranges::any_of(all_.anchors, [&](const Anchor& anchor) {
             return anchor.official == Anchor::kSomething && anchor.surname == surname_in(name);
           });
  }

  /// "Sam Whitcombe" is Samuel Whitcombe where the article names him or gives his title.
  bool resolve_short_name(Sighting& name) {
    constexpr std::size_t kMostUses = 64;
    if (name.hit.first == 0 || name.hit.uses.size() > kMostUses) return false;
    const std::uint32_t given = name.hit.first - 1;
    if (!is_short_name(words_->folded(given))) return false;
    for (const NameUse& use : name.hit.uses) {
      const Person& person = roster_.people()[use.official];
      if (use.form != NameForm::Surname || person.given.empty()) continue;
      if (!is_short_for(words_->folded(given), person.given[0])) continue;
      const TitleHit* title = all_.title_before(name.field, given);
      const bool titled = title != nullptr && roster_.has_title(use.official, title->title);
      if (!titled && !is_named_in_full(use.official)) continue;
      name.settled = true;
      all_.mention(name.field, given, name.hit.end, use.official, ResolvedBy::Alias);
      add_anchor(name, use.official, person.gender);
      return true;
    }
    return false;
  }

  /// Anywhere in the article.
  bool is_named_in_full(std::uint32_t official) const {
    return std::ranges::any_of(all_.names, [&](const Sighting& name) {
      return name.hit.is_full() && std::ranges::any_of(name.hit.uses, [&](const NameUse& use) {
               return use.official == official && is_full(use);
             });
    });
  }

  /// "Walter Brandt Jr." is the son of Walter Brandt, who is never called Jr.
  bool is_of_another_generation(const Sighting& name, std::uint32_t official) const {
    const std::uint32_t next = name.hit.end;
    if (next >= words_->size()) return false;
    const bool follows = words_->follows(next) || words_->behind_comma(next);
    if (!follows || !is_generation(words_->folded(next)) || !words_->capitalised(next))
      return false;
    const bool father = words_->folded(next) == "sr" || words_->folded(next) == "snr";
    return father || !roster_.people()[official].has_generation;
  }

  bool meets(const NameUse& use, const Sighting& name) {
    if (use.condition == 0) return true;
    const NameCondition& condition = roster_.condition(use.condition);
    if (!condition.letters.empty()) {
      const ByteSpan span{words_->at(name.hit.first).span.begin,
                          words_->at(name.hit.end - 1).span.end};
      if (span.of(words_->tokens().field) != condition.letters) return false;
    }
    return condition.context.empty() || has_context(use.condition);
  }

  bool has_context(std::uint32_t condition) {
    const auto known = std::ranges::find(contexts_, condition, &KnownContext::condition);
    if (known != contexts_.end()) return known->met;
    const bool met =
        std::ranges::any_of(roster_.condition(condition).context, [&](const TitleWords& term) {
          return std::ranges::any_of(all_.fields,
                                     [&](const FieldWords& field) { return holds(field, term); });
        });
    contexts_.push_back({condition, met});
    return met;
  }

  static bool holds(const FieldWords& field, const TitleWords& term) {
    for (std::uint32_t first = 0; first + term.size() <= field.size(); ++first) {
      std::uint32_t same = 0;
      while (same < term.size() && field.folded(first + same) == term[same]) ++same;
      if (same == term.size()) return true;
    }
    return false;
  }

  /// Of several people the ones whose title stands before the name.
  void keep_titled(const Sighting& name, std::vector<NameUse>& uses) const {
    const TitleHit* title = all_.title_before(name.field, name.hit.first);
    if (title == nullptr) return;
    std::vector<NameUse> titled;
    std::ranges::copy_if(uses, std::back_inserter(titled), [&](const NameUse& use) {
      return roster_.has_title(use.official, title->title);
    });
    if (!titled.empty()) uses = std::move(titled);
  }

  /// @return the only one, else the only one in office on the day.
  std::optional<NameUse> choose(const std::vector<NameUse>& uses) const {
    if (uses.size() == 1) return uses.front();
    std::optional<NameUse> in_office;
    for (const NameUse& use : uses) {
      if (!roster_.in_office(use.official, all_.day)) continue;
      if (in_office) return std::nullopt;
      in_office = use;
    }
    return in_office;
  }

  void read_surname(Sighting& name) {
    const Neighbours beside = name.beside = neighbours_of(all_, name.hit, name.field);
    if (beside.beside == Beside::Something) {
      if (is_thing(*words_, name.hit)) return settle_as_something(name);
      name.settled = true;
      return;
    }
    if (beside.beside == Beside::SomebodyElse && resolve_short_name(name)) return;
    if (beside.beside == Beside::SomebodyElse && is_spouse_or_child(*words_, name.hit))
      return settle_as_something(name);
    if (beside.beside == Beside::SomebodyElse ||
        (beside.beside == Beside::Initials && !has_initial_of_any(name))) {
      return settle_as_another(name, beside.gender);
    }
    if (beside.beside == Beside::Title) {
      const TitleHit* before = all_.title_before(name.field, name.hit.first);
      if (const auto use = choose(with_title(name, *before)))
        return resolve(name, use->official, ResolvedBy::TitleAndSurname);
      if (with_title(name, *before).empty()) return settle_as_another(name, Gender::Unknown);
      return;  // of several the one who was named before
    }
    if (beside.beside != Beside::Nothing) return;
    if (const TitleHit* behind = title_behind(name)) {
      if (const auto use = choose(with_title(name, *behind)))
        resolve(name, use->official, ResolvedBy::TitleAndSurname);
    }
  }

  /// "S. Rao" is nobody whose given name begins with K.
  bool has_initial_of_any(const Sighting& name) const {
    std::uint32_t first = name.hit.first;
    while (first > 0 && words_->follows(first) &&
           is_initial(words_->tokens(), words_->at(first - 1))) {
      --first;
    }
    const auto initial = words_->folded(first).substr(0, 1);
    return std::ranges::any_of(name.hit.uses, [&](const NameUse& use) {
      const auto& given = roster_.people()[use.official].given;
      return !given.empty() && given[0].substr(0, 1) == initial;
    });
  }

  /// @return the people of this surname whom the title fits, in its country.
  std::vector<NameUse> with_title(const Sighting& name, const TitleHit& title) {
    std::vector<NameUse> titled;
    const auto country = country_of_title(*words_, title);
    if (country.is_unknown && !roster_.titles().at(title.title).offices.empty()) return titled;
    for (const NameUse& use : name.hit.uses) {
      if (use.form == NameForm::NotMe || !meets(use, name)) continue;
      if (fits(roster_, use.official, title.title, country.code)) titled.push_back(use);
    }
    return titled;
  }

  /// "Blinken, the top US diplomat," and "Blinken, US secretary of state,".
  const TitleHit* title_behind(const Sighting& name) const {
    constexpr std::uint32_t kMostWords = 5;
    const std::uint32_t begin = name.hit.end;
    if (!words_->behind_comma(begin)) return nullptr;
    for (std::uint32_t i = begin; i < std::min(begin + kMostWords, words_->size()); ++i) {
      if (i > begin && !words_->follows(i)) return nullptr;
      if (const TitleHit* title = all_.title_at(name.field, i))
        return ends_apposition(title->end) ? title : nullptr;
      const auto word = words_->folded(i);
      const bool may_stand_there = word == "the" || word == "a" || word == "former" ||
                                   word == "acting" || words_->country_before(i + 1);
      if (!may_stand_there && !words_->country_at(i)) return nullptr;
    }
    return nullptr;
  }

  /// "Rice, a governor named Rice," goes on, and tells of another.
  bool ends_apposition(std::uint32_t end) const {
    if (end >= words_->size() || !words_->follows(end)) return true;
    const auto word = words_->folded(end);
    return word == "of" || word == "for" || word == "who" || word == "since" || word == "and" ||
           word == "said" || word == "told" || word == "in";
  }

  void add_anchor(const Sighting& name, std::uint32_t official, Gender gender) {
    const WordTrie::Node surname =
        official < Anchor::kSomething ? roster_.people()[official].surname : surname_in(name);
    all_.anchors.push_back({name.place(), surname, official, gender, false});
  }

  /// @return the surname that the sighting is or ends with.
  WordTrie::Node surname_in(const Sighting& name) const {
    for (const NameUse& use : name.hit.uses) {
      if (use.form == NameForm::Surname) return name.hit.name;
      if (use.form != NameForm::Initials) return roster_.people()[use.official].surname;
    }
    return name.hit.name;
  }

  void resolve(Sighting& name, std::uint32_t official, ResolvedBy way) {
    all_.mention(name, official, way);
    add_anchor(name, official, roster_.people()[official].gender);
    name.settled = true;
  }

  void settle_as_something(Sighting& name) {
    add_anchor(name, Anchor::kSomething, Gender::Unknown);
    name.settled = true;
  }

  void settle_as_another(Sighting& name, Gender gender) {
    add_anchor(name, Anchor::kSomebodyElse, gender);
    name.settled = true;
  }

  struct KnownContext {
    std::uint32_t condition;
    bool met;
  };

  const Roster& roster_;
  Sightings& all_;
  const FieldWords* words_ = nullptr;
  std::vector<KnownContext> contexts_;  ///< What was looked for in the whole article before.
  std::vector<NameUse> uses_;           ///< Scratch.
};

}  // namespace

void find_fuller_mentions(const Roster& roster, Sightings& sightings) {
  Reader reader(roster, sightings);
  for (Sighting& name : sightings.names) reader.read(name);
  find_misspelt_names(roster, sightings);
  std::ranges::sort(sightings.anchors, {}, &Anchor::place);
}

}  // namespace newswatch::detectors::officials
