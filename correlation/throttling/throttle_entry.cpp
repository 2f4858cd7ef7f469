#include "correlation/throttling/throttle_entry.h"

#include "base/byte_codec.h"

namespace newswatch::correlation {
namespace {

using alerts::DigestItem;
using alerts::Suppressed;
using alerts::SuppressReason;
using std::chrono::milliseconds;

constexpr std::uint64_t kVersion = 1;
constexpr Timestamp kEarliest{std::chrono::sys_days(std::chrono::year(0) / 1 / 1)};
constexpr Timestamp kLatest{std::chrono::sys_days(std::chrono::year(9999) / 12 / 31)};

class EntryWriter {
 public:
  std::string write(const ThrottleEntry& entry) {
    writer_.number(kVersion);
    time(entry.clock);
    times(entry.published);
    times(entry.matched);
    for (std::size_t i = 0; i < alerts::kSuppressReasons; ++i)
      writer_.number(entry.suppressed.of(static_cast<SuppressReason>(i)));
    writer_.number(entry.folded.size());
    for (const FoldedCopies& copies : entry.folded) {
      writer_.text(copies.story);
      writer_.number(copies.count);
    }
    writer_.flag(entry.held.has_value());
    if (entry.held) held(*entry.held);
    return writer_.take();
  }

 private:
  void time(Timestamp time) { writer_.signed_number(time.time_since_epoch().count()); }

  void times(const std::vector<Timestamp>& times) {
    writer_.number(times.size());
    for (std::size_t i = 0; i < times.size(); ++i) {
      if (i == 0) {
        time(times[i]);
      } else {
        writer_.number(static_cast<std::uint64_t>((times[i] - times[i - 1]).count()));
      }
    }
  }

  void held(const HeldAlerts& held) {
    time(held.from);
    time(held.due);
    writer_.number(held.articles);
    writer_.flag(held.reaches_threshold);
    writer_.number(held.listed.size());
    for (const DigestItem& item : held.listed) {
      writer_.text(item.alert_id);
      writer_.text(item.article.value);
      writer_.text(item.url);
      writer_.text(item.title);
    }
  }

  ByteWriter writer_;
};

class EntryReader {
 public:
  explicit EntryReader(std::string_view bytes) : reader_(bytes) {}

  std::optional<ThrottleEntry> read() {
    if (reader_.number() != kVersion) return std::nullopt;
    ThrottleEntry entry;
    entry.clock = time();
    entry.published = times();
    entry.matched = times();
    for (std::size_t i = 0; i < alerts::kSuppressReasons; ++i)
      entry.suppressed.add(static_cast<SuppressReason>(i), reader_.number());
    entry.folded.resize(count(2, ThrottleEntry::kMostFolded));
    for (FoldedCopies& copies : entry.folded) {
      copies.story = reader_.text();
      copies.count = reader_.number();
    }
    if (reader_.flag()) entry.held = held();
    const bool is_ascending = is_past(entry.published, entry) && is_past(entry.matched, entry);
    if (!reader_.ended_well() || !fits_ || !is_ascending) return std::nullopt;
    return entry;
  }

 private:
  std::size_t count(std::size_t least_bytes, std::size_t most) {
    const std::size_t count = reader_.count(least_bytes);
    if (count <= most) return count;
    fits_ = false;
    return 0;
  }

  static bool is_past(const std::vector<Timestamp>& times, const ThrottleEntry& entry) {
    return times.empty() || times.back() <= entry.clock;
  }

  Timestamp in_range(Timestamp time) {
    if (time >= kEarliest && time <= kLatest) return time;
    fits_ = false;
    return {};
  }

  Timestamp time() { return in_range(Timestamp(milliseconds(reader_.signed_number()))); }

  Timestamp time_after(Timestamp before) {
    const std::uint64_t gap = reader_.number();
    if (gap <= static_cast<std::uint64_t>((kLatest - before).count()))
      return before + milliseconds(gap);
    fits_ = false;
    return before;
  }

  std::vector<Timestamp> times() {
    std::vector<Timestamp> times(count(1, ThrottleEntry::kMostTimes));
    for (std::size_t i = 0; i < times.size(); ++i)
      times[i] = i == 0 ? time() : time_after(times[i - 1]);
    return times;
  }

  HeldAlerts held() {
    HeldAlerts held;
    held.from = time();
    held.due = time();
    held.articles = reader_.number();
    held.reaches_threshold = reader_.flag();
    held.listed.resize(count(4, HeldAlerts::kMostListed));
    for (DigestItem& item : held.listed) {
      item.alert_id = reader_.text();
      item.article.value = reader_.text();
      item.url = reader_.text();
      item.title = reader_.text();
    }
    fits_ = fits_ && held.articles >= held.listed.size() && held.articles > 0;
    return held;
  }

  ByteReader reader_;
  bool fits_ = true;
};

}  // namespace

std::string encode(const ThrottleEntry& entry) { return EntryWriter().write(entry); }

Result<ThrottleEntry> decode_throttle_entry(std::string_view bytes) {
  auto entry = EntryReader(bytes).read();
  if (!entry) return fail(ErrorCode::WrongType, "no entry of what a rule remembers of its alerts");
  return *std::move(entry);
}

}  // namespace newswatch::correlation
