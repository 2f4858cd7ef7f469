#pragma once

#include <unicode/translit.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "importers/imported_official.h"

namespace newswatch::importers {

/// Makes ids of names. One serves one thread: it owns ICU's tables, which take longer to find than
/// a name takes to turn. Source: ICU's Any-Latin and Latin-ASCII (CLDR).
class SlugMaker {
 public:
  SlugMaker();

  /// @return the name as an id: ASCII letters and digits in lower case, hyphens between words;
  /// other
  ///         scripts are transliterated. Empty when nothing of it can be.
  std::string slug_of(std::string_view name) const;

 private:
  std::string latin_of(std::string_view name) const;

  std::unique_ptr<icu::Transliterator> to_latin_;
};

/// Gives each official an id made of the name. Namesakes all get their distinctions added, one
/// after the other, until they differ, so that no id depends on the order of the source.
/// @param taken  ids of others, which nobody gets.
void assign_ids(std::vector<ImportedOfficial>& officials, const std::set<std::string>& taken);

}  // namespace newswatch::importers
