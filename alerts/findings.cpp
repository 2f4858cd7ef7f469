#include "alerts/findings.h"

#include <array>

namespace newswatch::alerts {

std::string_view name_of(QuotationKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"direct", "mixed", "indirect", "question"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Quad quad) {
  constexpr std::array<std::string_view, 4> kNames = {"verbal_cooperation", "material_cooperation",
                                                      "verbal_conflict", "material_conflict"};
  return kNames[static_cast<std::size_t>(quad)];
}

std::string_view name_of(Modality modality) {
  constexpr std::array<std::string_view, 5> kNames = {"asserted", "asked", "promised", "denied",
                                                      "hypothetical"};
  return kNames[static_cast<std::size_t>(modality)];
}

}  // namespace newswatch::alerts
