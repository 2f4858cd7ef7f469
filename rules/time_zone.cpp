#include "rules/time_zone.h"

#include <fmt/format.h>
#include <unicode/basictz.h>
#include <unicode/strenum.h>

#include <vector>

#include "base/nearest_name.h"

namespace newswatch::rules {
namespace {

std::vector<std::string> known_names() {
  std::vector<std::string> names;
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::StringEnumeration> all(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_ANY, nullptr, nullptr, error));
  const char* name = nullptr;
  while (all && U_SUCCESS(error) && (name = all->next(nullptr, error)) != nullptr)
    names.emplace_back(name);
  return names;
}

/// ICU takes `GMT+2` too, and reads what it does not know as UTC.
bool is_known(const icu::UnicodeString& name) {
  UErrorCode error = U_ZERO_ERROR;
  UBool is_of_the_database = 0;
  icu::UnicodeString canonical;
  icu::TimeZone::getCanonicalID(name, canonical, is_of_the_database, error);
  return U_SUCCESS(error) && is_of_the_database != 0;
}

double milliseconds_of(LocalTime time) {
  return static_cast<double>(time.time_since_epoch().count());
}

}  // namespace

struct TimeZone::Clocks {
  std::unique_ptr<icu::BasicTimeZone> zone;
};

Result<TimeZone> TimeZone::named(const std::string& name) {
  const auto id = icu::UnicodeString::fromUTF8(name);
  std::unique_ptr<icu::TimeZone> zone(is_known(id) ? icu::TimeZone::createTimeZone(id) : nullptr);
  auto* const basic = dynamic_cast<icu::BasicTimeZone*>(zone.get());
  if (basic == nullptr) {
    return fail(ErrorCode::InvalidRules, fmt::format("\"{}\" is no time zone, as in Europe/Paris{}",
                                                     name, did_you_mean(name, known_names())));
  }
  zone.release();  // NOLINT(bugprone-unused-return-value): owned as what it is, on the next line
  auto clocks = std::make_shared<Clocks>(Clocks{std::unique_ptr<icu::BasicTimeZone>(basic)});
  return TimeZone(name, std::move(clocks));
}

LocalTime TimeZone::local(Timestamp time) const {
  UErrorCode error = U_ZERO_ERROR;
  std::int32_t raw = 0;
  std::int32_t summer = 0;
  const auto since_1970 = time.time_since_epoch();
  clocks_->zone->getOffset(static_cast<double>(since_1970.count()), 0, raw, summer, error);
  return LocalTime(since_1970 + std::chrono::milliseconds(raw + summer));
}

Timestamp TimeZone::utc(LocalTime time, Twice twice) const {
  UErrorCode error = U_ZERO_ERROR;
  std::int32_t raw = 0;
  std::int32_t summer = 0;
  clocks_->zone->getOffsetFromLocal(
      milliseconds_of(time), UCAL_TZ_LOCAL_FORMER,
      twice == Twice::First ? UCAL_TZ_LOCAL_FORMER : UCAL_TZ_LOCAL_LATTER, raw, summer, error);
  return Timestamp(time.time_since_epoch() - std::chrono::milliseconds(raw + summer));
}

}  // namespace newswatch::rules
