#include "daemon/pipeline/label_values.h"

#include "detectors/registry.h"

namespace newswatch::daemon {

metrics::KnownValues known_label_values() {
  metrics::KnownValues known{{"section", detectors::rule_sections()}};
  for (const detectors::DetectorKind& kind : detectors::detector_kinds())
    known["detector"].push_back(kind.section);
  return known;
}

}  // namespace newswatch::daemon
