#include "daemon/pipeline/pipeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <filesystem>
#include <fstream>

#include "daemon/pipeline/article_stage.h"
#include "daemon/process/temporary_folder.h"
#include "daemon/rule_loading/file_rules.h"
#include "daemon/rule_loading/rule_store.h"

namespace newswatch::daemon {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kRules = "topics:\n  - {id: floods, name: Floods, query: flood}\n";

/// What source and sink were asked for, in order.
using Journal = std::vector<std::string>;

/// A fake: hands out the batches it was given, then says that it is at its end.
class FakeSource final : public consumers::Source {
 public:
  explicit FakeSource(Journal& journal) : journal_(journal) {}

  Result<void> poll(std::vector<Record>& batch, std::size_t, std::chrono::milliseconds) override {
    batch.clear();
    if (!poll_errors.empty()) {
      const Error error = poll_errors.front();
      poll_errors.pop_front();
      return Unexpected(error);
    }
    if (batches.empty()) return {};
    batch = batches.front();
    batches.pop_front();
    return {};
  }
  Result<void> commit() override {
    journal_.push_back("commit");
    return commit_error ? Result<void>(Unexpected(*commit_error)) : Result<void>();
  }
  consumers::AssignmentNews take_assignment_news() override {
    if (news.empty()) return {};
    const auto next = news.front();
    news.pop_front();
    return next;
  }
  void keep_alive() override { journal_.push_back("keep alive"); }
  bool at_end() const override { return batches.empty() && poll_errors.empty(); }
  void close() override { journal_.push_back("close"); }

  std::deque<std::vector<Record>> batches;
  std::deque<consumers::AssignmentNews> news;
  std::deque<Error> poll_errors;
  std::optional<Error> commit_error;

 private:
  Journal& journal_;
};

/// A fake: remembers what it was given, and fails as often as it is told.
class FakeSink final : public publishers::Sink {
 public:
  explicit FakeSink(Journal& journal) : journal_(journal) {}

  Result<void> publish(const alerts::Alert& alert, const Record&) override {
    journal_.push_back((alert.near_miss ? "near miss " : "alert ") + alert.rule.id.value);
    return {};
  }
  Result<void> publish(const alerts::Annotation& annotation, const Record&) override {
    journal_.push_back("annotation");
    annotations.push_back(annotation);
    return {};
  }
  Result<void> dead_letter(const Record&, const Error& why) override {
    journal_.push_back("dead letter " + std::string(name_of(why.code)));
    return {};
  }
  Result<void> flush(std::chrono::milliseconds) override {
    journal_.push_back("flush");
    if (flush_errors.empty()) return {};
    const Error error = flush_errors.front();
    if (!fails_for_ever) flush_errors.pop_front();
    return Unexpected(error);
  }

  std::vector<alerts::Annotation> annotations;
  std::deque<Error> flush_errors;
  bool fails_for_ever = false;

 private:
  Journal& journal_;
};

class FixedClock final : public Clock {
 public:
  Timestamp now() const override { return *parse_rfc3339("2026-11-24T12:00:10Z"); }
};

Record record(std::string payload) {
  return {.origin = {"articles", 0, 1},
          .key = {},
          .payload = std::move(payload),
          .received_at = parse_rfc3339("2026-11-24T12:00:00Z"),
          .traceparent = {}};
}

class PipelineTest : public testing::Test {
 protected:
  PipelineTest()
      : folder_(*TemporaryFolder::create()), files_((folder_.path() / "rules.yaml").string()) {
    EXPECT_TRUE(folder_.write("rules.yaml", kRules));
    EXPECT_THAT(rules_.load(files_).errors, IsEmpty());
    for (const auto& [field, pointer] :
         {std::pair{&article_options_.decoder.fields.body, "/body"},
          std::pair{&article_options_.decoder.fields.status, "/status"},
          std::pair{&article_options_.decoder.fields.source, "/source"},
          std::pair{&article_options_.decoder.fields.published_at, "/published_at"}}) {
      field->push_back(*articles::JsonPointer::parse(pointer));
    }
    article_options_.alert_source = "/newswatch/test";
    options_.grace = std::chrono::milliseconds(0);
  }

