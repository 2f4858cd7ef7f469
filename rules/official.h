#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/timestamp.h"

namespace newswatch::rules {

/// One term of office.
struct Role {
  std::string title;
  std::string
      country;  ///< ISO 3166-1 alpha-2, or the abbreviation of an organisation; may be empty.
  Date from;    ///< The first day in office, UTC.
  std::optional<Date> to;  ///< The first day out of office; absent while in office.
};

/// A person whose mentions are tracked.
struct Official {
  std::string name;
  std::string surname;  ///< One or more words, part of `name`.
  std::vector<std::string> aliases;
  std::vector<Role> roles;
};

/// The office of a person on one day.
struct Office {
  std::string role;         ///< Empty when out of office, or when the day is unknown.
  std::string former_role;  ///< The last one before that day; only where `role` is empty.
  std::string country;      ///< Of the one that is not empty.
};

/// @param day  absent when unknown: then no office is named.
/// @return of several at a time the one that began last.
Office office_on(const Official& official, std::optional<Date> day);

}  // namespace newswatch::rules
