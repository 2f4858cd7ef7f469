// Writes entries to a state topic, as a daemon that has seen so many articles leaves them:
//   fill_state BROKERS TOPIC PARTITIONS ARTICLES MARKS
// MARKS is the size of each article's sketch. With 0 it is an article too short for one.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iostream>
#include <random>
#include <span>
#include <string>
#include <string_view>

#include "correlation/copies/copy_entry.h"
#include "correlation/state_record.h"
#include "kafka/producer.h"

namespace newswatch {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kArticlesOfARule = 1000;

struct Order {
  std::string brokers;
  std::string topic;
  int partitions = 0;
  std::size_t articles = 0;
  std::size_t marks = 0;
};

template <typename Number>
bool read(std::string_view text, Number& number) {
  const auto end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && at == end;
}

correlation::CopyEntry entry(std::size_t number, std::size_t marks, std::mt19937& dice) {
  correlation::CopyEntry entry;
  entry.time = Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)) +
               milliseconds(static_cast<std::int64_t>(number));
  entry.told = true;
  if (marks == 0) return entry;
  entry.story = fmt::format("{:032x}", number);
  entry.alert = fmt::format("{:032x}", number + 1);
  entry.print = {.url = dice(), .body = dice(), .sketch = {}};
  for (std::size_t i = 0; i < marks; ++i) entry.print.sketch.marks.push_back(dice() & ~1U);
  std::ranges::sort(entry.print.sketch.marks);
  const auto repeats = std::ranges::unique(entry.print.sketch.marks);
  entry.print.sketch.marks.erase(repeats.begin(), repeats.end());
  return entry;
}

Result<void> write(const Order& order) {
  kafka::ConnectionOptions options;
  options.brokers = order.brokers;
  auto producer = kafka::Producer::create(options, {});
  if (!producer) return Unexpected(producer.error());
  std::mt19937 dice(1);
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < order.articles; ++i) {
    const std::string rule = fmt::format("rule-{}", i / kArticlesOfARule);
    kafka::OutgoingMessage message{
        .topic = order.topic,
        .key = encode(correlation::StateKey{.kind = correlation::StateKind::Copies,
                                            .rule = rule,
                                            .entry = fmt::format("article-{:07}", i)}),
        .payload = encode(entry(i, order.marks, dice)),
        .headers = {},
        .partition = kafka::partition_of_key(rule, order.partitions)};
    bytes += message.size_bytes();
    const auto error = (*producer)->produce(message, i, std::chrono::minutes(1));
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
      return fail(ErrorCode::Unavailable, rd_kafka_err2str(error));
  }
  while (!(*producer)->flush(std::chrono::seconds(1)))
    if (const auto fatal = (*producer)->fatal_error()) return Unexpected(*fatal);
  for (const auto& delivery : (*producer)->take_deliveries())
    if (delivery.error != RD_KAFKA_RESP_ERR_NO_ERROR)
      return fail(ErrorCode::Unavailable, rd_kafka_err2str(delivery.error));
  std::cout << bytes / std::max<std::size_t>(order.articles, 1) << "\n";
  return {};
}

}  // namespace
}  // namespace newswatch

/// Prints how many bytes an entry takes, key and value.
int main(int count, char** given) {
  const std::span arguments(given, static_cast<std::size_t>(count));
  newswatch::Order order;
  if (count != 6 || !newswatch::read(arguments[3], order.partitions) ||
      !newswatch::read(arguments[4], order.articles) ||
      !newswatch::read(arguments[5], order.marks)) {
    std::cerr << "usage: fill_state BROKERS TOPIC PARTITIONS ARTICLES MARKS\n";
    return 2;
  }
  order.brokers = arguments[1];
  order.topic = arguments[2];
  if (const auto written = write(order); !written) {
    std::cerr << "fill_state: " << written.error().message << "\n";
    return 1;
  }
  return 0;
}
