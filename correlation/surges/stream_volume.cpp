#include "correlation/surges/stream_volume.h"

#include <algorithm>
#include <limits>

#include "base/byte_codec.h"

namespace newswatch::correlation {
namespace {

constexpr std::uint64_t kVersion = 1;
constexpr std::uint64_t kMostArticles = std::numeric_limits<std::uint32_t>::max();

std::int64_t hour_of(Timestamp time) {
  return std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count();
}

std::int64_t first_hour(const StreamVolume& stream) {
  return stream.end - static_cast<std::int64_t>(stream.hours.size());
}

/// Makes `hour` one of those that are kept, the hours on the way without articles.
void reach(std::int64_t hour, StreamVolume& stream) {
  constexpr auto kMost = StreamVolume::kMostHours;
  if (stream.hours.empty() || hour - stream.end >= kMost) {
    // All that was known is too old by now; hours without articles are known as such.
    stream.hours.assign(stream.hours.empty() ? 1 : static_cast<std::size_t>(kMost), 0);
    stream.end = hour + 1;
  }
  for (; stream.end <= hour; ++stream.end) stream.hours.push_back(0);
  const auto size = static_cast<std::int64_t>(stream.hours.size());
  if (size > kMost) stream.hours.erase(stream.hours.begin(), stream.hours.end() - kMost);
}

}  // namespace

void add(const VolumeMessage& message, std::chrono::milliseconds lateness, StreamVolume& stream) {
  const std::int64_t hour = hour_of(message.minute);
  if (!is_plausible(hour) || !is_plausible(hour_of(message.highest))) return;
  const bool is_late = begin_of(hour + 1, WindowLength(1)) + lateness <= stream.clock;
  stream.clock = std::max(stream.clock, message.highest);
  reach(is_late ? hour_of(stream.clock) : std::max(hour, hour_of(stream.clock)), stream);
  if (is_late) return;
  if (hour < first_hour(stream)) return;  // before the stream was known
  auto& articles = stream.hours[static_cast<std::size_t>(hour - first_hour(stream))];
  articles = static_cast<std::uint32_t>(
      std::min(kMostArticles, std::min(kMostArticles, message.articles) + articles));
}

std::optional<std::uint64_t> articles_of(const StreamVolume& stream, WindowNumber window,
                                         WindowLength length) {
  const std::int64_t begin = window * length.count();
  if (stream.hours.empty() || begin < first_hour(stream)) return std::nullopt;
  std::uint64_t articles = 0;
  for (std::int64_t hour = begin; hour < std::min(begin + length.count(), stream.end); ++hour)
    articles += stream.hours[static_cast<std::size_t>(hour - first_hour(stream))];
  return articles;
}

std::string encode(const StreamVolume& stream) {
  ByteWriter writer;
  writer.number(kVersion);
  writer.signed_number(stream.clock.time_since_epoch().count());
  writer.signed_number(stream.end);
  writer.number(stream.hours.size());
  for (const std::uint32_t articles : stream.hours) writer.number(articles);
  return writer.take();
}

Result<StreamVolume> decode_stream_volume(std::string_view bytes) {
  ByteReader reader(bytes);
  StreamVolume stream;
  bool is_valid = reader.number() == kVersion;
  stream.clock = Timestamp(std::chrono::milliseconds(reader.signed_number()));
  stream.end = reader.signed_number();
  const std::size_t hours = reader.count(1);
  is_valid = is_valid && hours <= static_cast<std::size_t>(StreamVolume::kMostHours);
  for (std::size_t i = 0; is_valid && i < hours; ++i) {
    const std::uint64_t articles = reader.number();
    is_valid = articles <= kMostArticles;
    stream.hours.push_back(static_cast<std::uint32_t>(articles));
  }
  if (is_valid && reader.ended_well() && is_plausible(stream.end) &&
      is_plausible(hour_of(stream.clock)))
    return stream;
  return Unexpected({ErrorCode::WrongType, "no volume of a stream, or one of another version"});
}

}  // namespace newswatch::correlation
