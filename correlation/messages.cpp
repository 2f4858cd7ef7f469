#include "correlation/messages.h"

#include <utility>

#include "base/byte_codec.h"
#include "correlation/rule_codec.h"

namespace newswatch::correlation {
namespace {

constexpr std::uint64_t kVersion = 1;

enum class Form : std::uint64_t { Detection = 1, Notice = 2, Volume = 3 };

void write_time(ByteWriter& writer, const std::optional<Timestamp>& time) {
  writer.flag(time.has_value());
  if (time) writer.signed_number(time->time_since_epoch().count());
}

/// @return nothing for a time that no date has.
std::optional<Timestamp> read_time(ByteReader& reader) {
  const Timestamp time(std::chrono::milliseconds(reader.signed_number()));
  return is_writable(time) ? std::optional(time) : std::nullopt;
}

/// @return whether there was one that can be, or none.
bool read_time_if_any(ByteReader& reader, std::optional<Timestamp>& time) {
  if (!reader.flag()) return true;
  time = read_time(reader);
  return time.has_value();
}

void write_message(ByteWriter& writer, const DetectionMessage& detection) {
  writer.text(detection.alert.id);
  writer.number(static_cast<std::uint64_t>(detection.alert.kind));
  write(writer, detection.alert.rule);
  writer.text(detection.alert.json);
  writer.text(detection.article.value);
  writer.text(detection.version);
  writer.text(detection.url);
  writer.text(detection.title);
  writer.text(detection.outlet);
  write_time(writer, detection.published);
  write_time(writer, detection.received);
  write(writer, detection.print);
  writer.text(text::encode(detection.terms));
}

std::optional<Message> read_detection(ByteReader& reader) {
  DetectionMessage detection;
  detection.alert.id = reader.text();
  const auto kind = alerts::kind_of_detections(reader.number());
  if (!kind) return std::nullopt;
  detection.alert.kind = *kind;
  detection.alert.rule = read_rule(reader);
  detection.alert.json = reader.text();
  detection.article = ArticleId(std::string(reader.text()));
  detection.version = reader.text();
  detection.url = reader.text();
  detection.title = reader.text();
  detection.outlet = reader.text();
  if (!read_time_if_any(reader, detection.published)) return std::nullopt;
  if (!read_time_if_any(reader, detection.received)) return std::nullopt;
  auto print = text::read_print(reader);
  auto terms = text::decode_key_terms(reader.text());
  if (!print || !terms) return std::nullopt;
  detection.print = *std::move(print);
  detection.terms = *std::move(terms);
  return detection;
}

void write_message(ByteWriter& writer, const ArticleNotice& notice) {
  writer.text(notice.article.value);
  writer.text(notice.url);
  writer.text(notice.title);
  write_time(writer, notice.time);
  writer.number(notice.met.size());
  for (const RuleId& rule : notice.met) writer.text(rule.value);
}

std::optional<Message> read_notice(ByteReader& reader) {
  ArticleNotice notice;
  notice.article = ArticleId(std::string(reader.text()));
  notice.url = reader.text();
  notice.title = reader.text();
  if (!read_time_if_any(reader, notice.time)) return std::nullopt;
  const std::size_t count = reader.count(1);
  for (std::size_t i = 0; i < count; ++i) notice.met.emplace_back(std::string(reader.text()));
  return notice;
}

void write_message(ByteWriter& writer, const VolumeMessage& volume) {
  writer.signed_number(volume.minute.time_since_epoch().count());
  writer.number(volume.articles);
  writer.signed_number(volume.highest.time_since_epoch().count());
}

std::optional<Message> read_volume(ByteReader& reader) {
  const auto minute = read_time(reader);
  const std::uint64_t articles = reader.number();
  const auto highest = read_time(reader);
  if (!minute || !highest) return std::nullopt;
  return VolumeMessage{.minute = *minute, .articles = articles, .highest = *highest};
}

template <typename Content>
std::string encode(Form form, const Content& content) {
  ByteWriter writer;
  writer.number(kVersion);
  writer.number(static_cast<std::uint64_t>(form));
  write_message(writer, content);
  return writer.take();
}

std::optional<Message> read(ByteReader& reader) {
  if (reader.number() != kVersion) return std::nullopt;
  switch (static_cast<Form>(reader.number())) {
    case Form::Detection:
      return read_detection(reader);
    case Form::Notice:
      return read_notice(reader);
    case Form::Volume:
      return read_volume(reader);
  }
  return std::nullopt;
}

}  // namespace

std::string encode(const DetectionMessage& detection) { return encode(Form::Detection, detection); }

std::string encode(const ArticleNotice& notice) { return encode(Form::Notice, notice); }

std::string encode(const VolumeMessage& volume) { return encode(Form::Volume, volume); }

Result<Message> decode_message(std::string_view bytes) {
  ByteReader reader(bytes);
  auto message = read(reader);
  if (message && reader.ended_well()) return *std::move(message);
  return fail(ErrorCode::WrongType, "not a detection that this version of Newswatch can read");
}

}  // namespace newswatch::correlation
