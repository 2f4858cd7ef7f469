#include "detectors/registry.h"

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
      DetectorKind{"officials", "Mentions of people, and their office on the day.",
                   officials::create, true, "offices"},
      DetectorKind{"quotes", "Who is quoted, and what was said.", quotes::create, false},
      DetectorKind{"stance", "What countries and organisations do to each other.", stance::create,
                   false},
      DetectorKind{
          "topics",
          "A query over the words of an article, its metadata and the officials it mentions.",
          topics::create},
      DetectorKind{"statements", "An official, quoted on a topic.", statements::create},
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

}  // namespace newswatch::detectors
