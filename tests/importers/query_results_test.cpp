#include "importers/query_results.h"

#include <gmock/gmock.h>

#include <string_view>

namespace newswatch::importers {

// How a failing test prints a cell.
void PrintTo(const Cell& cell, std::ostream* out) { *out << cell.text << '@' << cell.language; }

namespace {

using testing::ElementsAre;
using testing::FieldsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(QueryResults, AreReadFromCommaSeparatedValues) {
  const auto rows = read_query_results(
      "person,name,alias\r\n"
      "Q1,Jane Doe,\"Doe, Jane\"\r\n"
      "Q2,\"Ann \"\"Annie\"\" Lee\",\r\n");
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_THAT(*rows, ElementsAre(ElementsAre(Pair("alias", FieldsAre("Doe, Jane", "")),
                                             Pair("name", FieldsAre("Jane Doe", "")),
                                             Pair("person", FieldsAre("Q1", ""))),
                                 ElementsAre(Pair("name", FieldsAre("Ann \"Annie\" Lee", "")),
                                             Pair("person", FieldsAre("Q2", "")))));
}

TEST(QueryResults, AreReadWithByteOrderMarkLineBreaksInFieldsAndNoLastLineBreak) {
  const auto rows = read_query_results("\xEF\xBB\xBFname,alias\nJane,\"J.\nDoe\"");
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_THAT(*rows, ElementsAre(ElementsAre(Pair("alias", FieldsAre("J. Doe", "")),
                                             Pair("name", FieldsAre("Jane", "")))));
}

TEST(QueryResults, AreReadFromBindingsWithTheirLanguages) {
  const auto rows =
      read_query_results(R"({"head": {"vars": ["name", "start"]}, "results": {"bindings": [
    {"name": {"type": "literal", "xml:lang": "de", "value": "Jane Doe"},
     "start": {"type": "literal", "value": "2009-01-20T00:00:00Z"}}]}})");
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_THAT(*rows,
              ElementsAre(ElementsAre(Pair("name", FieldsAre("Jane Doe", "de")),
                                      Pair("start", FieldsAre("2009-01-20T00:00:00Z", "")))));
}

TEST(QueryResults, AreReadFromAListOfObjects) {
  const auto rows =
      read_query_results(R"([{"name": " Jane\tDoe ", "alias": null, "startPrecision": 11}])");
  ASSERT_TRUE(rows) << rows.error().message;
  EXPECT_THAT(*rows, ElementsAre(ElementsAre(Pair("name", FieldsAre("Jane Doe", "")),
                                             Pair("startPrecision", FieldsAre("11", "")))));
}

TEST(QueryResults, MayBeEmpty) {
  for (const auto* content : {"", "name,alias\n", "[]", R"({"results": {"bindings": []}})"}) {
    const auto rows = read_query_results(content);
    ASSERT_TRUE(rows) << content;
    EXPECT_THAT(*rows, IsEmpty()) << content;
  }
}

struct Case {
  std::string_view name;
  std::string_view content;
  ErrorCode code;
  std::string_view message;
};
const Case kCases[] = {
    {"NotUtf8", "name\n\xFF", ErrorCode::NotUtf8, "not UTF-8 at byte 5"},
    {"BrokenJson", "[{\"name\": ", ErrorCode::InvalidJson, "not JSON at byte 11"},
    {"HugeNumber", "[{\"start\": 5E12009}]", ErrorCode::InvalidJson,
     "a number beyond the range of double"},
    {"ObjectOfAnotherShape", "{\"rows\": []}", ErrorCode::WrongType,
     "neither a list of objects nor results.bindings"},
    {"BindingsThatAreNoList", R"({"results": {"bindings": 1}})", ErrorCode::WrongType,
     "neither a list of objects nor results.bindings"},
    {"RowThatIsNoObject", "[{}, 1]", ErrorCode::WrongType, "row 2 is no object"},
    {"UnclosedQuotation", "name\nJane\n\"Ann", ErrorCode::WrongType,
     "record 3: error parsing data while strict checking enabled"},
    {"StrayQuotationMark", "name\n\"Jane\" Doe\n", ErrorCode::WrongType,
     "record 2: error parsing data while strict checking enabled"},
    {"TooManyFields", "name\nJane,Doe\n", ErrorCode::WrongType,
     "record 2 has more fields than the first, which names them"},
};
class BrokenQueryResults : public testing::TestWithParam<Case> {};
TEST_P(BrokenQueryResults, AreRefusedWithThePlace) {
  const auto rows = read_query_results(GetParam().content);
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().code, GetParam().code);
  EXPECT_EQ(rows.error().message, GetParam().message);
}
INSTANTIATE_TEST_SUITE_P(Importers, BrokenQueryResults, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::importers
