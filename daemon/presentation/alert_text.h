#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace newswatch::daemon {

/// @return `text` as a reader sees it: without markup (but markup that would do something, such as
/// a
///         script, is shown as it stands, so that nobody overlooks what an article tries), every
///         run of blanks and control characters as one blank, and without the controls that turn
///         the direction of what follows (Unicode's embeddings, overrides and isolates). So no
///         article can write to a terminal, or reorder the words round its own.
std::string readable(std::string_view text);

/// The same, cut as by `shortened`.
std::string readable(std::string_view text, std::size_t most_bytes);

/// @return `text` cut behind `most_bytes` at a character, with `…` to show it, if it is longer.
std::string shortened(std::string text, std::size_t most_bytes);

/// @return whether `url` leads to the web: of http or https.
bool is_web_address(std::string_view url);

/// A part of a snippet: words that matched, or what is round them.
struct Segment {
  std::string text;  ///< Readable.
  bool matched = false;
};

/// Cuts a snippet of an alert at the words that matched.
/// @param snippet, matches  as in an alert; throws `nlohmann::json::exception` for anything else.
std::vector<Segment> segments(const nlohmann::json& snippet, const nlohmann::json& matches);

}  // namespace newswatch::daemon
