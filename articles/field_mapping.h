#pragma once

#include <string>
#include <vector>

#include "articles/json_pointer.h"

namespace newswatch::articles {

/// A further field of records that queries may ask for.
struct MappedField {
  std::string name;
  std::vector<JsonPointer> places;
};

/// Where each part of an article stands in a record. Of several places the first that is present
/// and not null wins.
struct FieldMapping {
  std::vector<JsonPointer> id, url, title, body, published_at, lang, authors, version, status;
  /// A string (the name) or an object with `name`, `domain` and `country`.
  std::vector<JsonPointer> source;
  /// Single parts of the source, before what `source` says.
  std::vector<JsonPointer> source_name, source_domain, source_country;
  /// Each name stands once. Of several places the first that says anything wins.
  std::vector<MappedField> metadata;
};

}  // namespace newswatch::articles
