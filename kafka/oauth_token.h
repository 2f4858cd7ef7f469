#pragma once

#include <chrono>
#include <string>

#include "base/result.h"

namespace newswatch::kafka {

/// Where tokens for SASL OAUTHBEARER come from, and as whom to ask for them.
struct OAuthOptions {
  std::string token_url;  ///< `https://…`; empty: none are fetched.
  std::string client_id;
  std::string client_secret;
  std::string scope;    ///< Empty: what the server gives without one.
  std::string ca_file;  ///< Authorities for the server's certificate; empty: the system's.
};

struct OAuthToken {
  std::string value;
  std::chrono::seconds lifetime{0};  ///< From when it was given.
};

/// Asks for a token: the client credentials grant. Blocks for up to ten seconds; safe from any
/// thread. Errors: `Unavailable` when the server can't be reached or answers nonsense, `Refused`
/// when it gives no token; one sentence with the URL, what to do, and no secret.
/// Source: RFC 6749, 4.4 and 2.3.1.
Result<OAuthToken> fetch_token(const OAuthOptions& options);

/// The half of it that needs no server.
/// @param status  of HTTP.
Result<OAuthToken> parse_token_answer(const OAuthOptions& options, long status,
                                      const std::string& body);

}  // namespace newswatch::kafka
