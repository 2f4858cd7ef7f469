#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/query_error.h"
#include "rules/query_lexer.h"

namespace newswatch::rules {

/// A name of the query language in front of a colon.
struct QueryPrefix {
  std::string_view name;
  Lexeme::Kind kind;
};

/// @return all of them: `title`, `lang`, `raw` and so on.
std::span<const QueryPrefix> query_prefixes();

/// @return their names alone.
std::vector<std::string> prefix_names();

/// @return whether a mapped field may have these characters: lower-case letters, digits, `_` and
/// `-`, a letter first.
bool is_metadata_name(std::string_view text);

/// @return why no mapped field may have this name, as in `"title" is a name of the query language`;
/// nothing when one may: as `is_metadata_name` tells, up to 64 characters, and no word that the
/// language itself has before a colon.
std::optional<std::string> refuse_metadata_name(std::string_view name);

/// @return what is wrong with an unknown name in front of a colon, at 0, with those that it may
/// mean. @param metadata  names of mapped fields.
QueryError unknown_prefix(std::string_view name, std::span<const std::string> metadata);

}  // namespace newswatch::rules
