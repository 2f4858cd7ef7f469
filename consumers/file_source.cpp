#include "consumers/file_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace newswatch::consumers {
namespace {

constexpr std::size_t kChunkBytes = 256 * 1024;
constexpr std::string_view kStandardInput = "-";

std::optional<std::uint64_t> size_of(const std::string& path, int standard_input) {
  struct stat info {};
  const int failed =
      path == kStandardInput ? fstat(standard_input, &info) : stat(path.c_str(), &info);
  if (failed != 0) return 0;  // reported when its turn comes
  if (!S_ISREG(info.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(info.st_size);
}

std::optional<std::uint64_t> size_of_all(const std::vector<std::string>& paths,
                                         int standard_input) {
  std::uint64_t total = 0;
  for (const auto& path : paths) {
    const auto size = size_of(path, standard_input);
    if (!size) return std::nullopt;
    total += *size;
  }
  return total;
}

bool is_blank_line(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

FileSource::FileSource(std::vector<std::string> paths, int standard_input)
    : paths_(std::move(paths)),
      standard_input_(standard_input),
      total_bytes_(size_of_all(paths_, standard_input)) {}

Result<void> FileSource::poll(std::vector<Record>& batch, std::size_t most,
                              std::chrono::milliseconds wait) {
  batch.clear();
  const auto start = bytes_read_;
  while (batch.size() < most && bytes_read_ - start < kMostBatchBytes && !at_end()) {
    if (reading_ < 0) {
      if (!batch.empty()) return {};  // so that an error of the next file loses no record
      if (auto opened = open_next(); !opened) return opened;
    }
    if (take_line(batch)) continue;
    if (end_of_file_) {
      finish_file();
      continue;
    }
    const auto more = read_more(batch.empty() ? wait : std::chrono::milliseconds(0));
    if (!more) {
      finish_file();
      return Unexpected(more.error());
    }
    if (!*more) return {};
  }
  return {};
}

bool FileSource::at_end() const { return reading_ < 0 && next_path_ == paths_.size(); }

void FileSource::close() {
  finish_file();
  next_path_ = paths_.size();
}

Result<void> FileSource::open_next() {
  const auto& path = paths_[next_path_++];
  line_ = 0;
  if (path == kStandardInput) {
    reading_ = standard_input_;
    return {};
  }
  FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return io_error(path, errno);
  owned_ = std::move(file);
  reading_ = owned_.number();
  return {};
}

/// Compressed files would end as one record that is no UTF-8. Source: RFC 1952, RFC 8878.
Result<void> FileSource::refuse_compressed() const {
  const auto begins_with = [&](std::string_view magic) {
    return line_ == 0 && begin_ == 0 && std::string_view(buffer_).starts_with(magic);
  };
  const bool gzip = begins_with("\x1F\x8B"), zstd = begins_with("\x28\xB5\x2F\xFD");
  if (!gzip && !zstd) return {};
  const auto& path = paths_[next_path_ - 1];
  return fail(
      ErrorCode::Io,
      fmt::format("{}: is compressed; unpack it first, as in {} FILE | newswatch replay … -", path,
                  gzip ? "zcat" : "zstdcat"));
}

/// @return false when the buffer holds no whole line.
bool FileSource::take_line(std::vector<Record>& batch) {
  auto end = buffer_.find('\n', scanned_);
  scanned_ = end == std::string::npos ? buffer_.size() : end + 1;
  if (end == std::string::npos) {
    if (!end_of_file_ || begin_ == buffer_.size()) return false;
    end = buffer_.size();
  }
  hand_out(std::string_view(buffer_).substr(begin_, end - begin_), batch);
  bytes_read_ += scanned_ - begin_;
  begin_ = scanned_;
  return true;
}

/// @return false when nothing came in time.
Result<bool> FileSource::read_more(std::chrono::milliseconds wait) {
  pollfd readable{.fd = reading_, .events = POLLIN, .revents = 0};
  const int ready = ::poll(&readable, 1, static_cast<int>(wait.count()));
  if (ready == 0 || (ready < 0 && errno == EINTR)) return false;
  buffer_.erase(0, begin_);
  scanned_ -= begin_;
  begin_ = 0;
  const auto filled = buffer_.size();
  buffer_.resize(filled + kChunkBytes);
  const auto got = ::read(reading_, buffer_.data() + filled, kChunkBytes);
  const int code = errno;
  buffer_.resize(filled + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  if (got < 0 && code != EINTR && code != EAGAIN) return io_error(paths_[next_path_ - 1], code);
  end_of_file_ = got == 0;
  if (const auto refused = refuse_compressed(); !refused) return Unexpected(refused.error());
  return true;
}

void FileSource::hand_out(std::string_view line, std::vector<Record>& batch) {
  ++line_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (is_blank_line(line)) return;
  batch.push_back({.origin = {paths_[next_path_ - 1], 0, line_},
                   .key = {},
                   .payload = std::string(line),
                   .received_at = std::nullopt,
                   .traceparent = {}});
}

void FileSource::finish_file() {
  owned_ = FileDescriptor();
  reading_ = -1;
  end_of_file_ = false;
  buffer_.clear();
  begin_ = 0;
  scanned_ = 0;
}

}  // namespace newswatch::consumers
