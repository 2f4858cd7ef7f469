#include "base/timestamp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace newswatch {
namespace {

struct Case {
  std::string_view name;
  std::string_view text;
  std::string_view utc;  ///< As `format_rfc3339` writes it; empty when the text is refused.
};
const Case kTimes[] = {
    {"Utc", "2026-11-23T08:30:00Z", "2026-11-23T08:30:00Z"},
    {"LowerCase", "2026-11-23t08:30:00z", "2026-11-23T08:30:00Z"},
    {"BlankForT", "2026-11-23 08:30:00Z", "2026-11-23T08:30:00Z"},
    {"NoOffsetIsUtc", "2026-11-23T08:30:00", "2026-11-23T08:30:00Z"},
    {"OnlyADate", "2026-11-23", "2026-11-23T00:00:00Z"},
    {"OffsetEast", "2026-11-23T08:30:00+01:00", "2026-11-23T07:30:00Z"},
    {"OffsetWest", "2026-11-23T20:30:00-05:00", "2026-11-24T01:30:00Z"},
    {"OffsetOfHalfAnHour", "2026-11-23T05:00:00+05:30", "2026-11-22T23:30:00Z"},
    {"OffsetWithoutColon", "2026-11-23T08:30:00+0100", "2026-11-23T07:30:00Z"},
    {"OffsetUnknown", "2026-11-23T08:30:00-00:00", "2026-11-23T08:30:00Z"},
    {"LargestOffset", "2026-11-23T23:59:00+23:59", "2026-11-23T00:00:00Z"},
    {"IntoTheNextYear", "2026-12-31T23:00:00-02:00", "2027-01-01T01:00:00Z"},
    {"Tenths", "2026-11-23T08:30:00.5Z", "2026-11-23T08:30:00.500Z"},
    {"Milliseconds", "2026-11-23T08:30:00.007Z", "2026-11-23T08:30:00.007Z"},
    {"NanosecondsAreCut", "2026-11-23T08:30:00.123999999Z", "2026-11-23T08:30:00.123Z"},
    {"AHundredDecimals",
     "2026-11-23T08:30:00.1230000000000000000000000000000000000000000000000000000000000000000000000"
     "00000000000000000000000000Z",
     "2026-11-23T08:30:00.123Z"},
    {"DecimalComma", "2026-11-23T08:30:00,25Z", "2026-11-23T08:30:00.250Z"},
    {"FractionWithoutOffset", "2026-11-23T08:30:00.250", "2026-11-23T08:30:00.250Z"},
    {"LeapSecond", "2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"},
    {"LeapSecondWithOffset", "1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00Z"},
    {"LeapDay", "2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"},
    {"LeapDayOfACentury", "2000-02-29", "2000-02-29T00:00:00Z"},
    {"Before1970", "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
    {"FirstMoment", "0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"},
    {"LastMoment", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},

    {"Empty", "", ""},
    {"Word", "yesterday", ""},
    {"NoLeapDay", "2026-02-29T12:00:00Z", ""},
    {"NoLeapDayOfACentury", "1900-02-29", ""},
    {"ThirtiethOfFebruary", "2024-02-30", ""},
    {"ThirtyFirstOfApril", "2026-04-31", ""},
    {"DayZero", "2026-11-00", ""},
    {"MonthZero", "2026-00-10", ""},
    {"MonthThirteen", "2026-13-01", ""},
    {"HourTwentyFour", "2026-11-23T24:00:00Z", ""},
    {"MinuteSixty", "2026-11-23T08:60:00Z", ""},
    {"SecondSixtyOne", "2026-11-23T08:30:61Z", ""},
    {"NoSeconds", "2026-11-23T08:30Z", ""},
    {"NoDigitBehindThePoint", "2026-11-23T08:30:00.Z", ""},
    {"NothingBehindTheT", "2026-11-23T", ""},
    {"OneDigitMonth", "2026-1-23", ""},
    {"TwoDigitYear", "26-11-23", ""},
    {"FiveDigitYear", "12026-11-23", ""},
    {"NegativeYear", "-026-11-23", ""},
    {"OffsetOfADay", "2026-11-23T08:30:00+24:00", ""},
    {"OffsetOfSixtyMinutes", "2026-11-23T08:30:00+01:60", ""},
    {"OffsetWithoutMinutes", "2026-11-23T08:30:00+01", ""},
    {"OffsetWithoutDigits", "2026-11-23T08:30:00+", ""},
    {"ZoneName", "2026-11-23T08:30:00 CET", ""},
    {"BlankBehind", "2026-11-23T08:30:00Z ", ""},
    {"BlankBefore", " 2026-11-23T08:30:00Z", ""},
    {"TwoOffsets", "2026-11-23T08:30:00Z+01:00", ""},
    {"DateWithOffset", "2026-11-23Z", ""},
    {"AmericanDate", "11/23/2026", ""},
    {"MailDate", "Mon, 23 Nov 2026 08:30:00 GMT", ""},
    {"OtherDigits", "\u0662\u0660\u0662\u0666-11-23", ""},
    {"SignInANumber", "2026-+1-23", ""},
    {"OffsetBeforeTheFirstYear", "0000-01-01T00:00:00+00:01", ""},
    {"OffsetBehindTheLastYear", "9999-12-31T23:59:59-00:01", ""},
    {"LeapSecondBehindTheLastYear", "9999-12-31T23:59:60Z", ""},
};
class Rfc3339 : public testing::TestWithParam<Case> {};
TEST_P(Rfc3339, IsReadAsUtc) {
  const auto time = parse_rfc3339(GetParam().text);
  EXPECT_EQ(time ? format_rfc3339(*time) : "", GetParam().utc);
}
INSTANTIATE_TEST_SUITE_P(Timestamps, Rfc3339, testing::ValuesIn(kTimes),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Timestamps, ComeBackAsTheyWereWritten) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  const auto first = *parse_rfc3339("0000-01-01T00:00:00Z");
  const auto last = *parse_rfc3339("9999-12-31T23:59:59.999Z");
  std::uniform_int_distribution<std::int64_t> milli(first.time_since_epoch().count(),
                                                    last.time_since_epoch().count());
  for (int i = 0; i < 20000; ++i) {
    const Timestamp time{std::chrono::milliseconds(milli(random))};
    ASSERT_EQ(parse_rfc3339(format_rfc3339(time)), time) << format_rfc3339(time);
  }
}

TEST(Dates, AreDaysAlone) {
  ASSERT_TRUE(parse_date("2026-11-23"));
  EXPECT_EQ(format_date(*parse_date("2026-11-23")), "2026-11-23");
  EXPECT_EQ(format_date(*parse_date("0007-01-02")), "0007-01-02");
  for (const auto text : {"", "2026-11-31", "2026-11-23T00:00:00Z", "2026-11-23 ", "2026-11"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

struct Epoch {
  std::string_view name;
  double number;
  std::string_view utc;
};
const Epoch kEpochs[] = {
    {"Zero", 0, "1970-01-01T00:00:00Z"},
    {"Seconds", 1795422600, "2026-11-23T08:30:00Z"},
    {"FractionOfASecond", 1795422600.25, "2026-11-23T08:30:00.250Z"},
    {"Milliseconds", 1795422600123, "2026-11-23T08:30:00.123Z"},
    {"Microseconds", 1795422600123456, "2026-11-23T08:30:00.123Z"},
    {"Nanoseconds", 1795422600123456768.0, "2026-11-23T08:30:00.123Z"},
    {"BeforeTheEpoch", -1, "1969-12-31T23:59:59Z"},
    {"HalfASecondBefore", -0.5, "1969-12-31T23:59:59.500Z"},
    {"LastSecond", 99999999999, "5138-11-16T09:46:39Z"},
    {"FirstMillisecond", 1e11, "1973-03-03T09:46:40Z"},
    {"LastMillisecond", 99999999999999, "5138-11-16T09:46:39.999Z"},
    {"FirstMicrosecond", 1e14, "1973-03-03T09:46:40Z"},
    {"FirstNanosecond", 1e17, "1973-03-03T09:46:40Z"},
    {"FirstYear", -62167219200, "0000-01-01T00:00:00Z"},
    {"BeforeTheFirstYear", -62167219201, ""},
    {"BeyondNanoseconds", 1e20, ""},
    {"FarBeyond", 1e300, ""},
    {"FarBefore", -1e300, ""},
    {"Infinite", std::numeric_limits<double>::infinity(), ""},
    {"NotANumber", std::numeric_limits<double>::quiet_NaN(), ""},
};
class FromEpoch : public testing::TestWithParam<Epoch> {};
TEST_P(FromEpoch, TellsTheUnitFromTheSize) {
  const auto time = from_epoch(GetParam().number);
  EXPECT_EQ(time ? format_rfc3339(*time) : "", GetParam().utc);
}
INSTANTIATE_TEST_SUITE_P(Timestamps, FromEpoch, testing::ValuesIn(kEpochs),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch
