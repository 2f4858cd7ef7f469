#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "kafka/handles.h"

namespace newswatch::kafka {

/// Properties of a Kafka client by librdkafka's names, in the order in which they were set first.
/// Source: CONFIGURATION.md of librdkafka.
class Properties {
 public:
  using Entry = std::pair<std::string, std::string>;

  Properties() = default;
  Properties(std::initializer_list<Entry> entries);

  /// A later value replaces an earlier one.
  void set(std::string_view name, std::string_view value);
  void set_all(const Properties& others);

  /// @return the value, borrowed until the next change, or null.
  const std::string* find(std::string_view name) const;
  const std::vector<Entry>& entries() const { return entries_; }

  /// @return a librdkafka configuration. Errors: `InvalidConfiguration`, naming the property; the
  ///         value of a secret is never in the message.
  Result<ConfHandle> to_conf() const;

  /// @return `name=value` pairs for a log, secrets as `***`.
  std::string describe() const;

 private:
  std::vector<Entry> entries_;
};

/// @return whether the value of a property must not be shown: passwords, keys, tokens.
bool is_secret(std::string_view name);

/// @return why users can't set a property that Newswatch must own, as a phrase to follow its name;
///         nothing for all others. Knows librdkafka's aliases too.
std::optional<std::string_view> why_owned(std::string_view name);

}  // namespace newswatch::kafka
