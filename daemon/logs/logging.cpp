#include "daemon/logs/logging.h"

#include <fmt/format.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <mutex>
#include <utility>

#include "base/timestamp.h"
#include "base/utf8.h"

namespace newswatch::daemon {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::chrono::seconds kQuiet{30};
// Beyond this many different warnings in 30 s the oldest may come again early.
constexpr std::size_t kMostRemembered = 256;

LogLevel level_of(spdlog::level::level_enum level) {
  if (level <= spdlog::level::debug) return LogLevel::Debug;
  if (level == spdlog::level::info) return LogLevel::Info;
  return level == spdlog::level::warn ? LogLevel::Warn : LogLevel::Error;
}

spdlog::level::level_enum to_spdlog(LogLevel level) {
  constexpr std::array kLevels{spdlog::level::debug, spdlog::level::info, spdlog::level::warn,
                               spdlog::level::err};
  return kLevels[static_cast<std::size_t>(level)];
}

std::string_view capitals(LogLevel level) {
  constexpr std::array<std::string_view, 4> kNames{"DEBUG", "INFO", "WARN", "ERROR"};
  return kNames[static_cast<std::size_t>(level)];
}

void append_escaped(std::string& out, std::string_view valid, bool json) {
  for (std::size_t i = 0; i < valid.size(); ++i) {
    const auto byte = static_cast<unsigned char>(valid[i]);
    const bool second_controls =
        byte == 0xC2 && i + 1 < valid.size() && static_cast<unsigned char>(valid[i + 1]) < 0xA0;
    if (second_controls)  // U+0080 to U+009F: terminals act on them too
      out += fmt::format("\\u{:04x}", static_cast<unsigned char>(valid[++i]));
    else if (byte == '\n')
      out += "\\n";
    else if (byte < 0x20 || byte == 0x7F)
      out += fmt::format("\\u{:04x}", byte);
    else if (json && (byte == '"' || byte == '\\'))
      (out += '\\') += valid[i];
    else
      out += valid[i];
  }
}

class LineSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit LineSink(LoggingOptions options)
      : options_(std::move(options)),
        json_(options_.config.format == LogFormat::Json ||
              (options_.config.format == LogFormat::Auto && !options_.terminal)) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const LogLevel level = level_of(message.level);
    const std::string text(message.payload.data(), message.payload.size());
    const auto time = std::chrono::floor<std::chrono::milliseconds>(message.time);
    if (options_.on_message) options_.on_message(level, text);
    if (level < LogLevel::Warn) {
      write_held(time, options_.now());
      return write(time, level, text, 0);
    }
    write_limited(time, level, text);
  }

  void flush_() override {
    const auto time = std::chrono::floor<std::chrono::milliseconds>(spdlog::log_clock::now());
    for (auto& [key, repeats] : remembered_)
      if (repeats.held > 0) write(time, key.first, key.second, std::exchange(repeats.held, 0));
  }

 private:
  using Key = std::pair<LogLevel, std::string>;
  struct Repeats {
    SteadyTime written;
    std::size_t held = 0;
  };

  void write_limited(Timestamp time, LogLevel level, const std::string& text) {
    const SteadyTime now = options_.now();
    const auto found = remembered_.find({level, text});
    if (found != remembered_.end() && now - found->second.written < kQuiet) {
      ++found->second.held;
      return write_held(time, now);
    }
    // This one goes out now, and tells of those before it.
    const std::size_t held = found == remembered_.end() ? 0 : std::exchange(found->second.held, 0);
    write_held(time, now);
    write(time, level, text, held);
    forget_oldest();
    remembered_[{level, text}] = {now, 0};
  }

  /// Writes what was held back for its 30 s, and forgets what did not come again.
  void write_held(Timestamp time, SteadyTime now) {
    for (auto at = remembered_.begin(); at != remembered_.end();) {
      auto& [key, repeats] = *at;
      if (now - repeats.written < kQuiet) {
        ++at;
      } else if (repeats.held > 0) {
        write(time, key.first, key.second, std::exchange(repeats.held, 0));
        repeats.written = now;
        ++at;
      } else {
        at = remembered_.erase(at);
      }
    }
  }

  void forget_oldest() {
    if (remembered_.size() < kMostRemembered) return;
    remembered_.erase(std::ranges::min_element(
        remembered_, {}, [](const auto& entry) { return entry.second.written; }));
  }

  void write(Timestamp time, LogLevel level, const std::string& text, std::size_t held) {
    if (json_) {
      const auto repeated = held == 0 ? "" : fmt::format(R"(, "repeated": {})", held);
      options_.write(fmt::format("{{\"time\": \"{}\", \"level\": \"{}\", \"message\": \"{}\"{}}}\n",
                                 format_rfc3339(time), name_of(level), escaped(text, true),
                                 repeated));
    } else {
      const auto repeated = held == 0 ? "" : fmt::format(" (repeated {} times)", held);
      options_.write(fmt::format("{} {} {}{}\n", format_rfc3339(time), capitals(level),
                                 escaped(text, false), repeated));
    }
  }

  const LoggingOptions options_;
  const bool json_;
  std::map<Key, Repeats> remembered_;
};

}  // namespace

std::shared_ptr<spdlog::logger> make_logger(LoggingOptions options) {
  const auto level = to_spdlog(options.config.level);
  auto logger =
      std::make_shared<spdlog::logger>("newswatch", std::make_shared<LineSink>(std::move(options)));
  logger->set_level(level);
  return logger;
}

void start_logging(const LogConfig& config,
                   std::function<void(LogLevel, std::string_view)> on_message) {
  spdlog::set_default_logger(make_logger(
      {.config = config,
       .terminal = isatty(STDERR_FILENO) == 1,
       .write = [](std::string_view line) { std::fwrite(line.data(), 1, line.size(), stderr); },
       .now = [] { return std::chrono::steady_clock::now(); },
       .on_message = std::move(on_message)}));
}

std::string_view name_of(LogLevel level) {
  constexpr std::array<std::string_view, 4> kNames{"debug", "info", "warn", "error"};
  return kNames[static_cast<std::size_t>(level)];
}

spdlog::level::level_enum from_syslog(int level) {
  if (level <= 2) return spdlog::level::err;
  if (level <= 4) return spdlog::level::warn;
  return level <= 6 ? spdlog::level::info : spdlog::level::debug;
}

std::string escaped(std::string_view text, bool json) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string out;
  while (const auto invalid = first_invalid_utf8(text)) {
    append_escaped(out, text.substr(0, *invalid), json);
    out += kReplacement;
    text.remove_prefix(*invalid + 1);
  }
  append_escaped(out, text, json);
  return out;
}

}  // namespace newswatch::daemon
