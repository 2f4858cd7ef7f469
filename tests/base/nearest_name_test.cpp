#include "base/nearest_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch {
namespace {

const std::vector<std::string> kKnown = {"topics", "officials", "defaults", "id", "to"};

struct Case {
  std::string_view name;
  std::string text;
  std::optional<std::string> nearest;
};
const Case kCases[] = {
    {"TheNameItself", "topics", "topics"},
    {"OneLetterMissing", "topcs", "topics"},
    {"OneLetterTooMany", "toppics", "topics"},
    {"OneLetterChanged", "topixs", "topics"},
    {"NeighboursSwapped", "tpoics", "topics"},
    {"AThirdOfALongName", "oficcialz", "officials"},
    {"TooFarOff", "headlines", std::nullopt},
    {"OneLetterOfAShortName", "ud", "id"},
    {"TwoLettersOfAShortName", "xy", std::nullopt},
    {"NothingAtAll", "", std::nullopt},
    {"TheNearestOfTwo", "t", "to"},
    {"LongerThanAnyName", std::string(101, 't'), std::nullopt},
};
class NearestName : public testing::TestWithParam<Case> {};
TEST_P(NearestName, IsWhatWasMeant) {
  EXPECT_EQ(nearest_name(GetParam().text, kKnown), GetParam().nearest);
}
INSTANTIATE_TEST_SUITE_P(Base, NearestName, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(NearestNames, AmongNoCandidatesIsNone) { EXPECT_EQ(nearest_name("topics", {}), std::nullopt); }

TEST(NearestNames, OfEqualDistanceAreTheFirst) {
  EXPECT_EQ(nearest_name("rule", {"rules", "ruled"}), "rules");
}

TEST(DidYouMean, IsTheEndOfAMessage) {
  EXPECT_EQ(did_you_mean("topcs", kKnown), "; did you mean \"topics\"?");
  EXPECT_EQ(did_you_mean("headlines", kKnown), "");
}

}  // namespace
}  // namespace newswatch
