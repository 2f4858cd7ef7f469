#include "text/markup.h"

#include <libxml/HTMLparser.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_set>

#include "base/ascii.h"

namespace newswatch::text {
namespace {

// Both lists: HTML Living Standard §4, sorted for the search. The rest of the elements hold no
// readable text of their own and end a paragraph like blocks.
constexpr auto kInlineElements = std::to_array<std::string_view>(
    {"a",   "abbr", "acronym", "b",    "bdi", "bdo",  "big",   "cite", "code",   "data",
     "del", "dfn",  "em",      "font", "i",   "ins",  "kbd",   "mark", "nobr",   "q",
     "rb",  "rp",   "rt",      "ruby", "s",   "samp", "small", "span", "strike", "strong",
     "sub", "sup",  "time",    "tt",   "u",   "var",  "wbr"});
constexpr auto kBlockElements = std::to_array<std::string_view>(
    {"address",  "article",    "aside",   "audio",  "blockquote", "body",     "br",
     "button",   "canvas",     "caption", "center", "col",        "colgroup", "dd",
     "details",  "dialog",     "dir",     "div",    "dl",         "dt",       "embed",
     "fieldset", "figcaption", "figure",  "footer", "form",       "frame",    "h1",
     "h2",       "h3",         "h4",      "h5",     "h6",         "head",     "header",
     "hr",       "html",       "iframe",  "img",    "input",      "label",    "legend",
     "li",       "link",       "main",    "map",    "menu",       "meta",     "nav",
     "noscript", "object",     "ol",      "option", "p",          "param",    "picture",
     "pre",      "script",     "section", "select", "source",     "style",    "summary",
     "svg",      "table",      "tbody",   "td",     "template",   "textarea", "tfoot",
     "th",       "thead",      "title",   "tr",     "track",      "ul",       "video"});
static_assert(std::ranges::is_sorted(kInlineElements) && std::ranges::is_sorted(kBlockElements));

constexpr std::string_view kParagraphEnd = "\n\n";

bool is_ascii_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// A piece of markup at some byte of a field, and what it leaves for the reader.
struct Piece {
  std::size_t size = 0;
  std::string leaves;
};

/// Looks for one mark. Where it found none it finds none further on either; remembering that keeps
/// the time linear, whatever strangers send.
class MarkFinder {
 public:
  MarkFinder(std::string_view field, std::string_view mark) : field_(field), mark_(mark) {}

  std::size_t find(std::size_t from) {
    if (from >= none_from_) return std::string_view::npos;
    const auto at = field_.find(mark_, from);
    if (at == std::string_view::npos) none_from_ = from;
    return at;
  }

 private:
  std::string_view field_;
  std::string_view mark_;
  std::size_t none_from_ = std::string_view::npos;
};

/// Reads the tags and comments of one field, in time linear in its size.
class TagReader {
 public:
  explicit TagReader(std::string_view field) : field_(field) {}

  /// @return the comment, declaration or tag at byte `at`, where a `<` stands.
  std::optional<Piece> read(std::size_t at) {
    const auto rest = field_.substr(at);
    // From the second byte on: `<!-->` is a whole comment.
    if (rest.starts_with("<!--")) return up_to(comment_end_.find(at + 2), at, 3);
    if (rest.starts_with("<!") || rest.starts_with("<?")) {
      return up_to(tag_end_.find(at + 2), at, 1);
    }
    return read_tag(at);
  }

 private:
  static constexpr auto npos = std::string_view::npos;

  static std::optional<Piece> up_to(std::size_t mark, std::size_t at, std::size_t mark_size) {
    if (mark == npos) return std::nullopt;
    return Piece{mark + mark_size - at, ""};
  }

  std::optional<Piece> read_tag(std::size_t at) {
    const bool closing = field_.substr(at).starts_with("</");
    const std::size_t begin = at + (closing ? 2 : 1);
    const std::string element = element_at(begin);
    const bool is_inline = std::ranges::binary_search(kInlineElements, element);
    if (!is_inline && !std::ranges::binary_search(kBlockElements, element)) return std::nullopt;
    auto end = end_of_tag(begin + element.size());
    if (!end) return std::nullopt;
    if (!closing && element == "script") end = end_of_raw_text(*end, element, script_closes_);
    if (!closing && element == "style") end = end_of_raw_text(*end, element, style_closes_);
    return Piece{*end - at, is_inline ? "" : std::string(kParagraphEnd)};
  }

  /// @return the name at byte `begin` in lower case; empty when it is longer than any element's.
  std::string element_at(std::size_t begin) const {
    constexpr std::size_t kLongestName = 10;  // blockquote, figcaption
    std::size_t end = begin;
    while (end < field_.size() && (is_ascii_letter(field_[end]) || is_ascii_digit(field_[end]))) {
      if (++end - begin > kLongestName) return "";
    }
    return ascii_lower(field_.substr(begin, end - begin));
  }

