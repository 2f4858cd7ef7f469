#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newswatch::rules {

/// What is wrong with a query.
struct QueryError {
  std::size_t at = 0;        ///< Byte of the query.
  std::string what;          ///< What was found, and what was expected; without a full stop.
  std::string example = {};  ///< How it would be right; may be empty.
  std::string note = {};     ///< What else helps, without a full stop; may be empty.
};

/// @return `InvalidQuery` with a message for people: what is wrong at which character (counted from
/// 1), the line of the query with a caret below the place, the example and the note.
Unexpected fail(std::string_view query, const QueryError& error);

/// @return `character 7`, counting characters, not bytes, from 1.
std::string character_at(std::string_view query, std::size_t byte);

}  // namespace newswatch::rules
