#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace newswatch::daemon {

/// Makes of an alert what the live page shows of it, as one line of JSON:
///
///     {"id": …, "time": …, "kind": …, "severity": …, "rule": {"id": …, "name": …}, "title": …,
///      "url": …, "outlet": …, "snippets": [[["round it ", false], ["word", true]]], "reason": …,
///      "officials": [{"id": …, "name": …}], "story": {"id": …, "role": …, "articles": 3,
///      "outlets": 2}, "retracts": …}
///
/// Parts that the alert lacks are absent. `url` is there only where it is one of http or https.
/// Texts are readable (see `readable`) and cut, so that a view has at most some 10 kB, whatever the
/// article is.
/// @param json  an alert as Newswatch publishes it. Errors: `InvalidJson` for anything else.
Result<std::string> view_of(std::string_view json);

}  // namespace newswatch::daemon
