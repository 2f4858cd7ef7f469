#include "correlation/copies/copy_entry.h"

#include <utility>

#include "base/byte_codec.h"

namespace newswatch::correlation {
namespace {

constexpr std::uint64_t kVersion = 1;

Unexpected broken() { return fail(ErrorCode::WrongType, "an article in a form that is not known"); }

}  // namespace

std::string encode(const CopyEntry& entry) {
  ByteWriter writer;
  writer.number(kVersion);
  writer.signed_number(entry.time.time_since_epoch().count());
  write(writer, entry.print);
  writer.text(entry.story);
  writer.text(entry.alert);
  writer.flag(entry.told);
  writer.number(static_cast<std::uint64_t>(entry.late.count()));
  return writer.take();
}

Result<CopyEntry> decode_copy_entry(std::string_view bytes) {
  ByteReader reader(bytes);
  if (reader.number() != kVersion) return broken();
  CopyEntry entry;
  entry.time = Timestamp(std::chrono::milliseconds(reader.signed_number()));
  auto print = text::read_print(reader);
  if (!print) return broken();
  entry.print = *std::move(print);
  entry.story = reader.text();
  entry.alert = reader.text();
  entry.told = reader.flag();
  const std::uint64_t late = reader.number();
  if (late > static_cast<std::uint64_t>((kEndOfMoments - kFirstMoment).count())) return broken();
  entry.late = std::chrono::milliseconds(late);
  if (!reader.ended_well() || !is_writable(entry.time)) return broken();
  return entry;
}

}  // namespace newswatch::correlation
