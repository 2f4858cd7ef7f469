#include "daemon/top/admin_client.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>

#include <array>
#include <memory>
#include <string_view>

#include "base/files.h"
#include "kafka/openssl_handles.h"

namespace newswatch::daemon {
namespace {

constexpr long kPatienceMs = 5000;

struct FreeCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(char* text) const { curl_free(text); }
};
template <typename T>
using CurlHandle = std::unique_ptr<T, FreeCurl>;

bool is_http(const std::string& url) {
  const CurlHandle<CURLU> parsed(curl_url());
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return false;
  char* text = nullptr;
  if (curl_url_get(parsed.get(), CURLUPART_SCHEME, &text, 0) != CURLUE_OK) return false;
  const CurlHandle<char> scheme(text);
  return scheme.get() == std::string_view("http") || scheme.get() == std::string_view("https");
}

/// @return the hash of a certificate's public key. Source: CURLOPT_PINNEDPUBLICKEY.
Result<std::string> pin_of(const std::string& certificate_file) {
  const auto pem = read_file(certificate_file);
  const std::string text = pem ? *pem : "";
  const auto bio = kafka::bio_of(text);
  const kafka::X509Handle certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  unsigned char* der = nullptr;
  const int size = certificate ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der) : 0;
  if (size <= 0)
    return fail(ErrorCode::InvalidConfiguration,
                fmt::format("admin.certificate_file: {}: {}", certificate_file,
                            pem ? "no certificate in PEM form" : pem.error().message));
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
  SHA256(der, static_cast<std::size_t>(size), hash.data());
  OPENSSL_free(der);
  std::array<unsigned char, 2 * SHA256_DIGEST_LENGTH> base64{};
  const int length = EVP_EncodeBlock(base64.data(), hash.data(), static_cast<int>(hash.size()));
  return "sha256//" + std::string(base64.begin(), base64.begin() + length);
}

std::size_t take(const char* data, std::size_t /*one*/, std::size_t size, void* to) {
  static_cast<std::string*>(to)->append(data, size);
  return size;
}

}  // namespace

Result<AdminClient> AdminClient::create(const std::string& url, const AdminAccess& access,
                                        const AdminTrust& trust) {
  if (!is_http(url))
    return fail(
        ErrorCode::InvalidConfiguration,
        fmt::format("\"{}\": expected an address, as in http://127.0.0.1:9464 or https://…", url));
  AdminClient client;
  client.url_ = url;
  while (client.url_.ends_with('/')) client.url_.pop_back();
  client.authorization_ = AdminGate(access).credentials();
  client.ca_file_ = trust.ca_file;
  if (!trust.certificate_file.empty()) {
    auto pin = pin_of(trust.certificate_file);
    if (!pin) return Unexpected(pin.error());
    client.pin_ = *std::move(pin);
  }
  return client;
}

Result<AdminAnswer> AdminClient::get(const std::string& path) const {
  const CurlHandle<CURL> curl(curl_easy_init());
  if (!curl) return fail(ErrorCode::Unavailable, "libcurl does not start");
  const CurlHandle<curl_slist> header(
      authorization_.empty() ? nullptr : curl_slist_append(nullptr, authorization_.c_str()));
  AdminAnswer answer;
  std::array<char, CURL_ERROR_SIZE> why{};
  curl_easy_setopt(curl.get(), CURLOPT_URL, (url_ + path).c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");  // it is on this host, or in its network
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, header.get());
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, kPatienceMs);
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, why.data());
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.body);
  if (!ca_file_.empty()) curl_easy_setopt(curl.get(), CURLOPT_CAINFO, ca_file_.c_str());
  if (!pin_.empty()) {  // its name and authority do not matter then
    curl_easy_setopt(curl.get(), CURLOPT_PINNEDPUBLICKEY, pin_.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYPEER, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYHOST, 0L);
  }
  if (const auto code = curl_easy_perform(curl.get()); code != CURLE_OK)
    return fail(ErrorCode::Unavailable,
                fmt::format("{}{}: {}", url_, path,
                            why[0] == '\0' ? curl_easy_strerror(code) : why.data()));
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  if (answer.status == 401)
    return fail(ErrorCode::Refused,
                fmt::format("{} wants a name and password, or a token: name the configuration with "
                            "--config, which has them",
                            url_));
  return answer;
}

}  // namespace newswatch::daemon
