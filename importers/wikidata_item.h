#pragma once

#include <string_view>

namespace newswatch::importers {

/// @return whether `text` is the id of an item in Wikidata, as `Q22686`.
inline bool is_wikidata_item(std::string_view text) {
  return text.size() > 1 && text[0] == 'Q' && text[1] != '0' &&
         text.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

}  // namespace newswatch::importers
