#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace newswatch::text {

/// How words stand for a country.
enum class CountryForm : std::uint8_t {
  Name,        ///< "germany", "united states", "uk".
  Adjective,   ///< "german", "us"; where one word is both name and adjective it is this one.
  People,      ///< "germans", "frenchman".
  Government,  ///< The capital or a seat of government: "berlin", "kremlin", "downing street".
};

/// A country, and how it was named.
struct CountryTerm {
  std::string_view code;  ///< ISO 3166-1 alpha-2; "EU", "NATO" and "UN" for those bodies. Static.
  CountryForm form = CountryForm::Name;
};

/// The most words that a country has in the table.
inline constexpr std::size_t kMostCountryWords = 4;

/// Reads the table of facts in countries.cpp.
///
/// @param folded_words  folded, one blank between words, without a possessive ending: "us", "united
///                      states", "south korean". "U.S." is folded "us", and so is the pronoun:
///                      callers look at the large letters.
/// @return what the words stand for; nothing when they are no country of the table. Any thread may
///         call.
std::optional<CountryTerm> country_term(std::string_view folded_words);

/// @return the code alone.
std::optional<std::string_view> country_of(std::string_view folded_words);

/// Calls `use` with the words of each term of the table, folded: "us", "united states".
void for_each_country_term(const std::function<void(std::string_view folded_words)>& use);

/// @param code  as `CountryTerm::code`, in capitals.
/// @return the same, static; nothing when the table has no such country.
std::optional<std::string_view> known_country_code(std::string_view code);

}  // namespace newswatch::text
