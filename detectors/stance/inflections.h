#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace newswatch::detectors::stance {

/// Forms of a verb, as bits.
using Forms = std::uint8_t;

inline constexpr Forms kBase = 1U << 0;   ///< "attack".
inline constexpr Forms kThird = 1U << 1;  ///< "attacks".
inline constexpr Forms kPast = 1U << 2;   ///< "attacked", also as a participle.
inline constexpr Forms kIng = 1U << 3;    ///< "attacking".

using UseForm = std::function<void(std::string_view form, Forms kind)>;

/// Calls `use` with each form of an English verb.
/// @param verb  its base form; `stop+` doubles its last letter before an ending, and what stands
///              behind slashes are the past forms of an irregular one: `begin+/began/begun`.
void inflect_verb(std::string_view verb, const UseForm& use);

/// Calls `use` with the singular and the plural of an English noun.
/// @param noun  its singular; `talks-` has this form alone.
void inflect_noun(std::string_view noun, const std::function<void(std::string_view form)>& use);

}  // namespace newswatch::detectors::stance