  Result<void> run(const std::stop_token& stop = {}) { return run(rules_, delivery_, stop); }
  Result<void> run(const RuleStore& rules) { return run(rules, delivery_); }
  Result<void> run(const RuleStore& rules, Delivery& delivery, const std::stop_token& stop = {}) {
    ArticleStage stage(article_options_, rules, sink_, nullptr);
    Pipeline pipeline(
        options_,
        {.source = source_,
         .stage = stage,
         .sink = sink_,
         .delivery = delivery,
         .clock = clock_,
         .on_batch = [this](const BatchReport& report) { reports_.push_back(report); },
         .on_failure = [this](const Error& error) { failures_.push_back(error.message); }});
    return pipeline.run(stop);
  }

  TemporaryFolder folder_;
  FileRules files_;
  RuleStore rules_;
  FixedClock clock_;
  ArticleStageOptions article_options_;
  PipelineOptions options_;
  Journal journal_;
  FakeSource source_{journal_};
  FakeSink sink_{journal_};
  AtLeastOnce delivery_{source_, sink_,
                        [this](const Error& error) { failures_.push_back(error.message); }};
  std::vector<BatchReport> reports_;
  std::vector<std::string> failures_;
};

TEST_F(PipelineTest, CommitsAfterEverythingIsSafe) {
  source_.batches = {
      {record(R"({"body": "A flood."})"), record("{"), record(R"({"body": "Sun."})")}};
  EXPECT_TRUE(run());
  EXPECT_THAT(journal_,
              ElementsAre("alert floods", "dead letter invalid_json", "flush", "commit", "close"));
}

TEST_F(PipelineTest, LeavesRecordsOfAPartitionThatGoesAfterThePollToItsNextOwner) {
  Record stays = record(R"({"body": "A flood."})");
  Record goes = record("{");
  goes.origin.partition = 1;
  source_.batches = {{goes, stays}};
  // The batch is of what the first news tell of; the second came while the stage followed them.
  source_.news = {{.lost = {{"articles", 1}}, .gained = {{"articles", 1}}},
                  {.lost = {{"articles", 1}}, .gained = {}}};
  EXPECT_TRUE(run());
  EXPECT_THAT(journal_, ElementsAre("alert floods", "flush", "commit", "close"));
}

TEST_F(PipelineTest, KeepsRecordsOfAPartitionThatWentAndCameBackInThePoll) {
  source_.batches = {{record(R"({"body": "A flood."})")}};
  source_.news = {{.lost = {{"articles", 0}}, .gained = {{"articles", 0}}}};
  EXPECT_TRUE(run());
  EXPECT_THAT(journal_, ElementsAre("alert floods", "flush", "commit", "close"));
}

TEST_F(PipelineTest, PublishesNearMissesAfterAlerts) {
  ASSERT_TRUE(folder_.write("rules.yaml",
                            "topics:\n  - {id: storms, name: Storms, query: storm AND coast}\n"
                            "  - {id: wind, name: Wind, query: storm}\n"));
  FileRules files((folder_.path() / "rules.yaml").string(), {.near_miss_margin = 20});
  RuleStore rules;
  ASSERT_THAT(rules.load(files).errors, IsEmpty());
  source_.batches = {{record(R"({"body": "A storm."})")}};
  EXPECT_TRUE(run(rules));
  EXPECT_THAT(journal_, ElementsAre("alert wind", "near miss storms", "flush", "commit", "close"));
  EXPECT_EQ(reports_.back().near_misses.at("storms"), 1U);
}

TEST_F(PipelineTest, PublishesAnAnnotationOfEachArticleWhereTheyAreAskedFor) {
  article_options_.annotate = true;
  source_.batches = {
      {record(R"({"body": "A flood."})"), record("{"), record(R"({"body": "Sun."})")}};
  EXPECT_TRUE(run());
  EXPECT_THAT(journal_, ElementsAre("alert floods", "annotation", "dead letter invalid_json",
                                    "annotation", "flush", "commit", "close"));
}

TEST_F(PipelineTest, PublishesAnAnnotationWithoutFindingsOfAWithdrawnArticle) {
  FileRules files((folder_.path() / "rules.yaml").string(), {.annotate = true});
  RuleStore rules;
  ASSERT_THAT(rules.load(files).errors, IsEmpty());
  article_options_.annotate = true;
  source_.batches = {{record(R"({"body": "\"A flood,\" said Jane Doe."})"),
                      record(R"({"body": "\"A flood,\" said Jane Doe.", "status": "withdrawn"})")}};
  EXPECT_TRUE(run(rules));
  ASSERT_EQ(sink_.annotations.size(), 2U);
  EXPECT_THAT(sink_.annotations[0].json, testing::HasSubstr(R"("quotations":[{)"));
  EXPECT_THAT(sink_.annotations[1].json, testing::HasSubstr(R"("quotations":[])"));
  EXPECT_EQ(sink_.annotations[1].article, sink_.annotations[0].article);
}

TEST_F(PipelineTest, CountsArticlesByOutletAndQuotationsByOfficial) {
  ASSERT_TRUE(folder_.write(
      "rules.yaml",
      "officials:\n  - {id: doe, name: Jane Doe, roles: [{title: Minister of Transport, "
      "country: US, from: 2020-01-01}]}\n"));
  FileRules files((folder_.path() / "rules.yaml").string(), {.annotate = true});
  RuleStore rules;
  ASSERT_THAT(rules.load(files).errors, IsEmpty());
  article_options_.sources = SourceNames({"Harbour Times"});
  source_.batches = {
      {record(R"({"body": "\"A flood,\" said Jane Doe.", "source": "Harbour Times"})"),
       record(R"({"body": "\"A flood,\" said Mary Roe.", "source": "Dock News"})")}};
  EXPECT_TRUE(run(rules));
  EXPECT_THAT(reports_.back().sources,
              ElementsAre(std::pair("harbour times", 1U), std::pair("other", 1U)));
  EXPECT_THAT(reports_.back().quotations, ElementsAre(std::pair("doe", 1U)));
}

TEST_F(PipelineTest, DoesNotCommitBeforeTheBrokerHasTakenAll) {
  source_.batches = {{record(R"({"body": "A flood."})")}};
  sink_.flush_errors = {{ErrorCode::Unavailable, "no broker"}, {ErrorCode::Refused, "no right"}};
  EXPECT_TRUE(run());
  EXPECT_THAT(journal_, ElementsAre("alert floods", "flush", "keep alive", "flush", "keep alive",
                                    "flush", "commit", "close"));
  EXPECT_THAT(failures_, ElementsAre("no broker", "no right"));
}

TEST_F(PipelineTest, EndsWithoutCommitWhenTheSinkFailsForGood) {
  for (const ErrorCode code : {ErrorCode::Fatal, ErrorCode::Io}) {
    journal_.clear();
    source_.batches = {{record(R"({"body": "A flood."})")},
                       {record(R"({"body": "Another flood."})")}};
    sink_.flush_errors = {{code, "gone"}};
    const auto ended = run();
    ASSERT_FALSE(ended);
    EXPECT_EQ(ended.error().code, code);
    EXPECT_THAT(journal_, ElementsAre("alert floods", "flush", "close"));
  }
}

TEST_F(PipelineTest, GivesUpAStuckBatchWithoutCommitWhenItsGraceIsOver) {
  std::stop_source stop;
  source_.batches = {{record(R"({"body": "A flood."})")}};
  sink_.flush_errors = {{ErrorCode::Unavailable, "no broker"}};
  sink_.fails_for_ever = true;
  ArticleStage stage(article_options_, rules_, sink_, nullptr);
  Pipeline pipeline(options_, {.source = source_,
                               .stage = stage,
                               .sink = sink_,
                               .delivery = delivery_,
                               .clock = clock_,
                               .on_batch = [](const BatchReport&) {},
                               .on_failure = [&](const Error&) { stop.request_stop(); }});
  const auto ended = pipeline.run(stop.get_token());
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, ErrorCode::Unavailable);
  EXPECT_THAT(journal_, ElementsAre("alert floods", "flush", "keep alive", "flush", "close"));
}

