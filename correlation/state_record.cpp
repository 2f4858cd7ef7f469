#include "correlation/state_record.h"

#include "base/byte_codec.h"

namespace newswatch::correlation {
namespace {

constexpr std::uint64_t kVersion = 1;

bool is_kind(std::uint64_t number) {
  return number >= static_cast<std::uint64_t>(StateKind::Copies) &&
         number <= static_cast<std::uint64_t>(StateKind::Stream);
}

}  // namespace

std::string encode(const StateKey& key) {
  ByteWriter writer;
  writer.number(kVersion);
  writer.number(static_cast<std::uint64_t>(key.kind));
  writer.text(key.rule);
  writer.text(key.entry);
  return writer.take();
}

Result<StateKey> decode_state_key(std::string_view bytes) {
  ByteReader reader(bytes);
  const std::uint64_t version = reader.number();
  const std::uint64_t kind = reader.number();
  StateKey key;
  key.rule = reader.text();
  key.entry = reader.text();
  if (version != kVersion || !is_kind(kind) || !reader.ended_well())
    return fail(ErrorCode::WrongType,
                "not a key of the state that this version of Newswatch knows");
  key.kind = static_cast<StateKind>(kind);
  return key;
}

}  // namespace newswatch::correlation
