#pragma once

#include <initializer_list>
#include <vector>

#include "articles/field_mapping.h"

namespace newswatch::articles {

/// Only for pointers that are written down in a test.
inline std::vector<JsonPointer> pointers(std::initializer_list<const char*> texts) {
  std::vector<JsonPointer> parsed;
  for (const char* text : texts) parsed.push_back(*JsonPointer::parse(text));
  return parsed;
}

/// The mapping that the daemon has when its configuration says nothing.
inline FieldMapping default_fields() {
  FieldMapping fields;
  fields.id = pointers({"/data/id", "/id"});
  fields.url = pointers({"/data/url", "/url"});
  fields.title = pointers({"/data/title", "/title"});
  fields.body = pointers({"/data/body", "/body"});
  fields.published_at = pointers({"/data/published_at", "/published_at", "/time"});
  fields.source = pointers({"/data/source", "/source"});
  fields.lang = pointers({"/data/lang", "/lang"});
  fields.authors = pointers({"/data/authors", "/authors"});
  fields.version = pointers({"/data/version", "/version"});
  fields.status = pointers({"/data/status", "/status"});
  return fields;
}

}  // namespace newswatch::articles
