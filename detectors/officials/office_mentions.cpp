#include "detectors/officials/office_mentions.h"

#include <algorithm>
#include <array>
#include <optional>

#include "detectors/officials/name_words.h"
#include "detectors/officials/neighbours.h"
#include "detectors/officials/office_words.h"
#include "detectors/officials/title_country.h"

namespace newswatch::detectors::officials {
namespace {

/// One place where an office is named, with or without somebody's name.
struct OfficeSighting {
  TextPlace place;
  std::uint32_t paragraph = 0;
  const TitleUses* title = nullptr;
  std::string_view country = {};  ///< Where one stands beside it.
  bool is_of_others = false;      ///< Somebody else's: untracked, of another state, or a namesake.
};

/// A person in an office on the day.
struct Holder {
  std::uint32_t official = 0;
  std::uint32_t role = 0;

  bool operator==(const Holder&) const = default;
};

bool share_office(const TitleUses& one, const TitleUses& other) {
  return std::ranges::any_of(one.offices, [&](std::uint32_t office) {
    return std::ranges::binary_search(other.offices, office);
  });
}

class Reader {
 public:
  Reader(const Roster& roster, Sightings& sightings) : roster_(roster), all_(sightings) {}

  void read() {
    if (!all_.day) return;
    for (const Field field : kNameFields) {
      words_ = &all_.words(field);
      for (const TitleHit& title : all_.titles_of(field)) read(title);
    }
  }

 private:
  void read(const TitleHit& title) {
    const TitleUses& uses = roster_.titles().at(title.title);
    if (uses.offices.empty() || (uses.in_its_letters && !is_in_capitals(title))) return;
    OfficeSighting sighting{.place = {words_->field(), title.first},
                            .paragraph = words_->at(title.first).paragraph,
                            .title = &uses};
    if (names_somebody(title)) {
      sighting.is_of_others = !is_mentioned(behind_honorifics(title.end));
      return seen_.push_back(sighting);
    }
    const OfficePhrase phrase = read_office_phrase(*words_, title, uses.names_its_country);
    sighting.country = phrase.country;
    sighting.is_of_others = phrase.is_of_others;
    if (phrase.means_holder) sighting = resolve(phrase, sighting);
    seen_.push_back(sighting);
  }

  bool is_in_capitals(const TitleHit& title) const {
    for (std::uint32_t i = title.first; i < title.end; ++i) {
      const auto raw = words_->tokens().raw_of(words_->at(i));
      if (std::ranges::any_of(raw, [](char c) { return c >= 'a' && c <= 'z'; })) return false;
    }
    return true;
  }

  /// "Secretary of State Helen Marchetti": a title before a name.
  bool names_somebody(const TitleHit& title) const {
    const std::uint32_t next = title.end;
    if (next >= words_->size() || words_->possessive(next - 1)) return false;
    if (is_mentioned(next)) return true;
    if (!words_->follows(next) || !words_->capitalised(next)) return false;
    const auto word = words_->folded(next);
    if (is_function_word(word)) return false;
    if (!words_->is_headline_style()) return true;
    return gender_of_given_name(word).has_value() || is_sighted(next) || is_honorific(word);
  }

  /// "Prime Minister Shri Arvind Deshmukh".
  std::uint32_t behind_honorifics(std::uint32_t at) const {
    while (at + 1 < words_->size() && is_honorific(words_->folded(at)) && words_->follows(at + 1))
      ++at;
    return at;
  }

  bool is_mentioned(std::uint32_t first) const {
    return words_->follows(first) && std::ranges::any_of(all_.mentions, [&](const NameMention& m) {
             return m.field == words_->field() && m.first == first;
           });
  }
  bool is_sighted(std::uint32_t first) const {
    return std::ranges::any_of(all_.names, [&](const Sighting& name) {
      return name.field == words_->field() && name.hit.first == first;
    });
  }

