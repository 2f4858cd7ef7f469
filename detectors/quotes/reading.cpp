#include "detectors/quotes/reading.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <span>

namespace newswatch::detectors::quotes {
namespace {

using AsciiMarks = std::array<GapMarks, 128>;

constexpr AsciiMarks ascii_marks() {
  AsciiMarks marks{};
  const auto set = [&](std::string_view characters, GapMarks mark) {
    for (const char c : characters) marks[static_cast<std::size_t>(c)] = mark;
  };
  set(",", gap::Comma);
  set(":", gap::Colon);
  set(";", gap::Semicolon);
  set("-", gap::Dash);
  set("([{", gap::Opening);
  set(")]}", gap::Closing);
  set(".", gap::Stop);
  set("?", gap::Question);
  set("!", gap::Exclamation);
  set("\"'", gap::Quotation);
  return marks;
}

GapMarks other_mark_of(char32_t c) {
  switch (c) {
    case 0x3001:  // 、
    case 0xFF0C:  // ，
    case 0x060C:  // Arabic
      return gap::Comma;
    case 0xFF1A:
      return gap::Colon;
    case 0xFF1B:
      return gap::Semicolon;
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return gap::Dash;
    case 0xFF08:
      return gap::Opening;
    case 0xFF09:
      return gap::Closing;
    case 0x2026:  // …
    case 0x3002:  // 。
      return gap::Stop;
    case 0xFF1F:
    case 0x061F:
      return gap::Question;
    case 0xFF01:
      return gap::Exclamation;
    case 0x00AB:  // «
    case 0x00BB:  // »
    case 0x2018:  // ‘
    case 0x2019:  // ’
    case 0x201A:  // ‚
    case 0x201C:  // “
    case 0x201D:  // ”
    case 0x201E:  // „
    case 0x2039:  // ‹
    case 0x203A:  // ›
    case 0x300C:  // 「
    case 0x300D:  // 」
    case 0x300E:  // 『
    case 0x300F:  // 』
    case 0xFF02:  // ＂
      return gap::Quotation;
    default:
      return 0;
  }
}

/// @param is_wide  whether more than this character stands between the words: else a hyphen joins
/// them, and a colon is that of "18:00".
GapMarks mark_of(char32_t c, bool is_wide) {
  static constexpr AsciiMarks kAsciiMarks = ascii_marks();
  if (c >= 0x80) return other_mark_of(c);
  const bool is_inside = !is_wide && (c == '-' || c == ':');
  return is_inside ? GapMarks{0} : kAsciiMarks[c];
}

/// Reads what stands between the words of one field.
class GapReader {
 public:
  explicit GapReader(Reading& reading) : reading_(reading) {}

  void read() {
    const std::uint32_t size = reading_.size();
    reading_.gaps.assign(size + 1, 0);
    reading_.marks.clear();
    std::uint32_t begin = 0;
    for (std::uint32_t at = 0; at < size; ++at) {
      const ByteSpan word = reading_.words[at];
      read_gap({begin, word.begin}, at);
      begin = word.end;
    }
    read_gap({begin, static_cast<std::uint32_t>(reading_.text.size())}, size);
  }

 private:
  void read_gap(ByteSpan span, std::uint32_t at) {
    const bool is_blank = span.end == span.begin + 1 && reading_.text[span.begin] == ' ';
    if (span.end > span.begin && !is_blank) read_marks(span, at);
  }

  void read_marks(ByteSpan span, std::uint32_t at) {
    const std::uint32_t size = reading_.size();
    const bool breaks = at > 0 && at < size && reading_.begins_paragraph(at);
    const bool is_wide = span.size_bytes() > 1;
    std::uint32_t paragraph = at == 0 ? 0 : reading_.token(at - 1).paragraph;
    GapMarks marks = breaks ? gap::Break : 0;
    std::uint32_t next = span.begin;
    while (next < span.end) {
      const std::uint32_t begin = next;
      const char32_t c = decode(next, span.end);
      const GapMarks mark = mark_of(c, is_wide);
      marks = static_cast<GapMarks>(marks | mark);
      if (mark == gap::Quotation) {
        reading_.marks.push_back({c, {begin, next}, at, paragraph});
      } else if (breaks && (c == '\n' || c == 0x2029)) {
        paragraph = reading_.token(at).paragraph;
      }
    }
    reading_.gaps[at] = marks;
  }

  /// Reads the character at `next`, and moves behind it.
  char32_t decode(std::uint32_t& next, std::uint32_t end) const {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(reading_.text.data());
    if (bytes[next] < 0x80) return bytes[next++];
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, next, end, c);
    return static_cast<char32_t>(c);
  }

