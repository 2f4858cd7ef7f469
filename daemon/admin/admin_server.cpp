#include "daemon/admin/admin_server.h"

#include <civetweb.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <string_view>
#include <utility>

#include "daemon/admin/admin_tls.h"

namespace newswatch::daemon {
namespace {

constexpr std::string_view kText = "text/plain; charset=utf-8";

struct Response {
  int status = 200;
  std::string body;
  std::string type = std::string(kText);
  std::string header = {};  // one more line, with its end
};

/// A page may load its own files and nothing else; nobody may frame it.
constexpr std::string_view kHeaders =
    "Cache-Control: no-store\r\n"
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src "
    "'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Connection: close\r\n";

constexpr std::chrono::milliseconds kEachLook{250};  // so long does a stop wait for a stream
constexpr std::chrono::seconds kKeepAlive{5};        // then a viewer that left is noticed

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

bool is_health(std::string_view path) {
  constexpr std::array<std::string_view, 4> kHealth{"/livez", "/-/healthy", "/readyz", "/-/ready"};
  return std::ranges::find(kHealth, path) != kHealth.end();
}

std::string paths_of(const AdminOptions& options) {
  std::string paths =
      "Newswatch serves: /metrics /livez /readyz /-/healthy /-/ready /api/v1/problems";
  for (const Page& page : options.live.pages) paths += " " + page.path;
  return paths + "\n";
}

Response answer(const AdminOptions& options, const mg_request_info& request,
                std::string_view path) {
  if (path == "/metrics")
    return {200, options.metrics(), "text/plain; version=0.0.4; charset=utf-8"};
  if (path == "/api/v1/problems") return {200, options.problems(), "application/json"};
  const bool verbose = is_verbose(request.query_string);
  if (path == "/livez" || path == "/-/healthy") return health(options.liveness(), verbose);
  if (path == "/readyz" || path == "/-/ready") return health(options.readiness(), verbose);
  const auto& pages = options.live.pages;
  const auto page = std::ranges::find(pages, path, &Page::path);
  if (page != pages.end()) return {200, std::string(page->content), page->type};
  return {404, paths_of(options)};
}

/// Who hangs up is not told of as an error: whoever wants to know asks again.
/// @return whether the client took all of it in time.
bool write(mg_connection* connection, std::string_view text) {
  return std::cmp_equal(mg_write(connection, text.data(), text.size()), text.size());
}

void send(mg_connection* connection, const Response& response, bool with_body) {
  const auto head =
      fmt::format("HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{}{}\r\n",
                  response.status, mg_get_response_code_text(connection, response.status),
                  response.type, response.body.size(), kHeaders, response.header);
  if (write(connection, head) && with_body) write(connection, response.body);
}

/// Until the client goes, stops taking what it is sent, or `stopping`.
void send_stream(mg_connection* connection, EventStream& stream,
                 const std::atomic<bool>& stopping) {
  using Steady = std::chrono::steady_clock;
  auto next_sign = Steady::now() + kKeepAlive;
  bool is_there = write(connection, fmt::format("HTTP/1.1 200 OK\r\nContent-Type: "
                                                "text/event-stream; charset=utf-8\r\n{}\r\n",
                                                kHeaders));
  while (is_there && !stopping) {
    std::string text = stream.next(kEachLook);
    if (text.empty() && Steady::now() < next_sign) continue;
    is_there = write(connection, text.empty() ? std::string_view(":\n\n") : text);
    next_sign = Steady::now() + kKeepAlive;
  }
}

}  // namespace

struct AdminServer::Serving {
  explicit Serving(AdminOptions o) : options(std::move(o)), gate(options.access) {
    mg_init_library(0);
  }
  ~Serving() {
    stopping = true;
    if (context != nullptr) mg_stop(context);
    mg_exit_library();
  }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  Result<void> set_up_tls();
  Result<void> listen();

  static Serving& of(const mg_connection* connection) {
    return *static_cast<Serving*>(mg_get_user_data(mg_get_context(connection)));
  }

  static int on_request(mg_connection* connection) {
    return of(connection).serve(connection, *mg_get_request_info(connection));
  }

