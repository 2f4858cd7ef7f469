#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/query_error.h"

namespace newswatch::rules {

/// One piece of a query's text.
struct Lexeme {
  enum class Kind {
    Word,
    Quoted,  ///< `text` is what stands between the marks.
    Regex,   ///< `text` is what stands between the slashes.
    Open,
    Close,
    ScoreOpen,  ///< `score>=10 {`; `points` is the threshold.
    ScoreClose,
    And,
    Or,
    Not,
    Plus,
    Minus,
    Near,         ///< `least` is the distance.
    OrderedNear,  ///< The same.
    Sentence,
    Paragraph,
    AtLeast,     ///< `ATLEAST/2`; `least` is the number.
    Scope,       ///< `title:`; `text` is the name, as of the next four.
    Metadata,    ///< `lang:`.
    Official,    ///< `official:`.
    Role,        ///< `role:`.
    Said,        ///< `said:`.
    Quote,       ///< `quote`; a bracket follows.
    Speaker,     ///< `speaker:`, as of the next two, right inside `quote( )`.
    QuotedKind,  ///< `kind:`.
    QuotedText,  ///< `text:`.
    Stem,        ///< `stem:`; `text` is the language.
    Raw,
    Rule,         ///< `@us-china`; `text` is the name.
    Tilde,        ///< `~2`; `least` is the number.
    OfThese,      ///< `@2` behind a bracket; `least` is the number.
    Occurrences,  ///< `{2,5}`: `least` and `most`.
    Positions,    ///< `[0..80]`: `least` and `most`.
    Weight,       ///< `^5x3`: `points`, and `least` for the times.
    End,
  };
  Kind kind = Kind::End;
  std::string_view text;  ///< As written, unless said otherwise.
  std::string_view as_written;
  std::size_t at = 0;  ///< Byte in the query.
  std::uint32_t least = 0;
  std::uint32_t most = 0;
  std::int32_t points = 0;
};

/// Splits a query into pieces; the last is `End`. Curly quotation marks count as straight ones.
/// @param metadata  names of mapped fields, beside those of the language itself.
std::variant<std::vector<Lexeme>, QueryError> split_query(
    std::string_view query, std::span<const std::string> metadata = {});

}  // namespace newswatch::rules
