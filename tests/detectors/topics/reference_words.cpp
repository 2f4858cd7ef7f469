#include "tests/detectors/topics/reference_words.h"

#include <re2/re2.h>

#include <algorithm>
#include <vector>

#include "text/stemmer.h"

namespace newswatch::detectors::topics {
namespace {

using Form = rules::Word::Form;

/// @return the size in bytes of the character that `text` begins with.
std::size_t first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return size;
}

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    all.push_back(text.substr(0, first_character(text)));
    text.remove_prefix(all.back().size());
  }
  return all;
}

using Letters = std::vector<std::string_view>;

/// The fewest insertions, deletions, changes and swaps of neighbours between the ends of two words,
/// none of which touches a letter twice.
std::size_t distance(const Letters& a, std::size_t i, const Letters& b, std::size_t j,
                     std::size_t most) {
  if (i == a.size()) return b.size() - j;
  if (j == b.size()) return a.size() - i;
  if (most == 0)
    return std::equal(a.begin() + long(i), a.end(), b.begin() + long(j), b.end()) ? 0 : 1;
  std::size_t best = distance(a, i + 1, b, j + 1, most - (a[i] != b[j])) + (a[i] != b[j]);
  best = std::min(best, distance(a, i + 1, b, j, most - 1) + 1);
  best = std::min(best, distance(a, i, b, j + 1, most - 1) + 1);
  const bool swapped = i + 1 < a.size() && j + 1 < b.size() && a[i] == b[j + 1] && a[i + 1] == b[j];
  return swapped ? std::min(best, distance(a, i + 2, b, j + 2, most - 1) + 1) : best;
}

bool is_fuzzy(const rules::Word& wanted, std::string_view word) {
  const Letters a = characters(wanted.text), b = characters(word);
  return !b.empty() && a.front() == b.front() && distance(a, 0, b, 0, wanted.edits) <= wanted.edits;
}

std::string stem(const std::string& word, const std::string& language) {
  std::string stem;
  text::Stemmer::create(language)->stem_into(stem, word);
  return stem;
}

std::string without_dots(std::string text) {
  std::erase(text, '.');
  return text;
}

std::string without_last_dot(std::string text) {
  if (text.ends_with('.')) text.pop_back();
  return text;
}

bool is_written_as(const rules::Word& wanted, const std::string& written, bool abbreviation) {
  const auto is = [&](const std::string& text) {
    return wanted.form == Form::Exact ? wanted.text == text : reference_wildcard(wanted.text, text);
  };
  if (is(written)) return true;
  if (!abbreviation) return false;
  // "US" is also written "U.S.". Dots count only where the query writes them, and then the last may
  // be missing, since it may be the sentence's.
  if (wanted.text.find('.') == std::string::npos) return is(without_dots(written));
  return without_last_dot(wanted.text) == without_last_dot(written);
}

bool fits_folded(const rules::Word& wanted, const std::string& word) {
  switch (wanted.form) {
    case Form::Folded:
      return wanted.text == word;
    case Form::Wildcard:
      return reference_wildcard(wanted.text, word);
    case Form::Stem:
      return stem(wanted.text, wanted.language) == stem(word, wanted.language);
    case Form::Fuzzy:
      return is_fuzzy(wanted, word);
    case Form::Regex:
      return RE2::FullMatch(word, wanted.text);
    default:
      return false;
  }
}

}  // namespace

bool reference_wildcard(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    return reference_wildcard(pattern.substr(1), text) ||
           (!text.empty() && reference_wildcard(pattern, text.substr(first_character(text))));
  }
  if (text.empty()) return false;
  if (pattern.front() == '?') {
    return reference_wildcard(pattern.substr(1), text.substr(first_character(text)));
  }
  return pattern.front() == text.front() && reference_wildcard(pattern.substr(1), text.substr(1));
}

bool reference_fits(const rules::Word& wanted, const ArticleWord& word) {
  if (wanted.form == Form::Exact || wanted.form == Form::ExactWildcard) {
    return is_written_as(wanted, word.written, word.abbreviation) ||
           is_written_as(wanted, word.written_with_ending, word.abbreviation);
  }
  return fits_folded(wanted, word.folded) || fits_folded(wanted, word.folded_with_ending);
}

}  // namespace newswatch::detectors::topics
