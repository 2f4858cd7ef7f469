#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.h"
#include "rules/positioned_yaml.h"

namespace newswatch::rules {

/// Reads the keys of one YAML map, and reports what is missing, misspelt or of the wrong type, all
/// at once. Borrows everything it is given.
class MapReader {
 public:
  MapReader(const Node& map, const std::string& file, std::vector<Problem>& problems);

  /// @return the text at `key`, or nothing when it is absent. Reports lists and maps.
  std::optional<std::string> text(const std::string& key);
  /// Reports also an absent or blank one.
  std::string required_text(const std::string& key);
  /// @return the texts at `key`: a list, or one text. Reports other things.
  std::vector<std::string> texts(const std::string& key);
  /// @return the texts and maps in the list at `key`, or its one text, in order. Reports other
  /// things.
  std::vector<const Node*> texts_or_maps(const std::string& key);
  /// @return `true` or `false` at `key`, or `otherwise` when it is absent.
  bool flag(const std::string& key, bool otherwise);
  /// @return the name at `key` as its place among `names`, or nothing when it is absent. Reports
  /// others, with the nearest.
  std::optional<std::size_t> choice(const std::string& key, const std::vector<std::string>& names);
  /// Reports what is no whole number from `least` to `most`.
  std::optional<std::uint32_t> number(const std::string& key, std::uint32_t least,
                                      std::uint32_t most);
  /// Reports what is no duration, as `6h`, from `least` to `most`.
  std::optional<std::chrono::milliseconds> duration(const std::string& key,
                                                    std::chrono::milliseconds least,
                                                    std::chrono::milliseconds most);
  /// Reports what is not `YYYY-MM-DD`.
  std::optional<Date> date(const std::string& key);
  /// @return the map at `key`, or null when it is absent. Reports other things.
  const Node* map(const std::string& key);
  /// @return the maps in the list at `key`, in order. Reports other things.
  std::vector<const Node*> maps(const std::string& key);
  /// @return the entries of the map at `key`, in order, as texts. Reports other things.
  std::vector<std::pair<std::string, std::string>> pairs(const std::string& key);

  bool has(const std::string& key) { return find(key) != nullptr; }
  /// @return whether the text at `key` is `value`; anything else is for others to report.
  bool says(const std::string& key, std::string_view value);
  /// Names a key that others read.
  void know(const std::string& key) { known_.push_back(key); }
  /// Reports each key that was neither asked for nor named, with the nearest that was. Call last.
  void finish();

  /// Reports `message` at the value of `key`, or at the map where it has none.
  void problem(const std::string& key, std::string message);
  Position position_of(const std::string& key) const;

 private:
  const Node* find(const std::string& key);
  void expected(const std::string& key, std::string_view what);

  const Node& map_;
  const std::string& file_;
  std::vector<Problem>& problems_;
  std::vector<std::string> known_;
};

}  // namespace newswatch::rules
