#pragma once

#include "base/gender.h"
#include "detectors/officials/sightings.h"

namespace newswatch::detectors::officials {

/// @return what stands beside a surname.
Neighbours neighbours_of(const Sightings& sightings, const NameHit& hit, Field field);

/// @return whether the words beside a surname are of the person's own doing or following, which
/// people in office have: "the Harmon administration", "pro-Harmon", "the Harmon-led government".
bool is_of_own(const FieldWords& words, const NameHit& hit);

/// @return whether words before the name make it that of a husband, wife or child of somebody named
/// before, who does not take over the surname.
bool is_spouse_or_child(const FieldWords& words, const NameHit& hit);

/// @return whether the words beside any form of a name make it that of a thing: a library, a
/// family, a company.
bool is_named_after(const FieldWords& words, const NameHit& hit);

/// @return whether it is that of a ship or a place: "USS Daniel Harmon".
bool is_thing(const FieldWords& words, const NameHit& hit);

/// @return whether a word before a title makes it another office: "deputy", "press".
bool is_of_another_office(const FieldWords& words, std::uint32_t title);

}  // namespace newswatch::detectors::officials
