#include "tests/fuzz/fuzz_input.h"
#include "tests/fuzz/token_promises.h"
#include "text/markup.h"

// A title or a body: UTF-8, but for that anything.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  static text::Tokenizer tokenizer;
  static text::Tokens tokens;
  const auto field = fuzz::text_of(data, size);
  if (first_invalid_utf8(field)) return 0;
  if (const auto plain = text::strip_markup(field)) {
    fuzz::require(plain->origins.size() == plain->text.size(), "every byte has an origin");
    fuzz::require(plain->text.size() <= field.size(), "reading past markup adds nothing");
    fuzz::require(!first_invalid_utf8(plain->text), "the text without markup is UTF-8");
  }
  tokenizer.tokenize(field, tokens);
  fuzz::require_promises(tokens);
  return 0;
}
