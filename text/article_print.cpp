#include "text/article_print.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/canonical_url.h"
#include "base/mix.h"

namespace newswatch::text {
namespace {

constexpr std::size_t kFewestWords = 8;
constexpr std::size_t kFewestWordsWithoutTitle = 20;
constexpr std::uint64_t kSeed = 0xA0761D6478BD642FULL;
constexpr std::uint64_t kStep = 0xE7037ED1A0B428DBULL;

/// Eight bytes, the lowest first on any machine: prints are compared across machines.
std::uint64_t load(const char* from) {
  std::uint64_t value = 0;
  std::memcpy(&value, from, sizeof value);
  if constexpr (std::endian::native == std::endian::big) value = __builtin_bswap64(value);
  return value;
}

/// @param text  seven bytes more than it has must be readable.
std::uint64_t hash_of_padded(std::string_view text) {
  std::uint64_t hash = kSeed ^ text.size();
  while (text.size() > 8) {
    hash = mix(hash ^ load(text.data()), kStep);
    text.remove_prefix(8);
  }
  const std::uint64_t unused_bits = 8 * (8 - text.size());
  const std::uint64_t rest = text.empty() ? 0 : load(text.data()) << unused_bits;
  return mix(hash ^ rest, kStep);
}

/// Follows quotation marks through the gaps between words. A paragraph begins outside of them: one
/// that goes on with a quotation opens it anew.
class Quotation {
 public:
  bool holds(const Tokens& field, std::uint32_t at) {
    const Token& token = field.tokens[at];
    if (token.gap < Gap::Other) return open_;
    const std::uint32_t from = at == 0 ? 0 : field.tokens[at - 1].full_end;
    std::string_view gap = field.field.substr(from, token.span.begin - from);
    if (token.gap == Gap::Paragraph) {
      open_ = false;
      gap.remove_prefix(gap.find_last_of("\n>") + 1);  // what stands before ends the one before
    }
    read(gap);
    return open_;
  }

 private:
  void read(std::string_view gap) {
    while (!gap.empty()) {
      if (gap[0] == '<') gap.remove_prefix(std::min(gap.find('>'), gap.size() - 1));
      gap.remove_prefix(read_mark(gap));
    }
  }

  /// @return how many bytes were read.
  std::size_t read_mark(std::string_view gap) {
    struct Mark {
      std::string_view text;
      bool opens;
    };
    static constexpr auto kMarks = std::to_array<Mark>({{"“", true},
                                                        {"”", false},
                                                        {"„", true},
                                                        {"«", true},
                                                        {"»", false},
                                                        {"&ldquo;", true},
                                                        {"&rdquo;", false}});
    for (const std::string_view straight : {"\"", "&quot;"}) {
      if (!gap.starts_with(straight)) continue;
      open_ = !open_;
      return straight.size();
    }
    const auto* const mark =
        std::ranges::find_if(kMarks, [&](const Mark& m) { return gap.starts_with(m.text); });
    if (mark == kMarks.end()) return 1;
    open_ = mark->opens;
    return mark->text.size();
  }

  bool open_ = false;
};

/// @return never 0, which stands for no digest.
std::uint64_t digest_of(std::span<const SketchWord> words) {
  std::uint64_t digest = kSeed ^ words.size();
  for (const SketchWord& word : words) digest = mix(digest ^ word.hash, kStep);
  return std::max<std::uint64_t>(digest, 1);
}

std::uint64_t digest_of_url(std::string_view url) {
  std::string page = canonical_url(url);
  if (page.empty()) return 0;
  const std::size_t size = page.size();
  page.append(8, '\0');
  return std::max<std::uint64_t>(hash_of_padded(std::string_view(page).substr(0, size)), 1);
}

}  // namespace

ArticlePrint PrintMaker::make(const Analysis& analysis, std::string_view url) {
  const Tokens& title = analysis.of(Field::Title);
  const Tokens& body = analysis.of(Field::Body);
  words_.clear();
  find_own_words(body, own_);
  std::size_t own_words = 0;
  for (const WordRange& range : own_) own_words += range.end - range.begin;
  if (own_words < kFewestWordsWithoutTitle)
    add_words(title, {{0, static_cast<std::uint32_t>(title.tokens.size())}});
  add_words(body, own_);
  ArticlePrint print{.url = digest_of_url(url), .body = 0, .sketch = {}};
  if (words_.size() < kFewestWords) return print;
  print.body = digest_of(words_);
  print.sketch = sketch_of(words_, marks_);
  return print;
}

void PrintMaker::add_words(const Tokens& field, const std::vector<WordRange>& ranges) {
  Quotation quotation;
  for (const WordRange& range : ranges) {
    for (std::uint32_t at = range.begin; at < range.end; ++at) {
      const bool quoted = quotation.holds(field, at);
      words_.push_back({hash_of_padded(field.folded_of(field.tokens[at])), quoted});
    }
  }
}

void write(ByteWriter& writer, const ArticlePrint& print) {
  writer.number(print.url);
  writer.number(print.body);
  write(writer, print.sketch);
}

std::optional<ArticlePrint> read_print(ByteReader& reader) {
  ArticlePrint print{.url = reader.number(), .body = reader.number(), .sketch = {}};
  auto sketch = read_sketch(reader);
  if (!sketch) return std::nullopt;
  print.sketch = *std::move(sketch);
  return print;
}

}  // namespace newswatch::text
