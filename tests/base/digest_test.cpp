#include "base/digest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace newswatch {
namespace {

struct Case {
  std::string_view name;
  std::vector<std::string_view> parts;
  std::string_view hash;
};
// Each from sha256sum over the lengths (eight bytes, the lowest first) and the parts, as in
// printf '\3\0\0\0\0\0\0\0abc' | sha256sum
const std::string kLong(300, 'a');
const Case kCases[] = {
    {"Nothing", {}, "e3b0c44298fc1c149afbf4c8996fb924"},
    {"OneEmptyPart", {""}, "af5570f5a1810b7af78caf4bc70a660f"},
    {"OnePart", {"abc"}, "ce91dc5eec0139adf091900d225971d6"},
    {"TwoParts", {"ab", "c"}, "43ee655579de01ca739b3f95c1c2d3f4"},
    {"ALengthOfTwoBytes", {kLong}, "db3de946a0fa2efb2d253f970ac17754"},
};
class Digest : public testing::TestWithParam<Case> {};
TEST_P(Digest, IsSha256OfLengthsAndParts) { EXPECT_EQ(digest(GetParam().parts), GetParam().hash); }
INSTANTIATE_TEST_SUITE_P(Base, Digest, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Digests, TellPartsApart) {
  using namespace std::string_view_literals;
  const std::vector<std::vector<std::string_view>> all = {
      {"abc"}, {"ab", "c"}, {"a", "bc"}, {"abc", ""}, {"", "abc"}, {"a", "b", "c"}, {"abc\0"sv}};
  std::set<std::string> hashes;
  for (const auto& parts : all) hashes.insert(digest(parts));
  EXPECT_EQ(hashes.size(), all.size());
}

}  // namespace
}  // namespace newswatch
