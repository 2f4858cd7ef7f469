#include "publishers/traceparent.h"

#include <gtest/gtest.h>

namespace newswatch::publishers {
namespace {

constexpr std::string_view kAlert = "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb";
constexpr std::string_view kOwn = "00-aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb-aaaaaaaaaaaaaaaa-00";

struct Case {
  std::string_view name;
  std::string_view incoming;
  std::string_view outgoing;
};
const Case kCases[] = {
    {"KeepsTraceAndFlags", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
     "00-4bf92f3577b34da6a3ce929d0e0e4736-aaaaaaaaaaaaaaaa-01"},
    {"None", "", kOwn},
    {"CapitalLetters", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", kOwn},
    {"OtherVersion", "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", kOwn},
    {"ZeroTrace", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", kOwn},
    {"ZeroSpan", "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", kOwn},
    {"TooShort", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0", kOwn},
    {"TooLong", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011", kOwn},
    {"OtherSeparators", "00.4bf92f3577b34da6a3ce929d0e0e4736.00f067aa0ba902b7.01", kOwn},
};
class Traceparent : public testing::TestWithParam<Case> {};
TEST_P(Traceparent, GoesOnOrBegins) {
  EXPECT_EQ(outgoing_traceparent(GetParam().incoming, kAlert), GetParam().outgoing);
}
INSTANTIATE_TEST_SUITE_P(Headers, Traceparent, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::publishers
