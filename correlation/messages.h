#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "alerts/alert.h"
#include "base/result.h"
#include "base/strong_id.h"
#include "base/timestamp.h"
#include "correlation/surges/stream_volume.h"
#include "text/article_print.h"
#include "text/key_terms.h"

// What stage 1 tells stage 2: all that it needs, so that it never needs an article again.

namespace newswatch::correlation {

/// One rule that one article met. Its key is the rule's id.
struct DetectionMessage {
  alerts::Alert alert;  ///< As it goes out if nothing is known besides.
  ArticleId article;
  std::string version;                 ///< Of the article; may be empty.
  std::string url;                     ///< May be empty.
  std::string title;                   ///< May be empty.
  std::string outlet;                  ///< Its domain, else its name; may be empty.
  std::optional<Timestamp> published;  ///< Absent where the date is in doubt.
  std::optional<Timestamp> received;   ///< The record's own timestamp; absent for files.
  text::ArticlePrint print;
  text::KeyTerms terms;

  /// @return when it became news; nothing where nobody knows.
  std::optional<Timestamp> time() const { return published ? published : received; }
};

/// That an article was corrected or withdrawn: alerts of rules that it no longer meets do not hold.
/// Goes to all partitions, since stage 1 does not know which rules had alerted.
struct ArticleNotice {
  ArticleId article;
  std::string url;    ///< May be empty.
  std::string title;  ///< May be empty.
  std::optional<Timestamp> time;
  std::vector<RuleId> met;  ///< The rules that it still meets.
};

using Message = std::variant<DetectionMessage, ArticleNotice, VolumeMessage>;

/// @return the binary form; its first number is its version.
std::string encode(const DetectionMessage& detection);
std::string encode(const ArticleNotice& notice);
std::string encode(const VolumeMessage& volume);

/// Reads what `encode` wrote. Errors: `WrongType` for all other bytes.
Result<Message> decode_message(std::string_view bytes);

}  // namespace newswatch::correlation
