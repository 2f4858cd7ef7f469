#pragma once

#include <array>
#include <string_view>

#include "base/field.h"
#include "text/tokenizer.h"

namespace newswatch::text {

/// The words of an article, field by field. Borrows the article's text.
struct Analysis {
  std::array<Tokens, kFields.size()> fields;

  Tokens& of(Field field) { return fields[static_cast<std::size_t>(field)]; }
  const Tokens& of(Field field) const { return fields[static_cast<std::size_t>(field)]; }
};

/// Reads the fields of an article once, for all detectors. One analyser serves one thread.
class Analyser {
 public:
  /// @param fields  the text of each field, in the order of `kFields`; must outlive the result.
  /// @return valid until the next call; its memory is used again.
  const Analysis& analyse(const std::array<std::string_view, kFields.size()>& fields);

 private:
  Tokenizer tokenizer_;
  Analysis analysis_;
};

}  // namespace newswatch::text
