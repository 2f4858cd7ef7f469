#include "daemon/replay/checkpoint.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "base/byte_codec.h"
#include "base/files.h"

namespace newswatch::daemon {
namespace {

constexpr std::string_view kKind = "newswatch replay 1\n";

void write(const ReplayTotals& totals, ByteWriter& writer) {
  for (const std::uint64_t number : {totals.articles, totals.alerts, totals.near_misses,
                                     totals.annotations, totals.dead_letters})
    writer.number(number);
  writer.flag(totals.complete);
}

ReplayTotals read_totals(ByteReader& reader) {
  ReplayTotals totals;
  for (std::uint64_t* number : {&totals.articles, &totals.alerts, &totals.near_misses,
                                &totals.annotations, &totals.dead_letters})
    *number = reader.number();
  totals.complete = reader.flag();
  return totals;
}

template <typename Pairs>
void write_pairs(const Pairs& pairs, ByteWriter& writer) {
  writer.number(pairs.size());
  for (const auto& [first, second] : pairs) {
    writer.text(first);
    writer.text(second);
  }
}

/// Calls `put` with both halves of each pair.
template <typename Put>
void read_pairs(ByteReader& reader, Put put) {
  constexpr std::size_t kLeastBytes = 2;
  const std::size_t count = reader.count(kLeastBytes);
  for (std::size_t i = 0; i < count && reader.is_well(); ++i) {
    std::string first(reader.text());
    put(std::move(first), std::string(reader.text()));
  }
}

}  // namespace

std::string encode(const Checkpoint& checkpoint) {
  ByteWriter writer;
  writer.text(kKind);
  write_pairs(checkpoint.asked, writer);
  writer.text(checkpoint.position);
  writer.flag(checkpoint.is_final);
  for (const std::uint64_t bytes : checkpoint.written) writer.number(bytes);
  write(checkpoint.totals, writer);
  writer.number(checkpoint.volumes.size());
  for (const std::string& volume : checkpoint.volumes) writer.text(volume);
  write_pairs(checkpoint.state, writer);
  return writer.take();
}

Result<Checkpoint> decode_checkpoint(std::string_view bytes) {
  ByteReader reader(bytes);
  Checkpoint checkpoint;
  const bool is_one = reader.text() == kKind;
  read_pairs(reader, [&](std::string what, std::string value) {
    checkpoint.asked.emplace_back(std::move(what), std::move(value));
  });
  checkpoint.position = reader.text();
  checkpoint.is_final = reader.flag();
  for (std::uint64_t& written : checkpoint.written) written = reader.number();
  checkpoint.totals = read_totals(reader);
  const std::size_t volumes = reader.count(1);
  for (std::size_t i = 0; i < volumes && reader.is_well(); ++i)
    checkpoint.volumes.emplace_back(reader.text());
  read_pairs(reader, [&](std::string key, std::string value) {
    checkpoint.state.insert_or_assign(std::move(key), std::move(value));
  });
  if (is_one && reader.ended_well()) return checkpoint;
  return fail(ErrorCode::WrongType, "is no checkpoint of a replay, or one of another version");
}

Result<void> write_checkpoint(const Checkpoint& checkpoint, const std::string& path) {
  const std::string bytes = encode(checkpoint);
  const std::string draft = path + ".new";
  {
    constexpr int kMode = 0644;
    const FileDescriptor file(
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kMode));
    if (!file.is_open()) return io_error(draft, errno);
    for (std::string_view rest = bytes; !rest.empty();) {
      const auto put = ::write(file.number(), rest.data(), rest.size());
      if (put < 0) return io_error(draft, errno);
      rest.remove_prefix(static_cast<std::size_t>(put));
    }
    if (::fsync(file.number()) != 0) return io_error(draft, errno);
  }
  if (std::rename(draft.c_str(), path.c_str()) != 0) return io_error(path, errno);
  return {};
}

}  // namespace newswatch::daemon
