#include "daemon/feedback/verdict.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "daemon/presentation/alert_text.h"

namespace newswatch::daemon {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kShown = 60;  // bytes of what is not as expected

/// @return the text of a member, empty where there is none. Errors: `WrongType`.
Result<std::string> text_of(const Json& verdict, const char* name, bool must_be_there) {
  const auto found = verdict.find(name);
  const bool is_missing = found == verdict.end() || found->is_null();
  if (is_missing && !must_be_there) return std::string();
  if (is_missing || !found->is_string() ||
      (must_be_there && found->get_ref<const std::string&>().empty()))
    return fail(ErrorCode::WrongType, fmt::format("expected a text as \"{}\"", name));
  return found->get<std::string>();
}

}  // namespace

Result<Verdict> parse_verdict(std::string_view json) {
  const Json read = Json::parse(json, nullptr, false);
  if (read.is_discarded()) return fail(ErrorCode::InvalidJson, "it is no JSON");
  if (!read.is_object()) return fail(ErrorCode::WrongType, "expected an object");
  Verdict verdict;
  std::string word;
  struct Member {
    const char* name;
    std::string& text;
    bool must_be_there;
  };
  for (const Member& member :
       {Member{"alert", verdict.alert, true}, Member{"rule", verdict.rule, true},
        Member{"verdict", word, true}, Member{"article", verdict.article, false},
        Member{"by", verdict.by, false}}) {
    auto text = text_of(read, member.name, member.must_be_there);
    if (!text) return Unexpected(text.error());
    member.text = *std::move(text);
  }
  verdict.is_right = word == "right";
  if (verdict.is_right || word == "wrong") return verdict;
  return fail(
      ErrorCode::WrongType,
      fmt::format("expected right or wrong as \"verdict\", not \"{}\"", readable(word, kShown)));
}

}  // namespace newswatch::daemon
