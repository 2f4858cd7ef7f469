#include "correlation/correlator.h"
#include "tests/fuzz/fuzz_input.h"

namespace newswatch {
namespace {

const correlation::RulesInForce& rules_in_force() {
  static const correlation::RulesInForce kRules(
      {{"floods", rules::AlertOptions{.copies = rules::Copies::Suppress,
                                      .throttle = rules::Throttle{2, std::chrono::hours(1)}}}},
      {{.summary = {.id = RuleId("surge"), .name = "", .severity = "", .labels = {}, .version = ""},
        .options = {},
        .of = "floods"}});
  return kRules;
}

void restore(const std::vector<correlation::StateChange>& changes) {
  correlation::Correlator other("/newswatch/fuzz");
  for (const auto& change : changes) {
    std::optional<std::string_view> value;
    if (change.value) value = *change.value;
    fuzz::require(other.restore(change.key, value).has_value(), "state is read as it was written");
  }
}

}  // namespace
}  // namespace newswatch

// What one stage tells the other, and what the second remembers: whatever a topic holds, it is
// refused or can be gone on with.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  const std::string_view bytes = fuzz::text_of(data, size);
  correlation::Correlator correlator("/newswatch/fuzz");
  const std::size_t half = size / 2;
  static_cast<void>(correlator.restore(bytes.substr(0, half), bytes.substr(half)).has_value());
  const auto message = correlation::decode_message(bytes);
  if (!message) return 0;
  const auto written = [](const auto& one) { return encode(one); };
  const std::string again = std::visit(written, *message);
  fuzz::require(again == std::visit(written, *correlation::decode_message(again)),
                "a message is read as it was written");
  if (!correlator.handle(*message, rules_in_force())) return 0;
  restore(correlator.changes());
  correlator.undo();
  fuzz::require(correlator.changes().empty(), "nothing is left of what was undone");
  return 0;
}
