#pragma once

#include <string>
#include <string_view>

namespace newswatch::text {

/// Appends the form of `word` in which words are compared: compatibility characters replaced
/// (NFKC), case folded, accents dropped from Latin, Greek, Cyrillic, Arabic and Hebrew letters, the
/// letters without a decomposition spelt out (ø as o, ł as l, æ as ae), and every apostrophe
/// straight. Marks that make another letter (Devanagari vowels, Japanese voicing) stay.
/// @param word  UTF-8.
/// Source: UAX #15 (NFKC_Casefold), Unicode chapter 5.18 on folding.
void fold_into(std::string& out, std::string_view word);

/// @return the folded form alone.
std::string fold(std::string_view word);

}  // namespace newswatch::text
