#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "daemon/rule_loading/rule_source.h"
#include "daemon/rule_loading/settling.h"
#include "kafka/table_reader.h"

namespace newswatch::daemon {

/// Rules in a compacted Kafka topic: a record's key is a rule's id, its value a rule file with that
/// one rule, and a record without value deletes it. The texts are kept, so that the rules can be
/// made anew whenever one changes.
class KafkaRules final : public RuleSource {
 public:
  /// @param now  the steady time.
  KafkaRules(std::unique_ptr<kafka::TableReader> table, std::function<Settling::Time()> now,
             detectors::DetectorOptions options = {})
      : table_(std::move(table)),
        status_(table_->status()),
        now_(std::move(now)),
        options_(std::move(options)) {}

  const std::string& name() const override { return table_->topic(); }
  bool has_news(std::chrono::milliseconds wait) override;

  /// Adds to `problems` also that the topic is not read to its end yet, records that do not hold
  /// the one rule that their key names, and, as a warning, that there is no record. Problems name a
  /// record `newswatch.rules[0]@17 (fentanyl-policy)`: topic, partition, offset and key.
  std::shared_ptr<const detectors::DetectorSet> read(rules::Problems& problems) override;

  std::optional<std::string> complaint() const override;
  std::string refused() const override { return status_->health().refused; }

 private:
  std::unique_ptr<kafka::TableReader> table_;
  std::shared_ptr<const kafka::ClientStatus> status_;
  std::function<Settling::Time()> now_;
  detectors::DetectorOptions options_;
  Settling changes_;
  bool was_complete_ = false;
};

}  // namespace newswatch::daemon
