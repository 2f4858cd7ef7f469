#pragma once

#include <string_view>

namespace newswatch::detectors::quotes {

/// What named the speaker of a quotation. README.md tells of each.
enum class Rule {
  CueBefore,
  SpeakerCue,
  CueSpeaker,
  Apposition,
  AccordingTo,
  Reported,
  Parenthesis,
  Colon,
  NounCue,
  Signature,
  Label,
  Continued,
  SameSentence,
  SameParagraph,
  NextInParagraph,
  ColonParagraph,
  PrecedingSentence,
  PreviousParagraph,
  Turn,
  ThatClause,
  BareClause,
  ClauseThenCue,
};

/// @return the name in alerts: `cue_before`.
std::string_view name_of(Rule rule);
/// How often the rule names the right speaker. Measured on `evaluation/`.
double confidence_of(Rule rule);

}  // namespace newswatch::detectors::quotes
