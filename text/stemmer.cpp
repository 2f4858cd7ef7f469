#include "text/stemmer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <libstemmer.h>

#include <algorithm>
#include <array>

namespace newswatch::text {
namespace {

// Those of libstemmer 2.2 (Debian 12 and 13). Its own list has names instead of codes, and
// "porter", which is English once more.
constexpr auto kLanguages = std::to_array<std::string_view>(
    {"ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hi", "hu", "hy",
     "id", "it", "lt", "ne", "nl", "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi"});

}  // namespace

void Stemmer::Delete::operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }

std::vector<std::string> Stemmer::languages() { return {kLanguages.begin(), kLanguages.end()}; }

Result<Stemmer> Stemmer::create(std::string_view language) {
  std::string_view code = language.substr(0, language.find('-'));
  if (code == "nb" || code == "nn") code = "no";  // both written forms of Norwegian
  const bool known = std::ranges::find(kLanguages, code) != kLanguages.end();
  std::unique_ptr<sb_stemmer, Delete> stemmer(
      known ? sb_stemmer_new(std::string(code).c_str(), "UTF_8") : nullptr);
  if (!stemmer) {
    return fail(ErrorCode::InvalidQuery,
                fmt::format("no stemmer for the language \"{}\"; there are {}", language,
                            fmt::join(kLanguages, ", ")));
  }
  return Stemmer(std::move(stemmer));
}

void Stemmer::stem_into(std::string& out, std::string_view folded) {
  const auto* word = reinterpret_cast<const sb_symbol*>(folded.data());
  const sb_symbol* stem = sb_stemmer_stem(stemmer_.get(), word, static_cast<int>(folded.size()));
  if (stem == nullptr) {  // out of memory: the word itself still compares equal to itself
    out += folded;
    return;
  }
  out.append(reinterpret_cast<const char*>(stem),
             static_cast<std::size_t>(sb_stemmer_length(stemmer_.get())));
}

}  // namespace newswatch::text
