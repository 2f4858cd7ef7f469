#include "correlation/stories/term_index.h"

#include <algorithm>
#include <cassert>

namespace newswatch::correlation {

TermIndex::Slot TermIndex::add(std::uint32_t hash, std::uint32_t story) {
  auto [place, is_new] = places_.try_emplace(hash, static_cast<Slot>(slots_.size()));
  if (is_new && !free_.empty()) {
    place->second = free_.back();
    free_.pop_back();
  } else if (is_new) {
    slots_.emplace_back();
  }
  slots_[place->second].push_back(story);
  return place->second;
}

void TermIndex::remove(std::uint32_t hash, std::uint32_t story) {
  const auto place = places_.find(hash);
  assert(place != places_.end());
  auto& stories = slots_[place->second];
  const auto at = std::ranges::find(stories, story);
  assert(at != stories.end());
  *at = stories.back();
  stories.pop_back();
  if (!stories.empty()) return;
  stories.shrink_to_fit();
  free_.push_back(place->second);
  places_.erase(place);
}

std::span<const std::uint32_t> TermIndex::stories(std::uint32_t hash) const {
  const auto place = places_.find(hash);
  if (place == places_.end()) return {};
  return slots_[place->second];
}

}  // namespace newswatch::correlation
