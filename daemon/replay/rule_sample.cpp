#include "daemon/replay/rule_sample.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "daemon/replay/article_walk.h"
#include "detectors/topics/topic_survey.h"

namespace newswatch::daemon {
namespace {

using detectors::topics::TopicDetector;
using detectors::topics::TopicSurvey;
using Days = std::chrono::duration<double, std::ratio<86400>>;

const TopicDetector* topics_of(const detectors::DetectorSet& detectors) {
  for (const auto& part : detectors.parts()) {
    if (const auto* topics = dynamic_cast<const TopicDetector*>(part.detector.get())) return topics;
  }
  return nullptr;
}

/// When the articles of a sample were published, from the first to the last.
class PublicationSpan {
 public:
  void add(const articles::Article& article) {
    ++articles_;
    if (!article.published_at || article.date_doubt != articles::DateDoubt::None) return;
    const Timestamp time = *article.published_at;
    first_ = std::min(first_.value_or(time), time);
    last_ = std::max(last_.value_or(time), time);
    only_days_ = only_days_ && time == std::chrono::floor<std::chrono::days>(time);
  }
  /// @return articles a day, those without a date included, where the dates span enough to tell.
  std::optional<double> articles_per_day() const {
    constexpr Days kEnough{1.0 / 24};
    if (!first_) return std::nullopt;
    // A day without a time is its midnight: the last of them is as long as the others.
    const Days span = *last_ - *first_ + (only_days_ ? Days(1) : Days(0));
    if (span < kEnough) return std::nullopt;
    return static_cast<double>(articles_) / span.count();
  }

 private:
  std::optional<Timestamp> first_, last_;
  bool only_days_ = true;
  std::size_t articles_ = 0;
};

/// What the alerts of a sample come to.
class AlertRate {
 public:
  AlertRate(std::size_t articles, std::optional<double> articles_per_day)
      : articles_(static_cast<double>(articles)), articles_per_day_(articles_per_day) {}

  std::optional<double> of(const TopicSurvey::Row& row) const {
    if (!articles_per_day_) return std::nullopt;
    if (!row.raises_alerts) return 0;
    return static_cast<double>(row.matches) / articles_ * *articles_per_day_;
  }

 private:
  double articles_;
  std::optional<double> articles_per_day_;
};

void write_json(const TopicSurvey::Row& row, const AlertRate& rate, std::ostream& report) {
  nlohmann::ordered_json json;
  json["rule"] = row.rule->id.value;
  json["terms"] = nlohmann::ordered_json::array();
  for (const auto& [text, share] : row.terms) {
    json["terms"].push_back({{"term", text}, {"share", share}});
  }
  json["nanoseconds_per_article"] = row.per_article.count();
  json["matches"] = row.matches;
  if (const auto alerts = rate.of(row)) json["alerts_per_day"] = *alerts;
  report << json.dump() << '\n';
}

std::string percent(double share) { return fmt::format("{:.3g} %", share * 100); }

/// The most frequent terms, at most three.
std::string terms_text(const TopicSurvey::Row& row) {
  constexpr std::size_t kMost = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(row.terms.size(), kMost); ++i) {
    text +=
        fmt::format("{}{} {}", i == 0 ? "" : ", ", row.terms[i].text, percent(row.terms[i].share));
  }
  if (row.terms.size() > kMost) text += fmt::format(", and {} more", row.terms.size() - kMost);
  return text;
}

void write_text(const std::vector<TopicSurvey::Row>& rows, const AlertRate& rate,
                std::ostream& report) {
  std::size_t width = 5;
  for (const auto& row : rows) width = std::max(width, row.rule->id.value.size());
  fmt::print(report, "{:<{}}  {:>10}  {:>8}  {:>10}  {}\n", "topic", width, "ns/article", "matches",
             "alerts/day", "looked up by, and the share of articles that have it");
  for (const auto& row : rows) {
    const auto alerts = rate.of(row);
    fmt::print(report, "{:<{}}  {:>10.1f}  {:>8}  {:>10}  {}\n", row.rule->id.value, width,
               row.per_article.count(), row.matches, alerts ? fmt::format("{:.1f}", *alerts) : "-",
               terms_text(row));
  }
}

void warn_of_frequent_terms(const std::vector<TopicSurvey::Row>& rows, std::ostream& complaints) {
  constexpr double kFrequent = 0.1;
  for (const auto& row : rows) {
    if (row.terms.empty() || row.terms.front().share < kFrequent) continue;
    fmt::print(
        complaints,
        "warning: {}: looked up by {}, which {} of the articles have: it is tried on each of "
        "them\n",
        row.rule->id.value, row.terms.front().text, percent(row.terms.front().share));
  }
}

}  // namespace

bool sample_topics(const std::shared_ptr<const detectors::DetectorSet>& detectors,
                   const articles::DecoderOptions& decoder, const RuleSampleOptions& options,
                   std::ostream& report, std::ostream& complaints) {
  TopicSurvey survey(*topics_of(*detectors));
  PublicationSpan published;
  const bool complete = walk_articles(
      options.articles, decoder, detectors,
      [&](const ArticleProcessor& processor) {
        survey.add(processor.article(), processor.analysis(), processor.findings());
        published.add(processor.article());
      },
      complaints);
  if (survey.articles() == 0) {
    complaints << "the sample has no article\n";
    return false;
  }
  const auto per_day =
      options.articles_per_day ? options.articles_per_day : published.articles_per_day();
  fmt::print(complaints, "{} articles{}\n", survey.articles(),
             per_day ? fmt::format(", {:.3g} a day", *per_day)
                     : "; their dates do not tell how many a day: see --articles-per-day");
  const auto rows = survey.rows();
  const AlertRate rate(survey.articles(), per_day);
  if (options.output == "text") {
    write_text(rows, rate, report);
  } else {
    for (const auto& row : rows) write_json(row, rate, report);
  }
  report.flush();
  warn_of_frequent_terms(rows, complaints);
  if (!report)
    complaints << "the report can't be written: the disk is full or the pipe is closed\n";
  return complete && report.good();
}

}  // namespace newswatch::daemon
