#include "text/sketch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace newswatch::text {
namespace {

std::vector<SketchWord> words(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<SketchWord> made(count);
  for (SketchWord& word : made) word.hash = random();
  return made;
}

Sketch sketch(const std::vector<SketchWord>& of) {
  std::vector<std::uint32_t> scratch;
  return sketch_of(of, scratch);
}

std::vector<SketchWord> joined(std::vector<SketchWord> a, const std::vector<SketchWord>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

TEST(Sketch, HoldsEveryShingleOfAShortText) {
  EXPECT_TRUE(sketch(words(Sketch::kShingleWords - 1, 1)).marks.empty());
  EXPECT_EQ(sketch(words(Sketch::kShingleWords, 1)).marks.size(), 1U);
  EXPECT_EQ(sketch(words(100, 1)).marks.size(), 101 - Sketch::kShingleWords);
}

TEST(Sketch, HoldsTheSmallestOfALongText) {
  const Sketch of_long = sketch(words(5000, 1));
  EXPECT_EQ(of_long.marks.size(), Sketch::kMostMarks);
  EXPECT_TRUE(std::ranges::is_sorted(of_long.marks));
  EXPECT_EQ(of_long.limit, of_long.marks.back() | Sketch::kQuoted);
}

TEST(Sketch, TellsHowFarItGoes) {
  for (std::size_t count = 170; count < 400; ++count) {
    const Sketch s = sketch(words(count, count));
    const bool whole = s.limit == Sketch().limit;
    EXPECT_EQ(whole, count + 1 - Sketch::kShingleWords <= Sketch::kMostMarks) << count;
  }
}

TEST(Sketch, CountsARepeatedShingleOnce) {
  const auto verse = words(20, 1);
  const auto song = joined(joined(verse, verse), verse);
  EXPECT_EQ(sketch(song).marks.size(), 20U);
}

TEST(Sketch, MarksShinglesWithQuotedWords) {
  auto text = words(10, 1);
  text[9].quoted = true;
  const Sketch of_text = sketch(text);
  EXPECT_EQ(std::ranges::count_if(of_text.marks, [](auto mark) { return (mark & 1U) != 0; }), 1);
}

TEST(Overlap, OfATextWithItself) {
  const Sketch s = sketch(words(300, 1));
  const Overlap overlap = text::overlap(s, s);
  EXPECT_EQ(overlap.all.smaller, s.marks.size());
  EXPECT_EQ(overlap.all.shared, s.marks.size());
  EXPECT_EQ(overlap.unquoted.shared, s.marks.size());
}

TEST(Overlap, OfTextsWithNothingInCommon) {
  const Overlap overlap = text::overlap(sketch(words(300, 1)), sketch(words(300, 2)));
  EXPECT_EQ(overlap.all.shared, 0U);
  EXPECT_EQ(overlap.all.containment(), 0);
}

TEST(Overlap, OfAnEmptyText) {
  EXPECT_EQ(text::overlap({}, sketch(words(300, 1))).all.containment(), 0);
}

TEST(Overlap, OfAPartOfALongTextIsAllOfThePart) {
  const auto whole = words(2000, 1);
  const std::vector<SketchWord> part(whole.begin() + 500, whole.begin() + 900);
  const Overlap overlap = text::overlap(sketch(whole), sketch(part));
  EXPECT_EQ(overlap.all.containment(), 1);
  EXPECT_GE(overlap.all.smaller, 20U);
}

TEST(Overlap, EstimatesHowMuchOfTwoLongTextsIsShared) {
  const auto shared = words(1000, 1);
  const Overlap overlap =
      text::overlap(sketch(joined(shared, words(1000, 2))), sketch(joined(shared, words(1000, 3))));
  EXPECT_NEAR(overlap.all.containment(), 0.5, 0.1);
}

TEST(Overlap, KeepsQuotedShinglesApart) {
  auto quotation = words(103, 1);
  for (SketchWord& word : quotation) word.quoted = true;
  const Overlap overlap = text::overlap(sketch(joined(quotation, words(50, 2))),
                                        sketch(joined(quotation, words(50, 3))));
  EXPECT_EQ(overlap.all.shared, 100U);
  EXPECT_EQ(overlap.unquoted.shared, 0U);
  EXPECT_EQ(overlap.unquoted.smaller, 47U);
}

TEST(SketchBytes, ReadBackAsWritten) {
  for (const std::size_t count : {0U, 3U, 50U, 1000U}) {
    ByteWriter writer;
    write(writer, sketch(words(count, 1)));
    const std::string bytes = writer.take();
    ByteReader reader(bytes);
    EXPECT_EQ(read_sketch(reader), sketch(words(count, 1)));
    EXPECT_TRUE(reader.ended_well());
  }
}

struct Case {
  std::string_view name;
  std::vector<std::uint64_t> numbers;
};
const Case kBroken[] = {
    {"Nothing", {}},
    {"LimitOfMoreThan32Bits", {std::uint64_t{1} << 32U, 0}},
    {"MarkAboveTheLimit", {100, 1, 101}},
    {"SameShingleTwice", {100, 2, 50, 1}},
    {"SameMarkTwice", {100, 2, 50, 0}},
    {"FewerThanSaid", {100, 2, 50}},
};
class BrokenSketch : public testing::TestWithParam<Case> {};

TEST_P(BrokenSketch, IsRefused) {
  ByteWriter writer;
  for (const std::uint64_t number : GetParam().numbers) writer.number(number);
  const std::string bytes = writer.take();
  ByteReader reader(bytes);
  EXPECT_EQ(read_sketch(reader), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(All, BrokenSketch, testing::ValuesIn(kBroken),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(BrokenSketches, OfMoreMarksThanASketchHasAreRefused) {
  ByteWriter writer;
  writer.number(0xFFFFFFFF);
  writer.number(Sketch::kMostMarks + 1);
  for (std::size_t i = 0; i <= Sketch::kMostMarks; ++i) writer.number(2);
  const std::string bytes = writer.take();
  ByteReader reader(bytes);
  EXPECT_EQ(read_sketch(reader), std::nullopt);
}

}  // namespace
}  // namespace newswatch::text
