#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/field.h"

namespace newswatch::rules {

/// One word of a query.
struct Word {
  enum class Form {
    Folded,  ///< `text` is folded: compared without case and accents.
    Prefix,  ///< `text` is folded: compared with the beginning of a word.
    Exact,   ///< `text` is as written: compared with case and accents.
  };
  Form form = Form::Folded;
  std::string text;

  bool operator==(const Word&) const = default;
};

/// The tree of a topic query. A value: copied freely, never changed once parsed.
struct Query {
  enum class Kind {
    Words,        ///< One word, or several that follow each other in one paragraph.
    And,          ///< All parts.
    Or,           ///< At least one part.
    Not,          ///< Without its one part.
    Near,         ///< Two parts in either order, at most `distance` words between.
    OrderedNear,  ///< The same, the first part before the second.
    InField,      ///< Its one part, inside `field`.
  };
  Kind kind = Kind::Words;
  std::vector<Word> words = {};
  std::vector<Query> parts = {};
  std::uint32_t distance = 0;
  Field field = Field::Body;

  bool operator==(const Query&) const = default;
};

/// @return the query in the one form that `parse_query` reads back to the same tree: brackets only
/// where they are needed,
///         capitals for operators, double quotes for phrases.
std::string to_string(const Query& query);

}  // namespace newswatch::rules
