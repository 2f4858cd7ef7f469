#include "daemon/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <string>

namespace newswatch::daemon {
namespace {

constexpr std::size_t kWidth = 30;

std::string bar(double share) {
  const auto done = static_cast<std::size_t>(share * static_cast<double>(kWidth));
  return fmt::format("[{}{}] {:3.0f} %", std::string(done, '#'), std::string(kWidth - done, ' '),
                     share * 100);
}

}  // namespace

Progress::Progress(std::ostream& out, bool watched, std::optional<std::uint64_t> total_bytes)
    : out_(out), watched_(watched), total_bytes_(total_bytes) {}

void Progress::show(std::uint64_t bytes, std::uint64_t articles) {
  if (!watched_ || Steady::now() < next_) return;
  next_ = Steady::now() + std::chrono::milliseconds(100);
  const double seconds =
      std::max(0.001, std::chrono::duration<double>(Steady::now() - begin_).count());
  std::string line = fmt::format("{} articles, {:.0f} a second", articles,
                                 static_cast<double>(articles) / seconds);
  if (total_bytes_ && *total_bytes_ > 0 && bytes > 0) {
    const double share =
        std::min(1.0, static_cast<double>(bytes) / static_cast<double>(*total_bytes_));
    line = fmt::format("{} {}, {:.0f} s to go", bar(share), line, seconds / share - seconds);
  }
  // Back to the beginning of the line, and erase what the last, maybe longer, text leaves behind
  // (ECMA-48 EL).
  out_ << '\r' << line << "\x1b[K" << std::flush;
  shown_ = true;
}

void Progress::clear() {
  if (shown_) out_ << "\r\x1b[K" << std::flush;
  shown_ = false;
}

}  // namespace newswatch::daemon
