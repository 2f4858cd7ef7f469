#include "consumers/topic_source.h"

#include <fmt/format.h>

#include <charconv>
#include <sstream>
#include <utility>

#include "consumers/kafka_record.h"

namespace newswatch::consumers {
namespace {

/// @return nothing for what is no number, or below 0.
template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_one = error == std::errc() && end == text.data() + text.size() && number >= 0;
  return is_one ? std::optional(number) : std::nullopt;
}

std::optional<std::map<std::int32_t, std::int64_t>> parse_offsets(std::string_view text) {
  std::map<std::int32_t, std::int64_t> offsets;
  while (true) {
    const auto comma = text.find(',');
    const std::string_view part = text.substr(0, comma);
    const auto colon = part.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto partition = parse_number<std::int32_t>(part.substr(0, colon));
    const auto offset = parse_number<std::int64_t>(part.substr(colon + 1));
    if (!partition || !offset || !offsets.try_emplace(*partition, *offset).second)
      return std::nullopt;
    if (comma == std::string_view::npos) return offsets;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

std::optional<kafka::TopicPlace> parse_topic_place(std::string_view text) {
  if (text == "beginning") return kafka::Beginning();
  if (text == "end") return kafka::End();
  if (const auto offset = parse_number<std::int64_t>(text)) return *offset;
  if (const auto time = parse_rfc3339(text)) return *time;
  if (auto offsets = parse_offsets(text)) return *std::move(offsets);
  return std::nullopt;
}

TopicSource::TopicSource(std::unique_ptr<kafka::RangeReader> reader, std::string identity,
                         kafka::TopicRange range)
    : reader_(std::move(reader)), identity_(std::move(identity)), range_(std::move(range)) {
  for (const auto& [partition, part] : range_) next_offsets_[partition] = part.begin;
}

Result<void> TopicSource::poll(std::vector<Record>& batch, std::size_t most,
                               std::chrono::milliseconds wait) {
  if (!begun_) begin();
  batch.clear();
  while (batch.size() < most && !reader_->is_at_end()) {
    const auto message = reader_->next(batch.empty() ? wait : std::chrono::milliseconds(0));
    if (!message) return Unexpected(message.error());
    if (!*message) break;
    const rd_kafka_message_t& read = **message;
    next_offsets_[read.partition] = read.offset + 1;
    if (read.len > 0) batch.push_back(record_from(read));
  }
  return {};
}

void TopicSource::begin() {
  kafka::TopicRange rest = range_;
  for (auto& [partition, part] : rest) part.begin = next_offsets_.at(partition);
  reader_->begin(rest);
  begun_ = true;
}

TopicSource::Progress TopicSource::progress() const {
  Progress progress{.done = 0, .total = 0};
  for (const auto& [partition, part] : range_) {
    *progress.total += static_cast<std::uint64_t>(part.end - part.begin);
    progress.done += static_cast<std::uint64_t>(next_offsets_.at(partition) - part.begin);
  }
  return progress;
}

std::string TopicSource::position() const {
  std::string position;
  for (const auto& [partition, offset] : next_offsets_)
    position += fmt::format("{} {} {} ", partition, offset, range_.at(partition).end);
  return position;
}

Result<void> TopicSource::skip_to(std::string_view position) {
  std::istringstream numbers{std::string(position)};
  kafka::TopicRange range;
  std::int32_t partition = 0;
  kafka::OffsetRange part;
  while (numbers >> partition >> part.begin >> part.end) range[partition] = part;
  if (!numbers.eof() || range.empty())
    return fail(ErrorCode::WrongType, fmt::format("no place in a topic: {}", position));
  range_ = std::move(range);
  next_offsets_.clear();
  for (const auto& [number, rest] : range_) next_offsets_[number] = rest.begin;
  return {};
}

}  // namespace newswatch::consumers
