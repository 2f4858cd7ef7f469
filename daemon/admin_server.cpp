#include "daemon/admin_server.h"

#include <civetweb.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <string_view>
#include <utility>

namespace newswatch::daemon {
namespace {

struct Response {
  int status = 200;
  std::string body;
  std::string_view type = "text/plain; charset=utf-8";
};

constexpr std::string_view kPaths =
    "Newswatch serves: /metrics /livez /readyz /-/healthy /-/ready\n";

std::string line_of(const Check& check) {
  return fmt::format("[{}] {}{}{}\n", check.ok ? "+" : "-", check.name,
                     check.detail.empty() ? "" : ": ", check.detail);
}

Response health(const std::vector<Check>& checks, bool verbose) {
  const bool ok = std::ranges::all_of(checks, &Check::ok);
  Response response{ok ? 200 : 503, ""};
  for (const Check& check : checks)
    if (verbose || !check.ok) response.body += line_of(check);
  response.body += ok ? "ok\n" : "failed\n";
  return response;
}

bool is_verbose(const char* query) {
  if (query == nullptr) return false;
  const std::string text = fmt::format("&{}&", query);
  return text.find("&verbose&") != std::string::npos || text.find("&verbose=") != std::string::npos;
}

Response answer(const AdminOptions& options, const mg_request_info& request) {
  const std::string_view method = request.request_method;
  const std::string_view path = request.local_uri == nullptr ? "" : request.local_uri;
  if (method != "GET" && method != "HEAD") return {405, "Only GET and HEAD\n"};
  if (path == "/metrics")
    return {200, options.metrics(), "text/plain; version=0.0.4; charset=utf-8"};
  const bool verbose = is_verbose(request.query_string);
  if (path == "/livez" || path == "/-/healthy") return health(options.liveness(), verbose);
  if (path == "/readyz" || path == "/-/ready") return health(options.readiness(), verbose);
  return {404, std::string(kPaths)};
}

void send(mg_connection* connection, const Response& response, bool with_body) {
  const auto head = fmt::format(
      "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n{}"
      "Connection: close\r\n\r\n",
      response.status, mg_get_response_code_text(connection, response.status), response.type,
      response.body.size(), response.status == 405 ? "Allow: GET, HEAD\r\n" : "");
  // Whoever hung up will ask again; there is nobody to tell.
  mg_write(connection, head.data(), head.size());
  if (with_body) mg_write(connection, response.body.data(), response.body.size());
}

}  // namespace

struct AdminServer::Serving {
  explicit Serving(AdminOptions o) : options(std::move(o)) { mg_init_library(0); }
  ~Serving() {
    if (context != nullptr) mg_stop(context);
    mg_exit_library();
  }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  static Serving& of(const mg_connection* connection) {
    return *static_cast<Serving*>(mg_get_user_data(mg_get_context(connection)));
  }

  static int on_request(mg_connection* connection) {
    const mg_request_info& request = *mg_get_request_info(connection);
    const Response response = answer(of(connection).options, request);
    send(connection, response, std::string_view(request.request_method) != "HEAD");
    return response.status;
  }

  /// civetweb's own words, which would else go to standard error. They name why it can't listen;
  /// later ones are about clients that hung up.
  static int on_message(const mg_connection* connection, const char* message) {
    Serving& serving = of(connection);
    const std::lock_guard lock(serving.mutex);
    if (serving.complaint.empty()) serving.complaint = message;
    return 1;
  }

  const AdminOptions options;
  mg_context* context = nullptr;
  int port = 0;
  std::mutex mutex;
  std::string complaint;
};

Result<std::unique_ptr<AdminServer>> AdminServer::start(AdminOptions options) {
  const auto place = fmt::format("{}:{}", options.address, options.port);
  auto serving = std::make_unique<Serving>(std::move(options));
  mg_callbacks callbacks{};
  callbacks.begin_request = Serving::on_request;
  callbacks.log_message = Serving::on_message;
  std::array<const char*, 11> settings{"listening_ports",
                                       place.c_str(),
                                       "num_threads",
                                       "3",
                                       "request_timeout_ms",
                                       "5000",
                                       "max_request_size",
                                       "4096",
                                       "enable_keep_alive",
                                       "no",
                                       nullptr};
  serving->context = mg_start(&callbacks, serving.get(), settings.data());
  mg_server_port listening{};
  if (serving->context == nullptr || mg_get_server_ports(serving->context, 1, &listening) != 1) {
    const std::lock_guard lock(serving->mutex);
    return fail(ErrorCode::Unavailable,
                fmt::format("admin.address and admin.port: can't listen on {}{}{}", place,
                            serving->complaint.empty() ? "" : ": ", serving->complaint));
  }
  serving->port = listening.port;
  return std::unique_ptr<AdminServer>(new AdminServer(std::move(serving)));
}

AdminServer::AdminServer(std::unique_ptr<Serving> serving) : serving_(std::move(serving)) {}
AdminServer::~AdminServer() = default;

int AdminServer::port() const { return serving_->port; }

}  // namespace newswatch::daemon
