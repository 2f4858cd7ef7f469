#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/timestamp.h"
#include "text/article_print.h"

namespace newswatch::correlation {

/// What is kept of an article so that its copies are recognised. Its key is the article's id.
struct CopyEntry {
  Timestamp time;  ///< When it became news.
  text::ArticlePrint print;
  std::string story;                  ///< Id of the story that it belongs to; may be empty.
  std::string alert;                  ///< Id that its alert has, or would have had.
  bool told = false;                  ///< Whether the alert went out, or is held for a digest.
  std::chrono::milliseconds late{0};  ///< How far the stream's time was behind `time` when it came:
                                      ///< so much longer it is kept. Not negative.

  /// @return the stream's time from which on it is old.
  Timestamp came() const { return time + late; }

  bool operator==(const CopyEntry&) const = default;
};

/// @return the binary form, which names its version first. Below 1 kB: the print takes at most
///         750 bytes, an id of ours 33.
std::string encode(const CopyEntry& entry);
/// @return `WrongType` for bytes that `encode` could not have written, and for years that no date
///         has.
Result<CopyEntry> decode_copy_entry(std::string_view bytes);

}  // namespace newswatch::correlation
