#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/detectors/case_file.h"

namespace newswatch::detectors::stance {
namespace {

class StanceCases : public testing::TestWithParam<Case> {};

TEST_P(StanceCases, FindTheseStancesAndNoOthers) {
  EXPECT_THAT(run(GetParam()).stances, testing::ElementsAreArray(GetParam().stances));
}

INSTANTIATE_TEST_SUITE_P(Files, StanceCases, testing::ValuesIn(read_cases("stance")),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace newswatch::detectors::stance
