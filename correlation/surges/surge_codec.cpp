#include <algorithm>
#include <functional>
#include <limits>

#include "base/byte_codec.h"
#include "correlation/surges/surge_entry.h"

namespace newswatch::correlation {
namespace {

constexpr std::uint64_t kVersion = 1;
constexpr std::uint64_t kMostCount = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint64_t kMostHash = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t kMostLevel = 3;
constexpr std::size_t kMostIdBytes = 256;

bool is_empty(const WindowCounts& counts) { return counts == WindowCounts(); }

/// Outlets and stories of each window; of empty ones, 0 and how many there are in a row.
void write_closed(const std::vector<WindowCounts>& closed, ByteWriter& writer) {
  writer.number(closed.size());
  for (auto at = closed.begin(); at != closed.end();) {
    if (!is_empty(*at)) {
      writer.number(at->outlets + 1U);
      writer.number(at->stories);
      ++at;
      continue;
    }
    const auto end = std::find_if_not(at, closed.end(), is_empty);
    writer.number(0);
    writer.number(static_cast<std::uint64_t>(end - at));
    at = end;
  }
}

/// Reads, and remembers whether all was as `encode` writes it.
class EntryReader {
 public:
  explicit EntryReader(std::string_view bytes) : reader_(bytes) {}

  std::optional<SurgeEntry> read() {
    SurgeEntry entry;
    require(reader_.number() == kVersion);
    entry.length = WindowLength(number(24));
    require(entry.length.count() > 0 && 24 % entry.length.count() == 0);
    entry.watched_from = window();
    entry.end = window();
    read_closed(entry.closed);
    read_open(entry);
    entry.level = static_cast<int>(number(kMostLevel));
    entry.last_surge_window = window();
    if (!reader_.ended_well() || !is_valid_) return std::nullopt;
    return entry;
  }

 private:
  void require(bool condition) { is_valid_ = is_valid_ && condition; }
  bool is_well() const { return is_valid_ && reader_.is_well(); }

  std::uint64_t number(std::uint64_t most) {
    const std::uint64_t value = reader_.number();
    require(value <= most);
    return is_valid_ ? value : 0;
  }
  WindowNumber window() {
    const std::int64_t value = reader_.signed_number();
    require(is_plausible(value));
    return is_valid_ ? value : 0;
  }

  void read_closed(std::vector<WindowCounts>& closed) {
    const auto size = number(SurgeEntry::kMostClosed);
    while (is_well() && closed.size() < size) {
      const auto outlets = number(kMostCount + 1);
      if (outlets > 0) {
        closed.push_back({.stories = static_cast<std::uint16_t>(number(kMostCount)),
                          .outlets = static_cast<std::uint16_t>(outlets - 1)});
        require(!is_empty(closed.back()));
        continue;
      }
      const auto run = number(size - closed.size());
      require(run > 0);
      closed.resize(closed.size() + run);
    }
  }

  void read_open(SurgeEntry& entry) {
    const auto size = number(SurgeEntry::kMostOpen);
    for (std::size_t i = 0; is_well() && i < size; ++i) {
      OpenWindow open{.window = window(), .stories = {}, .outlets = {}};
      require(open.window >= (i == 0 ? entry.end - 1 : entry.open.back().window + 1));
      read_window(open);
      entry.open.push_back(std::move(open));
    }
  }

  void read_window(OpenWindow& open) {
    const auto stories = number(OpenWindow::kMostStories);
    for (std::size_t i = 0; is_well() && i < stories; ++i) {
      SeenStory story;
      story.hash = static_cast<std::uint32_t>(number(kMostHash));
      story.offset_ms = static_cast<std::uint32_t>(number(kMostHash));
      story.id = reader_.text();
      require(story.id.size() <= kMostIdBytes);
      open.stories.push_back(std::move(story));
    }
    require(is_ascending(open.stories, &SeenStory::hash));
    const auto outlets = number(OpenWindow::kMostStories);
    for (std::size_t i = 0; is_well() && i < outlets; ++i)
      open.outlets.push_back(static_cast<std::uint32_t>(number(kMostHash)));
    require(is_ascending(open.outlets, std::identity()));
  }

  template <typename Range, typename Projection>
  static bool is_ascending(const Range& range, Projection projection) {
    return std::ranges::adjacent_find(range, std::greater_equal(), projection) == range.end();
  }

  ByteReader reader_;
  bool is_valid_ = true;
};

}  // namespace

std::string encode(const SurgeEntry& entry) {
  ByteWriter writer;
  writer.number(kVersion);
  writer.number(static_cast<std::uint64_t>(entry.length.count()));
  writer.signed_number(entry.watched_from);
  writer.signed_number(entry.end);
  write_closed(entry.closed, writer);
  writer.number(entry.open.size());
  for (const OpenWindow& open : entry.open) {
    writer.signed_number(open.window);
    writer.number(open.stories.size());
    for (const SeenStory& story : open.stories) {
      writer.number(story.hash);
      writer.number(story.offset_ms);
      writer.text(story.id);
    }
    writer.number(open.outlets.size());
    for (const std::uint32_t outlet : open.outlets) writer.number(outlet);
  }
  writer.number(static_cast<std::uint64_t>(entry.level));
  writer.signed_number(entry.last_surge_window);
  return writer.take();
}

Result<SurgeEntry> decode_surge_entry(std::string_view bytes) {
  if (auto entry = EntryReader(bytes).read()) return *std::move(entry);
  return Unexpected({ErrorCode::WrongType, "no entry of a surge, or one of another version"});
}

}  // namespace newswatch::correlation
