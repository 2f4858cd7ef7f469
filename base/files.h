#pragma once

#include <string>

#include "base/result.h"

namespace newswatch {

/// An open file descriptor that closes itself.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

/// @param what  as a path. @param code  as `errno`. @return an `Io` error that says what and why.
Unexpected io_error(const std::string& what, int code);

/// @return the content of a file. Errors: `Io`; the message says why, as `Is a directory`, and does
/// not name the file.
Result<std::string> read_file(const std::string& path);

}  // namespace newswatch
