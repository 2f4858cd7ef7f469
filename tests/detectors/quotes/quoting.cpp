#include "tests/detectors/quotes/quoting.h"

#include <fmt/format.h>

#include "detectors/quotes/quote_detector.h"

namespace newswatch::detectors::quotes {
namespace {

template <typename Describe>
std::vector<std::string> described(std::string_view body, const Describe& describe) {
  articles::Article article;
  article.body = body;
  text::Analyser analyser;
  const auto& analysis = analyser.analyse({article.title, article.body, article.byline});
  const QuoteDetector detector(true);
  const auto scratch = detector.make_scratch();
  alerts::Findings found;
  detector.detect(article, analysis, *scratch, found, nullptr);
  std::vector<std::string> all;
  for (const alerts::Quotation& quotation : found.quotations) all.push_back(describe(quotation));
  return all;
}

}  // namespace

std::vector<std::string> quotations_in(std::string_view body) {
  return described(body, [&](const alerts::Quotation& quotation) {
    const auto& speaker = quotation.speaker;
    return fmt::format("{} | {} | {}", quotation.rule.empty() ? "none" : quotation.rule,
                       speaker && speaker->place ? speaker->place->span.of(body) : "",
                       quotation.place.span.of(body));
  });
}

std::vector<std::string> names_in(std::string_view body) {
  return described(body, [](const alerts::Quotation& quotation) {
    return std::string(quotation.speaker ? quotation.speaker->name : "");
  });
}

}  // namespace newswatch::detectors::quotes
