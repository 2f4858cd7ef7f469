#include <algorithm>

#include "base/utf8.h"
#include "detectors/detector_set.h"
#include "tests/fuzz/fuzz_input.h"
#include "text/analyser.h"

namespace newswatch {
namespace {

constexpr std::string_view kRules = R"(
officials:
  - id: jane-doe
    name: Jane Doe
    roles: [{title: Minister, country: US, from: 2020-01-01}]
statements:
  - {id: doe, name: Doe, speaker: [jane-doe, 'country:US', 'name:Ann Roe'], query: act OR "we will"}
)";

std::shared_ptr<const detectors::DetectorSet> detectors_of(std::string_view rules) {
  rules::Problems problems;
  auto set = detectors::DetectorSet::read(rules, "fuzz.yaml", problems);
  fuzz::require(set != nullptr, "the rules are right");
  return set;
}

void check(const Place& place, const articles::Article& article) {
  const std::string& text = place.field == Field::Title ? article.title : article.body;
  fuzz::require(place.span.begin < place.span.end, "a place has bytes");
  fuzz::require(place.span.end <= text.size(), "a place lies in its field");
  const bool whole = begins_character(text[place.span.begin]) &&
                     (place.span.end == text.size() || begins_character(text[place.span.end]));
  fuzz::require(whole, "a place cuts no character");
}

}  // namespace
}  // namespace newswatch

// The title and, behind a zero byte, the body of an article: whatever they hold, quotations are
// places in them, in order, and none is found twice.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  static const auto kDetectors = detectors_of(kRules);
  static const auto kScratches = kDetectors->make_scratches();
  const auto input = fuzz::text_of(data, size);
  if (first_invalid_utf8(input)) return 0;
  const auto zero = std::min(input.find('\0'), input.size());
  articles::Article article;
  if (zero < input.size()) article.title = input.substr(0, zero);
  article.body = zero < input.size() ? input.substr(zero + 1) : input;
  text::Analyser analyser;
  alerts::Findings found;
  kDetectors->detect(article, analyser.analyse({article.title, article.body, article.byline}),
                     kScratches, found, {});
  const alerts::Quotation* last = nullptr;
  for (const alerts::Quotation& quotation : found.quotations) {
    check(quotation.place, article);
    if (quotation.speaker) {
      fuzz::require(!quotation.speaker->name.empty(), "a speaker has a name");
      if (quotation.speaker->place) check(*quotation.speaker->place, article);
    }
    fuzz::require(last == nullptr || last->place < quotation.place, "quotations come in order");
    last = &quotation;
  }
  for (const alerts::Detection& detection : found.detections) {
    if (detection.kind != alerts::Kind::Statement) continue;
    fuzz::require(!detection.quotation_indexes.empty(), "a statement tells of its quotation");
  }
  return 0;
}
