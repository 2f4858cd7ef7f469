#pragma once

#include <chrono>
#include <string>

#include "daemon/rule_loading/rule_source.h"
#include "daemon/rule_loading/rule_watch.h"

namespace newswatch::daemon {

/// Rules in a file or a folder.
class FileRules final : public RuleSource {
 public:
  /// @param path   a rule file, or a folder of them.
  /// @param watch  how often to look for changes. 0: never.
  explicit FileRules(std::string path, detectors::DetectorOptions options = {},
                     std::chrono::milliseconds watch = std::chrono::milliseconds(0))
      : path_(std::move(path)), options_(std::move(options)), watch_(path_), interval_(watch) {}

  const std::string& name() const override { return path_; }
  bool has_news(std::chrono::milliseconds wait) override;
  std::shared_ptr<const detectors::DetectorSet> read(rules::Problems& problems) override;

 private:
  std::string path_;
  detectors::DetectorOptions options_;
  RuleWatch watch_;
  std::chrono::milliseconds interval_;
  std::chrono::steady_clock::time_point last_look_;
  bool was_read_ = false;
};

}  // namespace newswatch::daemon
