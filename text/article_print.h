#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/byte_codec.h"
#include "text/analyser.h"
#include "text/boilerplate.h"
#include "text/sketch.h"

namespace newswatch::text {

/// What is left of an article when only its copies are to be recognised. Made where the article is
/// read, compared where its alerts are decided.
struct ArticlePrint {
  std::uint64_t url = 0;   ///< Digest of the canonical URL; 0 when no URL names the article.
  std::uint64_t body = 0;  ///< Digest of its own words, in order; 0 when it has too few.
  Sketch sketch;

  bool operator==(const ArticlePrint&) const = default;
};

/// Makes prints. One maker serves one thread: it owns scratch memory.
class PrintMaker {
 public:
  /// Reads the body without boilerplate (boilerplate.h); case, marks and blanks don't count. In
  /// front of a body of fewer than 20 words stands the title, since such bodies ("Watch the video
  /// here.") come with many articles. Of fewer than eight words in all nothing can be told.
  ///
  /// @param url  as the article gives it; may be empty.
  ArticlePrint make(const Analysis& analysis, std::string_view url);

 private:
  void add_words(const Tokens& field, const std::vector<WordRange>& ranges);

  std::vector<WordRange> own_;
  std::vector<SketchWord> words_;
  std::vector<std::uint32_t> marks_;
};

/// Binary form of a print, as a part of a larger one.
void write(ByteWriter& writer, const ArticlePrint& print);
/// @return nothing when the bytes are no print that `write` could have written.
std::optional<ArticlePrint> read_print(ByteReader& reader);

}  // namespace newswatch::text
