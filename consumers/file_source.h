#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "consumers/archive_source.h"
#include "consumers/input_file.h"

namespace newswatch::consumers {

/// Articles from NDJSON files, one after the other, packed with gzip, Zstandard or not at all: each
/// line that is not blank is a record, whose origin is the path and the line, counted from 1. A
/// carriage return at the end of a line is cut; the last line needs no newline. Lines may be of up
/// to 256 MiB; files are read 256 KiB at a time.
///
/// There is no place to keep: `commit` does nothing, and a new source starts at the first line, or
/// where `skip_to` puts it.
class FileSource final : public ArchiveSource {
 public:
  static constexpr std::size_t kMostBatchBytes = std::size_t{4} << 20;
  static constexpr std::size_t kMostLineBytes = std::size_t{256} << 20;

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

  /// In bytes, as they lie in the files.
  Progress progress() const override;
  /// Paths and sizes.
  std::string identity() const override;
  /// The number of the file, of the bytes of its text and of its lines.
  std::string position() const override;
  Result<void> skip_to(std::string_view position) override;

 private:
  Result<void> open_next();
  Result<void> skip_text(std::uint64_t bytes);
  bool take_line(std::vector<Record>& batch);
  Result<bool> read_more(std::chrono::milliseconds wait);
  void hand_out(std::string_view line, std::vector<Record>& batch);
  void finish_file();
  const std::string& path() const { return paths_[next_path_ - 1]; }

  std::vector<std::string> paths_;
  int standard_input_;
  std::vector<std::optional<std::uint64_t>> sizes_;  // nothing: a pipe or a terminal
  std::optional<std::uint64_t> total_bytes_ = 0;     // likewise, of any

  std::size_t next_path_ = 0;  // paths_[next_path_ - 1] is the one being read
  std::optional<InputFile> file_;
  std::string buffer_;
  std::size_t begin_ = 0;         // of the first line that was not taken
  std::size_t scanned_ = 0;       // no newline between begin_ and here
  std::uint64_t text_bytes_ = 0;  // of the file, before begin_
  std::int64_t line_ = 0;
  std::uint64_t earlier_bytes_ = 0;  // read of the files before
};

}  // namespace newswatch::consumers
