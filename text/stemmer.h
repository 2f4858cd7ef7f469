#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct sb_stemmer;

namespace newswatch::text {

/// Reduces words of one language to their stems: "negotiated", "negotiations" and "negotiating" to
/// "negoti". Words come in folded, without accents, so that both sides of a comparison lose the
/// same. Owns memory that each call uses: one stemmer serves one thread.
/// Source: Snowball (snowballstem.org), by libstemmer.
class Stemmer {
 public:
  /// @param language  BCP 47; what stands behind the first part ("en-GB") is passed over.
  /// Errors: `InvalidQuery` for a language without a stemmer; the message lists those that have
  /// one.
  static Result<Stemmer> create(std::string_view language);

  /// @return the languages that have a stemmer, as BCP 47.
  static std::vector<std::string> languages();

  /// Appends the stem of `folded`, a folded word.
  void stem_into(std::string& out, std::string_view folded);

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const;
  };
  explicit Stemmer(std::unique_ptr<sb_stemmer, Delete> stemmer) : stemmer_(std::move(stemmer)) {}

  std::unique_ptr<sb_stemmer, Delete> stemmer_;
};

}  // namespace newswatch::text