  /// @return the status.
  int serve(mg_connection* connection, const mg_request_info& request) {
    const std::string_view method = request.request_method;
    const std::string_view path = request.local_uri == nullptr ? "" : request.local_uri;
    if (method != "GET" && method != "HEAD")
      return reply(connection,
                   {405, "Only GET and HEAD\n", std::string(kText), "Allow: GET, HEAD\r\n"});
    if (!is_health(path) && !gate.lets_in(mg_get_header(connection, "Authorization")))
      return reply(connection,
                   {401, "Not without admin.username and admin.password, or admin.token\n",
                    std::string(kText), gate.challenge()});
    if (!options.live.stream_path.empty() && path == options.live.stream_path && method == "GET")
      return serve_stream(connection);
    return reply(connection, answer(options, request, path), method == "GET");
  }

  int serve_stream(mg_connection* connection) {
    const char* last_event_id = mg_get_header(connection, "Last-Event-ID");
    const auto stream = options.live.open_stream(last_event_id == nullptr ? "" : last_event_id);
    if (stream == nullptr)
      return reply(connection, {503, "Enough viewers are here already: see live.viewers\n",
                                std::string(kText), "Retry-After: 30\r\n"});
    send_stream(connection, *stream, stopping);
    return 200;
  }

  static int reply(mg_connection* connection, const Response& response, bool with_body = true) {
    send(connection, response, with_body);
    return response.status;
  }

  /// civetweb asks before it listens, and again when it has stopped.
  static int on_tls(void** context, void* serving) {
    *context = static_cast<Serving*>(serving)->tls->context();
    constexpr int kMadeByUs = 1;
    return kMadeByUs;
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
  const AdminGate gate;
  std::unique_ptr<AdminTls> tls;  // null: none
  std::atomic<bool> stopping = false;
  mg_context* context = nullptr;
  int port = 0;
  std::mutex mutex;
  std::string complaint;
};

Result<void> AdminServer::Serving::set_up_tls() {
  if (options.tls.certificate_file.empty()) return {};
  auto opened = AdminTls::open(options.tls);
  if (!opened) return Unexpected(opened.error());
  tls = *std::move(opened);
  return {};
}

Result<void> AdminServer::Serving::listen() {
  constexpr std::size_t kThreads = 3;  // beside those that streams hold
  const auto place = fmt::format("{}:{}", options.address, options.port);
  const auto marked_place = place + (tls == nullptr ? "" : "s");
  const auto threads = std::to_string(kThreads + options.live.most_streams);
  mg_callbacks callbacks{};
  callbacks.begin_request = on_request;
  callbacks.log_message = on_message;
  if (tls != nullptr) callbacks.external_ssl_ctx = on_tls;
  std::array<const char*, 11> settings{"listening_ports",
                                       marked_place.c_str(),
                                       "num_threads",
                                       threads.c_str(),
                                       "request_timeout_ms",
                                       "5000",
                                       "max_request_size",
                                       "4096",
                                       "enable_keep_alive",
                                       "no",
                                       nullptr};
  context = mg_start(&callbacks, this, settings.data());
  mg_server_port listening{};
  if (context == nullptr || mg_get_server_ports(context, 1, &listening) != 1) {
    const std::lock_guard lock(mutex);
    return fail(ErrorCode::Unavailable,
                fmt::format("admin.address and admin.port: can't listen on {}{}{}", place,
                            complaint.empty() ? "" : ": ", complaint));
  }
  port = listening.port;
  return {};
}

Result<std::unique_ptr<AdminServer>> AdminServer::start(AdminOptions options) {
  auto serving = std::make_unique<Serving>(std::move(options));
  if (auto set_up = serving->set_up_tls(); !set_up) return Unexpected(set_up.error());
  if (auto listens = serving->listen(); !listens) return Unexpected(listens.error());
  return std::unique_ptr<AdminServer>(new AdminServer(std::move(serving)));
}

AdminServer::AdminServer(std::unique_ptr<Serving> serving) : serving_(std::move(serving)) {}
AdminServer::~AdminServer() = default;

int AdminServer::port() const { return serving_->port; }

}  // namespace newswatch::daemon
