#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newswatch::rules {

/// One piece of a query's text.
struct Lexeme {
  enum class Kind { Word, Quoted, Open, Close, And, Or, Not, Near, OrderedNear, Field, Raw, End };
  Kind kind = Kind::End;
  std::string_view
      text;  ///< As written; of `Quoted` what stands between the marks, of `Field` the name.
  std::size_t at = 0;          ///< Byte in the query.
  std::uint32_t distance = 0;  ///< Of `Near` and `OrderedNear`.
};

/// Splits a query into pieces; the last is `End`. Curly quotation marks count as straight ones.
/// Errors: `InvalidQuery` for an unclosed quotation mark or a NEAR without a usable number.
Result<std::vector<Lexeme>> split_query(std::string_view query);

/// @return `character 7`, counting characters, not bytes, from 1.
std::string character_at(std::string_view query, std::size_t byte);

}  // namespace newswatch::rules
