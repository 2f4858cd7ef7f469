#include "rules/acronyms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "text/folding.h"

namespace newswatch::rules {
namespace {

constexpr auto kWordsInDisguise = std::to_array<std::string_view>(
    {"aid", "aids", "am", "as", "in", "is", "it", "no", "or", "pm", "us", "who"});

constexpr std::string_view kCapitalsAndDots = "ABCDEFGHIJKLMNOPQRSTUVWXYZ.";
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

bool is_letter(char c) { return kLetters.find(c) != std::string_view::npos || (c & 0x80) != 0; }

}  // namespace

std::optional<std::string> warn_of_acronym(std::string_view text, std::size_t words) {
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t size = std::min(rest.find_first_not_of(kCapitalsAndDots), rest.size());
    const auto acronym = rest.substr(0, size);
    rest.remove_prefix(std::max<std::size_t>(size, 1));
    // What goes on in other letters is a name, as Amos.
    const bool ends = rest.empty() || size == 0 || !is_letter(rest.front());
    std::string folded = text::fold(acronym);
    std::erase(folded, '.');
    if (!ends || std::ranges::find(kWordsInDisguise, folded) == kWordsInDisguise.end()) {
      rest.remove_prefix(std::min(rest.find_first_not_of(kLetters), rest.size()));
      continue;
    }
    const bool plain = words == 1 && text.find('.') == std::string_view::npos;
    return fmt::format("{0} without regard to case is also the word \"{1}\"; write raw:{2}",
                       acronym, folded, plain ? std::string(text) : fmt::format("\"{}\"", text));
  }
  return std::nullopt;
}

}  // namespace newswatch::rules
