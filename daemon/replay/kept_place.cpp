#include "daemon/replay/kept_place.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "base/digest.h"
#include "base/files.h"

namespace newswatch::daemon {

std::string digest_of_files(const std::vector<std::string>& paths) {
  std::vector<std::string> texts;
  for (const std::string& path : paths) {
    texts.push_back(path);
    const auto content = read_file(path);
    texts.push_back(content ? *content : "");
  }
  return digest(std::vector<std::string_view>(texts.begin(), texts.end()));
}

Result<std::optional<Checkpoint>> KeptPlace::read(bool can_cut) const {
  std::error_code error;
  if (!is_kept() || !std::filesystem::exists(path_, error)) return std::optional<Checkpoint>();
  const auto bytes = read_file(path_);
  if (!bytes) return complain(bytes.error().code, bytes.error().message);
  auto checkpoint = decode_checkpoint(*bytes);
  if (!checkpoint) return complain(checkpoint.error().code, checkpoint.error().message);
  const auto differs = std::ranges::find_if(request_, [&](const auto& part) {
    return std::ranges::find(checkpoint->asked, part) == checkpoint->asked.end();
  });
  if (differs != request_.end())
    return complain(ErrorCode::WrongType,
                    fmt::format("was kept by a replay with other {}: go on with those, or remove "
                                "the file to begin anew",
                                differs->first));
  if (!checkpoint->is_final && !can_cut)
    return complain(ErrorCode::WrongType,
                    "was kept by a replay that was killed, and alerts behind it may have gone to "
                    "the standard output: remove the file to begin anew, with --alerts FILE, which "
                    "can be cut back");
  return std::optional(*std::move(checkpoint));
}

Result<void> KeptPlace::write(Checkpoint checkpoint) const {
  checkpoint.asked = request_;
  return write_checkpoint(checkpoint, path_);
}

Result<void> KeptPlace::remove() const {
  std::error_code error;
  if (is_kept()) std::filesystem::remove(path_, error);
  if (error) return complain(ErrorCode::Io, error.message());
  return {};
}

Unexpected KeptPlace::complain(ErrorCode code, const std::string& what) const {
  return fail(code, fmt::format("{}: {}", path_, what));
}

}  // namespace newswatch::daemon
