#include "detectors/officials/misspelt_names.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace newswatch::detectors::officials {
namespace {

struct Case {
  std::string_view name;
  std::string_view one, other;
  bool near;
};
const Case kCases[] = {
    {"OneLeftOut", "marcheti", "marchetti", true},  {"OneAdded", "harmonn", "harmon", true},
    {"OneReplaced", "blinkin", "blinken", true},    {"TwoSwapped", "balnks", "blanks", true},
    {"TheSame", "harmon", "harmon", false},         {"TwoReplaced", "hermin", "harmon", false},
    {"TwoLeftOut", "marchei", "marchetti", false},  {"ToNothing", "a", "", true},
    {"SwappedFarApart", "nlibke", "blinke", false},
};
class OneLetter : public testing::TestWithParam<Case> {};

TEST_P(OneLetter, IsTheDifference) {
  EXPECT_EQ(differ_by_one_letter(GetParam().one, GetParam().other), GetParam().near);
  EXPECT_EQ(differ_by_one_letter(GetParam().other, GetParam().one), GetParam().near);
}
INSTANTIATE_TEST_SUITE_P(Words, OneLetter, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::detectors::officials