TEST_F(PipelineTest, GoesOnAfterAFailedPollOrCommit) {
  source_.poll_errors = {{ErrorCode::Io, "first.ndjson: No such file"}};
  source_.commit_error = Error{ErrorCode::Unavailable, "a rebalance is under way"};
  source_.batches = {{record(R"({"body": "A flood."})")},
                     {record(R"({"body": "Another flood."})")}};
  EXPECT_TRUE(run());
  EXPECT_THAT(failures_, ElementsAre("first.ndjson: No such file", "a rebalance is under way",
                                     "a rebalance is under way", "a rebalance is under way"));
  EXPECT_EQ(std::ranges::count(journal_, "alert floods"), 2);
}

TEST_F(PipelineTest, EndsWhenTheSourceCannotGoOn) {
  source_.poll_errors = {{ErrorCode::Fatal, "fenced"}};
  const auto ended = run();
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().message, "fenced");
  EXPECT_THAT(journal_, ElementsAre("close"));
}

TEST_F(PipelineTest, StopsBetweenBatches) {
  std::stop_source stop;
  stop.request_stop();
  source_.batches = {{record(R"({"body": "A flood."})")}};
  EXPECT_TRUE(run(stop.get_token()));
  EXPECT_THAT(journal_, ElementsAre("close"));
}

