#pragma once

#include <string>
#include <string_view>

namespace newswatch::detectors::officials {

/// @return the words of `name` that news uses alone: the last, with what a hyphen or a particle
/// ties to it ("von der Leyen"), and without "Jr." and the like.
std::string surname_of(std::string_view name);

/// @return whether `word` (folded) is a small word inside surnames: "von", "der", "de", "al".
bool is_particle(std::string_view word);

/// @return whether `word` (folded) tells father from son: "jr", "sr", "iii".
bool is_generation(std::string_view word);

}  // namespace newswatch::detectors::officials
