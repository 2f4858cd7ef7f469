#include "daemon/logs/recent_problems.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace newswatch::daemon {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;

Timestamp at(int ms) { return Timestamp(milliseconds(ms)); }

TEST(RecentProblems, KeepsWarningsAndErrors) {
  RecentProblems problems;
  problems.add(at(0), LogLevel::Info, "started");
  problems.add(at(1), LogLevel::Warn, "slow \"disk\"");
  problems.add(at(2), LogLevel::Error, "no\nbroker");
  EXPECT_EQ(Json::parse(problems.json()), Json::parse(R"([
      {"time": "1970-01-01T00:00:00.001Z", "level": "warn", "message": "slow \"disk\"", "times": 1},
      {"time": "1970-01-01T00:00:00.002Z", "level": "error", "message": "no\nbroker", "times": 1}])"));
}

TEST(RecentProblems, CountsWhatComesAgain) {
  RecentProblems problems;
  problems.add(at(1), LogLevel::Warn, "a");
  problems.add(at(2), LogLevel::Warn, "b");
  problems.add(at(3), LogLevel::Warn, "a");
  const auto json = Json::parse(problems.json());
  ASSERT_EQ(json.size(), 2U);
  EXPECT_EQ(json[1]["message"], "a");
  EXPECT_EQ(json[1]["times"], 2);
  EXPECT_EQ(json[1]["time"], "1970-01-01T00:00:00.003Z");
}

TEST(RecentProblems, ForgetsTheOldestAndCutsTheLong) {
  RecentProblems problems;
  for (int i = 0; i < 100; ++i) problems.add(at(i), LogLevel::Error, std::to_string(i));
  problems.add(at(100), LogLevel::Error, std::string(100000, 'x') + "\xFF");
  const auto json = Json::parse(problems.json());
  EXPECT_EQ(json.size(), RecentProblems::kMost);
  EXPECT_EQ(json[0]["message"], "81");
  EXPECT_EQ(json.back()["message"].get<std::string>().size(), RecentProblems::kMostBytes);
}

}  // namespace
}  // namespace newswatch::daemon
