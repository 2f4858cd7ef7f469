#include <algorithm>

#include "daemon/feedback/judged_alerts.h"
#include "tests/fuzz/fuzz_input.h"

// What subscribers say of alerts, one verdict a line. Any bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  using namespace newswatch::daemon;
  const std::string_view text = fuzz::text_of(data, size);
  std::vector<std::string> problems;
  const JudgedAlerts judged = judged_alerts(text, "fuzz", problems);
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  fuzz::require(judged.count() + problems.size() <= lines, "a line is one verdict at most");
  if (const auto verdict = parse_verdict(text)) {
    const Tally tally = judged.of({verdict->alert, verdict->rule, verdict->article});
    fuzz::require(lines > 1 || tally.count() == 1, "a verdict is found again by its alert");
  }
  return 0;
}
