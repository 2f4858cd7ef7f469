// What every source promises, whatever is behind it.
#include <filesystem>
#include <fstream>
#include <set>

#include "consumers/file_source.h"
#include "consumers/kafka_source.h"
#include "tests/consumers/payloads.h"
#include "tests/kafka/test_cluster.h"

namespace newswatch::consumers {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

/// Where the records of a test lie.
class Stock {
 public:
  virtual ~Stock() = default;
  virtual std::unique_ptr<Source> open(const std::vector<std::string>& payloads) = 0;
};

class FileStock final : public Stock {
 public:
  FileStock() {
    auto name = (std::filesystem::temp_directory_path() / "newswatch-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~FileStock() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<Source> open(const std::vector<std::string>& payloads) override {
    const auto path = (folder_ / "articles.ndjson").string();
    std::ofstream file(path);
    for (const auto& payload : payloads) file << payload << '\n';
    return std::make_unique<FileSource>(std::vector{path});
  }

 private:
  std::filesystem::path folder_;
};

class KafkaStock final : public Stock {
 public:
  std::unique_ptr<Source> open(const std::vector<std::string>& payloads) override {
    const auto topic = cluster_.new_topic();
    cluster_.put(topic, payloads);
    return std::make_unique<KafkaSource>(
        std::move(kafka::Consumer::create(cluster_.options({topic}), {})).value());
  }

 private:
  kafka::TestCluster cluster_;
};

struct Kind {
  std::string_view name;
  std::unique_ptr<Stock> (*make)();
};
const Kind kKinds[] = {
    {"File", []() -> std::unique_ptr<Stock> { return std::make_unique<FileStock>(); }},
    {"Kafka", []() -> std::unique_ptr<Stock> { return std::make_unique<KafkaStock>(); }},
};

class SourceContract : public testing::TestWithParam<Kind> {
 protected:
  /// Polls until there are `count` records, `most` at a time.
  static std::vector<Record> take(Source& source, std::size_t count, std::size_t most) {
    std::vector<Record> all;
    std::vector<Record> batch;
    EXPECT_TRUE(kafka::eventually([&] {
      EXPECT_TRUE(source.poll(batch, std::min(most, count - all.size()), milliseconds(50)));
      EXPECT_LE(batch.size(), most);
      all.insert(all.end(), batch.begin(), batch.end());
      return all.size() >= count;
    }));
    return all;
  }

  std::unique_ptr<Stock> stock_ = GetParam().make();
};

TEST_P(SourceContract, HandsOutEachRecordOnceInOrderWithItsOrigin) {
  const auto source = stock_->open({"a", "b", "c", "d", "e"});
  const auto records = take(*source, 5, 2);
  EXPECT_THAT(payloads(records), ElementsAre("a", "b", "c", "d", "e"));
  for (std::size_t i = 1; i < records.size(); ++i) {
    EXPECT_EQ(records[i].origin.topic, records[0].origin.topic);
    EXPECT_EQ(records[i].origin.offset, records[i - 1].origin.offset + 1);
  }
  EXPECT_TRUE(source->commit());
  std::vector<Record> batch(1);
  EXPECT_TRUE(source->poll(batch, 10, milliseconds(0)));
  EXPECT_THAT(batch, IsEmpty());
  EXPECT_TRUE(source->commit());
  source->close();
}

TEST_P(SourceContract, LosesAndRepeatsNothingWhileKeptAlive) {
  const auto source = stock_->open({"a", "b", "c", "d"});
  source->keep_alive();
  EXPECT_THAT(payloads(take(*source, 2, 10)), ElementsAre("a", "b"));
  source->keep_alive();
  source->keep_alive();
  EXPECT_THAT(payloads(take(*source, 2, 10)), ElementsAre("c", "d"));
}

INSTANTIATE_TEST_SUITE_P(Sources, SourceContract, testing::ValuesIn(kKinds),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::consumers
