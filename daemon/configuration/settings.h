#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/configuration/configuration.h"

namespace newswatch::daemon {

/// What a value may look like. The words for it are in `setting_values.cpp`, the JSON Schema in
/// `configuration_pages.cpp`.
enum class SettingType {
  Text,
  Name,      ///< Letters, digits, dot, hyphen, underscore, up to 249: what Kafka takes for a topic.
  TextList,  ///< A list, or one text with commas between the entries.
  Integer,
  Size,      ///< `4MiB`, or bytes as a plain number.
  Duration,  ///< `100ms`, `5s`, `10m`, `2h`, `1d`.
  Day,       ///< `1990-01-01`.
  Choice,
  Map,       ///< Names and values.
  Pointers,  ///< A JSON Pointer or a list of them.
  Metadata,  ///< Names for queries, each with `Pointers`.
  Secret,    ///< A text that no message repeats.
  Path,
};

/// Where a value goes. The second form takes the place of a choice among `Setting::choices`.
using SettingTarget = std::variant<
    std::string& (*)(Configuration&), std::vector<std::string>& (*)(Configuration&),
    std::int64_t& (*)(Configuration&), std::size_t& (*)(Configuration&),
    std::chrono::milliseconds& (*)(Configuration&), Date& (*)(Configuration&),
    TextMap& (*)(Configuration&), std::vector<articles::JsonPointer>& (*)(Configuration&),
    std::vector<articles::MappedField>& (*)(Configuration&), void (*)(Configuration&, std::size_t)>;

/// One key of the configuration: all that parser, JSON Schema, reference page and example know.
struct Setting {
  std::string_view key;
  std::string_view help;  ///< Sentences.
  SettingType type = SettingType::Text;
  std::string_view initial = "";  ///< The default, as one would write it in the file.
  std::string_view min = "";
  std::string_view max = "";
  std::string_view example = "";  ///< Shown where the default tells nothing.
  std::span<const std::string_view> choices = {};
  bool filled = false;  ///< An empty value is refused.
  SettingTarget target;
};

/// @return every setting, in the order of the reference page. Keys of one section stand together.
std::span<const Setting> settings();

/// @return the setting, or null.
const Setting* find_setting(std::string_view key);

/// @return what may follow `section` (empty for the top): the names one level below.
std::vector<std::string> names_in(std::string_view section);

/// @return the environment variable for a key: `NEWSWATCH_KAFKA__BROKERS`.
std::string environment_name(std::string_view key);

}  // namespace newswatch::daemon
