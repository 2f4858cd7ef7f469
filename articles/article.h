#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/strong_id.h"
#include "base/timestamp.h"

namespace newswatch::articles {

/// Who published an article. Each part may be empty.
struct Outlet {
  std::string name;
  std::string domain;  ///< Lower case, without `www.`; taken from the article's URL when not given.
  std::string country;  ///< ISO 3166-1 alpha-2, as given.
};

/// What further fields of a record say, by the names that `FieldMapping::metadata` gives them. A
/// field that says nothing has no entry.
using Metadata = std::map<std::string, std::vector<std::string>, std::less<>>;

/// What has become of an article, in the words of IPTC ninjs.
enum class Status { Usable, Corrected, Withdrawn };

/// Why an article's publication date was set aside.
enum class DateDoubt { None, Missing, Unreadable, TooOld, InTheFuture };

/// One article event. It owns its text; offsets in findings count bytes of `title` and `body`.
struct Article {
  ArticleId id;
  std::string version;
  Status status = Status::Usable;
  std::string url;
  std::string title;
  std::string body;    ///< Paragraphs given as a list are joined by two newlines.
  std::string byline;  ///< The authors, joined by "; ".
  Outlet source;
  std::string lang;  ///< BCP 47, as given.
  Metadata metadata;

  std::optional<Timestamp>
      published_at;  ///< As the article says; only to be trusted without a doubt.
  DateDoubt date_doubt = DateDoubt::Missing;
  std::optional<Timestamp> received_at;  ///< The record's own timestamp; absent for files.

  /// @return when this became news: the publication date unless it is in doubt, else the arrival.
  std::optional<Timestamp> event_time() const {
    return date_doubt == DateDoubt::None ? published_at : received_at;
  }
};

}  // namespace newswatch::articles
