#pragma once

#include <algorithm>
#include <array>

#include "alerts/findings.h"

namespace newswatch::detectors::stance {

/// How an act stands to what is the case, gathered word by word.
struct Manner {
  bool negated = false;
  alerts::Modality modality = alerts::Modality::Asserted;

  void turn() { negated = !negated; }

  /// Of several modalities one counts: what is denied is that, however it was put, and "would
  /// urge" is no request.
  void raise(alerts::Modality other) {
    if (rank(other) > rank(modality)) modality = other;
  }

  bool operator==(const Manner&) const = default;

  /// Takes over what a governing word says.
  void add(const Manner& other) {
    negated = negated != other.negated;
    raise(other.modality);
  }

 private:
  static std::size_t rank(alerts::Modality modality) {
    using enum alerts::Modality;
    constexpr std::array kOrder = {Asserted, Promised, Asked, Hypothetical, Denied};
    return static_cast<std::size_t>(std::ranges::find(kOrder, modality) - kOrder.begin());
  }
};

}  // namespace newswatch::detectors::stance
