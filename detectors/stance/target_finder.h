#pragma once

#include <optional>

#include "detectors/stance/manner.h"
#include "detectors/stance/party_group.h"

namespace newswatch::detectors::stance {

/// What stands behind the word of an act.
struct Behind {
  PartyGroup target;   ///< On whom: the object, or behind a preposition of the act.
  PartyGroup agent;    ///< Behind "by": who acts.
  PartyGroup between;  ///< Behind "between": who act on each other.
  Manner manner;       ///< What the words on the way say: "sanctions were lifted on".
};

/// Walks from the word at `at` to the right, over what may stand between an act and its target, to
/// the end of the clause. The walk has a limit, so a sentence costs no more than its words.
///
/// - The object of a verb is the first party, unless an unknown noun or another preposition comes
///   before it. Behind a few adjectives it must be a modifier: "condemned reckless Chinese moves".
/// - What is Chinese is China where it is hurt or criticised; where it is met or helped it must be
///   those who act for China.
Behind look_behind(const Sentence& sentence, int at, const Act& act);

}  // namespace newswatch::detectors::stance
