#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "text/markup.h"
#include "text/tokens.h"

namespace newswatch::text {

/// Adds the words of one text to `out`, in order: trims them, folds them, and reads what stands
/// between them.
class WordWriter {
 public:
  /// @param text     what is read. `out.folded` holds it in lower case.
  /// @param plain    where it came from, or nothing when `text` is the field itself.
  /// @param out      without words; its field is set by the caller.
  WordWriter(std::string_view text, const PlainText* plain, Tokens& out);

  /// @param word  a stretch of the text behind the last one, found by UAX #29.
  void add(ByteSpan word);

  /// The same for ASCII letters and digits alone, at least two, which most words are.
  void add_plain(ByteSpan word);

 private:
  Gap pass_gap(ByteSpan word, std::string_view folded);
  bool is_one_blank_behind_last(std::uint32_t begin) const;
  ByteSpan without_outer_apostrophes(ByteSpan word) const;
  bool ends_last(ByteSpan word) const;
  void end_last(ByteSpan word);
  void fold(ByteSpan word, std::uint32_t ending, Token& token);
  Gap read_gap(ByteSpan word, std::string_view folded);
  ByteSpan origin_of(ByteSpan span) const { return plain_ ? plain_->origin_of(span) : span; }

  std::string_view text_;
  const PlainText* plain_;
  Tokens& out_;
  std::string folded_;  ///< Scratch memory.
  std::uint32_t last_end_ = 0;
  std::uint32_t paragraph_ = 0;
  std::uint32_t sentence_ = 0;
};

}  // namespace newswatch::text
