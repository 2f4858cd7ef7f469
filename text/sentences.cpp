#include "text/sentences.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "text/abbreviations.h"

namespace newswatch::text {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct FirstCharacter {
  UChar32 code_point = 0;
  std::size_t size = 0;
};

FirstCharacter first_character(std::string_view text) {
  FirstCharacter first;
  if (text.empty()) return first;
  U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), first.size, text.size(),
                  first.code_point);
  return first;
}

bool is_lower_case(UChar32 c) { return c < 0x80 ? c >= 'a' && c <= 'z' : u_isULowercase(c) != 0; }

/// A letter of a script with case, alone: "J." is an initial, a Chinese word of one character none.
bool is_single_letter(std::string_view folded) {
  const auto [c, size] = first_character(folded);
  return size == folded.size() && is_lower_case(c);
}

/// "Ph.D", "EE.UU": at most two letters between dots. "example.com" is no abbreviation.
bool has_short_dotted_parts(std::string_view folded) {
  if (folded.find('.') == std::string_view::npos) return false;
  std::size_t letters = 0;
  for (const char c : folded) {
    letters = c == '.' ? 0 : letters + 1;
    if (is_digit(c) || letters > 2) return false;
  }
  return true;
}

/// "A. Smith": a word that begins sentences may also be the first initial of a name.
bool is_initial(const WordBehind& word) {
  const auto size = first_character(word.raw).size;
  return word.raw.substr(size).starts_with('.');
}

bool number_goes_on(const WordBefore& number, const WordBehind& behind) {
  const bool heads_list_item = number.first_in_paragraph && number.folded.size() <= 3;
  return heads_list_item || (number.folded.size() <= 2 && follows_ordinals(behind.folded));
}

bool full_stop_ends(const WordBefore& before, const WordBehind& behind) {
  if (std::ranges::all_of(before.folded, is_digit)) return !number_goes_on(before, behind);
  if (before.capitalised && is_single_letter(before.folded)) {
    return begins_sentences_behind_initials(behind.folded) && !is_initial(behind);
  }
  auto abbreviation = abbreviation_of(before.folded, before.capitalised);
  if (abbreviation == Abbreviation::Never) return false;
  if (before.abbreviation || has_short_dotted_parts(before.folded))
    abbreviation = Abbreviation::Often;
  if (abbreviation == Abbreviation::Often) {
    return begins_sentences(behind.folded) && !is_initial(behind);
  }
  return abbreviation == Abbreviation::None || !is_digit(behind.raw.front());
}

}  // namespace

bool ends_sentence(Stop stop, const WordBefore& before, const WordBehind& behind) {
  if (stop == Stop::None || is_lower_case(first_character(behind.raw).code_point)) return false;
  return stop == Stop::Other || full_stop_ends(before, behind);
}

}  // namespace newswatch::text
