#include "detectors/officials/bare_surnames.h"

#include <algorithm>
#include <array>
#include <optional>

#include "detectors/officials/name_words.h"
#include "detectors/officials/neighbours.h"

namespace newswatch::detectors::officials {
namespace {

/// So many words to either side are near.
constexpr std::uint32_t kNear = 15;
/// So many people whom a headline without a text names by surname explain each other.
constexpr std::size_t kExplainEachOther = 3;

bool agree(Gender one, Gender other) {
  return one == Gender::Unknown || other == Gender::Unknown || one == other;
}

bool is_number(std::string_view word) {
  return !word.empty() && word.front() >= '0' && word.front() <= '9';
}

/// What people do, and things do not.
bool is_speaking(std::string_view word) {
  constexpr auto kVerbs = std::to_array<std::string_view>(
      {"added",    "agreed",  "argued", "arrived", "asked",    "called",  "came",
       "declined", "flew",    "gave",   "has",     "insisted", "laughed", "left",
       "met",      "replied", "sat",    "said",    "says",     "smiled",  "spoke",
       "stayed",   "stood",   "told",   "took",    "tweeted",  "vetoed",  "visited",
       "walked",   "warned",  "went",   "who",     "won",      "wrote"});
  return std::ranges::find(kVerbs, word) != kVerbs.end();
}

/// Words `first` up to `end` of a field.
struct Stretch {
  const FieldWords* words = nullptr;
  std::uint32_t first = 0;
  std::uint32_t end = 0;
};

class Reader {
 public:
  Reader(const Roster& roster, Sightings& sightings) : roster_(roster), all_(sightings) {}

  void read() {
    for (Sighting& name : all_.names) {
      if (!name.settled) read(name);
    }
    read_headline_alone();
  }

 private:
  void read(Sighting& name) {
    const Neighbours beside = name.beside;
    if (beside.beside == Beside::SomebodyElse || beside.beside == Beside::Something) return;
    if (beside.beside == Beside::Initials) return read_with_initials(name);
    if (const Anchor* anchor = meant(name, beside)) return resolve(name, *anchor);
    if (!is_known_surname(name)) read_by_context(name, beside.gender);
  }

  bool is_of(const Anchor& anchor, const Sighting& name) const {
    if (anchor.surname == name.hit.name) return true;
    constexpr std::size_t kMostUses = 64;
    return anchor.is_tracked() && name.hit.uses.size() <= kMostUses &&
           std::ranges::find(name.hit.uses, anchor.official, &NameUse::official) !=
               name.hit.uses.end();
  }

  bool is_known_surname(const Sighting& name) const {
    return std::ranges::any_of(all_.anchors, [&](const Anchor& a) { return is_of(a, name); });
  }

  bool may_mean(const Anchor& anchor, const Sighting& name, const Neighbours& beside) const {
    if (anchor.official == Anchor::kSomething || !is_of(anchor, name)) return false;
    if (!agree(anchor.gender, beside.gender)) return false;
    if (beside.beside != Beside::Title || !anchor.is_tracked()) return true;
    const TitleHit* title = all_.title_before(name.field, name.hit.first);
    return title != nullptr && roster_.has_title(anchor.official, title->title);
  }

  /// @return the last that was named before; for a headline else the first in the text.
  template <typename Test>
  const Anchor* nearest(const Sighting& name, const Test& test) const {
    const Anchor* last = nullptr;
    for (const Anchor& anchor : all_.anchors) {
      const bool before = anchor.place < name.place();
      if (!before && (last != nullptr || name.field != Field::Title)) break;
      if (!test(anchor)) continue;
      last = &anchor;
      if (!before) break;
    }
    return last;
  }

  const Anchor* meant(const Sighting& name, const Neighbours& beside) const {
    const auto fits = [&](const Anchor& anchor) { return may_mean(anchor, name, beside); };
    if (is_of_own(all_.words(name.field), name.hit)) {
      const auto* of_office =
          nearest(name, [&](const Anchor& anchor) { return anchor.is_tracked() && fits(anchor); });
      if (of_office != nullptr) return of_office;
    }
    if (beside.gender != Gender::Unknown) {
      // "Ms. Okafor" is sooner the woman of that name than one of whom it is not known.
      const auto* known = nearest(name, [&](const Anchor& anchor) {
        return anchor.gender == beside.gender && fits(anchor);
      });
      if (known != nullptr) return known;
    }
    return nearest(name, fits);
  }