  Reading& reading_;
};

void place_words(const text::Tokens& tokens, Reading& reading) {
  reading.words.resize(tokens.tokens.size());
  if (!reading.plain) {
    for (std::size_t i = 0; i < reading.words.size(); ++i)
      reading.words[i] = {tokens.tokens[i].span.begin, tokens.tokens[i].full_end};
    return;
  }
  // Bytes of the plain text and words of the field come in the same order.
  const auto& origins = reading.plain->origins;
  std::uint32_t at = 0;
  const auto pass = [&](std::uint32_t field_byte) {
    while (at < origins.size() && origins[at].begin < field_byte) ++at;
    return at;
  };
  for (std::size_t i = 0; i < reading.words.size(); ++i) {
    const std::uint32_t begin = pass(tokens.tokens[i].span.begin);
    reading.words[i] = {begin, pass(tokens.tokens[i].full_end)};
  }
}

void note_standings(const text::Tokens& tokens, std::vector<Standing>& standings) {
  standings.assign(tokens.tokens.size() + 1, 0);
  Standing* next = standings.data();
  std::uint32_t sentence = UINT32_MAX, paragraph = UINT32_MAX;
  for (const text::Token& token : std::span(tokens.tokens.data(), tokens.tokens.size())) {
    *next++ = static_cast<Standing>((token.capitalised ? standing::Capitalised : 0) |
                                    (token.full_end != token.span.end ? standing::Possessive : 0) |
                                    (token.sentence != sentence ? standing::BeginsSentence : 0) |
                                    (token.paragraph != paragraph ? standing::BeginsParagraph : 0));
    sentence = token.sentence;
    paragraph = token.paragraph;
  }
}

bool is_in_capitals(const Reading& reading, std::uint32_t at) {
  const std::string_view raw = reading.tokens->raw_of(reading.token(at));
  return raw.size() > 1 && raw[1] < 'a';
}

/// What a word may be depends on its first letter: "Will Grant" is a person, "will grant" is not.
WordClasses fitted_to_case(const Reading& reading, std::uint32_t at, WordClasses classes) {
  constexpr WordClasses kNames = word::MaleName | word::FemaleName | word::Place;
  constexpr WordClasses kNotNames = kCue | word::Verb | word::Auxiliary | word::CueNoun;
  // "U.S.", "US" are no pronouns.
  if ((classes & word::Object) != 0 && is_in_capitals(reading, at)) classes = word::Title;
  if (!reading.is_capitalised(at)) return classes & ~kNames;
  if (!reading.begins_sentence(at) && (classes & kNotNames) != 0 &&
      !reading.has_gap(at, gap::Quotation)) {
    classes &= ~(kNotNames | word::CueThat | word::CueBare | word::CueTo);
  }
  return classes;
}

void classify_words(Reading& reading) {
  constexpr std::uint32_t kAtOnce = 32;
  const ClassTable& table = class_table();
  std::array<std::uint64_t, kAtOnce> digests;
  reading.classes.resize(reading.size());
  for (std::uint32_t first = 0; first < reading.size(); first += kAtOnce) {
    const std::uint32_t end = std::min(reading.size(), first + kAtOnce);
    for (std::uint32_t at = first; at < end; ++at)
      digests[at - first] = table.begin(reading.folded(at));
    for (std::uint32_t at = first; at < end; ++at) {
      WordClasses classes = table.of(digests[at - first]);
      if (classes == 0 && looks_like_adverb(reading.folded(at))) classes = word::Adverb;
      reading.classes[at] = classes == 0 ? 0 : fitted_to_case(reading, at, classes);
    }
  }
}

bool has_digit(const Reading& reading, std::uint32_t at) {
  const char first = reading.folded(at).front();
  return first >= '0' && first <= '9';
}

bool has_number(const Reading& reading, std::uint32_t end) {
  for (std::uint32_t at = 1; at < end; ++at) {
    if (has_digit(reading, at)) return true;
  }
  return false;
}

/// "WASHINGTON —", "PARIS (Example) -", "New Delhi, Nov 11:". @return 0 without one.
std::uint32_t end_of_dateline(const Reading& reading) {
  constexpr std::uint32_t kMostWords = 8;
  for (std::uint32_t at = 1; at < reading.size() && at <= kMostWords; ++at) {
    if (reading.has_gap(at, gap::Break | gap::Quotation)) return 0;
    const bool in_capitals = is_in_capitals(reading, 0);
    if (reading.has_gap(at, gap::Dash) && in_capitals) return at;
    if (reading.has_gap(at, gap::Colon | gap::Dash) && has_number(reading, at)) return at;
    const bool fits = reading.is_capitalised(at) || has_digit(reading, at);
    if (!fits) return 0;
  }
  return 0;
}

}  // namespace

void read_field(const text::Tokens& tokens, Reading& reading) {
  reading.tokens = &tokens;
  reading.plain = text::strip_markup(tokens.field);
  reading.text = reading.plain ? std::string_view(reading.plain->text) : tokens.field;
  place_words(tokens, reading);
  note_standings(tokens, reading.standings);
  GapReader(reading).read();
  if (reading.size() > 0) reading.standings[end_of_dateline(reading)] |= standing::BeginsSentence;
  classify_words(reading);
}

}  // namespace newswatch::detectors::quotes
