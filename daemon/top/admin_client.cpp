#include "daemon/top/admin_client.h"

#include <civetweb.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <memory>
#include <string_view>

namespace newswatch::daemon {
namespace {

constexpr std::string_view kScheme = "http://";
constexpr std::uint16_t kDefaultPort = 80;
constexpr int kPatienceMs = 5000;

struct Close {
  void operator()(mg_connection* connection) const { mg_close_connection(connection); }
};
using Connection = std::unique_ptr<mg_connection, Close>;

struct Library {
  Library() { mg_init_library(0); }
  ~Library() { mg_exit_library(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

/// @return the rest of the answer.
std::string read_body(mg_connection* connection) {
  std::string body;
  std::array<char, 8192> part{};
  for (int got = 0; (got = mg_read(connection, part.data(), part.size())) > 0;)
    body.append(part.data(), static_cast<std::size_t>(got));
  return body;
}

}  // namespace

Result<AdminClient> AdminClient::create(const std::string& url, const AdminAccess& access) {
  AdminClient client;
  client.url_ = url;
  std::string_view rest = url;
  const bool is_http = rest.starts_with(kScheme);
  if (is_http) rest.remove_prefix(kScheme.size());
  const auto place = rest.substr(0, rest.find('/'));
  client.prefix_ = std::string(rest.substr(place.size()));
  while (client.prefix_.ends_with('/')) client.prefix_.pop_back();
  const auto colon = place.rfind(':');
  client.host_ = std::string(place.substr(0, colon));
  client.port_ = kDefaultPort;
  bool has_port = true;
  if (colon != std::string_view::npos) {
    const auto number = place.substr(colon + 1);
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), client.port_);
    has_port = error == std::errc() && end == number.data() + number.size() && client.port_ > 0;
  }
  if (!is_http || !has_port || client.host_.empty())
    return fail(ErrorCode::InvalidConfiguration,
                fmt::format("\"{}\": expected an address, as in http://127.0.0.1:9464", url));
  client.authorization_ = AdminGate(access).credentials();
  return client;
}

Result<AdminAnswer> AdminClient::get(const std::string& path) const {
  const Library library;
  std::array<char, 256> reason{};
  const Connection connection(
      mg_connect_client(host_.c_str(), port_, /*use_ssl=*/0, reason.data(), reason.size()));
  if (!connection) return fail(ErrorCode::Unavailable, fmt::format("{}: {}", url_, reason.data()));
  mg_printf(connection.get(), "GET %s%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n",
            prefix_.c_str(), path.c_str(), host_.c_str(), authorization_.c_str());
  if (mg_get_response(connection.get(), reason.data(), reason.size(), kPatienceMs) < 0)
    return fail(ErrorCode::Unavailable, fmt::format("{}{}: {}", url_, path, reason.data()));
  AdminAnswer answer{mg_get_response_info(connection.get())->status_code, ""};
  answer.body = read_body(connection.get());
  if (answer.status == 401)
    return fail(ErrorCode::Refused,
                fmt::format("{} wants a name and password, or a token: name the configuration with "
                            "--config, which has them",
                            url_));
  return answer;
}

}  // namespace newswatch::daemon
