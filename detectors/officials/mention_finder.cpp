#include "detectors/officials/mention_finder.h"

#include <algorithm>
#include <span>
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

/// Reads the names and titles of one field. Which words may begin one is told for all at once, and
/// the memory of the names is fetched for some at once: it lies all over.
class FieldReader {
 public:
  FieldReader(const Roster& roster, Field field, const text::Tokens& tokens, Beginners& scratch)
      : names_(roster.names()),
        titles_(roster.titles()),
        field_(field),
        tokens_(tokens),
        begin_(scratch) {}

  void read(std::vector<Sighting>& names, std::vector<TitleHit>& titles) {
    find_beginners();
    const auto name_at = std::span(begin_.names).first(name_count_);
    for (std::size_t i = 0; i < name_at.size(); ++i) {
      if (i % NameIndex::kMostApproached == 0) names_.approach(tokens_, name_at.subspan(i));
      read_name(name_at[i], names);
    }
    titles.clear();
    for (const std::uint32_t at : std::span(begin_.titles).first(title_count_))
      read_title(at, titles);
  }

 private:
  void find_beginners() {
    const auto size = static_cast<std::uint32_t>(tokens_.tokens.size());
    // A word with a possessive ending may come twice.
    begin_.make_room(std::size_t{2} * size);
    std::size_t names = 0, titles = 0;
    const auto note = [&](std::uint32_t at, const text::Token& token, std::uint32_t key) {
      // Written in any case and counted only where it holds: no guess of a branch goes wrong.
      begin_.titles[titles] = at;
      titles += static_cast<std::size_t>(titles_.beginnings().may_have(key));
      begin_.names[names] = at;
      names += static_cast<std::size_t>(names_.may_begin(tokens_, token, key));
    };
    for (std::uint32_t at = 0; at < size; ++at) {
      const text::Token& token = tokens_.tokens[at];
      const char* letters = tokens_.folded.data() + token.folded_begin;
      note(at, token, Beginnings::key_of({letters, token.folded_end - token.folded_begin}));
      // "America's top diplomat" begins with the ending.
      if (token.full_folded_end != token.folded_end)
        note(at, token, Beginnings::key_of(tokens_.full_folded_of(token)));
    }
    name_count_ = names;
    title_count_ = titles;
  }

  void read_name(std::uint32_t at, std::vector<Sighting>& names) {
    if (at < names_end_ || names.size() >= kMostSightings) return;
    const NameHit hit = names_.longest_at(tokens_, at);
    names_end_ = std::max(at + 1, hit.end);
    if (hit.uses.empty()) return;
    prefetch(hit.uses.data());
    names.push_back({.field = field_, .hit = hit});
  }

  void read_title(std::uint32_t at, std::vector<TitleHit>& titles) {
    if (at < titles_end_ || titles.size() >= kMostSightings) return;
    const TitleHit hit = titles_.longest_at(tokens_, at);
    titles_end_ = std::max(at + 1, hit.end);
    if (hit.title != 0) titles.push_back(hit);
  }

  const NameIndex& names_;
  const TitleIndex& titles_;
  const Field field_;
  const text::Tokens& tokens_;
  Beginners& begin_;
  std::size_t name_count_ = 0, title_count_ = 0;
  std::uint32_t names_end_ = 0, titles_end_ = 0;  ///< Of the last name and title.
};

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
    const Field field = kNameFields[i];
    FieldReader(roster, field, analysis.of(field), sightings.beginners)
        .read(sightings.names, sightings.titles[i]);
  }
  for (std::size_t i = 0; i < kNameFields.size(); ++i)
    sightings.fields[i] = FieldWords(kNameFields[i], analysis.of(kNameFields[i]));
  // Of a million people, each that is looked at lies far from the one before.
  for (const Sighting& name : sightings.names) {
    constexpr std::size_t kMostFetched = 4;
    const auto& uses = name.hit.uses;
    for (const NameUse& use : uses.first(std::min(uses.size(), kMostFetched)))
      prefetch(&roster.people()[use.official]);
  }
  find_fuller_mentions(roster, sightings);
  find_unspaced_names(roster, sightings);
  find_office_mentions(roster, sightings);
  find_bare_surnames(roster, sightings);
  keep_apart(sightings.mentions);
}

}  // namespace newswatch::detectors::officials
