#include "base/byte_codec.h"

#include <bit>
#include <cmath>

namespace newswatch {
namespace {

constexpr unsigned kBitsAByte = 7;
constexpr unsigned char kMore = 0x80;
constexpr unsigned char kLowBits = 0x7F;
constexpr unsigned kRealBytes = 8;

}  // namespace

void ByteWriter::number(std::uint64_t value) {
  while (value > kLowBits) {
    bytes_.push_back(static_cast<char>((value & kLowBits) | kMore));
    value >>= kBitsAByte;
  }
  bytes_.push_back(static_cast<char>(value));
}

void ByteWriter::signed_number(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  number((bits << 1U) ^ (value < 0 ? ~std::uint64_t{0} : 0));
}

void ByteWriter::real(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  for (unsigned i = 0; i < kRealBytes; ++i)
    bytes_.push_back(static_cast<char>((bits >> (8 * i)) & 0xFF));
}

void ByteWriter::text(std::string_view value) {
  number(value.size());
  bytes_.append(value);
}

std::uint64_t ByteReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += kBitsAByte) {
    const auto byte = static_cast<unsigned char>(rest_.front());
    const auto bits = std::uint64_t{byte} & kLowBits;
    if ((bits << shift) >> shift != bits) break;
    rest_.remove_prefix(1);
    value |= bits << shift;
    if ((byte & kMore) == 0) return value;
  }
  fail();
  return 0;
}

std::int64_t ByteReader::signed_number() {
  const std::uint64_t folded = number();
  return static_cast<std::int64_t>((folded >> 1U) ^ ((folded & 1U) != 0 ? ~std::uint64_t{0} : 0));
}

double ByteReader::real() {
  if (rest_.size() < kRealBytes) {
    fail();
    return 0;
  }
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < kRealBytes; ++i)
    bits |= std::uint64_t{static_cast<unsigned char>(rest_[i])} << (8 * i);
  rest_.remove_prefix(kRealBytes);
  const auto value = std::bit_cast<double>(bits);
  if (std::isfinite(value)) return value;
  fail();
  return 0;
}

bool ByteReader::flag() {
  const std::uint64_t value = number();
  if (value > 1) fail();
  return value == 1;
}

std::string_view ByteReader::text() {
  const std::size_t size = count(1);
  const std::string_view value = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return value;
}

std::size_t ByteReader::count(std::size_t least_bytes) {
  const std::uint64_t value = number();
  if (value <= rest_.size() / least_bytes) return value;
  fail();
  return 0;
}

void ByteReader::fail() {
  well_ = false;
  rest_ = {};
}

}  // namespace newswatch
