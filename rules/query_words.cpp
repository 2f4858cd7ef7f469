#include "rules/query_words.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/replace_all.h"
#include "base/utf8.h"

namespace newswatch::rules {
namespace {

using Form = Word::Form;

constexpr std::string_view kBlanks = " \t\n\v\f\r";
constexpr std::uint32_t kMostEdits = 2;
constexpr std::ptrdiff_t kMostFuzzyLetters = 32;
constexpr std::int64_t kRegexMemoryBytes = 1 << 20;

// The tokenizer parts words at * and ?. These letters stand for them meanwhile: they join other
// letters, no folding changes them, and no living script has them (Unicode chart A720, epigraphy).
constexpr std::string_view kAnyCharacters = "\uA7F7";
constexpr std::string_view kOneCharacter = "\uA7FB";

std::string with_wildcards(std::string text) {
  replace_all(text, kAnyCharacters, "*");
  replace_all(text, kOneCharacter, "?");
  return text;
}

/// Two stars side by side say no more than one.
void squeeze_stars(std::string& text) {
  const auto repeated =
      std::ranges::unique(text, [](char a, char b) { return a == '*' && b == '*'; });
  text.erase(repeated.begin(), repeated.end());
}

bool is_wild(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }
bool is_only_wild(std::string_view text) {
  return text.find_first_not_of("*?") == std::string_view::npos;
}

/// Brings a word with wildcards into its shortest form. Marks alone beside them tell no words
/// apart.
void simplify_wildcard(std::string& text) {
  if (!has_letter_or_digit(text)) std::erase_if(text, [](char c) { return c != '*' && c != '?'; });
  squeeze_stars(text);
}

Form form_of(std::string_view text, WordStyle style) {
  if (text == "*") return Form::Wildcard;  // any word, however it is written
  if (is_wild(text)) return style.exact ? Form::ExactWildcard : Form::Wildcard;
  if (style.exact) return Form::Exact;
  return style.stem_language.empty() ? Form::Folded : Form::Stem;
}

bool matches_everything(const RE2& regex) {
  constexpr auto kUnlike = std::to_array<const char*>({"qzxv", "7", "a", "\u00F1and\u00FA"});
  return std::ranges::all_of(kUnlike, [&](const char* w) { return RE2::FullMatch(w, regex); });
}

}  // namespace

std::variant<std::vector<Word>, QueryError> WordReader::read(std::string_view text, WordStyle style,
                                                             std::size_t at) {
  std::vector<Word> words;
  for (std::size_t begin = 0; begin < text.size();) {
    begin = std::min(text.find_first_not_of(kBlanks, begin), text.size());
    const std::size_t end = std::min(text.find_first_of(kBlanks, begin), text.size());
    if (auto error = add(text.substr(begin, end - begin), style, at, words)) return *error;
    begin = end;
  }
  if (words.empty()) return QueryError{at, fmt::format("\"{}\" holds no word", text)};
  if (std::ranges::all_of(words, [](const Word& w) { return is_only_wild(w.text); })) {
    return QueryError{at,
                      fmt::format("\"{}\" would match every word; a wildcard needs letters", text),
                      "cooperat*, wom?n or \"ban * precursors\""};
  }
  return words;
}

/// @param piece  a stretch without blanks: one word, or several joined by marks.
std::optional<QueryError> WordReader::add(std::string_view piece, WordStyle style, std::size_t at,
                                          std::vector<Word>& words) {
  protected_ = piece;
  if (is_wild(piece)) {
    squeeze_stars(protected_);
    replace_all(protected_, "*", kAnyCharacters);
    replace_all(protected_, "?", kOneCharacter);
  }
  tokenizer_.tokenize(protected_, tokens_);
  std::size_t last_end = std::string::npos;
  for (const text::Token& token : tokens_.tokens) {
    const auto written = protected_.substr(token.span.begin, token.full_end - token.span.begin);
    std::string text =
        with_wildcards(style.exact ? written : std::string(tokens_.full_folded_of(token)));
    if (is_wild(text)) simplify_wildcard(text);
    // In scripts that are split by a dictionary a wildcard stands beside its word, not inside.
    const bool touches = token.span.begin == last_end && !words.empty();
    last_end = token.full_end;
    if (touches && (is_only_wild(text) || is_only_wild(words.back().text))) {
      words.back().text += text;
      squeeze_stars(words.back().text);
      words.back().form = form_of(words.back().text, style);
      continue;
    }
    const Form form = form_of(text, style);
    words.push_back({.form = form, .text = std::move(text)});
    if (form == Form::Stem) words.back().language = style.stem_language;
  }
  if (words.size() > Query::kMostWords) return QueryError{at, "more than 1,024 words"};
  return std::nullopt;
}

bool is_any(const Word& word) { return word.form == Form::Wildcard && word.text == "*"; }

std::variant<Word, QueryError> fuzzy_word(const std::vector<Word>& words, std::uint32_t edits,
                                          std::size_t at) {
  if (words.size() != 1) {
    return QueryError{at, "~ behind a compound: quote it to allow other words inside",
                      "\"export control\"~2"};
  }
  Word word = words.front();
  if (word.form != Form::Folded && word.form != Form::Stem) {
    return QueryError{at, "~ has no meaning behind raw: or a wildcard"};
  }
  if (edits == 0 || edits > kMostEdits) {
    return QueryError{at, fmt::format("~{}: a word may differ in 1 or 2 letters", edits),
                      "fentanyl~1"};
  }
  // Memory grows with the square of the letters, and no longer word is misspelt only twice.
  const auto letters = std::ranges::count_if(word.text, begins_character);
  if (letters > kMostFuzzyLetters) {
    return QueryError{
        at, fmt::format("~ behind a word of {} letters, limit {}", letters, kMostFuzzyLetters)};
  }
  word.form = Form::Fuzzy;
  word.language.clear();
  word.edits = edits;
  return word;
}

std::variant<Word, QueryError> regex_word(std::string_view pattern, std::size_t at) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kRegexMemoryBytes);
  const RE2 regex(re2::StringPiece(pattern.data(), pattern.size()), options);
  if (!regex.ok()) {
    return QueryError{at, fmt::format("/{}/ is no regular expression: {}", pattern, regex.error())};
  }
  if (matches_everything(regex)) {
    return QueryError{at, fmt::format("/{}/ would match every word", pattern)};
  }
  return Word{.form = Form::Regex, .text = std::string(pattern)};
}

}  // namespace newswatch::rules
