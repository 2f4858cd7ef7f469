#pragma once

#include "detectors/stance/sentence.h"

namespace newswatch::detectors::stance {

/// Parties that a clause names together: "the US, Japan and South Korea", "US-China". Numbers of
/// the first and the last, both included.
struct PartyGroup {
  int first = Sentence::kNone;
  int last = Sentence::kNone;

  bool exists() const { return first != Sentence::kNone; }
};

/// @return the group that a party belongs to; alone it makes one.
PartyGroup group_of(const Sentence& sentence, int party);

/// @return whether the parties are more than one.
bool has_several(const Sentence& sentence, const PartyGroup& group);

/// Whether those who act for a party are named right behind it: "Chinese troops".
bool has_agent_behind(const Sentence& sentence, int party);

}  // namespace newswatch::detectors::stance
