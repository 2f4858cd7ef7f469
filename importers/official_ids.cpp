#include "importers/official_ids.h"

#include <fmt/format.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>

#include "base/ascii.h"

namespace newswatch::importers {
namespace {

std::map<std::string, std::size_t> count_ids(const std::vector<ImportedOfficial>& officials) {
  std::map<std::string, std::size_t> counts;
  for (const ImportedOfficial& official : officials) ++counts[official.id];
  return counts;
}

std::size_t most_distinctions(const std::vector<ImportedOfficial>& officials) {
  std::size_t most = 0;
  for (const auto& official : officials) most = std::max(most, official.distinctions.size());
  return most;
}

/// The last resort, for people that the source itself does not tell apart.
void number_the_rest(std::vector<ImportedOfficial>& officials, std::set<std::string> taken) {
  for (ImportedOfficial& official : officials) {
    const std::string id = official.id;
    for (int number = 2; !taken.insert(official.id).second; ++number) {
      official.id = fmt::format("{}-{}", id, number);
    }
  }
}

}  // namespace

SlugMaker::SlugMaker() {
  UErrorCode status = U_ZERO_ERROR;
  to_latin_.reset(
      icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
}

/// Without ICU's tables the name stays as it is, and its letters that are not ASCII are lost.
std::string SlugMaker::latin_of(std::string_view name) const {
  if (!to_latin_) return std::string(name);
  auto text = icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())});
  to_latin_->transliterate(text);
  std::string latin;
  return text.toUTF8String(latin);
}

std::string SlugMaker::slug_of(std::string_view name) const {
  std::string slug;
  bool divided = false;
  for (const char c : is_ascii(name) ? std::string(name) : latin_of(name)) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (kept && divided && !slug.empty()) slug += '-';
    if (kept) slug += lower;
    // "O'Neill" is one word, and what stands for a soft sign or a hamza divides nothing.
    divided = !kept && (divided || (lower != '\'' && lower != '`'));
  }
  return slug;
}

void assign_ids(std::vector<ImportedOfficial>& officials, const std::set<std::string>& taken) {
  const SlugMaker maker;
  for (ImportedOfficial& official : officials) {
    official.id = maker.slug_of(official.name);
    if (official.id.empty()) official.id = "official";
  }
  const auto rounds = most_distinctions(officials);
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto counts = count_ids(officials);
    for (ImportedOfficial& official : officials) {
      const bool unique = counts.at(official.id) == 1 && !taken.contains(official.id);
      if (unique || round >= official.distinctions.size()) continue;
      official.id += "-" + maker.slug_of(official.distinctions[round]);
    }
  }
  number_the_rest(officials, taken);
}

}  // namespace newswatch::importers
