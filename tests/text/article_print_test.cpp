#include "text/article_print.h"

#include <gtest/gtest.h>

namespace newswatch::text {
namespace {

const std::string kBody =
    "Dockers stopped work at the port of Marlhaven on Monday and left nine ships at anchor. The "
    "union wants eight per cent more for all of them, and shorter shifts at weekends.";

class Prints : public testing::Test {
 protected:
  ArticlePrint print(std::string_view title, std::string_view body, std::string_view url = "") {
    return maker_.make(analyser_.analyse({title, body, ""}), url);
  }
  /// @return how many shingles of a body hold quoted words.
  std::ptrdiff_t quoted(std::string_view body) {
    const auto marks = print("", body).sketch.marks;
    return std::ranges::count_if(marks, [](auto mark) { return (mark & Sketch::kQuoted) != 0; });
  }

  Analyser analyser_;
  PrintMaker maker_;
};

TEST_F(Prints, AreTheSameWhateverTheLayout) {
  const ArticlePrint plain = print("", kBody);
  EXPECT_EQ(print("", "OSLO (Agency) - " + kBody + "\n\nAll rights reserved by the press."), plain);
  EXPECT_EQ(print("", "<p>" + kBody + "</p>"), plain);
  std::string capitals = kBody;
  for (char& c : capitals) c = c == 'd' ? 'D' : c;
  EXPECT_EQ(print("", capitals), plain);
}

TEST_F(Prints, TellBodiesApart) {
  EXPECT_NE(print("", kBody).body, print("", kBody + " It rained.").body);
  EXPECT_NE(print("", "one two three four five six seven eight nine").body,
            print("", "two one three four five six seven eight nine").body);
}

TEST_F(Prints, KeepNoTitle) { EXPECT_EQ(print("Strike", kBody), print("Port at rest", kBody)); }

TEST_F(Prints, ReadTheTitleBeforeAShortBody) {
  const std::string_view body = "Watch the whole of the video here.";
  EXPECT_NE(print("Strike at the port of Marlhaven", body).body,
            print("Rain in the port of Marlhaven", body).body);
}

TEST_F(Prints, OfTooFewWordsAreEmpty) {
  EXPECT_EQ(print("Strike", "Nine ships wait at anchor."), ArticlePrint());
  EXPECT_EQ(print("", ""), ArticlePrint());
}

TEST_F(Prints, KnowTheSamePage) {
  const auto url = print("", kBody, "https://www.example.org/a?utm_source=x").url;
  EXPECT_NE(url, 0U);
  EXPECT_EQ(print("", "", "http://example.org/a/").url, url);
  EXPECT_NE(print("", "", "http://example.org/b").url, url);
}

TEST_F(Prints, OfFrontPagesHaveNoUrl) {
  EXPECT_EQ(print("", kBody, "https://www.example.org/").url, 0U);
}

struct Case {
  std::string_view name;
  std::string_view body;
  std::ptrdiff_t
      quoted;  ///< Of shingles of four words; each of n words quoted marks n + 3 at most.
};
const Case kCases[] = {
    {"None", "one two three four five six seven eight nine", 0},
    {"Straight", R"(one two three four "five six" seven eight nine)", 5},
    {"Curly", "one two three four “five six” seven eight nine", 5},
    {"Guillemets", "one two three four «five six» seven eight nine", 5},
    {"Reference", "one two three four &quot;five six&quot; seven eight nine", 5},
    {"UnclosedEndsWithTheParagraph", "one two “three four five\n\nsix seven eight nine", 5},
    {"ClosedAtTheEnd", "one two three four \"five.\"\n\n\"Six\" seven eight nine ten eleven twelve",
     5},
    {"AttributesAreNoQuotations",
     R"(one two three four <b title='6" tall'>five</b> six seven eight nine)", 0},
};
class Quoted : public Prints, public testing::WithParamInterface<Case> {};

TEST_P(Quoted, ShinglesAreMarked) { EXPECT_EQ(quoted(GetParam().body), GetParam().quoted); }

INSTANTIATE_TEST_SUITE_P(All, Quoted, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST_F(Prints, ReadBackAsWritten) {
  const ArticlePrint original = print("", kBody, "https://example.org/a");
  ByteWriter writer;
  write(writer, original);
  const std::string bytes = writer.take();
  ByteReader reader(bytes);
  EXPECT_EQ(read_print(reader), original);
  EXPECT_TRUE(reader.ended_well());
}

TEST_F(Prints, StayTheSameFromReleaseToRelease) {
  // They are kept for days and compared with new ones: a change takes a new version of the form.
  const ArticlePrint p = print("", kBody, "https://example.org/a");
  EXPECT_EQ(p.url, 5727430044757437972U);
  EXPECT_EQ(p.body, 12586097796322295202U);
  EXPECT_EQ(p.sketch.marks.front(), 31463548U);
}

}  // namespace
}  // namespace newswatch::text
