#pragma once

#include <chrono>
#include <memory>

#include "articles/article.h"
#include "articles/field_mapping.h"
#include "base/record.h"
#include "base/result.h"

namespace newswatch::articles {

/// What an `ArticleDecoder` accepts.
struct DecoderOptions {
  FieldMapping fields;
  std::size_t max_record_bytes = 4 << 20;
  /// Publication dates before this day are set aside: sources that know no date send the beginning
  /// of their calendar.
  Date earliest_date{std::chrono::year(1990) / 1 / 1};
  /// Publication dates that lie further than this after the arrival are set aside. Files have no
  /// arrival; there the limit is the year 2100.
  std::chrono::milliseconds max_future = std::chrono::days(1);
};

/// Turns records into articles. Owns the parser's scratch memory, so one decoder serves one thread.
class ArticleDecoder {
 public:
  explicit ArticleDecoder(DecoderOptions options);
  ~ArticleDecoder();
  ArticleDecoder(ArticleDecoder&&) noexcept;
  ArticleDecoder& operator=(ArticleDecoder&&) noexcept;

  /// @param record  its payload is one JSON object in UTF-8, a byte order mark allowed. Borrowed
  /// for the call; the
  ///                article owns its text.
  /// @return the article; offsets into its fields count bytes of the text as decoded from JSON. Of
  /// duplicate keys the
  ///         first counts; null counts as absent. The whole record is checked, ignored fields too,
  ///         but a well-formed number of any size is no error. Errors: `TooLarge`; `NotUtf8` (the
  ///         message names the byte); `InvalidJson` (likewise where it can be told; also half a
  ///         surrogate pair and nesting deeper than 1,024); `WrongType` (the message names the
  ///         pointer, what was expected and what was found); `NoText` when title and body are both
  ///         absent or blank. Never throws.
  ///
  /// Mapped metadata are read leniently, for no article is to be lost over them: a string, a number
  /// (its shortest decimal form) or a boolean is one value, a list of these has several, of which
  /// the first 1,000 count. Empty strings, null, objects, lists in lists and numbers that fit no
  /// machine type are no values. Source: RFC 8259 (JSON), RFC 6901 (JSON Pointer), RFC 3339
  /// (times), IPTC ninjs (version, status).
  Result<Article> decode(const Record& record);

 private:
  struct Parser;

  DecoderOptions options_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace newswatch::articles
