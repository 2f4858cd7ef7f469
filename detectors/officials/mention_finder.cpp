#include "detectors/officials/mention_finder.h"

#include <algorithm>
#include <tuple>

#include "base/prefetch.h"
#include "detectors/officials/bare_surnames.h"
#include "detectors/officials/fuller_mentions.h"
#include "detectors/officials/office_mentions.h"
#include "detectors/officials/unspaced_names.h"

namespace newswatch::detectors::officials {
namespace {

/// Each name and title is compared with others of its article: in a text made of nothing else the
/// first ones must do.
constexpr std::size_t kMostSightings = 2000;

void read_names(const NameIndex& names, Field field, const text::Tokens& tokens,
                std::vector<Sighting>& sightings) {
  constexpr std::uint32_t kAhead = 16;  // words: enough to fetch memory meanwhile
  const auto size = static_cast<std::uint32_t>(tokens.tokens.size());
  for (std::uint32_t at = 0; at < kAhead; ++at) names.approach(tokens, at);
  for (std::uint32_t at = 0; at < size && sightings.size() < kMostSightings;) {
    names.approach(tokens, at + kAhead);
    if (!names.may_begin(tokens, tokens.tokens[at])) {
      ++at;
      continue;
    }
    const NameHit hit = names.longest_at(tokens, at);
    if (!hit.uses.empty()) {
      prefetch(hit.uses.data());
      sightings.push_back({.field = field, .hit = hit});
    }
    at = hit.uses.empty() ? at + 1 : hit.end;
  }
}

/// What was found first, surer than the rest, stays.
void keep_apart(std::vector<NameMention>& mentions) {
  const auto place = [](const NameMention& m) { return std::tuple(m.field, m.span.begin); };
  std::ranges::stable_sort(mentions, {}, place);
  const auto overlaps = [](const NameMention& one, const NameMention& next) {
    return one.field == next.field && next.span.begin < one.span.end;
  };
  const auto rest = std::ranges::unique(mentions, overlaps);
  mentions.erase(rest.begin(), rest.end());
}

}  // namespace

void find_mentions(const Roster& roster, const text::Analysis& analysis, const ArticleFacts& facts,
                   Sightings& sightings) {
  sightings.day = facts.day;
  sightings.country = facts.country;
  sightings.names.clear();
  sightings.anchors.clear();
  sightings.mentions.clear();
  for (std::size_t i = 0; i < kNameFields.size(); ++i) {
    const text::Tokens& tokens = analysis.of(kNameFields[i]);
    read_names(roster.names(), kNameFields[i], tokens, sightings.names);
    roster.titles().find(tokens, kMostSightings, sightings.titles[i]);
  }
  for (std::size_t i = 0; i < kNameFields.size(); ++i)
    sightings.fields[i] = FieldWords(kNameFields[i], analysis.of(kNameFields[i]));
  // Of a million people, each that is looked at lies far from the one before.
  for (const Sighting& name : sightings.names)
    prefetch(&roster.people()[name.hit.uses.front().official]);
  find_fuller_mentions(roster, sightings);
  find_unspaced_names(roster, sightings);
  find_office_mentions(roster, sightings);
  find_bare_surnames(roster, sightings);
  keep_apart(sightings.mentions);
}

}  // namespace newswatch::detectors::officials
