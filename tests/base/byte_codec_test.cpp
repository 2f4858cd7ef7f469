#include "base/byte_codec.h"

#include <gtest/gtest.h>

#include <limits>

namespace newswatch {
namespace {

using namespace std::string_view_literals;

TEST(ByteCodec, ReadsWhatWasWritten) {
  ByteWriter writer;
  for (const std::uint64_t value : {0UL, 127UL, 128UL, std::numeric_limits<std::uint64_t>::max()})
    writer.number(value);
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1},
        std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()})
    writer.signed_number(value);
  writer.real(-0.125);
  writer.flag(true);
  writer.text("a\0b"sv);
  const std::string bytes = writer.take();

  ByteReader reader(bytes);
  EXPECT_EQ(reader.number(), 0U);
  EXPECT_EQ(reader.number(), 127U);
  EXPECT_EQ(reader.number(), 128U);
  EXPECT_EQ(reader.number(), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(reader.signed_number(), 0);
  EXPECT_EQ(reader.signed_number(), -1);
  EXPECT_EQ(reader.signed_number(), 1);
  EXPECT_EQ(reader.signed_number(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(reader.signed_number(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(reader.real(), -0.125);
  EXPECT_TRUE(reader.flag());
  EXPECT_EQ(reader.text(), "a\0b"sv);
  EXPECT_TRUE(reader.ended_well());
}

TEST(ByteCodec, TakesOneByteForASmallNumber) {
  ByteWriter writer;
  writer.number(127);
  writer.signed_number(-64);
  EXPECT_EQ(writer.take(), "\x7F\x7F");
}

TEST(ByteCodec, KnowsThatSomethingIsLeft) {
  ByteReader reader("\x01\x02");
  EXPECT_EQ(reader.number(), 1U);
  EXPECT_TRUE(reader.is_well());
  EXPECT_FALSE(reader.ended_well());
}

struct Case {
  std::string_view name;
  std::string_view bytes;
  void (*read)(ByteReader&);
};
const Case kBroken[] = {
    {"NothingThere", "", [](ByteReader& reader) { EXPECT_EQ(reader.number(), 0U); }},
    {"NumberCut", "\x80", [](ByteReader& reader) { EXPECT_EQ(reader.number(), 0U); }},
    {"NumberOfMoreThan64Bits", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02",
     [](ByteReader& reader) { EXPECT_EQ(reader.number(), 0U); }},
    {"NumberWithoutEnd", "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01",
     [](ByteReader& reader) { EXPECT_EQ(reader.number(), 0U); }},
    {"RealCut", "1234567", [](ByteReader& reader) { EXPECT_EQ(reader.real(), 0); }},
    {"RealThatIsNone", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
     [](ByteReader& reader) { EXPECT_EQ(reader.real(), 0); }},
    {"FlagOfTwo", "\x02", [](ByteReader& reader) { reader.flag(); }},
    {"TextCut", "\x05news", [](ByteReader& reader) { EXPECT_EQ(reader.text(), ""); }},
    {"MoreElementsThanBytes",
     "\x03"
     "1234",
     [](ByteReader& reader) { EXPECT_EQ(reader.count(2), 0U); }},
};
class BrokenBytes : public testing::TestWithParam<Case> {};

TEST_P(BrokenBytes, AreToldForGood) {
  ByteReader reader(GetParam().bytes);
  GetParam().read(reader);
  EXPECT_FALSE(reader.is_well());
  EXPECT_FALSE(reader.ended_well());
  EXPECT_EQ(reader.number(), 0U);
}

INSTANTIATE_TEST_SUITE_P(All, BrokenBytes, testing::ValuesIn(kBroken),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch
