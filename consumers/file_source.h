#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"
#include "consumers/source.h"

namespace newswatch::consumers {

/// Articles from NDJSON files, one after the other: each line that is not blank is a record, whose
/// origin is the path and the line, counted from 1. A carriage return at the end of a line is cut;
/// the last line needs no newline. Lines may be of any length; files are read 256 KiB at a time.
///
/// There is no place to keep: `commit` does nothing, and a new source starts at the first line.
class FileSource final : public Source {
 public:
  static constexpr std::size_t kMostBatchBytes = std::size_t{64} << 20;

  /// @param paths           in the order in which to read them; `-` is the standard input. A file
  ///                        that can't be read is an `Io` error of the poll that comes to it, which
  ///                        names it; the next poll goes on with the file after it.
  /// @param standard_input  the descriptor that `-` stands for. Borrowed.
  explicit FileSource(std::vector<std::string> paths, int standard_input = 0);

  Result<void> poll(std::vector<Record>& batch, std::size_t most,
                    std::chrono::milliseconds wait) override;
  Result<void> commit() override { return {}; }
  void keep_alive() override {}
  bool at_end() const override;
  void close() override;

  /// @return the bytes of all lines handed out or skipped so far.
  std::uint64_t bytes_read() const { return bytes_read_; }
  /// @return the size of all files, or nothing when one is a pipe or a terminal.
  std::optional<std::uint64_t> total_bytes() const { return total_bytes_; }

 private:
  Result<void> open_next();
  Result<void> refuse_compressed() const;
  bool take_line(std::vector<Record>& batch);
  Result<bool> read_more(std::chrono::milliseconds wait);
  void hand_out(std::string_view line, std::vector<Record>& batch);
  void finish_file();

  std::vector<std::string> paths_;
  int standard_input_;
  std::optional<std::uint64_t> total_bytes_;

  std::size_t next_path_ = 0;  // paths_[next_path_ - 1] is the one being read
  FileDescriptor owned_;       // of that file, unless it is the standard input
  int reading_ = -1;
  bool end_of_file_ = false;
  std::string buffer_;
  std::size_t begin_ = 0;    // of the first line that was not taken
  std::size_t scanned_ = 0;  // no newline between begin_ and here
  std::int64_t line_ = 0;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace newswatch::consumers
