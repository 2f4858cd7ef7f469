#include "consumers/file_source.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace newswatch::consumers {
namespace {

constexpr std::string_view kStandardInput = "-";

std::optional<std::uint64_t> size_of(const std::string& path, int standard_input) {
  struct stat info {};
  const int failed =
      path == kStandardInput ? fstat(standard_input, &info) : stat(path.c_str(), &info);
  if (failed != 0) return 0;  // reported when its turn comes
  if (!S_ISREG(info.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(info.st_size);
}

bool is_blank_line(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

FileSource::FileSource(std::vector<std::string> paths, int standard_input)
    : paths_(std::move(paths)), standard_input_(standard_input) {
  for (const std::string& path : paths_) {
    sizes_.push_back(size_of(path, standard_input));
    if (!sizes_.back()) total_bytes_.reset();
    if (total_bytes_) *total_bytes_ += *sizes_.back();
  }
}

FileSource::Progress FileSource::progress() const {
  return {.done = earlier_bytes_ + (file_ ? file_->stored_bytes_read() : 0), .total = total_bytes_};
}

std::string FileSource::identity() const {
  std::string identity;
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    const std::string size = sizes_[i] ? fmt::format("{} bytes", *sizes_[i]) : "a stream";
    identity += fmt::format("{}: {}\n", paths_[i], size);
  }
  return identity;
}

std::string FileSource::position() const {
  if (!file_) return fmt::format("{} 0 0", next_path_);
  return fmt::format("{} {} {}", next_path_ - 1, text_bytes_, line_);
}

Result<void> FileSource::skip_to(std::string_view position) {
  std::istringstream numbers{std::string(position)};
  std::size_t file = 0;
  std::uint64_t bytes = 0;
  std::int64_t lines = 0;
  if (!(numbers >> file >> bytes >> lines) || file > paths_.size())
    return fail(ErrorCode::WrongType, fmt::format("no place in files: {}", position));
  next_path_ = file;
  for (std::size_t i = 0; i < next_path_; ++i) earlier_bytes_ += sizes_[i].value_or(0);
  if (bytes == 0 || at_end()) return {};
  if (auto opened = open_next(); !opened) return opened;
  line_ = lines;
  return skip_text(bytes);
}

Result<void> FileSource::skip_text(std::uint64_t bytes) {
  for (std::uint64_t left = bytes; left > 0;) {
    constexpr std::chrono::milliseconds kWait{1000};
    if (const auto read = file_->read(buffer_, kWait); !read) return Unexpected(read.error());
    const auto skipped = std::min<std::uint64_t>(left, buffer_.size());
    buffer_.erase(0, skipped);
    left -= skipped;
    if (left > 0 && file_->is_at_end())
      return fail(ErrorCode::Io,
                  fmt::format("{}: is shorter than when it was read before", path()));
  }
  text_bytes_ = bytes;
  return {};
}

Result<void> FileSource::poll(std::vector<Record>& batch, std::size_t most,
                              std::chrono::milliseconds wait) {
  batch.clear();
  std::size_t bytes = 0;
  while (batch.size() < most && bytes < kMostBatchBytes && !at_end()) {
    if (!file_) {
      if (!batch.empty()) return {};  // so that an error of the next file loses no record
      if (auto opened = open_next(); !opened) return opened;
    }
    const auto before = text_bytes_;
    if (take_line(batch)) {
      bytes += text_bytes_ - before;
      continue;
    }
    if (file_->is_at_end()) {
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

bool FileSource::at_end() const { return !file_ && next_path_ == paths_.size(); }

void FileSource::close() {
  finish_file();
  next_path_ = paths_.size();
}

Result<void> FileSource::open_next() {
  auto opened = InputFile::open(paths_[next_path_++], standard_input_);
  if (!opened) return Unexpected(opened.error());
  file_ = *std::move(opened);
  return {};
}

/// @return false when the buffer holds no whole line.
bool FileSource::take_line(std::vector<Record>& batch) {
  auto end = buffer_.find('\n', scanned_);
  scanned_ = end == std::string::npos ? buffer_.size() : end + 1;
  if (end == std::string::npos) {
    if (!file_->is_at_end() || begin_ == buffer_.size()) return false;
    end = buffer_.size();
  }
  hand_out(std::string_view(buffer_).substr(begin_, end - begin_), batch);
  text_bytes_ += scanned_ - begin_;
  begin_ = scanned_;
  return true;
}

/// @return false when nothing came in time.
Result<bool> FileSource::read_more(std::chrono::milliseconds wait) {
  buffer_.erase(0, begin_);
  scanned_ -= begin_;
  begin_ = 0;
  if (buffer_.size() > kMostLineBytes)
    return fail(ErrorCode::Io,
                fmt::format("{}: line {} is longer than {} MiB: one article a line is expected, as "
                            "in NDJSON",
                            path(), line_ + 1, kMostLineBytes >> 20));
  return file_->read(buffer_, wait);
}

void FileSource::hand_out(std::string_view line, std::vector<Record>& batch) {
  ++line_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (is_blank_line(line)) return;
  batch.push_back({.origin = {path(), 0, line_},
                   .key = {},
                   .payload = std::string(line),
                   .received_at = std::nullopt,
                   .traceparent = {}});
}

void FileSource::finish_file() {
  earlier_bytes_ = progress().done;
  file_.reset();
  buffer_.clear();
  begin_ = 0;
  scanned_ = 0;
  text_bytes_ = 0;
  line_ = 0;
}

}  // namespace newswatch::consumers
