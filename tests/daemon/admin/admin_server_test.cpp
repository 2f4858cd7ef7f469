#include "daemon/admin/admin_server.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <utility>

namespace newswatch::daemon {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// Sends `request` as it is and reads until the server closes.
std::string exchange(int port, const std::string& request) {
  const int client = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(send(client, request.data(), request.size(), MSG_NOSIGNAL),
            static_cast<ssize_t>(request.size()));
  std::string answer;
  std::array<char, 4096> part{};
  for (ssize_t got = 0; (got = recv(client, part.data(), part.size(), 0)) > 0;)
    answer.append(part.data(), static_cast<std::size_t>(got));
  close(client);
  return answer;
}

/// One server for all tests: stopping one takes 2 s.
class Admin : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto started = AdminServer::start(options(0));
    ASSERT_TRUE(started) << started.error().message;
    server_ = *std::move(started);
  }
  static void TearDownTestSuite() { server_.reset(); }
  void SetUp() override { alive_ = ready_ = true; }

  static AdminOptions options(std::int64_t port) {
    return {"127.0.0.1",
            port,
            [] { return std::string("a_total 1\n"); },
            [] {
              return std::vector<Check>{{"pipelines", alive_, ""}};
            },
            [] {
              return std::vector<Check>{{"rules", true, "3 loaded"}, {"kafka", ready_, "joined"}};
            },
            [] { return std::string("[]"); },
            {},
            {}};
  }

  static std::string ask(const std::string& path, const std::string& method = "GET") {
    return exchange(server_->port(), method + " " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  static inline std::atomic<bool> alive_ = true;
  static inline std::atomic<bool> ready_ = true;
  static inline std::unique_ptr<AdminServer> server_;
};

TEST_F(Admin, FindsAFreePort) { EXPECT_GT(server_->port(), 0); }

TEST_F(Admin, ServesMetrics) {
  const auto answer = ask("/metrics");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\na_total 1\n"));
}

TEST_F(Admin, TellsWhetherItIsReady) {
  EXPECT_THAT(ask("/readyz"), AllOf(StartsWith("HTTP/1.1 200 "), EndsWith("\r\n\r\nok\n")));
  ready_ = false;
  for (const auto* path : {"/readyz", "/-/ready"})
    EXPECT_THAT(ask(path), AllOf(StartsWith("HTTP/1.1 503 "),
                                 EndsWith("\r\n\r\n[-] kafka: joined\nfailed\n")));
}

TEST_F(Admin, ListsTheChecksWhenAsked) {
  EXPECT_THAT(ask("/readyz?verbose"), EndsWith("\r\n[+] rules: 3 loaded\n[+] kafka: joined\nok\n"));
  EXPECT_THAT(ask("/readyz?a=b&verbose=1"), HasSubstr("[+] rules"));
  EXPECT_THAT(ask("/readyz?nonverbose"), Not(HasSubstr("[+] rules")));
}

TEST_F(Admin, TellsWhetherItIsAlive) {
  EXPECT_THAT(ask("/livez"), StartsWith("HTTP/1.1 200 "));
  ready_ = false;
  EXPECT_THAT(ask("/livez"), StartsWith("HTTP/1.1 200 "));
  alive_ = false;
  for (const auto* path : {"/livez", "/-/healthy"})
    EXPECT_THAT(ask(path), AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("[-] pipelines\n")));
}

TEST_F(Admin, SendsNoBodyForHead) {
  EXPECT_THAT(ask("/metrics", "HEAD"),
              AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("Content-Length: 10\r\n"),
                    EndsWith("\r\n\r\n")));
}

