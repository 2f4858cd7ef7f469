#pragma once

#include <string>

namespace newswatch::daemon {

/// Sees when rule files change: by size, time and inode of what their names lead to, so that a
/// Kubernetes ConfigMap, which swaps a symbolic link, is seen as well. It looks only when asked.
class RuleWatch {
 public:
  /// @param path  a rule file, or a folder of them.
  explicit RuleWatch(std::string path) : path_(std::move(path)) {}

  /// To be called before the files are read: what is there now counts as known.
  void mark_known();

  /// Looks. @return whether the files are other than those known, and have been the same at the
  /// last two looks: an editor may be half through writing them. Says so once for each change.
  bool has_settled_change();

 private:
  std::string path_;
  std::string known_;
  std::string last_look_;
};

}  // namespace newswatch::daemon
