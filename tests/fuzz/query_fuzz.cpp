#include <algorithm>

#include "base/utf8.h"
#include "rules/query_parser.h"
#include "tests/fuzz/fuzz_input.h"

// A query as an analyst writes it, and its canonical form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  const auto text = fuzz::text_of(data, size);
  const auto parsed = rules::parse_query(text);
  if (!parsed) {
    fuzz::require(parsed.error().code == ErrorCode::InvalidQuery, "an error has the query's code");
    fuzz::require(!first_invalid_utf8(parsed.error().message), "a message is UTF-8");
    return 0;
  }
  const auto canonical = rules::to_string(parsed->query);
  const auto again = rules::parse_query(canonical);
  if (!again) std::fprintf(stderr, "%s: %s\n", canonical.c_str(), again.error().message.c_str());
  fuzz::require(again.has_value(), "the canonical form is a query");
  // Folding makes other characters of some letters, such as full-width dots, which then join words
  // differently: there the form may change once.
  const bool ascii =
      std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
  fuzz::require(!ascii || again->query == parsed->query, "the canonical form is the same query");
  return 0;
}
