#include "detectors/quotes/segments.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace newswatch::detectors::quotes {
namespace {

constexpr char32_t kSingleOpen = 0x2018, kSingleClose = 0x2019, kOpen = 0x201C, kClose = 0x201D,
                   kLow = 0x201E, kLeftGuillemet = 0x00AB, kRightGuillemet = 0x00BB;

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

bool is_ascii_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// The no-break spaces that French sets inside its marks.
constexpr auto kOtherBlanks = std::to_array<std::string_view>({"\u00A0", "\u202F", "\u2009"});

bool is_blank_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  if (is_ascii(text[at])) return is_ascii_blank(text[at]);
  return std::ranges::any_of(
      kOtherBlanks, [&](std::string_view blank) { return text.substr(at).starts_with(blank); });
}

bool is_blank_before(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  if (is_ascii(text[at - 1])) return is_ascii_blank(text[at - 1]);
  return std::ranges::any_of(
      kOtherBlanks, [&](std::string_view blank) { return text.substr(0, at).ends_with(blank); });
}

bool is_letter_or_digit(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte | 0x20) >= 'a' ? (byte | 0x20) <= 'z' || byte >= 0xC3 : byte >= '0' && byte <= '9';
}

/// Finds the segments of one field.
class Finder {
 public:
  Finder(const Reading& reading, std::vector<Segment>& segments)
      : reading_(reading), segments_(segments) {}

  void find() {
    const auto& marks = reading_.marks;
    for (std::size_t i = 0; i < marks.size();) {
      std::size_t end = i;
      while (end < marks.size() && marks[end].paragraph == marks[i].paragraph) ++end;
      read_paragraph(i, end);
      i = end;
    }
  }

 private:
  char32_t at(std::size_t mark) const { return reading_.marks[mark].character; }
  std::string_view text() const { return reading_.text; }

  /// Whether a word stands between the mark and the one that a reader would take to be its side.
  bool is_blank_before_mark(std::size_t mark) const {
    return is_blank_before(text(), reading_.marks[mark].span.begin);
  }
  bool is_blank_behind_mark(std::size_t mark) const {
    return is_blank_at(text(), reading_.marks[mark].span.end);
  }
  bool is_behind_opening_punctuation(std::size_t mark) const {
    const std::string_view before = text().substr(0, reading_.marks[mark].span.begin);
    if (before.empty()) return false;
    if (is_ascii(before.back()))
      return std::string_view("([{-/\":>").find(before.back()) != std::string_view::npos;
    return before.ends_with("\u2014") || before.ends_with("\u2013") || before.ends_with("\u201C") ||
           before.ends_with("\u2018");
  }
  bool is_between_letters(std::size_t mark) const {
    const ByteSpan span = reading_.marks[mark].span;
    return span.begin > 0 && span.end < text().size() &&
           is_letter_or_digit(text()[span.begin - 1]) && is_letter_or_digit(text()[span.end]);
  }

