#include "rules/quiet_hours.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::rules {
namespace {

Timestamp at(std::string_view text) { return parse_rfc3339(text).value(); }

/// `22:00-06:00 Europe/Paris`, as `QuietHours::to_string` writes it.
QuietHours quiet(std::string_view text) {
  return {parse_time_of_day(text.substr(0, 5)).value(),
          parse_time_of_day(text.substr(6, 5)).value(),
          TimeZone::named(std::string(text.substr(12))).value()};
}

struct Case {
  std::string_view name;
  std::string_view hours;
  std::string_view time;
  std::string_view begin;  ///< Of the quiet period; empty where there is none.
  std::string_view end;
};

const Case kCases[] = {
    {"InTheEvening", "22:00-06:00 UTC", "2026-03-01T23:00:00Z", "2026-03-01T22:00:00Z",
     "2026-03-02T06:00:00Z"},
    {"AfterMidnight", "22:00-06:00 UTC", "2026-03-02T05:59:59Z", "2026-03-01T22:00:00Z",
     "2026-03-02T06:00:00Z"},
    {"FromIsIn", "22:00-06:00 UTC", "2026-03-01T22:00:00Z", "2026-03-01T22:00:00Z",
     "2026-03-02T06:00:00Z"},
    {"ToIsOut", "22:00-06:00 UTC", "2026-03-02T06:00:00Z", "", ""},
    {"ByDay", "22:00-06:00 UTC", "2026-03-02T12:00:00Z", "", ""},
    {"WithinOneDay", "12:00-13:30 UTC", "2026-03-02T13:29:00Z", "2026-03-02T12:00:00Z",
     "2026-03-02T13:30:00Z"},
    {"ToMidnight", "22:00-00:00 UTC", "2026-03-02T23:59:00Z", "2026-03-02T22:00:00Z",
     "2026-03-03T00:00:00Z"},
    {"ZoneAhead", "22:00-06:00 Europe/Paris", "2026-01-10T21:00:00Z", "2026-01-10T21:00:00Z",
     "2026-01-11T05:00:00Z"},
    {"ZoneAheadInSummer", "22:00-06:00 Europe/Paris", "2026-07-10T20:00:00Z",
     "2026-07-10T20:00:00Z", "2026-07-11T04:00:00Z"},
    {"ZoneBehind", "22:00-06:00 America/New_York", "2026-01-10T03:00:00Z", "2026-01-10T03:00:00Z",
     "2026-01-10T11:00:00Z"},
    {"HalfHourZone", "22:00-06:00 Asia/Kolkata", "2026-01-10T16:30:00Z", "2026-01-10T16:30:00Z",
     "2026-01-11T00:30:00Z"},
    // 29 March 2026: 02:00 becomes 03:00. 25 October 2026: 03:00 becomes 02:00.
    {"ShortNight", "22:00-06:00 Europe/Paris", "2026-03-28T23:00:00Z", "2026-03-28T21:00:00Z",
     "2026-03-29T04:00:00Z"},
    {"LongNight", "22:00-06:00 Europe/Paris", "2026-10-25T04:30:00Z", "2026-10-24T20:00:00Z",
     "2026-10-25T05:00:00Z"},
    {"EndThatIsLeftOut", "22:00-02:30 Europe/Paris", "2026-03-29T01:15:00Z", "2026-03-28T21:00:00Z",
     "2026-03-29T01:30:00Z"},
    {"EndThatComesTwice", "22:00-02:30 Europe/Paris", "2026-10-25T00:45:00Z",
     "2026-10-24T20:00:00Z", "2026-10-25T01:30:00Z"},
    {"BeginThatComesTwice", "02:30-05:00 Europe/Paris", "2026-10-25T00:45:00Z",
     "2026-10-25T00:30:00Z", "2026-10-25T04:00:00Z"},
    {"LongBefore1970", "22:00-06:00 Europe/Paris", "1969-12-31T22:30:00Z", "1969-12-31T21:00:00Z",
     "1970-01-01T05:00:00Z"},
};

class QuietPeriod : public testing::TestWithParam<Case> {};

TEST_P(QuietPeriod, IsThatOfTheZonesClocks) {
  const Case& c = GetParam();
  const auto period = quiet(c.hours).period_at(at(c.time));
  ASSERT_EQ(period.has_value(), !c.begin.empty());
  if (!period) return;
  EXPECT_EQ(format_rfc3339(period->begin), c.begin);
  EXPECT_EQ(format_rfc3339(period->end), c.end);
}

INSTANTIATE_TEST_SUITE_P(QuietHours, QuietPeriod, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(QuietHours, AreOnePeriodFromItsBeginToItsEnd) {
  const QuietHours hours = quiet("22:00-02:30 Europe/Paris");
  for (Timestamp t = at("2026-03-25T00:00:00Z"); t < at("2026-03-31T00:00:00Z");
       t += std::chrono::minutes(5)) {
    const auto period = hours.period_at(t);
    if (!period) continue;
    EXPECT_EQ(hours.period_at(period->begin), period);
    EXPECT_EQ(hours.period_at(period->end - std::chrono::milliseconds(1)), period);
    EXPECT_FALSE(hours.period_at(period->end)) << format_rfc3339(t);
  }
}

TEST(QuietHours, SayAllOfThemselves) {
  EXPECT_EQ(quiet("22:05-06:00 Europe/Paris").to_string(), "22:05-06:00 Europe/Paris");
}

TEST(TimeOfDay, IsHoursAndMinutes) {
  EXPECT_EQ(parse_time_of_day("00:00"), std::chrono::minutes(0));
  EXPECT_EQ(parse_time_of_day("23:59"), std::chrono::minutes(23 * 60 + 59));
  for (const auto* text :
       {"", "6:00", "24:00", "22:60", "22.00", "22:00:00", "1320", "-1:00", "2a:00"})
    EXPECT_FALSE(parse_time_of_day(text)) << text;
}

TEST(TimeZones, ThatAreNoneAreRefusedWithTheNearest) {
  EXPECT_EQ(TimeZone::named("Europe/Pariss").error().message,
            "\"Europe/Pariss\" is no time zone, as in Europe/Paris; did you mean "
            "\"Europe/Paris\"?");
  for (const auto* name : {"", "GMT+2", "Paris", "europe/paris", "UTC\n"})
    EXPECT_FALSE(TimeZone::named(name)) << name;
}

}  // namespace
}  // namespace newswatch::rules
