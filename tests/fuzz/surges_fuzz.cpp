#include "correlation/surges/coverage.h"
#include "correlation/surges/surge_judge.h"
#include "tests/fuzz/fuzz_input.h"

namespace newswatch {
namespace {

constexpr std::chrono::hours kLateness{1};

void check(const correlation::SurgeEntry& entry) {
  const auto read = correlation::decode_surge_entry(encode(entry));
  fuzz::require(read && *read == entry, "an entry is read as it was written");
}

/// A stream with articles up to the window behind those that closed.
correlation::StreamVolume stream_for(const correlation::SurgeEntry& entry) {
  correlation::StreamVolume stream;
  stream.end = (entry.end + 1) * entry.length.count();
  stream.clock = correlation::begin_of(stream.end, correlation::WindowLength(1));
  stream.hours.assign(correlation::StreamVolume::kMostHours, 100);
  return stream;
}

}  // namespace
}  // namespace newswatch

// The binary forms of what is kept for surges: whatever they say, it can be gone on with.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  const auto bytes = fuzz::text_of(data, size);
  if (const auto stream = correlation::decode_stream_volume(bytes)) {
    const auto read = correlation::decode_stream_volume(encode(*stream));
    fuzz::require(read && *read == *stream, "a volume is read as it was written");
  }
  auto entry = correlation::decode_surge_entry(bytes);
  if (!entry) return 0;
  check(*entry);
  const auto stream = stream_for(*entry);
  rules::SurgeRule rule;
  rule.window = entry->length;
  count({.time = stream.clock, .story = "s", .outlet = "o"}, stream.clock, kLateness, *entry);
  check(*entry);
  correlation::SurgeJudge judge(kLateness);
  check(judge.judge(rule, stream, *std::move(entry)).entry);
  return 0;
}
