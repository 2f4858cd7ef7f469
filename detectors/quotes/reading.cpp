#include "detectors/quotes/reading.h"

#include <unicode/utf8.h>

namespace newswatch::detectors::quotes {
namespace {

GapMarks mark_of(char32_t c) {
  switch (c) {
    case ',':
    case 0x3001:  // 、
    case 0xFF0C:  // ，
    case 0x060C:  // Arabic
      return gap::Comma;
    case ':':
    case 0xFF1A:
      return gap::Colon;
    case ';':
    case 0xFF1B:
      return gap::Semicolon;
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return gap::Dash;
    case '(':
    case '[':
    case '{':
    case 0xFF08:
      return gap::Opening;
    case ')':
    case ']':
    case '}':
    case 0xFF09:
      return gap::Closing;
    case '.':
    case 0x2026:  // …
    case 0x3002:  // 。
      return gap::Stop;
    case '?':
    case 0xFF1F:
    case 0x061F:
      return gap::Question;
    case '!':
    case 0xFF01:
      return gap::Exclamation;
    default:
      return 0;
  }
}

bool is_quotation_mark(char32_t c) {
  switch (c) {
    case '"':
    case '\'':
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
      return true;
    default:
      return false;
  }
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
    for (std::uint32_t at = 0; at <= size; ++at) {
      const auto end =
          at == size ? static_cast<std::uint32_t>(reading_.text.size()) : reading_.words[at].begin;
      const bool is_blank = end == begin + 1 && reading_.text[begin] == ' ';
      if (end > begin && !is_blank) read_gap({begin, end}, at);
      if (at < size) begin = reading_.words[at].end;
    }
  }

 private:
  void read_gap(ByteSpan span, std::uint32_t at) {
    const std::uint32_t size = reading_.size();
    const bool breaks = at > 0 && at < size && reading_.begins_paragraph(at);
    std::uint32_t paragraph = at == 0 ? 0 : reading_.token(at - 1).paragraph;
    GapMarks& marks = reading_.gaps[at];
    if (breaks) marks = gap::Break;
    std::uint32_t next = span.begin;
    while (next < span.end) {
      const std::uint32_t begin = next;
      const char32_t c = decode(next, span.end);
      if (is_quotation_mark(c)) {
        marks = static_cast<GapMarks>(marks | gap::Quotation);
        reading_.marks.push_back({c, {begin, next}, at, paragraph});
      } else if (breaks && (c == '\n' || c == 0x2029)) {
        paragraph = reading_.token(at).paragraph;
      } else if (c == '-') {
        const bool wide = span.size_bytes() > 1;
        if (wide) marks = static_cast<GapMarks>(marks | gap::Dash);
      } else if (c != ':' || span.size_bytes() > 1) {  // not that of "18:00"
        marks = static_cast<GapMarks>(marks | mark_of(c));
      }
    }
  }

  /// Reads the character at `next`, and moves behind it.
  char32_t decode(std::uint32_t& next, std::uint32_t end) const {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(reading_.text.data());
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, next, end, c);
    return static_cast<char32_t>(c);
  }

  Reading& reading_;
};

void place_words(const text::Tokens& tokens, Reading& reading) {
  reading.words.clear();
  if (!reading.plain) {
    for (const text::Token& token : tokens.tokens) {
      reading.words.push_back({token.span.begin, token.full_end});
    }
    return;
  }
  // Bytes of the plain text and words of the field come in the same order.
  const auto& origins = reading.plain->origins;
  std::uint32_t at = 0;
  const auto pass = [&](std::uint32_t field_byte) {
    while (at < origins.size() && origins[at].begin < field_byte) ++at;
    return at;
  };
  for (const text::Token& token : tokens.tokens) {
    const std::uint32_t begin = pass(token.span.begin);
    reading.words.push_back({begin, pass(token.full_end)});
  }
}

bool is_in_capitals(const Reading& reading, std::uint32_t at) {
  const std::string_view raw = reading.tokens->raw_of(reading.token(at));
  return raw.size() > 1 && raw[1] < 'a';
}

/// What a word may be depends on its first letter: "Will Grant" is a person, "will grant" is not.
void fit_classes_to_case(Reading& reading) {
  constexpr WordClasses kNames = word::MaleName | word::FemaleName | word::Place;
  constexpr WordClasses kNotNames = kCue | word::Verb | word::Auxiliary | word::CueNoun;
  for (std::uint32_t at = 0; at < reading.size(); ++at) {
    WordClasses& classes = reading.classes[at];
    if (classes == 0) continue;
    // "U.S.", "US" are no pronouns.
    if ((classes & word::Object) != 0 && is_in_capitals(reading, at)) classes = word::Title;
    if (!reading.token(at).capitalised) {
      classes &= ~kNames;
    } else if (!reading.begins_sentence(at) && (classes & kNotNames) != 0 &&
               !reading.has_gap(at, gap::Quotation)) {
      classes &= ~(kNotNames | word::CueThat | word::CueBare | word::CueTo);
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

/// "WASHINGTON —", "PARIS (Example) -", "New Delhi, Nov 11:"
std::uint32_t end_of_dateline(const Reading& reading) {
  constexpr std::uint32_t kMostWords = 8;
  for (std::uint32_t at = 1; at < reading.size() && at <= kMostWords; ++at) {
    if (reading.has_gap(at, gap::Break | gap::Quotation)) return 0;
    const bool in_capitals = is_in_capitals(reading, 0);
    if (reading.has_gap(at, gap::Dash) && in_capitals) return at;
    if (reading.has_gap(at, gap::Colon | gap::Dash) && has_number(reading, at)) return at;
    const bool fits = reading.token(at).capitalised || has_digit(reading, at);
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
  classify(tokens, reading.classes);
  GapReader(reading).read();
  reading.dateline_end = 0;
  reading.dateline_end = end_of_dateline(reading);
  fit_classes_to_case(reading);
}

}  // namespace newswatch::detectors::quotes
