#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "daemon/admin/admin_server.h"
#include "daemon/admin/overview.h"
#include "daemon/configuration/configuration.h"
#include "daemon/feedback/feedback_watch.h"
#include "daemon/live/live_page.h"
#include "daemon/logs/recent_problems.h"
#include "daemon/pipeline/rule_costs.h"
#include "daemon/pipeline/worker_checks.h"
#include "daemon/process/exit_code.h"
#include "daemon/process/signal_queue.h"
#include "daemon/rule_loading/rule_source.h"
#include "daemon/rule_loading/rule_store.h"
#include "daemon/rule_loading/rule_thread.h"
#include "kafka/fetch_prober.h"
#include "metrics/metrics.h"

namespace newswatch::daemon {

/// The running whole: workers on Kafka, the rules in force, the admin server.
///
/// One thread owns it: `start`, then `watch` about once a second until it returns something or the
/// process is asked to stop, then `drain`. Whatever goes wrong on the way is logged.
class Daemon {
 public:
  /// @param metrics, problems  borrowed; must outlive the daemon.
  /// @param on_batch  called by the workers' threads after each batch, besides the metrics; may be
  /// empty.
  Daemon(Configuration configuration, metrics::Metrics& metrics, const RecentProblems& problems,
         std::function<void(const BatchReport&)> on_batch);
  ~Daemon();
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  /// Opens the admin port, reads the rules, connects. Rules in a topic may take longer to come:
  /// then `watch` does the rest. Errors: `InvalidRules`, `InvalidConfiguration`, `Io` (the port).
  Result<void> start();

  int admin_port() const { return admin_->port(); }

  /// Has the rules read anew, and returns at once. With errors, those in force stay so.
  void ask_to_reload();

  /// Begins once the first rules have come. @return an exit code when the daemon can't go on: a
  /// worker ended, the first rules are wrong, or a right or identity is refused before the daemon
  /// had been ready for two seconds.
  std::optional<ExitCode> watch();

  /// Finishes the batches in hand, commits, leaves the group. @return what the process ends with. A
  /// further SIGTERM or SIGINT on `signals` ends the process at once.
  /// @param on_turn  called many times a second meanwhile.
  ExitCode drain(SignalQueue& signals, const std::function<void()>& on_turn);

  Overview overview() const;
  /// @return whether every pipeline comes round.
  bool is_alive() const { return std::ranges::all_of(liveness(), &Check::ok); }

  /// @return whether a reload is due or under way: the destructor would wait for it.
  bool is_reloading() const { return rule_thread_ && rule_thread_->is_working(); }

 private:
  Result<void> open_rules();
  Result<void> open_admin();
  Result<void> open_feedback();
  Result<void> begin();
  Result<void> add_workers();
  Result<void> add_worker(std::int64_t number);
  Result<void> add_correlator(std::int64_t number);
  void add_worker(KafkaEnds ends, std::unique_ptr<Stage> stage);
  void open_journal();
  void start_prober();
  void end_when_too_slow() const;
  void note_ready(bool ready);
  KafkaRole role(std::int64_t number, const std::string& suffix) const;
  rules::Problems load_rules();
  Result<void> wait_for_rules(std::chrono::milliseconds wait);
  void follow_rules();
  void reload();
  std::optional<ExitCode> ended_worker() const;
  std::optional<std::string> refused() const;
  Workers workers() const;
  Check rules_check() const;
  void sample(metrics::Sample& sample) const;
  double seconds_behind(std::uint64_t waiting) const;
  std::vector<Check> readiness() const;
  std::vector<Check> liveness() const;

  Configuration configuration_;
  metrics::Metrics& metrics_;
  const RecentProblems& problems_;
  std::function<void(const BatchReport&)> on_batch_;
  std::string name_of_process_;
  SystemClock clock_;
  std::unique_ptr<RuleSource> rule_source_;
  RuleStore rules_;
  RuleCosts rule_costs_;
  std::atomic<bool> last_reload_failed_ = false;
  std::atomic<bool> draining_ = false;
  bool was_ready_ = false;
  std::optional<std::chrono::steady_clock::time_point> ready_since_;
  std::atomic<std::int64_t> last_received_ms_ =
      0;  ///< The arrival of the last record handled; since 1970.
  std::atomic<std::uint64_t> articles_ = 0;
  std::atomic<std::uint64_t> alerts_ = 0;
  std::atomic<bool> has_begun_ = false;         ///< From then on `workers_` stay as they are.
  std::unique_ptr<kafka::FetchProber> prober_;  ///< Null where there is no need.
  std::unique_ptr<WorkJournal> journal_;        ///< Null where there can be none.
  std::vector<std::unique_ptr<Worker>> workers_;
  std::optional<RuleThread> rule_thread_;
  std::unique_ptr<FeedbackWatch> feedback_;  ///< Null where there is none.
  std::unique_ptr<LivePage> live_page_;      ///< Likewise.
  std::unique_ptr<AdminServer> admin_;       ///< Last: it asks all of the above.
};

}  // namespace newswatch::daemon