  /// @return the people in the offices of this title on the day, those of one country only where
  /// one is given.
  std::vector<Holder> holders(const TitleUses& title, std::string_view country, bool acting) const {
    std::vector<Holder> regular, in_place_of;
    for (const std::uint32_t number : title.offices) {
      const OfficeHolders& office = roster_.office(number);
      if (!country.empty() && office.country != country) continue;
      for (const OfficeHolders::Term& term : office.terms) {
        const rules::Role& role = roster_.people()[term.official].roles[term.role];
        if (!covers(role, *all_.day)) continue;
        auto& list = role.acting ? in_place_of : regular;
        const Holder holder{term.official, term.role};
        if (std::ranges::find(list, holder.official, &Holder::official) == list.end())
          list.push_back(holder);
      }
    }
    if (acting && !in_place_of.empty()) return in_place_of;
    regular.insert(regular.end(), in_place_of.begin(), in_place_of.end());
    return regular;
  }

  OfficeSighting resolve(const OfficePhrase& phrase, OfficeSighting sighting) {
    const TitleUses& uses = *sighting.title;
    std::optional<Holder> holder;
    if (!phrase.country.empty() || uses.names_its_country) {
      const auto all = holders(uses, phrase.country, phrase.acting);
      if (all.size() == 1) holder = all.front();
      sighting.is_of_others = !holder;
      if (holder) sighting.country = country_of(*holder);
    } else {
      holder = holder_by_article(sighting, phrase.acting);
    }
    if (!holder) return sighting;
    if (names_another_behind(phrase.end)) return sighting;
    if (!beside_own_name(phrase, holder->official)) {
      all_.mention(words_->field(), phrase.first, phrase.end, holder->official, ResolvedBy::ByRole);
      all_.mentions.back().role = holder->role;
    }
    return sighting;
  }

  std::string_view country_of(const Holder& holder) const {
    return roster_.people()[holder.official].roles[holder.role].country;
  }

  /// "The British prime minister, Ann Poe,": somebody else holds the office.
  bool names_another_behind(std::uint32_t next) const {
    if (!words_->behind_comma(next) || next + 1 >= words_->size()) return false;
    const bool is_name = words_->capitalised(next) && words_->capitalised(next + 1) &&
                         words_->follows(next + 1) && !is_function_word(words_->folded(next));
    return is_name && gender_of_given_name(words_->folded(next)).has_value() && !is_named_at(next);
  }
  bool is_named_at(std::uint32_t first) const {
    return std::ranges::any_of(all_.mentions, [&](const NameMention& m) {
      return m.field == words_->field() && m.first == first;
    });
  }

  /// "Helen Marchetti, the secretary of state," is told by the name.
  bool beside_own_name(const OfficePhrase& phrase, std::uint32_t official) const {
    constexpr std::uint32_t kMostWords = 4;
    const std::uint32_t from = words_->at(phrase.first).span.begin;
    return std::ranges::any_of(all_.mentions, [&](const NameMention& m) {
      if (m.field != words_->field() || m.official != official ||
          m.resolved_by == ResolvedBy::ByRole) {
        return false;
      }
      if (m.first >= phrase.end) return m.first == phrase.end && words_->behind_comma(phrase.end);
      const bool near = phrase.first - m.first <= kMostWords + 3;
      return near && m.span.end < from && is_apposition(m.span.end, phrase.first);
    });
  }

  /// Only a comma, an article and words of a country stand between a name and its office.
  bool is_apposition(std::uint32_t name_end, std::uint32_t title) const {
    std::uint32_t first = title;
    while (first > 0 && words_->at(first - 1).span.begin >= name_end) --first;
    if (!words_->behind_comma(first)) return false;
    for (std::uint32_t at = first; at < title; ++at) {
      const auto word = words_->folded(at);
      const bool part = word == "the" || word == "then" || word == "acting" ||
                        words_->country_before(at + 1) || words_->country_at(at);
      if (!part || (at > first && !words_->follows(at))) return false;
    }
    return true;
  }

