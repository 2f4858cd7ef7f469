#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "alerts/findings.h"
#include "detectors/stance/lexicon.h"
#include "text/tokens.h"

namespace newswatch::detectors::stance {

/// How words stand for a party.
enum class PartyForm : std::uint8_t {
  Name,      ///< "China", "the Russians".
  Seat,      ///< "Beijing", "the Kremlin".
  Modifier,  ///< "Chinese": it needs a noun that acts, as in "Chinese troops".
  Either,    ///< "US", which is both.
  Person,    ///< An official in office.
};

/// A country or organisation in the text: tokens `first` up to, not including, `end`.
struct Party {
  std::string_view code;  ///< ISO 3166-1 alpha-2; "EU", "NATO", "UN". Static.
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  PartyForm form = PartyForm::Name;
  bool possessive = false;
};

/// Finds parties: names, adjectives and seats of government of countries and organisations, and
/// the officials that were found before, in the offices of their day. One serves one thread.
///
/// What is a part of another name is none ("South China Sea", "Washington Post"), nor what a hyphen
/// ties to another word ("US-led", "anti-China"). "US", "UK", "EU" and "UN" must stand in capitals.
class PartyFinder {
 public:
  /// @param lexicon  must outlive the finder.
  explicit PartyFinder(const Lexicon& lexicon) : lexicon_(lexicon) {}

  /// @param mentions  of all fields, by place.
  /// @return the parties of `field`, by place; valid until the next call.
  std::span<const Party> find(const text::Tokens& tokens, Field field,
                              const std::vector<alerts::Mention>& mentions);

 private:
  void collect(Field field, const std::vector<alerts::Mention>& mentions);
  std::uint32_t add_mention(std::uint32_t at, const alerts::Mention& mention);
  std::uint32_t add_country(std::uint32_t at);
  void keep_those_that_stand_alone();
  bool is_part_of_name(std::size_t number) const;
  bool goes_on_before(const Party& party) const;
  bool goes_on_behind(const Party& party) const;
  bool has_title_at(std::uint32_t at) const;
  bool is_name_word(std::uint32_t at) const;
  void join_titles_to_names();
  bool has_only_titles(std::uint32_t first, std::uint32_t end) const;

  const Lexicon& lexicon_;
  const text::Tokens* tokens_ = nullptr;
  std::vector<Party> parties_;
  std::vector<Party> kept_;
};

}  // namespace newswatch::detectors::stance