  void read_paragraph(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end;) {
      const auto close = closing_of(begin, i, end);
      if (!close) {
        ++i;
        continue;
      }
      add(i, *close, end);
      // A mark that opens the next one closes nothing.
      const bool opens = *close < end && is_opening(at(*close), at(i));
      i = *close < end && !opens ? *close + 1 : *close;
    }
  }

  /// @return the mark that closes the one at `i`; `end` when it stays open up to the end of the
  /// paragraph; nothing when it opens nothing.
  std::optional<std::size_t> closing_of(std::size_t begin, std::size_t i, std::size_t end) const {
    switch (at(i)) {
      case kOpen:
        return closing_among(i, end, {kClose, '"'}, kOpen);
      case kClose:  // Swedish and Finnish open with it, too.
        return opens_by_place(i) ? closing_among(i, end, {kClose, kClose}, 0) : std::nullopt;
      case kLow:
        return closing_among(i, end, {kOpen, kClose}, kLow);
      case 0xFF02:
      case '"':
        return opens_by_place(i) && !is_inches(i) ? closing_straight(i, end) : std::nullopt;
      case kLeftGuillemet:
        return closing_among(i, end, {kRightGuillemet, kRightGuillemet}, 0);
      case kRightGuillemet:  // German and Danish books turn them round.
        return opens_by_place(i) ? closing_among(i, end, {kLeftGuillemet, kLeftGuillemet}, 0)
                                 : std::nullopt;
      case 0x300C:
        return closing_among(i, end, {0x300D, 0x300D}, 0);
      case 0x300E:
        return closing_among(i, end, {0x300F, 0x300F}, 0);
      case 0x2039:
        return closing_among(i, end, {0x203A, 0x203A}, 0);
      case 0x201A:
        return closing_single(i, end, kSingleOpen);
      case kSingleOpen:
        return opens_single(i) ? closing_or_rest(begin, i, end, kSingleClose) : std::nullopt;
      case '\'':
        return opens_single(i) ? closing_single(i, end, '\'') : std::nullopt;
      default:
        return std::nullopt;
    }
  }

  bool opens_by_place(std::size_t i) const {
    return (is_blank_before_mark(i) || is_behind_opening_punctuation(i)) &&
           !is_blank_behind_mark(i);
  }
  bool opens_single(std::size_t i) const { return !is_between_letters(i) && opens_by_place(i); }
  /// 5'10", 9".
  bool is_inches(std::size_t i) const {
    const auto begin = reading_.marks[i].span.begin;
    return begin > 0 && text()[begin - 1] >= '0' && text()[begin - 1] <= '9';
  }

  /// @param again  a mark that opens another one: then this one was never closed.
  std::optional<std::size_t> closing_among(std::size_t i, std::size_t end,
                                           std::array<char32_t, 2> closing, char32_t again) const {
    for (std::size_t j = i + 1; j < end; ++j) {
      if (at(j) == closing[0] || at(j) == closing[1]) return j;
      if (at(j) == again) return j;
    }
    return end;
  }
  std::optional<std::size_t> closing_straight(std::size_t i, std::size_t end) const {
    for (std::size_t j = i + 1; j < end; ++j) {
      if (at(j) == at(i) && !is_inches(j)) return j;
    }
    return end;
  }

  /// British news quotes by single marks, which are apostrophes, too.
  std::optional<std::size_t> closing_single(std::size_t i, std::size_t end,
                                            char32_t closing) const {
    std::optional<std::size_t> behind_s;
    for (std::size_t j = i + 1; j < end; ++j) {
      if (at(j) != closing) continue;
      if (closing == '\'' ? opens_single(j) && is_blank_before_mark(j) : false) break;
      if (is_between_letters(j) || is_blank_before_mark(j) || begins_elision(j)) continue;
      const char before = text()[reading_.marks[j].span.begin - 1];
      // "the ministers’ plan": a plural that owns something, unless nothing else closes.
      const bool may_be_plural = before == 's' && is_blank_behind_mark(j);
      if (!may_be_plural) return j;
      if (!behind_s) behind_s = j;
      if (ends_paragraph(j, end)) return j;
    }
    return behind_s;
  }
  bool begins_elision(std::size_t j) const {
    const auto end = reading_.marks[j].span.end;
    return is_blank_before_mark(j) && end < text().size() && is_letter_or_digit(text()[end]);
  }
  bool ends_paragraph(std::size_t j, std::size_t end) const {
    return j + 1 == end && reading_.marks[j].token < reading_.size() &&
           reading_.begins_paragraph(reading_.marks[j].token);
  }

  std::optional<std::size_t> closing_or_rest(std::size_t begin, std::size_t i, std::size_t end,
                                             char32_t closing) const {
    if (const auto close = closing_single(i, end, closing)) return close;
    // A speech of several paragraphs opens each with the mark.
    const bool first_in_paragraph = i == begin && reading_.marks[i].token < reading_.size() &&
                                    reading_.begins_paragraph(reading_.marks[i].token);
    return first_in_paragraph ? std::optional(end) : std::nullopt;
  }

  void add(std::size_t open, std::size_t close, std::size_t end) {
    const Mark& from = reading_.marks[open];
    Segment segment;
    segment.paragraph = from.paragraph;
    segment.first = from.token;
    segment.is_unclosed = close == end;
    segment.outer.begin = from.span.begin;
    if (segment.is_unclosed) {
      segment.end = paragraph_end(from);
      segment.outer.end = segment.end > segment.first ? line_end(segment.end) : from.span.end;
      segment.text = {from.span.end, segment.outer.end};
    } else {
      const Mark& to = reading_.marks[close];
      segment.end = to.token;
      segment.outer.end = to.span.end;
      segment.text = {from.span.end, to.span.begin};
      if (is_opening(to.character, from.character)) segment.outer.end = to.span.begin;
    }
    trim(segment.text);
    if (segment.end <= segment.first || segment.text.end <= segment.text.begin) return;
    segment.is_continued = continues(segment);
    segments_.push_back(segment);
  }

  static bool is_opening(char32_t mark, char32_t first) {
    return mark == first && (mark == kOpen || mark == kLow);
  }

  /// Whether the segment opens the paragraph behind one that was left open by the same mark.
  bool continues(const Segment& segment) const {
    if (segments_.empty() || !segments_.back().is_unclosed) return false;
    const Segment& last = segments_.back();
    return last.paragraph + 1 == segment.paragraph && reading_.begins_paragraph(segment.first) &&
           text()[last.outer.begin] == text()[segment.outer.begin];
  }

  std::uint32_t paragraph_end(const Mark& from) const {
    std::uint32_t at = from.token;
    while (at < reading_.size() && reading_.token(at).paragraph == from.paragraph) ++at;
    return at;
  }
  /// @return where the line ends whose last token is before `end`.
  std::uint32_t line_end(std::uint32_t end) const {
    const std::uint32_t from = reading_.words[end - 1].end;
    const auto to = static_cast<std::uint32_t>(end < reading_.size() ? reading_.words[end].begin
                                                                     : text().size());
    const auto stretch = text().substr(from, to - from);
    const auto line_break = stretch.find('\n');
    return line_break == std::string_view::npos ? to
                                                : from + static_cast<std::uint32_t>(line_break);
  }

  void trim(ByteSpan& span) const {
    const auto step = [&](std::size_t at) {
      const auto byte = static_cast<unsigned char>(text()[at]);
      return byte == 0xC2 ? 2U : byte == 0xE2 ? 3U : 1U;
    };
    while (span.begin < span.end && is_blank_at(text(), span.begin)) span.begin += step(span.begin);
    while (span.begin < span.end && is_blank_before(text(), span.end)) {
      const auto before = text().substr(0, span.end);
      span.end -= before.ends_with("\u00A0")                                 ? 2U
                  : before.ends_with("\u202F") || before.ends_with("\u2009") ? 3U
                                                                             : 1U;
    }
  }

  const Reading& reading_;
  std::vector<Segment>& segments_;
};

}  // namespace

void find_segments(const Reading& reading, std::vector<Segment>& segments) {
  segments.clear();
  Finder(reading, segments).find();
}

void mark_quoted(std::span<const Segment> segments, Reading& reading) {
  for (const Segment& segment : segments) {
    for (std::uint32_t at = segment.first; at < segment.end; ++at)
      reading.standings[at] |= standing::Quoted;
  }
}

}  // namespace newswatch::detectors::quotes
