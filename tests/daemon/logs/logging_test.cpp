#include "daemon/logs/logging.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "base/utf8.h"

namespace newswatch::daemon {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;

class Logging : public testing::Test {
 protected:
  std::shared_ptr<spdlog::logger> logger(LogConfig config, bool terminal = false) {
    return make_logger(
        {config, terminal, [this](std::string_view line) { lines_.emplace_back(line); },
         [this] { return now_; },
         [this](LogLevel level, std::string_view /*message*/) { counted_.push_back(level); }});
  }

  std::vector<std::string> lines_;
  std::vector<LogLevel> counted_;
  std::chrono::steady_clock::time_point now_{std::chrono::hours(1)};
};

TEST_F(Logging, WritesJsonLines) {
  const spdlog::log_clock::time_point time{std::chrono::milliseconds(1'500)};
  logger({})->log(time, {}, spdlog::level::info, "say \"hi\"");
  EXPECT_THAT(lines_, ElementsAre("{\"time\": \"1970-01-01T00:00:01.500Z\", \"level\": \"info\", "
                                  "\"message\": \"say \\\"hi\\\"\"}\n"));
}

TEST_F(Logging, WritesTextOnATerminal) {
  const spdlog::log_clock::time_point time{};
  logger({}, true)->log(time, {}, spdlog::level::err, "a\nb \\ \"c\"");
  EXPECT_THAT(lines_, ElementsAre("1970-01-01T00:00:00Z ERROR a\\nb \\ \"c\"\n"));
}

TEST_F(Logging, FollowsTheConfigurationRatherThanTheTerminal) {
  logger({.format = LogFormat::Text}, false)->info("a");
  logger({.format = LogFormat::Json}, true)->info("a");
  EXPECT_THAT(lines_, ElementsAre(EndsWith("Z INFO a\n"), EndsWith("\"message\": \"a\"}\n")));
}

TEST_F(Logging, LeavesOutWhatIsBelowTheLevel) {
  const auto quiet = logger({.level = LogLevel::Warn});
  quiet->debug("a");
  quiet->info("b");
  quiet->warn("c");
  EXPECT_THAT(lines_, ElementsAre(HasSubstr("\"c\"")));
  EXPECT_THAT(counted_, ElementsAre(LogLevel::Warn));
}

TEST_F(Logging, MakesOneValidLineOfAnyBytes) {
  const auto log = logger({});
  for (int byte = 0; byte < 256; ++byte) {
    lines_.clear();
    const std::string text{'a', static_cast<char>(byte), 'b'};
    log->log(spdlog::level::info, "{}", text);
    ASSERT_EQ(lines_.size(), 1U);
    EXPECT_EQ(std::count(lines_[0].begin(), lines_[0].end(), '\n'), 1);
    EXPECT_EQ(first_invalid_utf8(lines_[0]), std::nullopt);
    const auto json = nlohmann::json::parse(lines_[0], nullptr, false);
    ASSERT_TRUE(json.is_object()) << lines_[0];
    const auto message = json["message"].get<std::string>();
    EXPECT_EQ(message, byte < 0x80 ? text
                                   : "a\xEF\xBF\xBD"
                                     "b");
  }
}

TEST_F(Logging, EscapesTheSecondBlockOfControls) {
  EXPECT_EQ(escaped("a\xC2\x9B"
                    "1m\x7F\xC2\xA0",
                    false),
            "a\\u009b1m\\u007f\xC2\xA0");
}

TEST_F(Logging, HoldsBackRepeatedWarnings) {
  const auto log = logger({});
  for (int i = 0; i < 5; ++i) log->warn("broker down");
  log->error("broker down");
  EXPECT_EQ(lines_.size(), 2U);
  now_ += std::chrono::seconds(29);
  log->warn("broker down");
  EXPECT_EQ(lines_.size(), 2U);
  now_ += std::chrono::seconds(1);
  log->warn("broker down");
  ASSERT_EQ(lines_.size(), 3U);
  EXPECT_THAT(lines_[2], HasSubstr("\"message\": \"broker down\", \"repeated\": 5}"));
  EXPECT_EQ(counted_.size(), 8U);
}

TEST_F(Logging, TellsOfRepeatsThatStopped) {
  const auto log = logger({.format = LogFormat::Text});
  log->warn("a");
  log->warn("a");
  log->warn("a");
  now_ += std::chrono::seconds(31);
  log->info("b");
  EXPECT_THAT(lines_, ElementsAre(EndsWith("WARN a\n"), EndsWith("WARN a (repeated 2 times)\n"),
                                  EndsWith("INFO b\n")));
}

TEST_F(Logging, TellsOfRepeatsAtTheEnd) {
  const auto log = logger({.format = LogFormat::Text});
  log->warn("a");
  log->warn("a");
  log->flush();
  log->flush();
  EXPECT_THAT(lines_, ElementsAre(EndsWith("WARN a\n"), EndsWith("WARN a (repeated 1 times)\n")));
}

TEST_F(Logging, NeverHoldsBackLifeCycle) {
  const auto log = logger({});
  log->info("reloaded");
  log->info("reloaded");
  EXPECT_EQ(lines_.size(), 2U);
}

TEST_F(Logging, RemembersABoundedNumberOfWarnings) {
  const auto log = logger({});
  log->warn("first");
  for (int i = 0; i < 1'000; ++i) {
    now_ += std::chrono::milliseconds(1);
    log->warn("warning {}", i);
  }
  lines_.clear();
  log->warn("first");
  EXPECT_EQ(lines_.size(), 1U);
}

TEST_F(Logging, IsSafeFromManyThreads) {
  const auto log = logger({});
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i)
      threads.emplace_back([&] {
        for (int n = 0; n < 100; ++n) log->info("a");
      });
  }
  EXPECT_EQ(lines_.size(), 300U);
}

TEST(LogLevels, OfSyslogAreMapped) {
  const std::vector<spdlog::level::level_enum> expected{
      spdlog::level::err,  spdlog::level::err,  spdlog::level::err,  spdlog::level::warn,
      spdlog::level::warn, spdlog::level::info, spdlog::level::info, spdlog::level::debug};
  for (int level = 0; level < 8; ++level)
    EXPECT_EQ(from_syslog(level), expected[static_cast<std::size_t>(level)]);
}

}  // namespace
}  // namespace newswatch::daemon
