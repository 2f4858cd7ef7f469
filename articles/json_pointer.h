#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newswatch::articles {

/// A path into a JSON document, split once so that walking it costs no parsing. Source: RFC 6901.
class JsonPointer {
 public:
  /// @param text  as in `/data/title`, with `~1` for a slash and `~0` for a tilde inside a name.
  /// Errors: `InvalidConfiguration`, when it does not begin with a slash or misuses the tilde.
  static Result<JsonPointer> parse(std::string_view text);

  /// The names on the way, unescaped; digits may also mean a place in a list.
  const std::vector<std::string>& names() const { return names_; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  std::vector<std::string> names_;
};

}  // namespace newswatch::articles
