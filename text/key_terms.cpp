#include "text/key_terms.h"

#include "base/byte_codec.h"

namespace newswatch::text {
namespace {

constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kLeastTermBytes = 2;
constexpr std::uint64_t kMaxHash = 0xFFFFFFFF;
constexpr std::uint64_t kMaxBits = 0x7FF;

/// Four bits for the count, four for the rarity, one each for title, lead and name.
std::uint64_t packed(const KeyTerm& term) {
  return std::uint64_t{term.count} | (std::uint64_t{term.rarity} << 4U) |
         (term.in_title ? 0x100U : 0U) | (term.in_lead ? 0x200U : 0U) |
         (term.is_name ? 0x400U : 0U);
}

KeyTerm unpacked(std::uint32_t hash, std::uint64_t bits) {
  return {.hash = hash,
          .count = static_cast<std::uint8_t>(bits & 0xFU),
          .rarity = static_cast<std::uint8_t>((bits >> 4U) & 0xFU),
          .in_title = (bits & 0x100U) != 0,
          .in_lead = (bits & 0x200U) != 0,
          .is_name = (bits & 0x400U) != 0};
}

/// @return whether the rest is a list that `encode` writes.
bool read(ByteReader& reader, std::vector<KeyTerm>& terms) {
  const std::size_t count = reader.count(kLeastTermBytes);
  if (count > KeyTerms::kMaxTerms) return false;
  terms.reserve(count);
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t step = reader.number();
    const std::uint64_t bits = reader.number();
    const bool ascends = (i == 0 || step > 0) && step <= kMaxHash - hash;
    if (!ascends || bits > kMaxBits || (bits & 0xFU) == 0) return false;
    hash += step;
    terms.push_back(unpacked(static_cast<std::uint32_t>(hash), bits));
  }
  return reader.ended_well();
}

}  // namespace

std::string encode(const KeyTerms& terms) {
  ByteWriter writer;
  writer.number(kVersion);
  writer.number(terms.terms.size());
  std::uint32_t last = 0;
  for (const KeyTerm& term : terms.terms) {
    writer.number(term.hash - last);
    writer.number(packed(term));
    last = term.hash;
  }
  return writer.take();
}

Result<KeyTerms> decode_key_terms(std::string_view bytes) {
  ByteReader reader(bytes);
  KeyTerms terms;
  if (reader.number() == kVersion && read(reader, terms.terms)) return terms;
  return fail(ErrorCode::WrongType, "key terms of an article in a form that is not known");
}

}  // namespace newswatch::text
