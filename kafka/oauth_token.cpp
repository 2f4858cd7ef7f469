#include "kafka/oauth_token.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <nlohmann/json.hpp>

namespace newswatch::kafka {
namespace {

constexpr long kPatienceSeconds = 10;
constexpr std::size_t kLongestAnswer = 1 << 20;  // tokens have some kilobytes
/// For servers that tell no lifetime, which RFC 6749 allows. Short enough for any, since a token is
/// renewed when four fifths of it have passed.
constexpr std::chrono::seconds kUntoldLifetime{300};

struct FreeCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(char* text) const { curl_free(text); }
};
using CurlHandle = std::unique_ptr<CURL, FreeCurl>;

std::string escaped(CURL* curl, const std::string& text) {
  const std::unique_ptr<char, FreeCurl> form(
      curl_easy_escape(curl, text.data(), static_cast<int>(text.size())));
  return form ? form.get() : "";
}

std::size_t take(const char* data, std::size_t /*one*/, std::size_t size, void* to) {
  auto& body = *static_cast<std::string*>(to);
  if (body.size() + size > kLongestAnswer) return 0;  // curl gives up then
  body.append(data, size);
  return size;
}

/// @return the server's word for what is wrong. Nothing else of its answer: it might repeat what it
///         was sent.
std::string error_code(const nlohmann::json& answer) {
  const auto found = answer.is_object() ? answer.find("error") : answer.end();
  if (found == answer.end() || !found->is_string()) return "";
  const auto code = found->get<std::string>();
  const bool is_word = code.size() < 64 && std::ranges::all_of(code, [](unsigned char c) {
                         return c == '_' || std::islower(c) != 0;
                       });
  return is_word ? ", " + code : "";
}

void ask(CURL* curl, const OAuthOptions& options, const std::string& form, std::string& body) {
  curl_easy_setopt(curl, CURLOPT_URL, options.token_url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
  curl_easy_setopt(curl, CURLOPT_USERNAME, escaped(curl, options.client_id).c_str());
  curl_easy_setopt(curl, CURLOPT_PASSWORD, escaped(curl, options.client_secret).c_str());
  if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, kPatienceSeconds);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);  // else it would use SIGALRM, for the whole process
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
}

}  // namespace

Result<OAuthToken> fetch_token(const OAuthOptions& options) {
  const CurlHandle curl(curl_easy_init());
  if (!curl) return fail(ErrorCode::Unavailable, "libcurl does not start");
  std::string form = "grant_type=client_credentials";
  if (!options.scope.empty()) form += "&scope=" + escaped(curl.get(), options.scope);
  std::string body;
  std::array<char, CURL_ERROR_SIZE> why{};
  curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, why.data());
  ask(curl.get(), options, form, body);
  if (const auto code = curl_easy_perform(curl.get()); code != CURLE_OK)
    return fail(
        ErrorCode::Unavailable,
        fmt::format("no answer from {}: {}; check kafka.oauth_token_url, and "
                    "kafka.oauth_ca_file if its certificate is of an authority of your own",
                    options.token_url, why[0] == '\0' ? curl_easy_strerror(code) : why.data()));
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  return parse_token_answer(options, status, body);
}

Result<OAuthToken> parse_token_answer(const OAuthOptions& options, long status,
                                      const std::string& body) {
  const auto answer = nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false);
  const bool asked_wrongly = status == 400 || status == 401 || status == 403;
  if (asked_wrongly)
    return fail(ErrorCode::Refused,
                fmt::format("{} gives \"{}\" no token (HTTP {}{}): check kafka.oauth_client_id, "
                            "the secret in kafka.oauth_client_secret_file and kafka.oauth_scope",
                            options.token_url, options.client_id, status, error_code(answer)));
  const auto* token = answer.is_object() && answer.contains("access_token")
                          ? answer["access_token"].get_ptr<const std::string*>()
                          : nullptr;
  if (status != 200 || token == nullptr || token->empty())
    return fail(ErrorCode::Unavailable,
                fmt::format("{} answers without an access_token (HTTP {}): check "
                            "kafka.oauth_token_url",
                            options.token_url, status));
  const auto lifetime = answer.find("expires_in");
  const bool told = lifetime != answer.end() && lifetime->is_number_integer();
  return OAuthToken{*token,
                    told ? std::chrono::seconds(lifetime->get<std::int64_t>()) : kUntoldLifetime};
}

}  // namespace newswatch::kafka
