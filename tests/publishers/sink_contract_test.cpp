// What every sink promises, whatever is behind it.
#include <sstream>

#include "publishers/file_sink.h"
#include "publishers/kafka_sink.h"
#include "tests/kafka/test_cluster.h"
#include "tests/publishers/samples.h"

namespace newswatch::publishers {
namespace {

using testing::ElementsAre;
using testing::Pair;

/// What a sink published.
class Readers {
 public:
  virtual ~Readers() = default;
  virtual Sink& sink() = 0;
  virtual std::vector<std::string> alerts(std::size_t count) = 0;
  virtual std::vector<std::string> dead_letters(std::size_t count) = 0;
  virtual std::vector<std::string> annotations(std::size_t count) = 0;
};

class FileReaders final : public Readers {
 public:
  Sink& sink() override { return sink_; }
  std::vector<std::string> alerts(std::size_t /*count*/) override { return lines(alerts_); }
  std::vector<std::string> dead_letters(std::size_t /*count*/) override { return lines(kept_); }
  std::vector<std::string> annotations(std::size_t /*count*/) override {
    return lines(annotations_);
  }

 private:
  static std::vector<std::string> lines(std::istream& stream) {
    std::vector<std::string> all;
    for (std::string line; std::getline(stream, line);) all.push_back(line);
    return all;
  }

  std::stringstream alerts_;
  std::ostringstream complaints_;
  std::stringstream kept_;
  std::stringstream annotations_;
  FileSink sink_{alerts_, complaints_, &kept_, nullptr, &annotations_};
};

class KafkaReaders final : public Readers {
 public:
  Sink& sink() override { return sink_; }
  std::vector<std::string> alerts(std::size_t count) override {
    return cluster_.payloads(alerts_, count);
  }
  std::vector<std::string> dead_letters(std::size_t count) override {
    return cluster_.payloads(dead_, count);
  }
  std::vector<std::string> annotations(std::size_t count) override {
    return cluster_.payloads(annotations_, count);
  }

 private:
  kafka::TestCluster cluster_;
  std::string alerts_ = cluster_.new_topic();
  std::string dead_ = cluster_.new_topic();
  std::string annotations_ = cluster_.new_topic();
  KafkaSink sink_{std::move(kafka::Producer::create(cluster_.options({}), {})).value(),
                  {.alert_topic = alerts_,
                   .topic_label = "",
                   .dead_letter_topic = dead_,
                   .annotation_topic = annotations_}};
};

struct Kind {
  std::string_view name;
  std::unique_ptr<Readers> (*make)();
};
const Kind kKinds[] = {
    {"File", []() -> std::unique_ptr<Readers> { return std::make_unique<FileReaders>(); }},
    {"Kafka", []() -> std::unique_ptr<Readers> { return std::make_unique<KafkaReaders>(); }},
};

class SinkContract : public testing::TestWithParam<Kind> {
 protected:
  std::unique_ptr<Readers> readers_ = GetParam().make();
};

TEST_P(SinkContract, PublishesAlertsInOrder) {
  auto& sink = readers_->sink();
  for (const auto* json : {"1", "2", "3"})
    ASSERT_TRUE(sink.publish(sample_alert(json), sample_record()));
  ASSERT_TRUE(sink.flush(kafka::kPatience));
  EXPECT_THAT(readers_->alerts(3), ElementsAre("1", "2", "3"));
}

TEST_P(SinkContract, KeepsTheBytesOfDeadLetters) {
  auto& sink = readers_->sink();
  ASSERT_TRUE(sink.dead_letter(sample_record(), {ErrorCode::InvalidJson, "byte 6"}));
  ASSERT_TRUE(sink.flush(kafka::kPatience));
  EXPECT_THAT(readers_->dead_letters(1), ElementsAre(sample_record().payload));
}

TEST_P(SinkContract, PublishesAnnotationsInOrder) {
  auto& sink = readers_->sink();
  for (const auto* json : {"1", "2", "3"})
    ASSERT_TRUE(sink.publish(sample_annotation(json), sample_record()));
  ASSERT_TRUE(sink.flush(kafka::kPatience));
  EXPECT_THAT(readers_->annotations(3), ElementsAre("1", "2", "3"));
  const auto counts = sink.take_counts();
  EXPECT_EQ(counts.annotations, 3U);
  EXPECT_EQ(counts.alerts, 0U);
}

TEST_P(SinkContract, CountsOnceWhatIsSafe) {
  auto& sink = readers_->sink();
  ASSERT_TRUE(sink.publish(sample_alert("1"), sample_record()));
  ASSERT_TRUE(sink.dead_letter(sample_record(), {ErrorCode::NoText, "no title and no body"}));
  ASSERT_TRUE(sink.flush(kafka::kPatience));
  const auto counts = sink.take_counts();
  EXPECT_EQ(counts.alerts, 1U);
  EXPECT_THAT(counts.dead_letters, ElementsAre(Pair(ErrorCode::NoText, 1)));
  EXPECT_TRUE(counts.errors.empty());
  EXPECT_EQ(sink.take_counts().alerts, 0U);
}

TEST_P(SinkContract, HasNothingToWaitForWhenNothingWasHandedOver) {
  EXPECT_TRUE(readers_->sink().flush(std::chrono::milliseconds(0)));
}

INSTANTIATE_TEST_SUITE_P(Sinks, SinkContract, testing::ValuesIn(kKinds),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::publishers
