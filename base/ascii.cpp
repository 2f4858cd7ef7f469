#include "base/ascii.h"

#include <cstdint>
#include <cstring>

namespace newswatch {
namespace {

/// Flips the case of the letters from `first` to the 26th.
std::string flipped(std::string_view text, char first) {
  constexpr char kCaseBit = 0x20;
  std::string out(text);
  for (char& c : out) {
    if (c >= first && c < first + 26) c = static_cast<char>(c ^ kCaseBit);
  }
  return out;
}

}  // namespace

bool is_ascii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
  std::uint64_t seen = 0;
  for (; text.size() >= sizeof seen; text.remove_prefix(sizeof seen)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data(), sizeof eight);
    seen |= eight;
  }
  for (const char c : text) seen |= static_cast<unsigned char>(c);
  return (seen & kHighBits) == 0;
}

std::string ascii_lower(std::string_view text) { return flipped(text, 'A'); }
std::string ascii_upper(std::string_view text) { return flipped(text, 'a'); }

}  // namespace newswatch
