#include "daemon/top/top_view.h"
#include "tests/fuzz/fuzz_input.h"

// What a process, or whatever answers in its place, tells of itself: a page of metrics, and behind
// a NUL its problems. Any bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  using namespace newswatch::daemon;
  constexpr std::size_t kColumns = 80;
  const std::string_view text = fuzz::text_of(data, size);
  const auto middle = std::min(text.find('\0'), text.size());
  const auto metrics = MetricsPage::parse(text.substr(0, middle));
  if (!metrics) return 0;
  const std::string rest(text.substr(std::min(middle + 1, text.size())));
  const TopSample sample{
      .metrics = *metrics, .ready = false, .readiness = rest, .problems = rest, .taken = {}};
  const std::string drawn = draw_top("here", sample, sample, kColumns);
  fuzz::require(drawn.find('\x1b') == std::string::npos, "nobody writes to a terminal");
  return 0;
}