  void resolve(Sighting& name, const Anchor& anchor) {
    if (!anchor.is_tracked()) return;
    if (!is_plainly_name(name) && is_common_word(name)) return;
    all_.mention(name, anchor.official,
                 anchor.by_context ? ResolvedBy::SurnameAndContext : ResolvedBy::Surname);
    // What comes next in the text is read with the headline in view, and with whom is in office.
    if (anchor.place > name.place() || is_of_own(all_.words(name.field), name.hit)) {
      Anchor again = anchor;
      again.place = name.place();
      insert(again);
    }
  }

  void insert(const Anchor& anchor) {
    all_.anchors.insert(std::ranges::upper_bound(all_.anchors, anchor.place, {}, &Anchor::place),
                        anchor);
  }

  /// Whether the article has the word in small letters: rice, firth.
  bool is_common_word(const Sighting& name) {
    if (name.hit.end - name.hit.first != 1) return false;
    const auto known = std::ranges::find(common_, name.hit.name, &KnownWord::name);
    if (known != common_.end()) return known->common;
    const auto word = all_.words(name.field).folded(name.hit.first);
    const bool common = std::ranges::any_of(all_.fields, [&](const FieldWords& words) {
      for (std::uint32_t i = 0; i < words.size(); ++i) {
        if (!words.capitalised(i) && words.folded(i) == word) return true;
      }
      return false;
    });
    common_.push_back({name.hit.name, common});
    return common;
  }

  /// Where not every word could have its large letter.
  bool is_plainly_name(const Sighting& name) const {
    const FieldWords& words = all_.words(name.field);
    if (words.is_headline_style()) return name.hit.first == 0;
    const std::uint32_t next = name.hit.end;
    if (!words.begins_sentence(name.hit.first) || words.possessive(next - 1)) return true;
    if (next >= words.size()) return false;
    const auto word = words.folded(next);
    // "Rice, 58," and "Rice, a former prosecutor", but not "Rice, wheat and corn".
    if (words.behind_comma(next)) return word == "a" || word == "the" || is_number(word);
    return is_speaking(word) || is_of_own(words, name.hit);
  }

  /// "H.J. Marchetti" is Helen Marchetti where the article names her.
  void read_with_initials(Sighting& name) {
    const FieldWords& words = all_.words(name.field);
    std::uint32_t first = name.hit.first;
    while (first > 0 && words.follows(first) && text_is_initial(words, first - 1)) {
      --first;
    }
    const auto initial = words.folded(first);
    const auto anchor = std::ranges::find_if(all_.anchors, [&](const Anchor& a) {
      if (!a.is_tracked() || !is_of(a, name)) return false;
      const auto& given = roster_.people()[a.official].given;
      return !given.empty() && given[0].substr(0, 1) == initial.substr(0, 1);
    });
    if (anchor == all_.anchors.end()) return;
    all_.mention(name.field, first, name.hit.end, anchor->official, ResolvedBy::Surname);
  }
  static bool text_is_initial(const FieldWords& words, std::uint32_t at) {
    return is_initial(words.tokens(), words.at(at));
  }

  void read_by_context(Sighting& name, Gender gender) {
    const auto official = only_one(name);
    if (!official || !agree(roster_.people()[*official].gender, gender)) return;
    if (all_.words(name.field).is_all_capitals()) return;
    if (is_explained(name, *official)) resolve_by_context(name, *official);
  }

  void resolve_by_context(const Sighting& name, std::uint32_t official) {
    all_.mention(name, official, ResolvedBy::SurnameAndContext);
    const Person& person = roster_.people()[official];
    insert({name.place(), name.hit.name, official, person.gender, true});
  }

  /// @return the only person of the surname, if in office on the day.
  std::optional<std::uint32_t> only_one(const Sighting& name) const {
    if (name.hit.uses.size() != 1) return std::nullopt;
    const std::uint32_t official = name.hit.uses[0].official;
    if (!all_.day || !roster_.in_office(official, all_.day)) return std::nullopt;
    return official;
  }

  bool is_explained(const Sighting& name, std::uint32_t official) const {
    const bool by_role = std::ranges::any_of(all_.mentions, [&](const NameMention& m) {
      return m.official == official && m.resolved_by == ResolvedBy::ByRole;
    });
    if (by_role || is_of_government(name)) return true;
    for (const Stretch& stretch : stretches_near(name)) {
      if (has_term(stretch, official) || has_title(stretch, official) ||
          has_office_word(stretch, official)) {
        return true;
      }
    }
    return has_country(name, official);
  }

  /// "The Harmon administration", of whoever governs.
  bool is_of_government(const Sighting& name) const {
    const FieldWords& words = all_.words(name.field);
    if (!is_of_own(words, name.hit) || name.hit.end >= words.size()) return false;
    const auto word = words.folded(name.hit.end);
    return word == "administration" || word == "cabinet" || word == "government" ||
           word == "presidency";
  }