TEST_F(PipelineTest, LooksForNothingInWithdrawnArticles) {
  source_.batches = {{record(R"({"body": "A flood.", "status": "withdrawn"})")}};
  EXPECT_TRUE(run());
  EXPECT_THAT(journal_, ElementsAre("flush", "commit", "close"));
}

TEST_F(PipelineTest, ReportsWhatABatchDid) {
  Record tombstone = record("");
  tombstone.is_tombstone = true;
  source_.batches = {{tombstone, record(""), record("[]"), record(R"({"body": "Sun."})"),
                      record(R"({"body": "A flood.", "published_at": "2026-11-24T11:59:10Z"})")}};
  EXPECT_TRUE(run());
  ASSERT_EQ(reports_.size(), 1U);
  const BatchReport& report = reports_.front();
  EXPECT_EQ(report.tombstones, 1U);
  EXPECT_EQ(report.empty_payloads, 1U);
  EXPECT_THAT(report.failed, ElementsAre(std::pair(ErrorCode::WrongType, 1U)));
  EXPECT_THAT(report.articles, ElementsAre(std::pair("articles", 2U)));
  EXPECT_EQ(report.article_bytes,
            std::size(R"({"body": "Sun."})") - 1 +
                std::size(R"({"body": "A flood.", "published_at": "2026-11-24T11:59:10Z"})") - 1);
  EXPECT_THAT(report.date_doubts, ElementsAre(std::pair(articles::DateDoubt::Missing, 1U)));
  EXPECT_THAT(report.alerts,
              ElementsAre(std::pair(std::pair(std::string("floods"), alerts::Kind::Topic), 1U)));
  EXPECT_THAT(report.since_published, ElementsAre(BatchReport::Seconds(60)));
  EXPECT_THAT(report.since_received, ElementsAre(BatchReport::Seconds(10)));
  EXPECT_EQ(report.stages.at("decode").size(), 2U);
  EXPECT_EQ(report.stages.at("commit").size(), 1U);
  EXPECT_EQ(report.detectors.at("topics").size(), 2U);
}

/// A fake: answers what it was told to, then that all is well.
class FakeDelivery final : public Delivery {
 public:
  explicit FakeDelivery(Journal& journal) : journal_(journal) {}

  Result<void> prepare(std::chrono::milliseconds) override { return next("prepare"); }
  Result<void> publish(std::chrono::milliseconds) override { return next("publish"); }
  Result<void> commit(std::chrono::milliseconds) override { return next("commit"); }
  void close() override { journal_.push_back("leave nothing open"); }

  std::map<std::string, std::deque<Error>> errors;

 private:
  Result<void> next(const std::string& step) {
    journal_.push_back(step);
    auto& waiting = errors[step];
    if (waiting.empty()) return {};
    const Error error = waiting.front();
    waiting.pop_front();
    return Unexpected(error);
  }

  Journal& journal_;
};

class PipelineDelivery : public PipelineTest {
 protected:
  Result<void> run() { return PipelineTest::run(rules_, answers_); }

  FakeDelivery answers_{journal_};
};

TEST_F(PipelineDelivery, IsPreparedBeforeTheFirstPollHoweverLongItTakes) {
  source_.batches = {{record(R"({"body": "A flood."})")}};
  answers_.errors["prepare"] = {{ErrorCode::Unavailable, "no coordinator"}};
  ASSERT_TRUE(run());
  EXPECT_THAT(failures_, ElementsAre("no coordinator"));
  EXPECT_THAT(journal_, ElementsAre("prepare", "prepare", "alert floods", "publish", "commit",
                                    "leave nothing open", "close"));
}

