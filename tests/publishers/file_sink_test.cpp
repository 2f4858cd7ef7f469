#include "publishers/file_sink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/publishers/samples.h"

namespace newswatch::publishers {
namespace {

using std::chrono::milliseconds;

TEST(FileSink, NamesFileAndLineOfADeadLetter) {
  std::ostringstream alerts;
  std::ostringstream complaints;
  FileSink sink(alerts, complaints, nullptr);
  auto record = sample_record(7);
  record.origin.topic = "news.ndjson";
  ASSERT_TRUE(sink.dead_letter(record, {ErrorCode::InvalidJson, "byte 6"}));
  ASSERT_TRUE(sink.flush(milliseconds(0)));
  EXPECT_EQ(complaints.str(), "news.ndjson:7: invalid_json: byte 6\n");
}

TEST(FileSink, NoticesAFullDisk) {
  std::ofstream full("/dev/full");
  std::ostringstream complaints;
  FileSink sink(full, complaints, nullptr);
  ASSERT_TRUE(sink.publish(sample_alert("{}"), sample_record()));
  const auto flushed = sink.flush(milliseconds(0));
  ASSERT_FALSE(flushed);
  EXPECT_EQ(flushed.error().code, ErrorCode::Io);
  const auto counts = sink.take_counts();
  EXPECT_EQ(counts.alerts, 0U);
  EXPECT_EQ(counts.errors.at(PublishError::Io), 1U);
}

TEST(FileSink, NoticesThatDeadLettersCannotBeKept) {
  std::ostringstream alerts;
  std::ostringstream complaints;
  std::ofstream full("/dev/full");
  FileSink sink(alerts, complaints, &full);
  ASSERT_TRUE(sink.dead_letter(sample_record(), {ErrorCode::NoText, "no title and no body"}));
  const auto flushed = sink.flush(milliseconds(0));
  ASSERT_FALSE(flushed);
  EXPECT_THAT(flushed.error().message, testing::HasSubstr("dead letters"));
}

TEST(FileSink, KeepsNearMissesApart) {
  std::ostringstream alerts, complaints, near_misses;
  FileSink sink(alerts, complaints, nullptr, &near_misses);
  auto near_miss = sample_alert("near");
  near_miss.near_miss = true;
  ASSERT_TRUE(sink.publish(sample_alert("alert"), sample_record()));
  ASSERT_TRUE(sink.publish(near_miss, sample_record()));
  ASSERT_TRUE(sink.flush(milliseconds(0)));
  EXPECT_EQ(alerts.str(), "alert\n");
  EXPECT_EQ(near_misses.str(), "near\n");
  const auto counts = sink.take_counts();
  EXPECT_EQ(counts.alerts, 1U);
  EXPECT_EQ(counts.near_misses, 1U);
}

TEST(FileSink, KeepsAnnotationsWhereSomebodyAsksForThem) {
  std::ostringstream alerts, complaints, annotations;
  FileSink without(alerts, complaints, nullptr);
  ASSERT_TRUE(without.publish(sample_annotation("unasked"), sample_record()));
  ASSERT_TRUE(without.flush(milliseconds(0)));
  EXPECT_EQ(without.take_counts().annotations, 0U);

  FileSink sink(alerts, complaints, nullptr, nullptr, &annotations);
  ASSERT_TRUE(sink.publish(sample_annotation("annotation"), sample_record()));
  ASSERT_TRUE(sink.flush(milliseconds(0)));
  EXPECT_EQ(alerts.str(), "");
  EXPECT_EQ(annotations.str(), "annotation\n");
  EXPECT_EQ(sink.take_counts().annotations, 1U);
}

TEST(FileSink, NoticesThatAnnotationsCannotBeKept) {
  std::ostringstream alerts, complaints;
  std::ofstream full("/dev/full");
  FileSink sink(alerts, complaints, nullptr, nullptr, &full);
  ASSERT_TRUE(sink.publish(sample_annotation("{}"), sample_record()));
  const auto flushed = sink.flush(milliseconds(0));
  ASSERT_FALSE(flushed);
  EXPECT_THAT(flushed.error().message, testing::HasSubstr("annotations"));
}

}  // namespace
}  // namespace newswatch::publishers
