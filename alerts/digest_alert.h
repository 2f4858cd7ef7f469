#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "alerts/alert.h"
#include "alerts/suppressed.h"
#include "base/strong_id.h"
#include "base/timestamp.h"

namespace newswatch::alerts {

/// One article in a digest.
struct DigestItem {
  std::string alert_id;  ///< That its own alert would have had.
  ArticleId article;
  std::string url;    ///< May be empty.
  std::string title;  ///< May be empty.

  bool operator==(const DigestItem&) const = default;
};

/// What a digest tells of: all that a rule held over some time.
struct DigestPart {
  Timestamp from;
  Timestamp to;
  std::uint64_t articles = 0;           ///< All of them.
  std::vector<DigestItem> listed = {};  ///< The first of them.
};

/// @return an alert of kind `digest`. Its id is made of rule, rule version and `from`, its time is
///         `to`.
/// @param source  the CloudEvents source, `/newswatch/<deployment>`.
Alert make_digest_alert(const RuleSummary& rule, const DigestPart& digest,
                        const Suppressed& suppressed, const std::string& source);

}  // namespace newswatch::alerts
