#include "rules/alert_options.h"

#include <fmt/format.h>

#include <utility>

#include "base/units.h"

namespace newswatch::rules {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// What is remembered of a rule stays below 10 kB: a time takes a few bytes, and each alert of the
// stretch has one.
constexpr std::uint32_t kMostCounted = 1000;
// The longest month. Newswatch remembers a rule that is idle for as long.
constexpr milliseconds kLongest = days(31);

const std::vector<std::string>& alert_on_names() {
  static const std::vector<std::string> kNames = {"every", "updates", "first"};
  return kNames;
}

const std::vector<std::string>& copies_names() {
  static const std::vector<std::string> kNames = {"pass", "update", "suppress"};
  return kNames;
}

/// Reads the options of one map.
class OptionReader {
 public:
  OptionReader(MapReader& reader, const std::string& file, std::vector<Problem>& problems,
               AlertOptions defaults)
      : reader_(reader), file_(file), problems_(problems), options_(std::move(defaults)) {}

  AlertOptions read() {
    if (const auto on = reader_.choice("alert_on", alert_on_names()))
      options_.alert_on = static_cast<AlertOn>(*on);
    if (const auto copies = reader_.choice("copies", copies_names()))
      options_.copies = static_cast<Copies>(*copies);
    read_map("throttle", options_.throttle,
             [this](MapReader& inner) { return read_throttle(inner); });
    read_map("threshold", options_.threshold,
             [this](MapReader& inner) { return read_threshold(inner); });
    read_map("digest", options_.digest_every,
             [this](MapReader& inner) { return read_every(inner); });
    read_map("quiet_hours", options_.quiet_hours,
             [this](MapReader& inner) { return read_quiet_hours(inner); });
    check_copies();
    check_digest();
    return std::move(options_);
  }

 private:
  /// @param read  what makes an `Option` of the map at `key`.
  template <typename Option, typename Read>
  void read_map(const std::string& key, Option& option, const Read& read) {
    if (!reader_.has(key)) return;
    option = {};
    if (reader_.says(key, "none")) return;
    const Node* const node = reader_.map(key);
    if (node == nullptr) return;
    MapReader inner(*node, file_, problems_);
    option = read(inner);
    inner.finish();
  }

  void required(MapReader& inner, const std::string& key) {
    if (!inner.has(key)) inner.problem(key, fmt::format("\"{}\" is missing", key));
  }

  std::optional<Throttle> read_throttle(MapReader& inner) {
    required(inner, "at_most");
    required(inner, "per");
    const auto at_most = inner.number("at_most", 1, kMostCounted);
    const auto per = inner.duration("per", seconds(1), kLongest);
    if (!at_most || !per) return std::nullopt;
    return Throttle{*at_most, *per};
  }

  std::optional<Threshold> read_threshold(MapReader& inner) {
    required(inner, "count");
    required(inner, "within");
    const auto count = inner.number("count", 2, kMostCounted);
    const auto within = inner.duration("within", seconds(1), kLongest);
    if (!count || !within) return std::nullopt;
    return Threshold{*count, *within};
  }

  std::optional<milliseconds> read_every(MapReader& inner) {
    required(inner, "every");
    return inner.duration("every", minutes(1), kLongest);
  }

  std::optional<minutes> read_time(MapReader& inner, const std::string& key) {
    const auto text = inner.required_text(key);
    const auto time = parse_time_of_day(text);
    if (!time && inner.has(key))
      inner.problem(key, fmt::format("\"{}\" is no time of the day, as in \"22:00\"", text));
    return time;
  }

  std::shared_ptr<const QuietHours> read_quiet_hours(MapReader& inner) {
    const auto from = read_time(inner, "from");
    const auto to = read_time(inner, "to");
    auto zone = TimeZone::named(inner.text("time_zone").value_or("UTC"));
    if (!zone) inner.problem("time_zone", zone.error().message);
    if (from && from == to)
      inner.problem("to", "quiet hours have no length: \"from\" and \"to\" are the same");
    if (!from || !to || from == to || !zone) return nullptr;
    return std::make_shared<QuietHours>(*from, *to, *std::move(zone));
  }

  void check_copies() {
    const bool is_first = options_.alert_on == AlertOn::First;
    if (options_.alert_on != AlertOn::Every && reader_.says("copies", "pass")) {
      reader_.problem("copies", fmt::format("copies can't pass where \"alert_on\" is {}",
                                            is_first ? "first" : "updates"));
    }
    if (is_first && reader_.says("copies", "update")) {
      reader_.problem("copies",
                      "copies can't go into updates where \"alert_on\" is first: there are none");
    }
  }

  void check_digest() {
    if (!options_.digest_every) return;
    const bool is_own = reader_.has("digest");
    if (options_.throttle && (is_own || reader_.has("throttle"))) {
      reader_.problem(reader_.has("throttle") ? "throttle" : "digest",
                      "a digest leaves nothing to throttle: one of \"digest\" and \"throttle\" "
                      "must be none");
    }
    const auto& threshold = options_.threshold;
    if (threshold && threshold->within > *options_.digest_every &&
        (is_own || reader_.has("threshold"))) {
      reader_.problem(
          reader_.has("threshold") ? "threshold" : "digest",
          fmt::format("the threshold counts within {}, but a digest covers {}",
                      format_duration(threshold->within), format_duration(*options_.digest_every)));
    }
  }

  MapReader& reader_;
  const std::string& file_;
  std::vector<Problem>& problems_;
  AlertOptions options_;
};

}  // namespace

Copies effective_copies(const AlertOptions& options) {
  const bool has_place = options.alert_on == AlertOn::Every ||
                         (options.alert_on == AlertOn::Updates && options.copies == Copies::Update);
  return has_place ? options.copies : Copies::Suppress;
}

AlertOptions read_alert_options(MapReader& reader, const std::string& file,
                                std::vector<Problem>& problems, const AlertOptions& defaults) {
  return OptionReader(reader, file, problems, defaults).read();
}

std::vector<std::string> canonical_form(const AlertOptions& options) {
  std::vector<std::string> parts;
  const auto add = [&](const char* key, std::string value) {
    parts.emplace_back(key);
    parts.push_back(std::move(value));
  };
  if (options.alert_on != AlertOn::Every)
    add("alert_on", alert_on_names()[static_cast<std::size_t>(options.alert_on)]);
  if (const auto copies = effective_copies(options); copies != Copies::Pass)
    add("copies", copies_names()[static_cast<std::size_t>(copies)]);
  if (const auto& throttle = options.throttle)
    add("throttle", fmt::format("{}/{}", throttle->at_most, format_duration(throttle->per)));
  if (const auto& threshold = options.threshold)
    add("threshold", fmt::format("{}/{}", threshold->count, format_duration(threshold->within)));
  if (options.digest_every) add("digest", format_duration(*options.digest_every));
  if (options.quiet_hours) add("quiet_hours", options.quiet_hours->to_string());
  return parts;
}

}  // namespace newswatch::rules
