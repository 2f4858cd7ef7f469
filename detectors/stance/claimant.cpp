#include "detectors/stance/claimant.h"

#include <algorithm>

namespace newswatch::detectors::stance {
namespace {

/// Quotations that begin before a word and may still hold it; more do not stand in each other.
constexpr int kMostToTry = 8;

std::string_view name_of(const alerts::Speaker& speaker) {
  return speaker.official.empty() ? speaker.name : speaker.official;
}

}  // namespace

std::optional<std::string_view> claimant_of(const std::vector<alerts::Quotation>& quotations,
                                            const Place& word) {
  const auto begins_at = [](const alerts::Quotation& q) {
    return Place{q.place.field, {q.place.span.begin, 0}};
  };
  const Place last{word.field, {word.span.begin, 1}};
  auto quotation = std::ranges::upper_bound(quotations, last, {}, begins_at);
  for (int tries = 0; tries < kMostToTry && quotation != quotations.begin(); ++tries) {
    --quotation;
    const bool holds =
        quotation->place.field == word.field && word.span.end <= quotation->place.span.end;
    if (!holds) continue;
    if (quotation->speaker) return name_of(*quotation->speaker);
    if (quotation->kind != alerts::QuotationKind::Mixed) return std::nullopt;
  }
  return "";
}

}  // namespace newswatch::detectors::stance
