#include "articles/article_decoder.h"
#include "tests/articles/default_fields.h"
#include "tests/fuzz/fuzz_input.h"
#include "tests/fuzz/token_promises.h"
#include "text/analyser.h"

namespace newswatch {
namespace {

articles::FieldMapping fields() {
  auto fields = articles::default_fields();
  fields.metadata = {{"tags", articles::pointers({"/data/tags", "/tags", "/authors/0"})}};
  return fields;
}

}  // namespace
}  // namespace newswatch

// A record from a topic that anybody may write to.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  static articles::ArticleDecoder decoder({.fields = fields()});
  static text::Analyser analyser;
  Record record;
  record.payload = fuzz::text_of(data, size);
  const auto article = decoder.decode(record);
  if (!article) {
    fuzz::require(!article.error().message.empty(), "an error has a message");
    fuzz::require(!first_invalid_utf8(article.error().message), "a message is UTF-8");
    return 0;
  }
  fuzz::require(!article->id.value.empty(), "an article has an id");
  for (const auto& [name, values] : article->metadata) {
    fuzz::require(!values.empty(), "metadata that say nothing are absent");
    for (const std::string& value : values) {
      fuzz::require(!value.empty() && !first_invalid_utf8(value), "a value is UTF-8");
    }
  }
  const auto& analysis = analyser.analyse({article->title, article->body, article->byline});
  for (const Field field : kFields) {
    fuzz::require(!first_invalid_utf8(analysis.of(field).field), "an article's text is UTF-8");
    fuzz::require_promises(analysis.of(field));
  }
  return 0;
}
