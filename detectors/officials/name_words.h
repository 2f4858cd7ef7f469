#pragma once

#include <optional>
#include <string_view>

#include "base/gender.h"

namespace newswatch::detectors::officials {

/// Closed classes of words that tell who is meant. All take folded words.

/// Words that begin sentences, or stand before a name, without being a part of it.
bool is_function_word(std::string_view word);

/// "airport", "family": what carries a person's name without being the person, in any case.
bool is_named_after(std::string_view word);

/// The same, but only in capitals: "act", "street". Otherwise they are verbs and nouns that follow
/// a name.
bool is_named_after_in_capitals(std::string_view word);

/// "uss", "fort": before a name they make it that of a ship or a place.
bool is_thing_before_name(std::string_view word);

/// "administration", "cabinet": the person's own, so that the name before them means the person.
bool is_followed_by_own(std::string_view word);

/// Before a title, they make it that of another office: "press", "shadow", "deputy".
bool is_other_office(std::string_view word);

/// "wife", "son": of the same household.
bool is_kin(std::string_view word);

/// @return whether `name` is a short form of some given name.
bool is_short_name(std::string_view name);

/// @return whether `name` is a short form of the given name `full`: "sam" of "samuel".
bool is_short_for(std::string_view name, std::string_view full);

/// "judge", "mayor": before a name they give the office of whoever it is.
bool is_rank(std::string_view word);

/// "republican", "tory": before a name they say something of the person and name nobody.
bool is_affiliation(std::string_view word);

/// "mr", "dr": goes before a surname without telling who is meant.
bool is_honorific(std::string_view word);
/// @return what an honorific tells: `Female` of "ms", `Unknown` of "dr".
Gender gender_of_honorific(std::string_view word);

/// @return of a common given name of English news whose it is, `Unknown` where it is both; nothing
/// for other words.
std::optional<Gender> gender_of_given_name(std::string_view word);

}  // namespace newswatch::detectors::officials
