#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "consumers/archive_source.h"
#include "kafka/range_reader.h"

namespace newswatch::consumers {

/// Parses a place in a topic: `beginning`, `end`, an RFC 3339 time or a day, an offset for all
/// partitions (`1200`), or some partitions with theirs (`0:1200,3:1180`).
/// @return nothing for anything else.
std::optional<kafka::TopicPlace> parse_topic_place(std::string_view text);

/// Records of a part of a Kafka topic, in an order that is always the same (see
/// `kafka::RangeReader`), beside all that is in groups. Tombstones and empty records are left out:
/// there is no article in them.
class TopicSource final : public ArchiveSource {
 public:
  /// @param identity  what was asked for: an end that is `end` moves on, and a replay that is gone
  ///                  on with ends where it would have.
  /// @param range     as `reader` found it.
  TopicSource(std::unique_ptr<kafka::RangeReader> reader, std::string identity,
              kafka::TopicRange range);

  Result<void> poll(std::vector<Record>& batch, std::size_t most,
                    std::chrono::milliseconds wait) override;
  Result<void> commit() override { return {}; }
  void keep_alive() override {}
  bool at_end() const override { return begun_ && reader_->is_at_end(); }
  void close() override { reader_.reset(); }

  /// In offsets.
  Progress progress() const override;
  std::string identity() const override { return identity_; }
  /// Of each partition its number, the next offset and the one behind the last.
  std::string position() const override;
  Result<void> skip_to(std::string_view position) override;

 private:
  void begin();

  std::unique_ptr<kafka::RangeReader> reader_;
  std::string identity_;
  kafka::TopicRange range_;
  std::map<std::int32_t, std::int64_t> next_offsets_;
  bool begun_ = false;
};

}  // namespace newswatch::consumers
