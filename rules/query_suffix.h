#pragma once

#include <string_view>
#include <variant>

#include "rules/query_error.h"
#include "rules/query_lexer.h"

namespace newswatch::rules {

/// @return whether what an operand carries begins so: `~1`, `^8`, `{3,}`, `[0..80]` or `@2`.
bool begins_suffix(char c);

/// Reads what an operand carries.
/// @param query      begins there.
/// @param is_bracket whether the operand is one, since `@2` counts what is in it.
/// @return its piece, or what is wrong; both at 0.
std::variant<Lexeme, QueryError> read_suffix(std::string_view query, bool is_bracket);

}  // namespace newswatch::rules
