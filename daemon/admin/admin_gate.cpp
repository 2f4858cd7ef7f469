#include "daemon/admin/admin_gate.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <cctype>

namespace newswatch::daemon {
namespace {

/// Source: RFC 4648 §4.
std::string base64(std::string_view text) {
  std::string encoded((text.size() + 2) / 3 * 4 + 1, '\0');  // a NUL is written behind it
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  encoded.resize(static_cast<std::size_t>(size));
  return encoded;
}

/// @return `Basic abc` as `basic abc`: schemes are written in any case.
std::string with_small_scheme(std::string_view header) {
  std::string text(header);
  const auto end = std::ranges::find(text, ' ');
  std::transform(text.begin(), end, text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text;
}

bool equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

AdminGate::AdminGate(const AdminAccess& access)
    : basic_(!access.username.empty()), bearer_(!access.token.empty()) {
  if (basic_) credentials_.push_back("basic " + base64(access.username + ":" + access.password));
  if (bearer_) credentials_.push_back("bearer " + access.token);
}

bool AdminGate::lets_in(const char* authorization) const {
  if (credentials_.empty()) return true;
  if (authorization == nullptr) return false;
  const std::string given = with_small_scheme(authorization);
  return std::ranges::any_of(credentials_,
                             [&](const std::string& one) { return equal(one, given); });
}

std::string AdminGate::credentials() const {
  return credentials_.empty() ? "" : "Authorization: " + credentials_.front();
}

std::string AdminGate::challenge() const {
  std::string header;
  if (basic_) header += "WWW-Authenticate: Basic realm=\"newswatch\", charset=\"UTF-8\"\r\n";
  if (bearer_) header += "WWW-Authenticate: Bearer realm=\"newswatch\"\r\n";
  return header;
}

}  // namespace newswatch::daemon
