#include "text/analyser.h"

namespace newswatch::text {

const Analysis& Analyser::analyse(const std::array<std::string_view, kFields.size()>& fields) {
  for (const Field field : kFields) {
    tokenizer_.tokenize(fields[static_cast<std::size_t>(field)], analysis_.of(field));
  }
  return analysis_;
}

}  // namespace newswatch::text
