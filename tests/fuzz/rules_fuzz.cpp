#include "base/utf8.h"
#include "detectors/detector_set.h"
#include "tests/fuzz/fuzz_input.h"
#include "text/analyser.h"

// A rule file, compiled and run over one article.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  rules::Problems problems;
  const auto set = detectors::DetectorSet::read(fuzz::text_of(data, size), "rules.yaml", problems,
                                                {.metadata = {"section"}});
  fuzz::require((set == nullptr) == !problems.errors.empty(), "rules are refused with a reason");
  for (const auto* all : {&problems.errors, &problems.warnings}) {
    for (const rules::Problem& problem : *all) {
      fuzz::require(!problem.message.empty(), "a problem has a message");
      fuzz::require(!first_invalid_utf8(problem.message), "a message is UTF-8");
    }
  }
  if (!set) return 0;
  articles::Article article;
  article.title = "Blinken: U.S. and China agree on fentanyl policy";
  article.body =
      "Secretary of State Antony Blinken met China's Xi Jinping on Friday. \"Fentanyl kills,\" "
      "Blinken said.\n\nThe U.N.'s envoy was not there. caf\u00E9 x";
  article.byline = "Ann Lee";
  article.metadata = {{"section", {"politics", "world"}}};
  text::Analyser analyser;
  const auto& analysis = analyser.analyse({article.title, article.body, article.byline});
  alerts::Findings found;
  set->detect(article, analysis, set->make_scratches(), found, {});
  for (const std::string& id : set->rule_ids()) {
    fuzz::require(set->explain(id, article, analysis).has_value(), "every rule explains itself");
  }
  return 0;
}
