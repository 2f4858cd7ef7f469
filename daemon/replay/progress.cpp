#include "daemon/replay/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string>

namespace newswatch::daemon {
namespace {

constexpr std::size_t kWidth = 30;

constexpr std::chrono::milliseconds kBarEvery{100};
constexpr std::chrono::seconds kLineEvery{10};

std::string bar(double share) {
  const auto done = static_cast<std::size_t>(share * static_cast<double>(kWidth));
  return fmt::format("[{}{}]", std::string(done, '#'), std::string(kWidth - done, ' '));
}

}  // namespace

Progress::Progress(std::ostream& out, bool watched)
    : out_(out), watched_(watched), next_(begin_ + (watched ? kBarEvery : kLineEvery)) {}

void Progress::show(std::uint64_t done, std::optional<std::uint64_t> total,
                    std::uint64_t articles) {
  if (!start_) start_ = {.done = done, .articles = articles};
  if (Steady::now() < next_) return;
  next_ = Steady::now() + (watched_ ? Steady::duration(kBarEvery) : Steady::duration(kLineEvery));
  const std::string line = words(done, total, articles);
  if (!watched_) {
    out_ << line << std::endl;
    return;
  }
  // Back to the beginning of the line, and erase what the last, maybe longer, text leaves behind
  // (ECMA-48 EL).
  out_ << '\r' << line << "\x1b[K" << std::flush;
  shown_ = true;
}

std::string Progress::words(std::uint64_t done, std::optional<std::uint64_t> total,
                            std::uint64_t articles) const {
  const double seconds =
      std::max(0.001, std::chrono::duration<double>(Steady::now() - begin_).count());
  std::string line = fmt::format("{} articles, {:.0f} a second", articles,
                                 static_cast<double>(articles - start_->articles) / seconds);
  if (!total || *total == 0) return line;
  const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(*total));
  line = fmt::format("{}{:3.0f} %, {}", watched_ ? bar(share) + " " : "", share * 100, line);
  const auto newly = static_cast<double>(done - start_->done);
  if (newly == 0) return line;
  const auto left = static_cast<double>(*total - std::min(done, *total));
  return fmt::format("{}, {:.0f} s to go", line, seconds * left / newly);
}

void Progress::clear() {
  if (shown_) out_ << "\r\x1b[K" << std::flush;
  shown_ = false;
}

}  // namespace newswatch::daemon
