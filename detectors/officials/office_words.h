#pragma once

#include <cstdint>
#include <string_view>

#include "detectors/officials/field_words.h"
#include "detectors/officials/title_index.h"

namespace newswatch::detectors::officials {

/// What the words beside the name of an office make of it.
struct OfficePhrase {
  bool means_holder = false;  ///< Whoever holds it on the day is meant.
  bool is_of_others =
      false;  ///< It is another office, of the same name: "Ohio's attorney general".
  bool acting = false;
  std::string_view country;  ///< Empty: none is named.
  std::uint32_t first = 0;   ///< The words that stand for the holder: with the country's, if that
  std::uint32_t end = 0;     ///< is no possessive, and "acting", but without an article.
};

/// Reads the words around the name of an office that no person's name follows.
/// @param complete  the words tell the country themselves.
OfficePhrase read_office_phrase(const FieldWords& words, const TitleHit& title, bool complete);

}  // namespace newswatch::detectors::officials
