#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <optional>

#include "base/units.h"
#include "daemon/commands/commands.h"
#include "daemon/configuration/configuration_files.h"
#include "daemon/process/signal_queue.h"
#include "daemon/rule_loading/offline_rules.h"
#include "daemon/top/admin_client.h"
#include "daemon/top/top_view.h"

namespace newswatch::daemon {
namespace {

using std::chrono::milliseconds;

struct TopOptions {
  std::string config;
  std::string admin;
  std::string ca_file;
  std::string interval = "2s";
  bool once = false;
};

constexpr std::string_view kEverywhere = "0.0.0.0";

/// A terminal taken over: a screen of its own, without cursor, keys as they are pressed. Given back
/// at the end.
class Screen {
 public:
  Screen() {
    if (tcgetattr(STDIN_FILENO, &before_) == 0) {
      termios keys = before_;
      keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
      keys.c_cc[VMIN] = 0;
      keys.c_cc[VTIME] = 0;
      has_keys_ = tcsetattr(STDIN_FILENO, TCSANOW, &keys) == 0;
    }
    std::cout << "\x1b[?1049h\x1b[?25l" << std::flush;
  }
  ~Screen() {
    std::cout << "\x1b[?25h\x1b[?1049l" << std::flush;
    if (has_keys_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  /// @return whether q was pressed.
  bool wants_end() const {
    char key = 0;
    while (has_keys_ && read(STDIN_FILENO, &key, 1) == 1)
      if (key == 'q' || key == 'Q') return true;
    return false;
  }

  /// Replaces what is shown, as far as it fits.
  static void show(std::string_view page, std::size_t rows) {
    std::cout << "\x1b[H";
    for (; rows > 1 && !page.empty(); --rows) {
      const auto end = page.find('\n');
      std::cout << page.substr(0, end) << "\x1b[K\n";
      page.remove_prefix(std::min(end + 1, page.size()));
    }
    std::cout << "\x1b[J" << std::flush;
  }

 private:
  termios before_{};
  bool has_keys_ = false;
};

winsize terminal_size() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    size.ws_col = size.ws_row = 0;
  return size;
}

Result<TopSample> sample(const AdminClient& client) {
  auto metrics = client.get("/metrics");
  if (!metrics) return Unexpected(metrics.error());
  auto page = MetricsPage::parse(metrics->body);
  if (!page)
    return fail(ErrorCode::Unavailable, client.url() + " is no Newswatch: " + page.error().message);
  const auto ready = client.get("/readyz?verbose");
  const auto problems = client.get("/api/v1/problems");
  return TopSample{.metrics = *std::move(page),
                   .ready = ready && ready->status == 200,
                   .readiness = ready ? ready->body : ready.error().message,
                   .problems = problems && problems->status == 200 ? problems->body : "",
                   .taken = std::chrono::steady_clock::now()};
}

/// Waits between two looks. @return whether to end.
bool pause(milliseconds interval, SignalQueue& signals, const Screen* screen) {
  constexpr milliseconds kEachLook{100};
  const auto end = std::chrono::steady_clock::now() + interval;
  while (std::chrono::steady_clock::now() < end) {
    const auto signal = signals.next(std::min(interval, kEachLook));
    if (signal == SIGINT || signal == SIGTERM) return true;
    if (screen != nullptr && screen->wants_end()) return true;
  }
  return false;
}

ExitCode complain(const Error& error) {
  std::cerr << error.message << '\n';
  return error.code == ErrorCode::Unavailable ? ExitCode::Failed : exit_code_for(error);
}

/// One picture, without touching the terminal.
ExitCode show_once(const AdminClient& client, milliseconds interval, SignalQueue& signals) {
  const auto before = sample(client);
  if (!before) return complain(before.error());
  if (pause(interval, signals, nullptr)) return ExitCode::Fine;
  const auto now = sample(client);
  if (!now) return complain(now.error());
  constexpr std::size_t kWide = 1000;
  std::cout << draw_top(client.url(), *before, *now, kWide);
  return ExitCode::Fine;
}

/// Until it is ended. A process that does not answer is waited for.
ExitCode show_always(const AdminClient& client, milliseconds interval, SignalQueue& signals) {
  auto before = sample(client);
  if (!before) return complain(before.error());
  const Screen screen;
  while (!pause(interval, signals, &screen)) {
    const winsize size = terminal_size();
    auto now = sample(client);
    Screen::show(now ? draw_top(client.url(), *before, *now, size.ws_col)
                     : now.error().message + "\nq ends\n",
                 size.ws_row);
    if (now) before = std::move(now);
  }
  return ExitCode::Fine;
}

/// @return the address of a daemon on this machine.
std::string address_of(const AdminConfig& admin) {
  return (admin.certificate_file.empty() ? "http://" : "https://") +
         (admin.address == kEverywhere ? "127.0.0.1" : admin.address) + ":" +
         std::to_string(admin.port);
}

ExitCode top(const TopOptions& options) {
  SignalQueue signals;
  const auto configuration = read_offline_configuration(options.config, std::cerr);
  if (!configuration) return ExitCode::Config;
  const AdminConfig& admin = configuration->admin;
  const bool is_configured = options.admin.empty();
  const auto client = AdminClient::create(
      is_configured ? address_of(admin) : options.admin,
      {admin.username, admin.password, admin.token},
      {options.ca_file, is_configured && options.ca_file.empty() ? admin.certificate_file : ""});
  if (!client) {
    std::cerr << client.error().message << '\n';
    return ExitCode::Usage;
  }
  const auto interval = *parse_duration(options.interval);
  const bool once = options.once || isatty(STDOUT_FILENO) != 1 || terminal_size().ws_col == 0;
  return once ? show_once(*client, interval, signals) : show_always(*client, interval, signals);
}

std::string interval_problem(const std::string& text) {
  const auto interval = parse_duration(text);
  const bool fits =
      interval && *interval >= milliseconds(100) && *interval <= std::chrono::hours(1);
  return fits ? "" : "expected a duration from 100ms to 1h, as in 2s, not \"" + text + "\"";
}

}  // namespace

void add_top_command(CLI::App& app, ExitCode& exit_code) {
  auto* command =
      app.add_subcommand("top", "Shows a running daemon at work: rates, lag, costs, problems");
  auto options = std::make_shared<TopOptions>();
  command->add_option("--config", options->config,
                      "Configuration file: the admin port's address, certificate, name and "
                      "password");
  command->add_option("--admin", options->admin,
                      "The admin port, instead of the configured one: http://HOST:PORT or "
                      "https://HOST:PORT");
  command->add_option("--ca-file", options->ca_file,
                      "Authorities to trust for https (default: those of the system)");
  command->add_option("--interval", options->interval, "Between two looks (default: 2s)")
      ->check(interval_problem);
  command->add_flag("--once", options->once,
                    "One picture after one interval; so too where the output is no terminal");
  command->footer(R"(
q or Ctrl-C ends it. Ends with 1 when nobody answers, 77 when a name or token is refused.

Examples:
  newswatch top
  newswatch top --config /etc/newswatch/newswatch.yaml --interval 5s
  newswatch top --admin https://news-1.example:9464 --ca-file /etc/newswatch/tls/ca.pem --once)");
  command->callback([options, &exit_code] { exit_code = top(*options); });
}

}  // namespace newswatch::daemon