TEST_F(Admin, RefusesOtherMethods) {
  for (const auto* method : {"POST", "PUT", "DELETE", "OPTIONS"})
    EXPECT_THAT(ask("/metrics", method),
                AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: GET, HEAD\r\n")));
}

TEST_F(Admin, ListsItsPathsWhereThereIsNone) {
  for (const auto* path : {"/", "/metrics/", "/../../etc/passwd", "/%2e%2e/etc/passwd"})
    EXPECT_THAT(ask(path), AllOf(StartsWith("HTTP/1.1 404 "), HasSubstr("/metrics /livez")));
}

TEST_F(Admin, RefusesLargeRequests) {
  EXPECT_THAT(ask("/metrics?" + std::string(10'000, 'a')), Not(StartsWith("HTTP/1.1 200")));
  EXPECT_THAT(exchange(server_->port(), "nonsense\r\n\r\n"), Not(StartsWith("HTTP/1.1 200")));
  EXPECT_THAT(ask("/livez"), StartsWith("HTTP/1.1 200 "));
}

TEST_F(Admin, NamesAPortThatIsTaken) {
  const auto second = AdminServer::start(options(server_->port()));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::Unavailable);
  EXPECT_THAT(second.error().message, HasSubstr("127.0.0.1:" + std::to_string(server_->port())));
  EXPECT_THAT(second.error().message, HasSubstr("in use"));
}

TEST_F(Admin, ServesSeveralAtOnce) {
  std::atomic<int> served = 0;
  {
    std::vector<std::jthread> clients;
    for (int i = 0; i < 8; ++i)
      clients.emplace_back([&] {
        if (ask("/metrics").ends_with("a_total 1\n")) ++served;
      });
  }
  EXPECT_EQ(served, 8);
}

/// Tells `count` events, then nothing more.
class Counting final : public EventStream {
 public:
  Counting(std::string last, int count, std::atomic<int>& open)
      : last_(std::move(last)), count_(count), open_(open) {
    ++open_;
  }
  ~Counting() override { --open_; }
  Counting(const Counting&) = delete;
  Counting& operator=(const Counting&) = delete;

  std::string next(std::chrono::milliseconds /*wait*/) override {
    if (told_ == count_) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      return "";
    }
    return "data: " + last_ + "/" + std::to_string(++told_) + "\n\n";
  }

 private:
  std::string last_;
  int count_;
  std::atomic<int>& open_;
  int told_ = 0;
};

/// With a live page, and for those alone who have a token.
class LiveAdmin : public testing::Test {
 protected:
  LiveAdmin() {
    AdminOptions options{.address = "127.0.0.1",
                         .port = 0,
                         .metrics = [] { return std::string("a_total 1\n"); },
                         .liveness = [] { return std::vector<Check>(); },
                         .readiness = [] { return std::vector<Check>(); },
                         .problems = [] { return std::string("[]"); },
                         .access = {.username = "", .password = "", .token = "t"},
                         .live = {}};
    options.live = {.pages = {{"/", "text/html; charset=utf-8", "<p>hello"}},
                    .stream_path = "/stream",
                    .most_streams = 2,
                    .open_stream = [this](std::string_view last) -> std::unique_ptr<EventStream> {
                      if (open_ == 2) return nullptr;
                      return std::make_unique<Counting>(std::string(last), 3, open_);
                    }};
    auto started = AdminServer::start(std::move(options));
    EXPECT_TRUE(started) << started.error().message;
    server_ = *std::move(started);
  }

  std::string ask(const std::string& path, const std::string& headers) {
    return exchange(server_->port(), "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
  }

  static inline const std::string kToken = "Authorization: Bearer t\r\n";

  std::atomic<int> open_ = 0;
  std::unique_ptr<AdminServer> server_;
};

TEST_F(LiveAdmin, ServesItsPageWithAStrictPolicy) {
  EXPECT_THAT(
      ask("/", kToken),
      AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("Content-Type: text/html; charset=utf-8\r\n"),
            HasSubstr("Content-Security-Policy: default-src 'none'; script-src 'self';"),
            HasSubstr("X-Content-Type-Options: nosniff\r\n"), EndsWith("\r\n\r\n<p>hello")));
}

TEST_F(LiveAdmin, ShowsHealthAloneToStrangers) {
  for (const auto* path : {"/", "/metrics", "/stream", "/nowhere", "/api/v1/problems"})
    EXPECT_THAT(ask(path, ""),
                AllOf(StartsWith("HTTP/1.1 401 "), HasSubstr("WWW-Authenticate: Bearer"),
                      Not(HasSubstr("a_total"))))
        << path;
  for (const auto* path : {"/livez", "/readyz", "/-/healthy", "/-/ready"})
    EXPECT_THAT(ask(path, ""), StartsWith("HTTP/1.1 200 ")) << path;
  EXPECT_THAT(ask("/metrics", kToken), EndsWith("a_total 1\n"));
}

TEST_F(LiveAdmin, StreamsUntilItEnds) {
  std::string first, second;
  {
    const std::jthread a([&] { first = ask("/stream", kToken); });
    const std::jthread b([&] { second = ask("/stream", kToken + "Last-Event-ID: 7\r\n"); });
    while (open_ < 2) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    EXPECT_THAT(ask("/stream", kToken),
                AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("live.viewers")));
    EXPECT_THAT(ask("/metrics", kToken), StartsWith("HTTP/1.1 200 "));  // viewers hold up nobody
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    server_.reset();
  }
  EXPECT_EQ(open_, 0);
  EXPECT_THAT(first,
              AllOf(HasSubstr("Content-Type: text/event-stream"), HasSubstr("data: /3\n\n")));
  EXPECT_THAT(second, HasSubstr("data: 7/1\n\ndata: 7/2\n\ndata: 7/3\n\n"));
}

}  // namespace
}  // namespace newswatch::daemon
