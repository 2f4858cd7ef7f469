#include "articles/json_pointer.h"

#include <fmt/format.h>

namespace newswatch::articles {
namespace {

Result<std::string> unescape(std::string_view name, std::string_view pointer) {
  std::string plain;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '~') {
      plain += name[i];
    } else if (i + 1 < name.size() && (name[i + 1] == '0' || name[i + 1] == '1')) {
      plain += name[++i] == '0' ? '~' : '/';
    } else {
      return fail(ErrorCode::InvalidConfiguration,
                  fmt::format("JSON Pointer \"{}\" has a ~ that is neither ~0 nor ~1", pointer));
    }
  }
  return plain;
}

}  // namespace

Result<JsonPointer> JsonPointer::parse(std::string_view text) {
  if (text.empty() || text.front() != '/') {
    return fail(
        ErrorCode::InvalidConfiguration,
        fmt::format("JSON Pointer \"{}\" must begin with a slash, as in /data/title", text));
  }
  JsonPointer pointer;
  pointer.text_ = text;
  for (std::size_t at = 1; at <= text.size();) {
    const std::size_t slash = std::min(text.find('/', at), text.size());
    auto name = unescape(text.substr(at, slash - at), text);
    if (!name) return Unexpected(name.error());
    pointer.names_.push_back(*std::move(name));
    at = slash + 1;
  }
  return pointer;
}

}  // namespace newswatch::articles
