#include "text/gap_reader.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

namespace newswatch::text {
namespace {

// Traits of a mark, as bits.
enum : std::uint16_t {
  kLineBreak = 1,
  kParagraphBreak = 2,
  kBlank = 4,
  kIgnored = 8,
  kHyphen = 16,
  kEndsLine = 32,    ///< Behind it a line break ends the paragraph; else the line was wrapped.
  kStop = 64,        ///< May end a sentence,
  kWideStop = 128,   ///< and needs no blank behind it.
  kClosing = 256,    ///< Quotation marks and brackets that may stand behind a stop.
  kSeparator = 512,  ///< Comma, colon and the like: behind a stop, the sentence goes on.
};

std::uint16_t quotation_traits(UChar32 c) {
  const auto type = u_charType(c);
  const bool ends = type == U_FINAL_PUNCTUATION || type == U_END_PUNCTUATION;
  std::uint16_t traits = 0;
  if (ends || c == '"') traits |= kEndsLine;
  // German closes a quotation with the mark that opens an English one.
  if (ends || type == U_INITIAL_PUNCTUATION || c == '"' || c == '\'') traits |= kClosing;
  return traits;
}

std::uint16_t stop_traits(UChar32 c) {
  if (c == 0x2026) return kStop;  // the ellipsis: not in Unicode's list, since it often ends none
  if (u_hasBinaryProperty(c, UCHAR_S_TERM)) {
    return static_cast<std::uint16_t>(kStop | kEndsLine | (c >= 0x80 ? kWideStop : 0));
  }
  const auto line_end = c == ':' ? kEndsLine : 0;
  const auto separator = u_hasBinaryProperty(c, UCHAR_TERMINAL_PUNCTUATION) ? kSeparator : 0;
  return static_cast<std::uint16_t>(line_end | separator);
}

std::uint16_t traits_by_unicode(UChar32 c) {
  if (c == '\n' || c == 0x85 || c == 0x2028) return kLineBreak;
  if (c == 0x2029) return kParagraphBreak;
  if (u_isUWhiteSpace(c)) return kBlank;
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) return kIgnored;
  const auto hyphen = c == '/' || u_hasBinaryProperty(c, UCHAR_DASH) ? kHyphen : 0;
  return static_cast<std::uint16_t>(hyphen | quotation_traits(c) | stop_traits(c));
}

/// ICU's properties cost more than the rest of the reading: ASCII, Latin-1 and General Punctuation
/// have a table.
class MarkTable {
 public:
  MarkTable() {
    for (UChar32 c = 0; c < kLatin; ++c) latin_[static_cast<std::size_t>(c)] = traits_by_unicode(c);
    for (UChar32 c = 0; c < kGeneralEnd - kGeneral; ++c) {
      general_[static_cast<std::size_t>(c)] = traits_by_unicode(kGeneral + c);
    }
  }

  std::uint16_t operator[](UChar32 c) const {
    if (c < kLatin) return latin_[static_cast<std::size_t>(c)];
    if (c >= kGeneral && c < kGeneralEnd) return general_[static_cast<std::size_t>(c - kGeneral)];
    return traits_by_unicode(c);
  }

 private:
  static constexpr UChar32 kLatin = 0x100, kGeneral = 0x2000, kGeneralEnd = 0x2070;
  std::array<std::uint16_t, kLatin> latin_{};
  std::array<std::uint16_t, kGeneralEnd - kGeneral> general_{};
};

class GapReader {
 public:
  explicit GapReader(bool dotted)
      : last_traits_(dotted ? kStop | kEndsLine : 0), stop_(dotted ? Stop::FullStop : Stop::None) {}

  void read(UChar32 c, std::uint16_t traits) {
    if (traits & kLineBreak) {
      ++line_breaks_;
      if (line_breaks_ > 1 || (last_traits_ & kEndsLine)) ended_ = true;
    } else if (traits & kParagraphBreak) {
      ended_ = true;
    } else if (traits & kBlank) {
      blanks_ = true;
    } else if (!(traits & kIgnored)) {
      read_stop(c, traits);
      ++marks_;
      last_mark_ = c;
      last_traits_ = traits;
      line_breaks_ = 0;
      return;
    }
    if (!(traits & kIgnored)) apart_ = true;
  }

  Between between() const { return {gap(), apart_ || wide_ ? stop_ : Stop::None}; }

 private:
  void read_stop(UChar32 c, std::uint16_t traits) {
    if (traits & kStop) {
      stop_ = c == '.' && stop_ == Stop::None ? Stop::FullStop : Stop::Other;
      wide_ = traits & kWideStop;
      apart_ = false;
    } else if ((traits & kSeparator) || (!(traits & kClosing) && !apart_ && !wide_)) {
      stop_ = Stop::None;
    }
  }

  Gap gap() const {
    if (ended_) return Gap::Paragraph;
    if (marks_ == 0) return Gap::Space;
    if (marks_ == 1 && last_mark_ == '.') return Gap::Dot;
    const bool parted = blanks_ || line_breaks_ > 0;
    return marks_ == 1 && (last_traits_ & kHyphen) && !parted ? Gap::Hyphen : Gap::Other;
  }

  UChar32 last_mark_ = 0;
  int last_traits_;
  int marks_ = 0;
  int line_breaks_ = 0;
  bool blanks_ = false;
  bool ended_ = false;
  Stop stop_;
  bool wide_ = false;   ///< The stop needs no blank behind it.
  bool apart_ = false;  ///< A blank stands behind the stop.
};

}  // namespace

Between read_between(std::string_view marks, bool dotted) {
  static const MarkTable table;
  GapReader reader(dotted);
  for (std::size_t at = 0; at < marks.size();) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(marks.data()), at, marks.size(), c);
    reader.read(c, table[c]);
  }
  return reader.between();
}

}  // namespace newswatch::text
