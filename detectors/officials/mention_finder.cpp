#include "detectors/officials/mention_finder.h"

#include <algorithm>
#include <array>
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

/// Reads the names and titles of one field. Which words may begin one is told for some at once, so
/// that the memory of names is fetched meanwhile.
class FieldReader {
 public:
  FieldReader(const Roster& roster, Field field, const text::Tokens& tokens)
      : names_(roster.names()), titles_(roster.titles()), field_(field), tokens_(tokens) {}

  void read(std::vector<Sighting>& names, std::vector<TitleHit>& titles) {
    titles.clear();
    const auto size = static_cast<std::uint32_t>(tokens_.tokens.size());
    for (std::uint32_t first = 0; first < size; first += kAtOnce) {
      find_beginnings(first, std::min(size, first + kAtOnce));
      for (std::uint32_t i = 0; i < name_count_; ++i) read_name(name_at_[i], names);
      for (std::uint32_t i = 0; i < title_count_; ++i) read_title(title_at_[i], titles);
    }
  }

 private:
  static constexpr std::uint32_t kAtOnce = 32;

  void find_beginnings(std::uint32_t first, std::uint32_t end) {
    name_count_ = title_count_ = 0;
    for (std::uint32_t at = first; at < end; ++at) {
      const text::Token& token = tokens_.tokens[at];
      const char* letters = tokens_.folded.data() + token.folded_begin;
      note(at, Beginnings::key_of({letters, token.folded_end - token.folded_begin}));
      // "America's top diplomat" begins with the ending.
      if (token.full_folded_end != token.folded_end)
        note(at, Beginnings::key_of(tokens_.full_folded_of(token)));
    }
  }

  void note(std::uint32_t at, std::uint32_t key) {
    if (titles_.beginnings().may_have(key)) title_at_[title_count_++] = at;
    if (!names_.beginnings().may_have(key)) return;
    const text::Token& token = tokens_.tokens[at];
    if (!names_.may_begin(tokens_, token)) return;
    names_.approach(tokens_, token);
    name_at_[name_count_++] = at;
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
  /// A word with a possessive ending may come twice.
  std::array<std::uint32_t, 2 * kAtOnce> name_at_ = {}, title_at_ = {};
  std::uint32_t name_count_ = 0, title_count_ = 0;
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
    FieldReader(roster, field, analysis.of(field)).read(sightings.names, sightings.titles[i]);
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
