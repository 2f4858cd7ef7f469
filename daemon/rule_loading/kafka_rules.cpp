#include "daemon/rule_loading/kafka_rules.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace newswatch::daemon {
namespace {

constexpr rules::Position kNoPlace{0, 0};

std::string name_of(const std::string& topic, const kafka::RowKey& key, std::int64_t offset) {
  constexpr std::size_t kShown = 100;  // a key can be as long as a record
  const bool whole = key.key.size() <= kShown;
  if (key.key.empty()) return fmt::format("{}[{}]@{} (no key)", topic, key.partition, offset);
  return fmt::format("{}[{}]@{} ({}{})", topic, key.partition, offset, key.key.substr(0, kShown),
                     whole ? "" : "…");
}

}  // namespace

bool KafkaRules::has_news(std::chrono::milliseconds wait) {
  const bool changed = table_->poll(wait);
  const auto now = now_();
  if (changed) changes_.note_change(now);
  if (!table_->is_complete()) return false;  // half of the rules would be wrong
  if (!was_complete_) return was_complete_ = true;
  return changes_.is_due(now);
}

std::shared_ptr<const detectors::DetectorSet> KafkaRules::read(rules::Problems& problems) {
  if (!table_->is_complete()) {
    changes_.note_change(now_());  // read them once they are all there
    problems.errors.push_back({table_->topic(), kNoPlace, "the topic is not read to its end yet"});
    return nullptr;
  }
  changes_.reset();
  if (table_->rows().empty())
    problems.warnings.push_back(
        {table_->topic(), kNoPlace, "the topic holds no rules, so nothing raises alerts"});
  std::vector<rules::RuleText> texts;
  texts.reserve(table_->rows().size());
  for (const auto& [key, row] : table_->rows()) {
    auto name = name_of(table_->topic(), key, row.offset);
    if (key.key.empty())
      problems.errors.push_back(
          {name, kNoPlace, "expected the id of the rule as the record's key"});
    else
      texts.push_back({.name = std::move(name), .text = row.value, .only_id = key.key});
  }
  return detectors::DetectorSet::read(texts, problems, options_);
}

std::optional<std::string> KafkaRules::complaint() const {
  const auto health = status_->health();
  if (!health.fatal.empty()) return health.fatal;
  if (!health.refused.empty()) return health.refused;
  if (health.brokers_up && health.joined) return std::nullopt;
  return health.last_error.empty() ? "not read to its end yet" : health.last_error;
}

}  // namespace newswatch::daemon
