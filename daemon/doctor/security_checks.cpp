#include "daemon/doctor/security_checks.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/timex.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "base/files.h"
#include "kafka/certificate.h"

namespace newswatch::daemon {
namespace {

using Level = Finding::Level;

/// As long before its end a certificate should be renewed as most people take for it.
constexpr std::chrono::days kSoon{30};

Level level_of(Timestamp end, Timestamp now) {
  if (end < now) return Level::Failure;
  return end < now + kSoon ? Level::Warning : Level::Fine;
}

std::vector<kafka::Certificate> certificates_in(const std::string& path) {
  const auto pem = path.empty() ? Result<std::string>("") : read_file(path);
  auto found = pem ? kafka::certificates_of_pem(*pem)
                   : Result<std::vector<kafka::Certificate>>(Unexpected(pem.error()));
  return found ? *std::move(found) : std::vector<kafka::Certificate>();
}

void check_own(std::vector<Finding>& findings, const std::string& key, const std::string& path,
               Timestamp now, std::string_view fix) {
  const auto certificates = certificates_in(path);
  if (certificates.empty()) return;
  const auto& own = certificates.front();
  const auto level = level_of(own.not_after, now);
  findings.push_back({level,
                      fmt::format("{}: \"{}\" {} {}", key, own.subject,
                                  level == Level::Failure ? "expired on" : "is valid until",
                                  format_rfc3339(own.not_after)),
                      level == Level::Fine ? "" : std::string(fix)});
}

/// Of several authorities it is enough that one is good.
void check_authorities(std::vector<Finding>& findings, const std::string& path, Timestamp now) {
  for (const auto& authority : certificates_in(path)) {
    const auto level = level_of(authority.not_after, now);
    if (level == Level::Fine) continue;
    findings.push_back({Level::Warning,
                        fmt::format("kafka.ca_file: the authority \"{}\" {} {}", authority.subject,
                                    level == Level::Failure ? "expired on" : "ends on",
                                    format_rfc3339(authority.not_after)),
                        "add its successor, before brokers show certificates of that"});
  }
}

void check_reader(std::vector<Finding>& findings, const std::string& key, const std::string& path) {
  struct stat status {};
  if (path.empty() || ::stat(path.c_str(), &status) != 0 || (status.st_mode & S_IROTH) == 0) return;
  findings.push_back(
      {Level::Warning, fmt::format("{}: every user of this host can read {}", key, path),
       fmt::format("chmod o= {}, or hand it over as a credential: see docs/security.md", path)});
}

}  // namespace

std::vector<Finding> examine_files(const Configuration& configuration, Timestamp now) {
  std::vector<Finding> findings;
  const KafkaConfig& kafka = configuration.kafka;
  const AdminConfig& admin = configuration.admin;
  check_own(findings, "kafka.certificate_file", kafka.certificate_file, now,
            "renew it, put it in its place and restart");
  check_own(findings, "admin.certificate_file", admin.certificate_file, now,
            "renew it, and put it in its place");
  check_authorities(findings, kafka.ca_file, now);
  check_reader(findings, "kafka.key_file", kafka.key_file);
  check_reader(findings, "kafka.key_password_file", kafka.key_password_file);
  check_reader(findings, "kafka.password_file", kafka.password_file);
  check_reader(findings, "kafka.oauth_client_secret_file", kafka.oauth_client_secret_file);
  check_reader(findings, "admin.key_file", admin.key_file);
  check_reader(findings, "admin.key_password_file", admin.key_password_file);
  check_reader(findings, "admin.password_file", admin.password_file);
  check_reader(findings, "admin.token_file", admin.token_file);
  return findings;
}

Finding examine_clock() {
  // So much the kernel thinks it to be wrong once nobody has set it right for long. The flag for it
  // is not taken back by all programs that set clocks. Source: timedated of systemd.
  constexpr std::chrono::microseconds kNobodyKeepsIt{16'000'000};
  timex state{};
  if (adjtimex(&state) < 0)
    return {Level::Warning,
            fmt::format("whether this host's clock is kept right is not told: {}",
                        std::system_category().message(errno)),
            "ask for it outside of the container: timedatectl"};
  if (std::chrono::microseconds(state.maxerror) < kNobodyKeepsIt)
    return {Level::Fine, "this host's clock is kept right", ""};
  return {Level::Warning,
          "nobody keeps this host's clock right: by it certificates expire and articles are dated",
          "let it keep time by NTP, with systemd-timesyncd or chrony"};
}

std::vector<Finding> examine_certificates(const kafka::ClusterDescription& cluster, Timestamp now) {
  std::vector<Finding> findings;
  for (const auto& [broker, end] : cluster.certificates_valid_until) {
    const auto level = level_of(end, now);
    findings.push_back(
        {level, fmt::format("the certificate of {} is valid until {}", broker, format_rfc3339(end)),
         level == Level::Fine ? "" : "renew it on the broker"});
  }
  return findings;
}

}  // namespace newswatch::daemon
