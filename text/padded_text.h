#pragma once

#include <algorithm>
#include <string_view>

#include "text/reusable_array.h"

namespace newswatch::text {

/// UTF-8 behind whose end 64 more bytes may be read, so that a look-up can load a word of up to 64
/// bytes at once wherever it begins. What they hold means nothing.
class PaddedText : public ReusableArray<char, 64> {
 public:
  operator std::string_view() const { return {data(), size()}; }  // NOLINT: is a text
  std::string_view view() const { return *this; }

  PaddedText& operator+=(std::string_view text) {
    const auto at = size();
    resize(at + text.size());
    std::copy(text.begin(), text.end(), data() + at);
    return *this;
  }
  bool operator==(std::string_view text) const { return view() == text; }
};

}  // namespace newswatch::text
