#include "articles/json_pointer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::articles {
namespace {

using testing::ElementsAreArray;
using testing::HasSubstr;

struct Case {
  std::string_view name;
  std::string_view text;
  std::vector<std::string> names;
};
const Case kCases[] = {
    {"OneName", "/title", {"title"}},
    {"TwoNames", "/data/title", {"data", "title"}},
    {"ListIndex", "/items/0/text", {"items", "0", "text"}},
    {"EmptyName", "/", {""}},
    {"EmptyNameBetween", "/a//b", {"a", "", "b"}},
    {"EmptyNameAtTheEnd", "/a/", {"a", ""}},
    {"EscapedSlash", "/a~1b", {"a/b"}},
    {"EscapedTilde", "/m~0n", {"m~n"}},
    {"EscapedTildeBeforeOne", "/~01", {"~1"}},
    {"BlanksAreNames", "/ ", {" "}},
    {"Unicode", "/\u30BF\u30A4\u30C8\u30EB", {"\u30BF\u30A4\u30C8\u30EB"}},
};
class JsonPointers : public testing::TestWithParam<Case> {};
TEST_P(JsonPointers, AreSplitAndUnescaped) {
  const auto pointer = JsonPointer::parse(GetParam().text);
  ASSERT_TRUE(pointer) << pointer.error().message;
  EXPECT_THAT(pointer->names(), ElementsAreArray(GetParam().names));
  EXPECT_EQ(pointer->text(), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(JsonPointer, JsonPointers, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(JsonPointerErrors, NameThePointerAndTheMend) {
  for (const auto* text : {"", "title", "#/title", "$.title", " /title"}) {
    const auto pointer = JsonPointer::parse(text);
    ASSERT_FALSE(pointer) << text;
    EXPECT_EQ(pointer.error().code, ErrorCode::InvalidConfiguration);
    EXPECT_THAT(pointer.error().message, HasSubstr("must begin with a slash"));
    EXPECT_THAT(pointer.error().message, HasSubstr(text));
  }
  for (const auto* text : {"/a~", "/a~2", "/a~/b", "/~~0"}) {
    const auto pointer = JsonPointer::parse(text);
    ASSERT_FALSE(pointer) << text;
    EXPECT_EQ(pointer.error().code, ErrorCode::InvalidConfiguration);
    EXPECT_THAT(pointer.error().message, HasSubstr("neither ~0 nor ~1"));
    EXPECT_THAT(pointer.error().message, HasSubstr(text));
  }
}

}  // namespace
}  // namespace newswatch::articles
