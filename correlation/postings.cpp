#include "correlation/postings.h"

#include <algorithm>
#include <utility>

#include "base/mix.h"

namespace newswatch::correlation {
namespace {

constexpr std::size_t kFewestSlots = 64;
constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15ULL;

}  // namespace

std::size_t Postings::home_of(std::uint32_t mark) const {
  // The share of the table that the hash is of its range: any size will do. Source: Lemire, "Fast
  // random integer generation in an interval", 2019.
  const auto hash = static_cast<std::uint32_t>(mix(mark ^ kSpread, kSpread));
  return static_cast<std::size_t>(std::uint64_t{hash} * slots_.size() >> 32U);
}

std::size_t Postings::place_of(std::uint32_t mark) const {
  std::size_t at = home_of(mark);
  while (slots_[at].value != kFree && slots_[at].mark != mark) at = behind(at);
  return at;
}

std::span<const Postings::Number> Postings::find(std::uint32_t mark) const {
  if (slots_.empty()) return {};
  const std::uint32_t& value = slots_[place_of(mark)].value;
  if (is_list(value)) return lists_[value & ~kList];
  return {&value, value == kFree ? 0U : 1U};
}

void Postings::insert(std::uint32_t mark, Number article, const Before& before) {
  if (5 * (used_ + 1) > 4 * slots_.size()) grow();
  Slot& slot = slots_[place_of(mark)];
  if (slot.value == kFree) {
    slot = {mark, article};
    ++used_;
  } else if (is_list(slot.value)) {
    auto& list = lists_[slot.value & ~kList];
    list.insert(std::ranges::lower_bound(list, article, before), article);
  } else {
    const auto [first, second] = std::minmax(slot.value, article, before);
    slot.value = new_list({first, second});
  }
}

void Postings::erase(std::uint32_t mark, Number article, const Before& before) {
  if (slots_.empty()) return;
  const std::size_t place = place_of(mark);
  const std::uint32_t value = slots_[place].value;
  if (value == article) return remove(place);
  if (!is_list(value)) return;
  auto& list = lists_[value & ~kList];
  const auto at = std::ranges::lower_bound(list, article, before);
  if (at == list.end() || *at != article) return;
  list.erase(at);
  if (list.size() > 1) return;
  slots_[place].value = list.front();
  list = {};
  free_lists_.push_back(value & ~kList);
}

/// Moves what follows up, so that no search ends at the gap. Source: Knuth, TAOCP 3, 6.4, R.
void Postings::remove(std::size_t place) {
  const auto way = [this](std::size_t from, std::size_t to) {
    return to >= from ? to - from : to + slots_.size() - from;
  };
  for (std::size_t at = behind(place); slots_[at].value != kFree; at = behind(at)) {
    if (way(home_of(slots_[at].mark), at) < way(place, at)) continue;
    slots_[place] = slots_[at];
    place = at;
  }
  slots_[place].value = kFree;
  --used_;
}

void Postings::grow() {
  const auto old = std::exchange(slots_, {});
  slots_.resize(std::max(kFewestSlots, old.size() + old.size() / 3));
  for (const Slot& slot : old) {
    if (slot.value != kFree) slots_[place_of(slot.mark)] = slot;
  }
}

std::uint32_t Postings::new_list(std::vector<Number> articles) {
  if (free_lists_.empty()) {
    free_lists_.push_back(static_cast<std::uint32_t>(lists_.size()));
    lists_.emplace_back();
  }
  const std::uint32_t place = free_lists_.back();
  free_lists_.pop_back();
  lists_[place] = std::move(articles);
  return kList | place;
}

}  // namespace newswatch::correlation
