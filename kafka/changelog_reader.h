#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kafka/client.h"
#include "kafka/connection_options.h"

namespace newswatch::kafka {

/// Reads one partition of a compacted topic from its first record to its end, as it is when the
/// reading begins: what was committed, without what was aborted. For transactions that are open
/// then it waits: they may be committed already, as far as the rest of the world can see.
///
/// One thread owns it and alone calls it. It is in no consumer group.
class ChangelogReader final : public Client {
  struct Key {
    explicit Key() = default;
  };

 public:
  /// Called with the key and value of each record in turn; without a value the key is deleted.
  using Take = std::function<Result<void>(std::string_view key, std::optional<std::string_view>)>;

  /// @param options  `topics` and `instance_id` do not matter. Errors: `InvalidConfiguration`.
  static Result<std::unique_ptr<ChangelogReader>> create(const ConnectionOptions& options,
                                                         std::string topic, LogFunction log);
  /// For `create` alone.
  ChangelogReader(Key key, std::string topic, LogFunction log);
  ~ChangelogReader() override;

  /// Reads on up to `wait`; the first call for a partition finds its end, the others go on. Ends of
  /// transactions take places in a topic, too, so the end is where no record is left in front of
  /// the mark, not the record before it.
  /// @return whether all of it is read; then the next call begins with another. Errors:
  ///         `Unavailable` (nothing came: call again), `Refused` (likewise), `Fatal`, those of
  ///         `take`.
  Result<bool> read(std::int32_t partition, const Take& take, std::chrono::milliseconds wait);

 private:
  void add_callbacks(rd_kafka_conf_t* conf) override;
  Result<void> begin(std::int32_t partition);
  void note_end();
  Result<void> take_message(const rd_kafka_message_t& message, const Take& take);

  std::string topic_;
  std::optional<std::int32_t> partition_;  // that is being read
  std::optional<std::int64_t> end_;        // its high watermark when that began, once known
  std::int64_t next_offset_ = 0;
};

}  // namespace newswatch::kafka
