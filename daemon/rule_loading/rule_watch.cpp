#include "daemon/rule_loading/rule_watch.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "rules/rule_files.h"

namespace newswatch::daemon {
namespace {

/// Changes whenever a rule file does. What can't be read is part of it.
std::string look_of(const std::string& path) {
  std::string look;
  for (const std::string& file : rules::rule_files_at(path)) {
    struct stat status {};
    const int failed = ::stat(file.c_str(), &status);
    look += fmt::format("{} {} {} {} {} {}.{}\n", file, failed, status.st_dev, status.st_ino,
                        status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
  }
  return look;
}

}  // namespace

void RuleWatch::mark_known() { known_ = last_look_ = look_of(path_); }

bool RuleWatch::has_settled_change() {
  std::string look = look_of(path_);
  const bool settled = look == last_look_;
  last_look_ = std::move(look);
  if (!settled || last_look_ == known_) return false;
  known_ = last_look_;
  return true;
}

}  // namespace newswatch::daemon
