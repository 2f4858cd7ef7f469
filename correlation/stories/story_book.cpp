#include "correlation/stories/story_book.h"

#include <algorithm>
#include <functional>

namespace newswatch::correlation {
namespace {

/// Bounds what a rule with many open stories costs: terms that most of them have come last, tell
/// least, and are passed over when the rarer ones have been followed to so many stories.
constexpr std::size_t kMostVisits = 4096;

/// A term of the article and the stories that have it.
struct Trail {
  const text::KeyTerm* term;
  std::span<const std::uint32_t> stories;
};

/// Calls `visit` with the hash of each term once, though it may stand in both lists, which ascend.
template <typename Visit>
void for_each_hash(const StoryEntry& story, const Visit& visit) {
  constexpr std::uint64_t kEnd = std::uint64_t{1} << 32U;
  const auto& means = story.terms;
  const auto& newest = story.newest.terms;
  for (std::size_t i = 0, j = 0; i < means.size() || j < newest.size();) {
    const std::uint64_t left = i < means.size() ? means[i].hash : kEnd;
    const std::uint64_t right = j < newest.size() ? newest[j].hash : kEnd;
    visit(static_cast<std::uint32_t>(std::min(left, right)));
    if (left <= right) ++i;
    if (right <= left) ++j;
  }
}

/// @return in how many stories each of the terms is.
template <typename Term>
void read_counts(std::vector<std::uint32_t>& counts, const std::vector<Term>& terms,
                 const Postings& stories) {
  counts.clear();
  counts.reserve(terms.size());
  for (const Term& term : terms)
    counts.push_back(static_cast<std::uint32_t>(stories.find(term.hash).size()));
}

void rank(std::vector<StoryBook::Candidate>& candidates) {
  std::vector<Closeness*> competitors;
  for (auto& candidate : candidates) competitors.push_back(&candidate.closeness);
  compete(competitors);
  for (auto& candidate : candidates) candidate.odds = odds_of(candidate.closeness);
  std::ranges::sort(candidates, [](const auto& a, const auto& b) {
    return a.odds != b.odds ? a.odds > b.odds : a.id < b.id;
  });
}

}  // namespace

const StoryEntry* StoryBook::find(std::string_view id) const {
  const auto known = places_.find(id);
  return known == places_.end() ? nullptr : &stories_[known->second].entry;
}

void StoryBook::put(std::string id, StoryEntry story) {
  auto known = places_.find(id);
  if (known != places_.end()) {
    forget(known->second);
  } else if (free_.empty()) {
    known = places_.emplace(std::move(id), static_cast<Place>(stories_.size())).first;
    stories_.emplace_back();
  } else {
    known = places_.emplace(std::move(id), free_.back()).first;
    free_.pop_back();
  }
  Open& open = stories_[known->second];
  open.id = &known->first;
  open.entry = std::move(story);
  index(known->second);
}

void StoryBook::erase(std::string_view id) {
  const auto known = places_.find(id);
  if (known == places_.end()) return;
  const Place place = known->second;
  forget(place);
  stories_[place] = {};
  free_.push_back(place);
  places_.erase(known);
  if (places_.empty()) *this = {};
}

void StoryBook::index(Place place) {
  const Open& open = stories_[place];
  for_each_hash(open.entry,
                [&](std::uint32_t hash) { terms_.insert(hash, place, std::less<Place>()); });
  by_arrival_.emplace(open.entry.came(), *open.id);
}

void StoryBook::forget(Place place) {
  const Open& open = stories_[place];
  for_each_hash(open.entry,
                [&](std::uint32_t hash) { terms_.erase(hash, place, std::less<Place>()); });
  by_arrival_.erase({open.entry.came(), *open.id});
}

std::vector<std::string> StoryBook::expired(Timestamp before) const {
  std::vector<std::string> ids;
  for (auto story = by_arrival_.begin(); story != by_arrival_.end() && story->first < before;
       ++story)
    ids.emplace_back(story->second);
  return ids;
}

std::vector<StoryBook::Place> StoryBook::likely(const text::KeyTerms& terms) const {
  std::vector<Trail> trails;
  trails.reserve(terms.terms.size());
  for (const text::KeyTerm& term : terms.terms) trails.push_back({&term, terms_.find(term.hash)});
  std::ranges::sort(trails, {}, [](const Trail& trail) {
    return std::pair(trail.stories.size(), trail.term->hash);
  });
  const TermRarity rarity(static_cast<std::uint32_t>(size()));
  std::vector<std::int64_t> shared(stories_.size());
  std::vector<Place> places;
  std::size_t visits = 0;
  for (const Trail& trail : trails) {
    visits += trail.stories.size();
    if (visits > kMostVisits) break;
    const auto count = static_cast<std::uint32_t>(trail.stories.size());
    const std::int64_t worth = std::int64_t{weight_of_count(trail.term->count)} *
                               (rarity.of(count, trail.term->rarity) + 1);
    for (const Place place : trail.stories) {
      if (shared[place] == 0) places.push_back(place);
      shared[place] += worth;
    }
  }
  const auto better = [&](Place a, Place b) {
    return shared[a] != shared[b] ? shared[a] > shared[b] : *stories_[a].id < *stories_[b].id;
  };
  const std::size_t most = std::min(kMaxCandidates, places.size());
  std::ranges::partial_sort(places, places.begin() + static_cast<std::ptrdiff_t>(most), better);
  places.resize(most);
  return places;
}

std::vector<StoryBook::Candidate> StoryBook::candidates(const text::KeyTerms& terms,
                                                        Timestamp time) const {
  if (places_.empty()) return {};
  std::vector<std::uint32_t> counts;
  read_counts(counts, terms.terms, terms_);
  const TermRarity rarity(static_cast<std::uint32_t>(size() - 1));
  const double stories = share_of_stories(size());
  std::vector<Candidate> candidates;
  std::vector<std::uint32_t> story_counts;
  std::vector<std::uint32_t> newest_counts;
  for (const Place place : likely(terms)) {
    const Open& open = stories_[place];
    read_counts(story_counts, open.entry.terms, terms_);
    read_counts(newest_counts, open.entry.newest.terms, terms_);
    const Comparison comparison = {.article = {terms.terms, counts},
                                   .time = time,
                                   .mean = {open.entry.terms, story_counts},
                                   .newest = {open.entry.newest.terms, newest_counts},
                                   .story = open.entry,
                                   .stories = stories};
    candidates.push_back({*open.id, closeness_of(comparison, rarity)});
  }
  rank(candidates);
  return candidates;
}

std::optional<StoryBook::Candidate> StoryBook::assign(const text::KeyTerms& terms,
                                                      Timestamp time) const {
  const auto best = candidates(terms, time);
  if (best.empty() || best.front().odds <= 0) return std::nullopt;
  return best.front();
}

}  // namespace newswatch::correlation
