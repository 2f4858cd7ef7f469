#include "daemon/demo.h"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "consumers/kafka_source.h"
#include "daemon/configuration/configuration_files.h"
#include "daemon/daemon.h"
#include "daemon/logs/process_log.h"
#include "daemon/pipeline/label_values.h"
#include "daemon/presentation/alert_printer.h"
#include "daemon/process/build_info.h"
#include "daemon/process/embedded_files.h"
#include "daemon/process/signal_queue.h"
#include "daemon/process/temporary_folder.h"
#include "kafka/admin.h"
#include "kafka/mock_cluster.h"
#include "kafka/producer.h"

namespace newswatch::daemon {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int kPartitions = 2;
constexpr std::chrono::seconds kPatience{60};

std::vector<std::string_view> sample_articles() {
  const auto files = demo_files();
  const auto file = std::ranges::find(files, "demo/articles.ndjson", &EmbeddedFile::path);
  std::vector<std::string_view> lines;
  for (std::string_view rest = file == files.end() ? "" : file->content; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    if (end > 0) lines.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return lines;
}

/// What the daemon has told so far. Its threads add, the demo's thread reads.
struct Tally {
  std::atomic<std::uint64_t> articles = 0, alerts = 0, dead_letters = 0;
  std::atomic<std::uint64_t> detections = 0;  ///< By the first stage,
  std::atomic<std::uint64_t> correlated = 0;  ///< and those that the second is done with.

  void add(const BatchReport& report) {
    dead_letters += BatchReport::total(report.published.dead_letters);
    alerts += report.published.alerts;
    detections += BatchReport::total(report.detections);
    correlated += report.published.alerts + report.repeated_detections +
                  BatchReport::total(report.suppressed);
    articles += report.article_count();
  }
};

class Demo {
 public:
  explicit Demo(std::string brokers)
      : brokers_(std::move(brokers)), metrics_(build_info(), 1000, known_label_values()) {}

  Result<void> run() {
    for (const auto step : {&Demo::prepare, &Demo::start, &Demo::feed, &Demo::show}) {
      if (auto done = (this->*step)(); !done) return done;
    }
    return {};
  }

  /// Ends what was begun, in reverse.
  Result<void> end() {
    const bool drained = !daemon_ || daemon_->drain(signals_, [] {}) == ExitCode::Fine;
    daemon_.reset();
    if (alerts_) alerts_->close();
    if (made_topics_ && !cluster_) {
      if (auto deleted = kafka::delete_topics(connection_, topics(), kPatience); !deleted)
        return deleted;
    }
    return drained ? Result<void>()
                   : fail(ErrorCode::Fatal, "the daemon did not end well; its log says why");
  }

 private:
  std::vector<std::string> topics() const {
    return {prefix_ + "articles", prefix_ + "detections", prefix_ + "state", prefix_ + "alerts",
            prefix_ + "dead-letters"};
  }

  Result<void> prepare() {
    auto folder = TemporaryFolder::create();
    if (!folder) return Unexpected(folder.error());
    folder_.emplace(*std::move(folder));
    for (const EmbeddedFile& file : demo_files()) {
      if (auto written = folder_->write(file.path, file.content); !written) return written;
    }
    if (brokers_.empty()) {
      auto cluster = kafka::MockCluster::create();
      if (!cluster) return Unexpected(cluster.error());
      cluster_ = *std::move(cluster);
      brokers_ = cluster_->brokers();
    }
    return make_topics();
  }

  Result<void> make_topics() {
    connection_.brokers = brokers_;
    connection_.group = prefix_ + "readers";
    connection_.topics = {prefix_ + "alerts"};
    made_topics_ = true;
    if (!cluster_) {
      std::vector<kafka::NewTopic> made;
      for (const std::string& topic : topics())
        made.push_back({.name = topic, .partitions = kPartitions});
      return kafka::create_topics(connection_, made, kPatience);
    }
    for (const std::string& topic : topics()) {
      if (auto made = cluster_->create_topic(topic, kPartitions); !made) return made;
    }
    return {};
  }

  Result<void> start() {
    const auto configuration =
        read_configuration("",
                           {{"kafka.brokers", brokers_, "demo"},
                            {"kafka.topics", prefix_ + "articles", "demo"},
                            {"kafka.group", prefix_ + "group", "demo"},
                            {"rules.path", (folder_->path() / "rules").string(), "demo"},
                            {"correlation.detection_topic", prefix_ + "detections", "demo"},
                            {"correlation.state_topic", prefix_ + "state", "demo"},
                            {"alerts.topic", prefix_ + "alerts", "demo"},
                            {"alerts.dead_letter_topic", prefix_ + "dead-letters", "demo"},
                            {"alerts.deployment", "demo", "demo"},
                            {"delivery", cluster_ ? "at_least_once" : "exactly_once", "demo"},
                            {"admin.port", "0", "demo"},
                            {"log.level", "error", "demo"}},
                           std::cerr);
    if (!configuration)
      return fail(ErrorCode::InvalidConfiguration, "the environment's settings don't fit the demo");
    start_process_log(configuration->log, metrics_, problems_);
    daemon_.emplace(*configuration, metrics_, problems_,
                    [this](const BatchReport& report) { tally_.add(report); });
    if (auto started = daemon_->start(); !started) return started;
    auto consumer = kafka::Consumer::create(connection_, log_kafka);
    if (!consumer) return Unexpected(consumer.error());
    alerts_.emplace(*std::move(consumer));
    fmt::print(
        std::cout,
        "Broker    {}{}\nDelivery  {}\nRules     {}\nMetrics   "
        "http://127.0.0.1:{}/metrics\n\n",
        brokers_,
        cluster_ ? " (inside this process; keeps nothing, proves nothing about delivery)" : "",
        cluster_ ? "at least once" : "exactly once", configuration->rules.path,
        daemon_->admin_port());
    std::cout.flush();
    return {};
  }

  Result<void> feed() {
    auto producer = kafka::Producer::create(connection_, log_kafka);
    if (!producer) return Unexpected(producer.error());
    const auto articles = sample_articles();
    for (const std::string_view article : articles) {
      const auto refused = (*producer)->produce(
          {prefix_ + "articles", std::to_string(fed_), std::string(article), {}}, fed_, kPatience);
      if (refused != RD_KAFKA_RESP_ERR_NO_ERROR)
        return fail(ErrorCode::Unavailable, rd_kafka_err2str(refused));
      ++fed_;
    }
    if (!(*producer)->flush(kPatience))
      return fail(ErrorCode::Unavailable, "the broker took no articles in a minute");
    for (const kafka::Delivery& delivery : (*producer)->take_deliveries()) {
      if (delivery.error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return fail(ErrorCode::Unavailable, rd_kafka_err2str(delivery.error));
    }
    return {};
  }

  bool is_complete() const {
    return tally_.articles + tally_.dead_letters == fed_ &&
           tally_.correlated >= tally_.detections && shown_ >= tally_.alerts;
  }

  Result<void> show() {
    const auto emphasis = isatty(STDOUT_FILENO) == 1 ? Emphasis::Colour : Emphasis::Plain;
    std::vector<Record> batch;
    for (const auto deadline = Steady::now() + kPatience; !is_complete(); std::cout.flush()) {
      if (Steady::now() > deadline)
        return fail(ErrorCode::Unavailable, "not all alerts arrived within a minute");
      const auto signal = signals_.next(std::chrono::milliseconds(0));
      if (signal == SIGINT || signal == SIGTERM) return fail(ErrorCode::Unavailable, "interrupted");
      if (const auto ended = daemon_->watch())
        return fail(ErrorCode::Fatal, "the daemon ended; its log says why");
      constexpr std::size_t kMost = 100;
      const auto polled = alerts_->poll(batch, kMost, std::chrono::milliseconds(100));
      if (!polled && polled.error().code == ErrorCode::Fatal) return polled;
      for (const Record& record : batch) {
        if (auto printed = print_alert(record.payload, emphasis, std::cout); !printed)
          return printed;
        ++shown_;
      }
    }
    fmt::print(std::cout,
               "{} records fed: {} articles, {} dead-lettered; {} alerts\n"
               "Next: rules of your own, \"Five minutes\" in README.md\n",
               fed_, tally_.articles.load(), tally_.dead_letters.load(), shown_);
    return {};
  }

  SignalQueue signals_;  // before any thread
  std::string brokers_;
  // The process id keeps demos on one broker apart.
  std::string prefix_ = fmt::format("newswatch-demo-{}.", getpid());
  metrics::Metrics metrics_;
  RecentProblems problems_;
  Tally tally_;
  kafka::ConnectionOptions connection_;  // of those who feed and read
  std::optional<TemporaryFolder> folder_;
  std::unique_ptr<kafka::MockCluster> cluster_;
  bool made_topics_ = false;
  std::optional<consumers::KafkaSource> alerts_;
  std::optional<Daemon> daemon_;
  std::uint64_t fed_ = 0;
  std::uint64_t shown_ = 0;
};

}  // namespace

ExitCode run_demo(const std::string& brokers) {
  Demo demo(brokers);
  auto code = ExitCode::Fine;
  const auto ran = demo.run();
  const auto ended = demo.end();
  for (const auto& step : {ran, ended}) {
    if (step) continue;
    std::cerr << "demo: " << step.error().message << '\n';
    code = ExitCode::Failed;
  }
  return code;
}

}  // namespace newswatch::daemon
