#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/replay/day_counts.h"

// Parts of a report that is one HTML file: it loads nothing from elsewhere, and runs no script.

namespace newswatch::daemon {

/// @return text as it stands in HTML, in content as in attributes. What an article says can't
/// become markup, nor turn the direction of what stands round it.
std::string escaped_html(std::string_view text);

/// @param body  of markup. @return a whole page.
std::string html_page(std::string_view title, std::string_view body);

/// @return a plot of counts by day, as SVG, with the days as a caption.
std::string day_plot(const DayCounts& counts, const DaySpan& span, std::string_view what);

/// @param rows  of cells that are markup; the first one of a row is text, the others numbers.
std::string html_table(const std::vector<std::string>& heads,
                       const std::vector<std::vector<std::string>>& rows);

/// @return a link that only leads to web pages, else the text alone.
std::string html_link(std::string_view url, std::string_view text);

}  // namespace newswatch::daemon
