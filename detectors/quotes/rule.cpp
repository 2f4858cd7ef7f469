#include "detectors/quotes/rule.h"

#include <array>

namespace newswatch::detectors::quotes {
namespace {

struct RuleFacts {
  std::string_view name;
  double confidence;
};

constexpr std::array<RuleFacts, 22> kRules = {{{"cue_before", 0.97},
                                               {"speaker_cue", 0.99},
                                               {"cue_speaker", 0.99},
                                               {"apposition", 0.97},
                                               {"according_to", 0.94},
                                               {"reported", 0.96},
                                               {"parenthesis", 0.95},
                                               {"colon", 0.6},
                                               {"noun_cue", 0.85},
                                               {"signature", 0.95},
                                               {"label", 0.98},
                                               {"continued", 0.86},
                                               {"same_sentence", 0.85},
                                               {"same_paragraph", 0.97},
                                               {"next_in_paragraph", 0.85},
                                               {"colon_paragraph", 0.75},
                                               {"preceding_sentence", 0.73},
                                               {"previous_paragraph", 0.66},
                                               {"turn", 0.66},
                                               {"that_clause", 0.92},
                                               {"bare_clause", 0.95},
                                               {"clause_then_cue", 0.87}}};

const RuleFacts& facts_of(Rule rule) { return kRules[static_cast<std::size_t>(rule)]; }

}  // namespace

std::string_view name_of(Rule rule) { return facts_of(rule).name; }
double confidence_of(Rule rule) { return facts_of(rule).confidence; }

}  // namespace newswatch::detectors::quotes
