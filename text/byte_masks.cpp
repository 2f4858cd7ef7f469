#include "text/byte_masks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

// This file is compiled once for each kind of vectors.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "text/byte_masks.cpp"
#include <hwy/foreach_target.h>
// Behind it, since it names the target.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace newswatch::text::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// @param blocks  of 64 bytes, in `text` and in `lowered`; one word of each mask is written for
/// each.
void classify(const char* text, std::size_t blocks, char* lowered, std::uint64_t* blank,
              std::uint64_t* not_alphanumeric) {
  const hn::CappedTag<std::uint8_t, 64> d;
  const std::size_t step = hn::Lanes(d);
  const auto at_most = [&](auto v, char first, std::uint8_t span) {
    return hn::Lt(hn::Sub(v, hn::Set(d, static_cast<std::uint8_t>(first))), hn::Set(d, span));
  };
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint8_t blank_bits[8 + 8] = {}, other_bits[8 + 8] = {};
    for (std::size_t i = 0; i < 64; i += step) {
      const auto* from = reinterpret_cast<const std::uint8_t*>(text) + 64 * block + i;
      auto* to = reinterpret_cast<std::uint8_t*>(lowered) + 64 * block + i;
      const auto v = hn::LoadU(d, from);
      const auto upper = at_most(v, 'A', 26);
      const auto low = hn::Add(v, hn::IfThenElseZero(upper, hn::Set(d, std::uint8_t{0x20})));
      hn::StoreU(low, d, to);
      const auto alphanumeric = hn::Or(at_most(low, 'a', 26), at_most(v, '0', 10));
      const auto is_blank = hn::Or(hn::Eq(v, hn::Set(d, std::uint8_t{' '})), at_most(v, '\t', 5));
      hn::StoreMaskBits(d, is_blank, blank_bits + i / 8);
      hn::StoreMaskBits(d, hn::Not(alphanumeric), other_bits + i / 8);
    }
    std::memcpy(blank + block, blank_bits, 8);
    std::memcpy(not_alphanumeric + block, other_bits, 8);
  }
}

}  // namespace newswatch::text::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace newswatch::text {

HWY_EXPORT(classify);

void ByteMasks::read(std::string_view text, PaddedText& lowered) {
  size_ = text.size();
  const std::size_t whole = size_ / 64;
  blank_.resize(std::max(blank_.size(), whole + 2));
  not_alphanumeric_.resize(blank_.size());
  lowered.resize(size_);  // the padding takes what is written behind the text
  HWY_DYNAMIC_DISPATCH(classify)
  (text.data(), whole, lowered.data(), blank_.data(), not_alphanumeric_.data());
  // The rest, with blanks behind it.
  std::array<char, 64> rest;
  rest.fill(' ');
  std::ranges::copy(text.substr(64 * whole), rest.begin());
  HWY_DYNAMIC_DISPATCH(classify)
  (rest.data(), 1, lowered.data() + 64 * whole, blank_.data() + whole,
   not_alphanumeric_.data() + whole);
  not_alphanumeric_[whole] &= (std::uint64_t{1} << (size_ % 64)) - 1;
  blank_[whole + 1] = ~std::uint64_t{0};
  not_alphanumeric_[whole + 1] = 0;
}

}  // namespace newswatch::text
#endif
