#include "correlation/surges/coverage.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <tuple>

#include "base/digest.h"

namespace newswatch::correlation {
namespace {

constexpr std::size_t kMostIdBytes = 256;  ///< Longer ids are counted, and not told.

/// Of a cryptographic one, since strangers name outlets and stories.
std::uint32_t hash_of(std::string_view name) {
  const std::string digits = digest({name});
  std::uint32_t hash = 0;
  std::from_chars(digits.data(), digits.data() + 8, hash, 16);
  return hash;
}

/// @return the window, made if need be; null where there are too many, as of articles from years to
///         come.
OpenWindow* open_window(WindowNumber window, SurgeEntry& entry) {
  const auto at = std::ranges::lower_bound(entry.open, window, {}, &OpenWindow::window);
  if (at != entry.open.end() && at->window == window) return &*at;
  if (entry.open.size() >= SurgeEntry::kMostOpen) return nullptr;
  return &*entry.open.insert(at, OpenWindow{.window = window, .stories = {}, .outlets = {}});
}

bool is_earlier(const SeenStory& a, const SeenStory& b) {
  return std::tie(a.offset_ms, a.id) < std::tie(b.offset_ms, b.id);
}

std::vector<SeenStory*> named(OpenWindow& window) {
  std::vector<SeenStory*> stories;
  for (SeenStory& story : window.stories)
    if (!story.id.empty()) stories.push_back(&story);
  return stories;
}

/// Names the story, and takes the name of the latest where there are too many.
void name(SeenStory& story, std::string_view id, OpenWindow& window) {
  if (id.size() > kMostIdBytes) return;
  story.id = id;
  const auto stories = named(window);
  if (stories.size() <= OpenWindow::kNamedStories) return;
  const auto latest = std::ranges::max_element(
      stories, [](const SeenStory* a, const SeenStory* b) { return is_earlier(*a, *b); });
  (*latest)->id.clear();
}

void add_story(std::string_view id, std::uint32_t offset_ms, OpenWindow& window) {
  const std::uint32_t hash = hash_of(id);
  auto at = std::ranges::lower_bound(window.stories, hash, {}, &SeenStory::hash);
  if (at == window.stories.end() || at->hash != hash) {
    if (window.stories.size() >= OpenWindow::kMostStories) return;
    constexpr auto kNever = std::numeric_limits<std::uint32_t>::max();
    at = window.stories.insert(at, SeenStory{.hash = hash, .offset_ms = kNever, .id = {}});
  }
  if (offset_ms >= at->offset_ms) return;
  at->offset_ms = offset_ms;
  name(*at, id, window);
}

void add_outlet(std::string_view outlet, OpenWindow& window) {
  const std::uint32_t hash = hash_of(outlet);
  const auto at = std::ranges::lower_bound(window.outlets, hash);
  if (at != window.outlets.end() && *at == hash) return;
  if (window.outlets.size() < OpenWindow::kMostStories) window.outlets.insert(at, hash);
}

}  // namespace

SurgeEntry entry_for(const rules::SurgeRule& rule, const SurgeEntry* known, Timestamp clock) {
  if (known != nullptr && known->length == rule.window) return *known;
  SurgeEntry entry;
  entry.length = rule.window;
  entry.end = window_at(clock, rule.window);
  entry.watched_from = entry.end + 1;
  return entry;
}

bool count(const Coverage& coverage, Timestamp clock, std::chrono::milliseconds lateness,
           SurgeEntry& entry) {
  const WindowNumber window = window_at(coverage.time, entry.length);
  const bool has_closed = begin_of(window + 1, entry.length) + lateness <= clock;
  if (window < entry.end || has_closed || !is_plausible(window)) return false;
  if (coverage.is_copy) return true;
  OpenWindow* open = open_window(window, entry);
  if (open == nullptr) return true;
  const auto offset = coverage.time - begin_of(window, entry.length);
  add_story(coverage.story, static_cast<std::uint32_t>(offset.count()), *open);
  add_outlet(coverage.outlet, *open);
  return true;
}

WindowCounts counts_of(const SurgeEntry& entry, const OpenWindow& window) {
  const auto before = std::ranges::find(entry.open, window.window - 1, &OpenWindow::window);
  const auto is_new = [&](const SeenStory& story) {
    return before == entry.open.end() ||
           !std::ranges::binary_search(before->stories, story.hash, {}, &SeenStory::hash);
  };
  return {.stories = static_cast<std::uint16_t>(std::ranges::count_if(window.stories, is_new)),
          .outlets = static_cast<std::uint16_t>(window.outlets.size())};
}

std::vector<std::string> earliest_stories(const OpenWindow& window) {
  std::vector<SeenStory> stories;
  for (const SeenStory& story : window.stories)
    if (!story.id.empty()) stories.push_back(story);
  std::ranges::sort(stories, is_earlier);
  std::vector<std::string> ids;
  for (SeenStory& story : stories) ids.push_back(std::move(story.id));
  return ids;
}

}  // namespace newswatch::correlation