TEST_F(PipelineDelivery, RepeatsTheStepThatHadNoAnswer) {
  source_.batches = {{record(R"({"body": "A flood."})")}};
  answers_.errors["commit"] = {{ErrorCode::Unavailable, "no answer"}};
  ASSERT_TRUE(run());
  EXPECT_THAT(journal_, ElementsAre("prepare", "alert floods", "publish", "commit", "keep alive",
                                    "commit", "leave nothing open", "close"));
  EXPECT_EQ(reports_.size(), 2U) << "the failed try, then the batch";
}

TEST_F(PipelineDelivery, GoesOnAfterABatchThatWasAborted) {
  const auto flood = record(R"({"body": "A flood."})");
  source_.batches = {{flood}, {flood}};
  for (const std::string step : {"publish", "commit"}) {
    answers_.errors[step] = {{ErrorCode::Aborted, "the transaction was aborted"}};
    ASSERT_TRUE(run());
    EXPECT_THAT(failures_, ElementsAre("the transaction was aborted"));
    ASSERT_EQ(reports_.size(), 2U);
    EXPECT_EQ(reports_.front().aborted, 1U);
    EXPECT_EQ(reports_.front().article_count(), 0U) << "it counts when it comes again";
    EXPECT_EQ(reports_.back().article_count(), 1U);
    source_.batches = {{flood}, {flood}};
    failures_.clear();
    reports_.clear();
  }
}

TEST_F(PipelineDelivery, EndsWhereTheProcessCanNotGoOn) {
  for (const std::string step : {"prepare", "publish", "commit"}) {
    source_.batches = {{}, {record(R"({"body": "A flood."})")}};
    answers_.errors[step] = {{ErrorCode::Fatal, "fenced"}};
    const auto ended = run();
    ASSERT_FALSE(ended) << step;
    EXPECT_EQ(ended.error().code, ErrorCode::Fatal);
    EXPECT_THAT(journal_.back(), "close");
  }
}

TEST_F(PipelineTest, TakesNewRulesBetweenBatches) {
  source_.batches = {{record(R"({"body": "A flood and a storm."})")},
                     {record(R"({"body": "A flood and a storm."})")}};
  ArticleStage stage(article_options_, rules_, sink_, nullptr);
  Pipeline pipeline(
      options_,
      {.source = source_,
       .stage = stage,
       .sink = sink_,
       .delivery = delivery_,
       .clock = clock_,
       .on_batch =
           [&](const BatchReport&) {
             EXPECT_TRUE(folder_.write("rules.yaml",
                                       "topics:\n  - {id: storms, name: Storms, query: storm}\n"));
             EXPECT_THAT(rules_.load(files_).errors, IsEmpty());
           },
       .on_failure = [](const Error&) {}});
  EXPECT_TRUE(pipeline.run({}));
  EXPECT_THAT(journal_, ElementsAre("alert floods", "flush", "commit", "alert storms", "flush",
                                    "commit", "close"));
}

TEST(RuleStore, KeepsTheRulesInForceWhenAReloadFails) {
  const auto folder = *TemporaryFolder::create();
  ASSERT_TRUE(folder.write("rules.yaml", kRules));
  FileRules files((folder.path() / "rules.yaml").string());
  RuleStore rules;
  EXPECT_EQ(rules.current(), nullptr);
  EXPECT_THAT(rules.load(files).errors, IsEmpty());
  const auto before = rules.current();
  ASSERT_TRUE(folder.write("rules.yaml", "topics: ["));
  EXPECT_FALSE(rules.load(files).errors.empty());
  EXPECT_EQ(rules.current(), before);
}

TEST(RuleStore, FreesReplacedRulesOnceNobodyHasThemInHand) {
  const auto folder = *TemporaryFolder::create();
  ASSERT_TRUE(folder.write("rules.yaml", kRules));
  FileRules files((folder.path() / "rules.yaml").string());
  RuleStore rules;
  EXPECT_THAT(rules.load(files).errors, IsEmpty());
  auto in_hand = rules.current();
  const std::weak_ptr<const detectors::DetectorSet> replaced = in_hand;
  EXPECT_THAT(rules.load(files).errors, IsEmpty());
  rules.free_retired();
  EXPECT_FALSE(replaced.expired());
  in_hand.reset();
  EXPECT_FALSE(replaced.expired()) << "a pipeline must not pay for it";
  rules.free_retired();
  EXPECT_TRUE(replaced.expired());
}

}  // namespace
}  // namespace newswatch::daemon
