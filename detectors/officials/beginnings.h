#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace newswatch::detectors::officials {

/// The first words of many phrases, told by their lengths and three of their letters: most words of
/// an article are known not to be among them at the cost of one bit looked at.
class Beginnings {
 public:
  /// What the bits of any `Beginnings` go by.
  static std::uint32_t key_of(std::string_view word) {
    if (word.empty()) return 0;
    const auto letter = [&](std::size_t at) {
      return std::uint32_t{static_cast<std::uint8_t>(word[at])};
    };
    const std::uint32_t letters =
        letter(0) | letter(word.size() > 1 ? 1 : 0) << 8 | letter(word.size() - 1) << 16;
    return ((letters | static_cast<std::uint32_t>(word.size()) << 24) * 0x9E3779B1U) >> kShift;
  }

  void add(std::string_view word) {
    const std::uint32_t key = key_of(word);
    bits_[key / 64] |= std::uint64_t{1} << (key % 64);
  }
  /// @return false only where no word of this key was added.
  bool may_have(std::uint32_t key) const { return (bits_[key / 64] >> (key % 64) & 1) != 0; }

 private:
  static constexpr std::uint32_t kShift = 32 - 15;

  std::vector<std::uint64_t> bits_ = std::vector<std::uint64_t>((1U << (32 - kShift)) / 64);
};

}  // namespace newswatch::detectors::officials
