#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <mutex>

#include "kafka/connection_options.h"
#include "kafka/topic_partition.h"

namespace newswatch::kafka {

/// Tries out whether what stands at an offset can be fetched, in processes of its own: a batch that
/// inflates beyond all memory ends one of those instead of this one. For partitions whose fetching
/// has ended this process before; it costs a connection to the brokers for each try.
///
/// Any thread may call it.
class FetchProber {
 public:
  /// What a try may use: so much that a batch which fits leaves room for two copies in a process of
  /// 512 MiB.
  static constexpr std::size_t kMemoryBytes = std::size_t{256} << 20;

  /// Forks; call it before there are other threads. Errors: `Io`, `InvalidConfiguration`.
  static Result<std::unique_ptr<FetchProber>> start(const ConnectionOptions& options);
  ~FetchProber();
  FetchProber(const FetchProber&) = delete;
  FetchProber& operator=(const FetchProber&) = delete;

  /// @return `offset`, or the first offset behind the batch there where that can't be fetched.
  ///         Where nobody answers, `offset`. May take a second for each doubling of the size of the
  ///         batch.
  std::int64_t first_readable(const TopicPartition& partition, std::int64_t offset);

 private:
  FetchProber(int socket, pid_t process) : socket_(socket), process_(process) {}

  bool is_readable(const TopicPartition& partition, std::int64_t offset);

  int socket_;
  pid_t process_;
  std::mutex mutex_;
};

}  // namespace newswatch::kafka
