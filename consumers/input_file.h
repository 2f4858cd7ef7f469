#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/files.h"
#include "base/result.h"
#include "consumers/decompressor.h"

namespace newswatch::consumers {

/// A file that is read from its beginning to its end; what is compressed with gzip or Zstandard is
/// unpacked, whatever its name. At most some hundred kilobytes are in memory.
class InputFile {
 public:
  /// @param path            `-` is the standard input.
  /// @param standard_input  the descriptor that `-` stands for. Borrowed.
  /// Errors: `Io`.
  static Result<InputFile> open(const std::string& path, int standard_input);

  /// Appends to `text` what comes next.
  /// @return false when nothing came in time; at the end, true and nothing. Errors: `Io`, which
  /// names the file.
  Result<bool> read(std::string& text, std::chrono::milliseconds wait);

  bool is_at_end() const { return done_; }
  /// @return the bytes that were read, as they lie in the file.
  std::uint64_t stored_bytes_read() const { return stored_bytes_read_; }

 private:
  InputFile(std::string path, FileDescriptor owned, int number)
      : path_(std::move(path)), owned_(std::move(owned)), number_(number) {}

  Result<bool> read_stored(std::string& bytes, std::chrono::milliseconds wait);
  Result<bool> begin(std::string& text, std::chrono::milliseconds wait);
  Result<void> unpack(std::string& text);

  std::string path_;
  FileDescriptor owned_;  // unless it is the standard input
  int number_;
  bool begun_ = false;  // how it is compressed is known
  bool ended_ = false;  // there is nothing behind `packed_`
  bool done_ = false;   // nor anything to unpack
  std::unique_ptr<Decompressor> decompressor_;
  std::string packed_;
  bool holds_more_ = false;  // the decompressor, of what it was given
  std::uint64_t stored_bytes_read_ = 0;
};

}  // namespace newswatch::consumers
