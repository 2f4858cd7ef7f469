#include "base/ascii.h"

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

std::string ascii_lower(std::string_view text) { return flipped(text, 'A'); }
std::string ascii_upper(std::string_view text) { return flipped(text, 'a'); }

}  // namespace newswatch
