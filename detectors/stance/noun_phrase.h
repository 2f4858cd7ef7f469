#pragma once

#include "detectors/stance/manner.h"
#include "detectors/stance/party_group.h"

namespace newswatch::detectors::stance {

/// What stands before a noun that tells of an act.
struct NounPhrase {
  PartyGroup owner;            ///< Whose act it is: "Chinese" sanctions, "US-China" talks.
  int verb = Sentence::kNone;  ///< The verb that carries it: "held" talks, "suspended" aid.
  Manner manner;               ///< "no" talks, "possible" talks, "an end to" sanctions.
};

/// Walks from the noun at `at` to the left: over its adjectives to the party that owns it, and on
/// to the verb. The walk has a limit.
NounPhrase read_noun_phrase(const Sentence& sentence, int at);

/// Whether the verb of a phrase only carries its noun: "hold" talks, "begin" talks.
bool only_carries(const Sentence& sentence, int verb);

/// @return what the verb of a phrase says of its noun: "called off" talks, "proposed" talks.
Manner manner_of_verb(const Sentence& sentence, int verb);

}  // namespace newswatch::detectors::stance
