#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/timestamp.h"

namespace newswatch::rules {

/// A moment as a clock on a wall shows it.
using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;

/// The clocks of one part of the world, with their summer time. Constant and cheap to copy; any
/// thread may ask it.
class TimeZone {
 public:
  /// Which of two moments is meant where clocks are set back and show the same time twice.
  enum class Twice { First, Second };

  /// @param name  of the IANA database, as `Europe/Paris`. Errors: `InvalidRules`, with the nearest
  ///              name that there is.
  /// Source: the IANA time zone database, as ICU brings it along.
  static Result<TimeZone> named(const std::string& name);

  const std::string& name() const { return name_; }
  LocalTime local(Timestamp time) const;
  /// @return when the clocks show `time`. One that they leave out, being set forward, is taken by
  ///         the clocks as they were before.
  Timestamp utc(LocalTime time, Twice twice) const;

 private:
  struct Clocks;

  TimeZone(std::string name, std::shared_ptr<const Clocks> clocks)
      : name_(std::move(name)), clocks_(std::move(clocks)) {}

  std::string name_;
  std::shared_ptr<const Clocks> clocks_;
};

}  // namespace newswatch::rules
