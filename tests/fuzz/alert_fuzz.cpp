#include <sstream>

#include "daemon/live/alert_view.h"
#include "daemon/presentation/alert_filter.h"
#include "daemon/presentation/alert_printer.h"
#include "tests/fuzz/fuzz_input.h"

// A record of an alert topic, which others may write to as well: any bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  using namespace newswatch::daemon;
  constexpr std::size_t kMostView = 40000;
  const std::string json(fuzz::text_of(data, size));
  if (const auto view = view_of(json)) {
    fuzz::require(view->size() < kMostView, "a view is small");
    fuzz::require(view->find('\n') == std::string::npos, "a view is one line");
  }
  std::ostringstream out;
  static_cast<void>(print_alert(json, Emphasis::Plain, out));
  fuzz::require(out.str().find('\x1b') == std::string::npos, "no article writes to a terminal");
  const AlertFilter filter{
      .rules = {}, .kinds = {}, .severity = "low", .official = "a", .text = "b"};
  static_cast<void>(filter.lets_pass(json));
  return 0;
}
