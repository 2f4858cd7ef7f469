#include "consumers/input_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace newswatch::consumers {
namespace {

constexpr std::size_t kChunkBytes = 256 * 1024;
constexpr std::string_view kStandardInput = "-";

}  // namespace

Result<InputFile> InputFile::open(const std::string& path, int standard_input) {
  if (path == kStandardInput) return InputFile(path, FileDescriptor(), standard_input);
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return io_error(path, errno);
  const int number = file.number();
  return InputFile(path, std::move(file), number);
}

Result<bool> InputFile::read(std::string& text, std::chrono::milliseconds wait) {
  if (!begun_) return begin(text, wait);
  if (!decompressor_) {
    auto more = read_stored(text, wait);
    done_ = ended_;
    return more;
  }
  if (packed_.empty() && !holds_more_) {
    auto more = read_stored(packed_, wait);
    if (!more || !*more) return more;
  }
  if (auto unpacked = unpack(text); !unpacked) return Unexpected(unpacked.error());
  return true;
}

/// Waits for the first bytes, which tell how to read the rest.
Result<bool> InputFile::begin(std::string& text, std::chrono::milliseconds wait) {
  auto more = read_stored(packed_, wait);
  if (!more || !*more) return more;
  if (is_too_short(packed_) && !ended_) return true;
  begun_ = true;
  decompressor_ = decompressor_for(packed_);
  if (!decompressor_) {
    text += std::exchange(packed_, {});
    done_ = ended_;
  }
  return true;
}

Result<bool> InputFile::read_stored(std::string& bytes, std::chrono::milliseconds wait) {
  if (ended_) return true;
  pollfd readable{.fd = number_, .events = POLLIN, .revents = 0};
  const int ready = ::poll(&readable, 1, static_cast<int>(wait.count()));
  if (ready == 0 || (ready < 0 && errno == EINTR)) return false;
  const auto filled = bytes.size();
  bytes.resize(filled + kChunkBytes);
  const auto got = ::read(number_, bytes.data() + filled, kChunkBytes);
  const int code = errno;
  bytes.resize(filled + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (got < 0) {
    if (code == EINTR || code == EAGAIN) return false;
    return io_error(path_, code);
  }
  stored_bytes_read_ += static_cast<std::uint64_t>(got);
  ended_ = got == 0;
  return true;
}

Result<void> InputFile::unpack(std::string& text) {
  if (packed_.empty() && !holds_more_) {
    done_ = decompressor_->is_whole();
    if (done_) return {};
    return fail(ErrorCode::Io,
                fmt::format("{}: ends in the middle of its compressed data: is it whole?", path_));
  }
  const auto before = text.size();
  const auto used = decompressor_->unpack(packed_, kChunkBytes, text);
  if (!used) return fail(used.error().code, fmt::format("{}: {}", path_, used.error().message));
  packed_.erase(0, *used);
  holds_more_ = text.size() - before == kChunkBytes && !decompressor_->is_whole();
  return {};
}

}  // namespace newswatch::consumers
