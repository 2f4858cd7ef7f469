#include "base/files.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>

namespace newswatch {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Unexpected failed() { return fail(ErrorCode::Io, std::generic_category().message(errno)); }

}  // namespace

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept
    : number_(std::exchange(other.number_, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (is_open()) ::close(number_);
}

Unexpected io_error(const std::string& what, int code) {
  return fail(ErrorCode::Io, fmt::format("{}: {}", what, std::generic_category().message(code)));
}

Result<std::string> read_file(const std::string& path) {
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
  if (!file) return failed();
  std::string content;
  constexpr std::size_t kChunkBytes = 64 << 10;
  for (std::size_t got = kChunkBytes; got == kChunkBytes;) {
    const std::size_t filled = content.size();
    content.resize(filled + kChunkBytes);
    got = std::fread(content.data() + filled, 1, kChunkBytes, file.get());
    content.resize(filled + got);
  }
  // A folder can be opened, and fails here.
  if (std::ferror(file.get()) != 0) return failed();
  return content;
}

}  // namespace newswatch