  /// @return the byte behind the `>` that ends a tag; marks inside attributes end nothing.
  ///
  /// A tag that begins inside an attribute of an unclosed one would read the same rest once more:
  /// so it stops where an earlier one came out of an attribute and found no end.
  std::optional<std::size_t> end_of_tag(std::size_t from) {
    values_end_.clear();
    const auto end = read_to_end(from);
    if (!end) dead_ends_.insert(values_end_.begin(), values_end_.end());
    return end;
  }

  std::optional<std::size_t> read_to_end(std::size_t from) {
    char last = ' ';  // but for blanks
    for (std::size_t i = from; i < field_.size(); ++i) {
      const char c = field_[i];
      if (c == '>') return i + 1;
      if (c == '<') return std::nullopt;
      if ((c == '"' || c == '\'') && last == '=') {
        i = (c == '"' ? double_quote_ : single_quote_).find(i + 1);
        if (i == npos || dead_ends_.contains(i)) return std::nullopt;
        values_end_.push_back(i);
      }
      if (!is_blank(c)) last = c;
    }
    return std::nullopt;
  }

  /// @return the byte behind the closing tag of a `script` or `style`; `from` when it is never
  /// closed.
  /// @param closes  false from the first unclosed one on: none behind it is closed either.
  std::size_t end_of_raw_text(std::size_t from, const std::string& element, bool& closes) {
    for (auto at = closes ? field_.find("</", from) : npos; at != npos;
         at = field_.find("</", at + 2)) {
      if (ascii_lower(field_.substr(at + 2, element.size())) != element) continue;
      if (const auto end = tag_end_.find(at); end != npos) return end + 1;
      break;
    }
    closes = false;
    return from;
  }

  std::string_view field_;
  MarkFinder comment_end_{field_, "-->"}, tag_end_{field_, ">"};
  MarkFinder double_quote_{field_, "\""}, single_quote_{field_, "'"};
  bool script_closes_ = true, style_closes_ = true;
  std::vector<std::size_t> values_end_;        ///< Closing marks of the tag that is being read.
  std::unordered_set<std::size_t> dead_ends_;  ///< Those of tags that never ended.
};

std::string utf8_of(std::uint32_t code_point) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, code_point);
  return {bytes.data(), static_cast<std::size_t>(size)};
}

std::optional<std::uint32_t> numeric_reference(std::string_view digits) {
  const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
  if (hexadecimal) digits.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
    return std::nullopt;
  const bool is_character = value != 0 && value <= 0x10FFFF && !(value >= 0xD800 && value < 0xE000);
  return is_character ? std::optional(value) : std::nullopt;
}

std::optional<std::uint32_t> named_reference(std::string_view name) {
  const std::string terminated(name);
  const auto* entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str()));
  if (name == "apos") return '\'';  // XML and HTML 5 have it, HTML 4 has not
  // The lookup ends at a NUL inside the name.
  const bool known = entity != nullptr && name == reinterpret_cast<const char*>(entity->name);
  return known ? std::optional<std::uint32_t>(entity->value) : std::nullopt;
}

std::optional<Piece> read_reference(std::string_view at) {
  constexpr std::size_t kLongest = 12;  // &thetasym; is the longest name
  const auto end = at.substr(0, kLongest).find(';');
  if (end == std::string_view::npos || end < 2) return std::nullopt;
  const auto name = at.substr(1, end - 1);
  const auto code_point =
      name.starts_with('#') ? numeric_reference(name.substr(1)) : named_reference(name);
  if (!code_point) return std::nullopt;
  return Piece{end + 1, utf8_of(*code_point)};
}

/// Takes the bytes from `begin` to `end` over as they are.
void add_text(std::string_view field, std::size_t begin, std::size_t end, PlainText& plain) {
  plain.text += field.substr(begin, end - begin);
  for (auto at = static_cast<std::uint32_t>(begin); at < end; ++at) {
    plain.origins.push_back({at, at + 1});
  }
}

}  // namespace

std::optional<PlainText> strip_markup(std::string_view field) {
  // One search for each mark: the library's search for several goes byte by byte.
  const bool has_markup =
      field.find('<') != std::string_view::npos || field.find('&') != std::string_view::npos;
  if (!has_markup) return std::nullopt;
  PlainText plain;
  plain.text.reserve(field.size());
  plain.origins.reserve(field.size());
  TagReader tags(field);
  for (std::size_t i = 0; i < field.size();) {
    const std::size_t markup = std::min(field.find_first_of("<&", i), field.size());
    add_text(field, i, markup, plain);
    if (i = markup; i == field.size()) break;
    const auto piece = field[i] == '<' ? tags.read(i) : read_reference(field.substr(i));
    if (!piece) {
      add_text(field, i, i + 1, plain);
      ++i;
      continue;
    }
    const ByteSpan origin{static_cast<std::uint32_t>(i),
                          static_cast<std::uint32_t>(i + piece->size)};
    plain.text += piece->leaves;
    plain.origins.insert(plain.origins.end(), piece->leaves.size(), origin);
    i += piece->size;
  }
  return plain;
}

}  // namespace newswatch::text
