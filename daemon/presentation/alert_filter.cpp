#include "daemon/presentation/alert_filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/ascii.h"
#include "rules/rule_files.h"

namespace newswatch::daemon {
namespace {

using Json = nlohmann::json;

bool is_among(const std::vector<std::string>& wanted, const std::string& value) {
  return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

bool is_at_least(const std::string& wanted, const std::string& severity) {
  return std::ranges::find(rules::kSeverities, severity) >=
         std::ranges::find(rules::kSeverities, wanted);
}

bool concerns(const Json& data, const std::string& official) {
  const auto is_it = [&](const Json& one) { return one.value("id", "") == official; };
  const Json officials = data.value("officials", Json::array());
  const Json quotations = data.value("quotations", Json::array());
  return std::ranges::any_of(officials, is_it) ||
         std::ranges::any_of(quotations, [&](const Json& quotation) {
           return quotation.contains("speaker") && is_it(quotation.at("speaker"));
         });
}

std::string words_of(const Json& data) {
  std::string words = data.at("reason").get<std::string>();
  if (data.contains("article")) {
    const Json& article = data.at("article");
    words += "\n" + article.value("title", "");
    if (article.contains("source")) words += "\n" + article.at("source").value("name", "");
  }
  for (const Json& snippet : data.value("snippets", Json::array()))
    words += "\n" + snippet.at("text").get<std::string>();
  return words;
}

}  // namespace

Result<bool> AlertFilter::lets_pass(std::string_view json) const {
  try {
    const Json event = Json::parse(json);
    const Json& data = event.at("data");
    const Json& rule = data.at("rule");
    return is_among(rules, rule.at("id").get<std::string>()) &&
           is_among(kinds, data.at("kind").get<std::string>()) &&
           (severity.empty() || is_at_least(severity, rule.at("severity").get<std::string>())) &&
           (official.empty() || concerns(data, official)) &&
           (text.empty() ||
            ascii_lower(words_of(data)).find(ascii_lower(text)) != std::string::npos);
  } catch (const Json::exception& error) {
    return fail(ErrorCode::InvalidJson, fmt::format("not an alert: {}", error.what()));
  }
}

}  // namespace newswatch::daemon
