#include "base/files.h"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace newswatch {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Unexpected failed() { return fail(ErrorCode::Io, std::generic_category().message(errno)); }

}  // namespace

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