  /// @return the words near the name; for one in the headline the first paragraph too.
  std::vector<Stretch> stretches_near(const Sighting& name) const {
    const FieldWords& words = all_.words(name.field);
    const std::uint32_t first = name.hit.first > kNear ? name.hit.first - kNear : 0;
    std::vector<Stretch> stretches = {
        {&words, first, std::min(name.hit.end + kNear, words.size())}};
    if (name.field == Field::Title) {
      const FieldWords& body = all_.words(Field::Body);
      std::uint32_t end = 0;
      while (end < std::min(body.size(), 4 * kNear) && body.at(end).paragraph == 0) ++end;
      stretches.push_back({&body, 0, end});
    }
    return stretches;
  }

  bool has_term(const Stretch& stretch, std::uint32_t official) const {
    return std::ranges::any_of(roster_.people()[official].context, [&](const TitleWords& term) {
      for (std::uint32_t at = stretch.first; at + term.size() <= stretch.end; ++at) {
        std::uint32_t same = 0;
        while (same < term.size() && stretch.words->folded(at + same) == term[same]) ++same;
        if (same == term.size() && same > 0) return true;
      }
      return false;
    });
  }

  bool has_title(const Stretch& stretch, std::uint32_t official) const {
    return std::ranges::any_of(all_.titles_of(stretch.words->field()), [&](const TitleHit& title) {
      return title.first >= stretch.first && title.end <= stretch.end &&
             title.end - title.first > 1 && !is_of_another_holder(*stretch.words, title) &&
             !is_of_another_office(*stretch.words, title.first) &&
             roster_.has_title(official, title.title, all_.day);
    });
  }

  /// "Home Secretary Miriam Oldfield" explains no other name.
  static bool is_of_another_holder(const FieldWords& words, const TitleHit& title) {
    return words.field() == Field::Body && title.end < words.size() &&
           (words.follows(title.end) || words.behind_comma(title.end)) &&
           words.capitalised(title.end) && !words.possessive(title.end - 1);
  }

  /// "Treasury’s Whitcombe": a word of the office in capitals, that few other offices have.
  bool has_office_word(const Stretch& stretch, std::uint32_t official) const {
    for (const rules::Role& role : roster_.people()[official].roles) {
      if (!covers(role, *all_.day)) continue;
      for (const std::string& word : name_words(role.title)) {
        if (word.size() < 6 || is_rank(word) || word == "foreign" || word == "general" ||
            word == "external") {
          continue;
        }
        for (std::uint32_t at = stretch.first; at < stretch.end; ++at) {
          if (stretch.words->capitalised(at) && stretch.words->folded(at) == word) return true;
        }
      }
    }
    return false;
  }

  /// A country is weaker than an office: it must stand in the same sentence, and the name must not
  /// be the word with a large letter that every sentence begins with.
  bool has_country(const Sighting& name, std::uint32_t official) const {
    const FieldWords& words = all_.words(name.field);
    const std::string_view country = office_on(roster_.people()[official].roles, all_.day).country;
    if (country.empty()) return false;
    if (words.begins_sentence(name.hit.first) && name.field == Field::Body) return false;
    for (const Stretch& stretch : stretches_near(name)) {
      for (std::uint32_t at = stretch.first; at < stretch.end; ++at) {
        const bool same_sentence = stretch.words->field() != name.field ||
                                   words.at(at).sentence == words.at(name.hit.first).sentence;
        if (!same_sentence) continue;
        const auto term = stretch.words->country_at(at);
        if (term && term->term.code == country) return true;
      }
    }
    return false;
  }

  void read_headline_alone() {
    if (all_.words(Field::Body).size() > 0) return;
    std::vector<std::pair<const Sighting*, std::uint32_t>> people;
    for (const Sighting& name : all_.names) {
      const auto official = name.settled ? std::nullopt : only_one(name);
      if (!official || is_known_surname(name)) continue;
      const Beside beside = name.beside.beside;
      if (beside == Beside::Nothing || beside == Beside::Honorific)
        people.emplace_back(&name, *official);
    }
    if (people.size() < kExplainEachOther) return;
    for (const auto& [name, official] : people) resolve_by_context(*name, official);
  }

  struct KnownWord {
    WordTrie::Node name;
    bool common;
  };

  const Roster& roster_;
  Sightings& all_;
  std::vector<KnownWord> common_;  ///< What was looked for in the whole article before.
};

}  // namespace

void find_bare_surnames(const Roster& roster, Sightings& sightings) {
  Reader(roster, sightings).read();
}

}  // namespace newswatch::detectors::officials