  std::optional<Holder> holder_by_article(const OfficeSighting& sighting, bool acting) const {
    std::vector<Holder> told, at_home;
    for (const Holder& holder : holders(*sighting.title, "", acting)) {
      if (is_told_of(holder, *sighting.title)) told.push_back(holder);
      if (country_of(holder) == all_.country) at_home.push_back(holder);
    }
    const OfficeSighting* last = last_before(sighting);
    if (last != nullptr && last->is_of_others) return std::nullopt;
    if (told.size() > 1) return in_paragraph(told, sighting);
    if (told.size() == 1) {
      const bool foreign = !at_home.empty() && !(at_home.front() == told.front());
      if (!foreign) return told.front();
      if (is_home_story(told.front(), sighting)) return at_home.front();
      return in_paragraph(told, sighting);
    }
    if (sighting.title->in_its_letters) return std::nullopt;
    const bool doubtful = std::ranges::any_of(seen_, [&](const OfficeSighting& seen) {
      return seen.is_of_others && share_office(*seen.title, *sighting.title);
    });
    if (at_home.size() != 1 || doubtful) return std::nullopt;
    return at_home.front();
  }

  /// Whether an article that names only a foreign holder means its own country's: that one was not
  /// named yet, or more people of its own country were than of the other.
  bool is_home_story(const Holder& foreign, const OfficeSighting& sighting) const {
    std::size_t before = 0, abroad = 0, at_home = 0;
    for (const Anchor& anchor : all_.anchors) {
      if (!anchor.is_tracked()) continue;
      if (anchor.official == foreign.official && anchor.place < sighting.place) ++before;
      const auto country = office_on(roster_.people()[anchor.official].roles, all_.day).country;
      abroad += anchor.official == foreign.official ? 1 : 0;
      at_home += country == all_.country ? 1 : 0;
    }
    return at_home > 0 && (before == 0 || (at_home > abroad && !in_paragraph({foreign}, sighting)));
  }

  bool is_told_of(const Holder& holder, const TitleUses& title) const {
    const bool named = std::ranges::any_of(
        all_.anchors, [&](const Anchor& anchor) { return anchor.official == holder.official; });
    return named || std::ranges::any_of(seen_, [&](const OfficeSighting& seen) {
             return !seen.is_of_others && !seen.country.empty() &&
                    seen.country == country_of(holder) && share_office(*seen.title, title);
           });
  }

  const OfficeSighting* last_before(const OfficeSighting& sighting) const {
    for (auto seen = seen_.rbegin(); seen != seen_.rend(); ++seen) {
      if (share_office(*seen->title, *sighting.title)) return &*seen;
    }
    return nullptr;
  }

  /// Of several holders whom the article tells of, the only one named in this paragraph or the one
  /// before, if nobody else's name stands there.
  std::optional<Holder> in_paragraph(const std::vector<Holder>& told,
                                     const OfficeSighting& sighting) const {
    std::optional<Holder> only;
    for (const Holder& holder : told) {
      const bool near = std::ranges::any_of(all_.anchors, [&](const Anchor& anchor) {
        if (anchor.official != holder.official || anchor.place.field != sighting.place.field ||
            anchor.place > sighting.place) {
          return false;
        }
        return all_.words(anchor.place.field).at(anchor.place.token).paragraph + 1 >=
               sighting.paragraph;
      });
      if (!near) continue;
      if (only) return std::nullopt;
      only = holder;
    }
    return only;
  }

  const Roster& roster_;
  Sightings& all_;
  const FieldWords* words_ = nullptr;
  std::vector<OfficeSighting> seen_;  ///< By place.
};

}  // namespace

void find_office_mentions(const Roster& roster, Sightings& sightings) {
  Reader(roster, sightings).read();
}

}  // namespace newswatch::detectors::officials
