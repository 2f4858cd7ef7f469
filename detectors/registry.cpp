#include "detectors/registry.h"

#include <algorithm>
#include <array>

#include "detectors/officials/official_detector.h"
#include "detectors/quotes/quote_detector.h"
#include "detectors/stance/stance_detector.h"
#include "detectors/statements/statement_rules.h"
#include "detectors/topics/topic_detector.h"

namespace newswatch::detectors {

std::span<const DetectorKind> detector_kinds() {
  // Written out, since a linker drops what registers itself in a static library.
  static constexpr std::array kinds{
      DetectorKind{
          .section = "officials", .create = officials::create, .helper_section = "offices"},
      DetectorKind{.section = "quotes", .create = quotes::create, .has_section = false},
      DetectorKind{.section = "stance", .create = stance::create, .has_section = false},
      DetectorKind{.section = "topics", .create = topics::create},
      DetectorKind{.section = "statements",
                   .create = statements::create,
                   .refers_to_topics = true,
                   .reads_quotations = true},
  };
  return kinds;
}

std::vector<std::string> section_names() {
  std::vector<std::string> names;
  for (const DetectorKind& kind : detector_kinds()) {
    if (kind.has_section) names.emplace_back(kind.section);
    if (!kind.helper_section.empty()) names.emplace_back(kind.helper_section);
  }
  names.emplace_back(kSurgeSection);
  return names;
}

std::vector<std::string_view> rule_sections() {
  std::vector<std::string_view> names;
  for (const DetectorKind& kind : detector_kinds())
    if (kind.has_section) names.push_back(kind.section);
  names.push_back(kSurgeSection);
  return names;
}

rules::RuleDirectory directory_of(const std::vector<rules::RuleEntry>& entries,
                                  const DetectorOptions& options) {
  const auto any_says = [&](bool DetectorKind::*flag) {
    return std::ranges::any_of(entries, [&](const rules::RuleEntry& entry) {
      const auto kind = std::ranges::find(detector_kinds(), entry.section, &DetectorKind::section);
      return kind != detector_kinds().end() && (*kind).*flag;
    });
  };
  auto directory =
      rules::directory_of(entries, options.metadata, any_says(&DetectorKind::refers_to_topics));
  if (any_says(&DetectorKind::reads_quotations)) directory.asks_for_quotations = true;
  return directory;
}

}  // namespace newswatch::detectors
