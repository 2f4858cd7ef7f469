#include "metrics/metrics_reference.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "metrics/catalogue.h"

namespace newswatch::metrics {
namespace {

std::string_view name_of(MetricType type) {
  constexpr std::string_view kNames[] = {"counter", "gauge", "histogram"};
  return kNames[static_cast<std::size_t>(type)];
}

std::string labels_in_words(const Description& description, const KnownValues& known) {
  std::string words;
  for (const Label& label : description.labels) {
    if (!words.empty()) words += "; ";
    words += fmt::format("`{}`", label.name);
    const auto values = values_of(label, known);
    if (!values.empty()) words += fmt::format(": {}", fmt::join(values, ", "));
  }
  return words;
}

}  // namespace

std::string metrics_reference(const KnownValues& known) {
  std::string page =
      "# Metrics\n\n"
      "Prometheus scrapes them from `http://<admin.address>:<admin.port>/metrics`. Times are in "
      "seconds, sizes in bytes. Series whose labels are known in advance are 0 from the start; "
      "label values come from code, configuration and rule files, never from articles.\n\n"
      "| Metric | Type | Labels | Meaning |\n|---|---|---|---|\n";
  for (const Description& description : kCatalogue)
    page += fmt::format("| `{}` | {} | {} | {} |\n", description.name, name_of(description.type),
                        labels_in_words(description, known), description.help);
  return page;
}

}  // namespace newswatch::metrics
