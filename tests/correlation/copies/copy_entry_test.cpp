#include "correlation/copies/copy_entry.h"

#include <gtest/gtest.h>

#include "base/byte_codec.h"

namespace newswatch::correlation {
namespace {

using namespace std::chrono_literals;

CopyEntry sample() {
  CopyEntry entry{Timestamp(1'700'000'000'123ms), {.url = 1, .body = 2, .sketch = {}}, "s", "a"};
  entry.print.sketch.marks = {4, 9, 0xFFFFFFF0};
  return entry;
}

TEST(CopyEntry, ReadsBackAsWritten) {
  for (const CopyEntry& entry : {CopyEntry(), sample()}) {
    const auto read = decode_copy_entry(encode(entry));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, entry);
  }
}

/// @return the bytes of an entry with another version, time, and end.
std::string bytes(std::uint64_t version, std::int64_t time, std::string_view end = "") {
  ByteWriter writer;
  writer.number(version);
  writer.signed_number(time);
  write(writer, text::ArticlePrint());
  writer.text("s");
  writer.text("a");
  writer.flag(true);
  writer.number(0);
  return writer.take() + std::string(end);
}

struct Case {
  std::string_view name;
  std::string bytes;
};
const Case kBroken[] = {
    {"Empty", ""},
    {"OtherVersion", bytes(2, 0)},
    {"TimeBeforeAllDates", bytes(1, std::numeric_limits<std::int64_t>::min())},
    {"TimeBehindAllDates", bytes(1, std::numeric_limits<std::int64_t>::max())},
    {"SomethingLeft", bytes(1, 0, "x")},
    {"Cut", encode(sample()).substr(0, 10)},
    {"CutInTheEnd", encode(sample()).substr(0, encode(sample()).size() - 1)},
};
class BrokenCopyEntry : public testing::TestWithParam<Case> {};

TEST_P(BrokenCopyEntry, IsRefused) {
  const auto read = decode_copy_entry(GetParam().bytes);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::WrongType);
}

INSTANTIATE_TEST_SUITE_P(All, BrokenCopyEntry, testing::ValuesIn(kBroken),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(CopyEntryBytes, AreReadInTheirVersion) { EXPECT_TRUE(decode_copy_entry(bytes(1, 0))); }

}  // namespace
}  // namespace newswatch::correlation
