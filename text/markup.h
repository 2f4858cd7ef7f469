#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_span.h"

namespace newswatch::text {

/// A field as a reader sees it, and for each byte of it the bytes of the field that it stands for.
struct PlainText {
  std::string text;
  std::vector<ByteSpan> origins;  ///< One for each byte of `text`.

  /// @param plain  a stretch of `text`, not empty. @return the stretch of the field behind it.
  ByteSpan origin_of(ByteSpan plain) const {
    return {origins[plain.begin].begin, origins[plain.end - 1].end};
  }
};

/// Reads past the markup that feeds leave in titles and bodies; the field itself stays as it is.
/// This is a documented minimum, not an HTML parser: parsers give no byte offsets and cost more
/// than the rest of the analysis.
///
/// - A tag of an HTML element, with attributes, is skipped. Inside a line (`b`, `i`, `a`, `span`,
/// …) it leaves nothing, so
///   that `<b>f</b>entanyl` is one word; other tags end the paragraph. `<` before anything else is
///   a character.
/// - Comments, declarations, and all that stands inside `script` and `style`, are skipped.
/// - Character references, numeric (`&#8217;`) and by the names of HTML 4 (`&rsquo;`), stand for
/// their character. Others,
///   and those without a semicolon, are text.
/// - What is never closed is text.
///
/// Source: HTML Living Standard §13.2.5 (tokenization), cut down as said.
/// @param field  UTF-8. @return nothing when the field holds no markup, which is the usual case.
std::optional<PlainText> strip_markup(std::string_view field);

}  // namespace newswatch::text
