#include "detectors/topics/topic_survey.h"

#include <algorithm>

#include "base/short_timer.h"

namespace newswatch::detectors::topics {

TopicSurvey::TopicSurvey(const TopicDetector& topics)
    : topics_(topics),
      session_(topics.index()),
      terms_by_topic_(topics.index().terms_by_query()),
      articles_with_(topics.index().queries().terms().size()),
      matches_(topics.index().size()),
      times_(topics.index().size()) {}

void TopicSurvey::add(const articles::Article& article, const text::Analysis& analysis,
                      const alerts::Findings& found) {
  ++articles_;
  costs_.clear();
  for (const QueryIndex::Met& met : session_.match(article, analysis, found, &costs_)) {
    ++matches_[met.query];
    ShortTimer timer;
    session_.collect(met, words_);
    times_[met.query] += timer.lap();
  }
  for (const auto& [topic, time] : costs_) times_[topic] += time;
  for (const TermId term : session_.terms().present()) ++articles_with_[term];
}

TopicSurvey::Row TopicSurvey::row_of(std::uint32_t topic) const {
  Row row{.rule = &topics_.rule(topic),
          .terms = {},
          .matches = matches_[topic],
          .raises_alerts = topics_.raises_alerts(topic)};
  if (articles_ == 0) return row;
  const auto articles = static_cast<double>(articles_);
  for (const TermId term : terms_by_topic_[topic]) {
    row.terms.push_back({topics_.index().queries().terms()[term].text,
                         static_cast<double>(articles_with_[term]) / articles});
  }
  std::ranges::stable_sort(row.terms, std::greater{}, &Term::share);
  row.per_article = std::chrono::duration<double, std::nano>(times_[topic]) / articles;
  return row;
}

std::vector<TopicSurvey::Row> TopicSurvey::rows() const {
  std::vector<Row> rows;
  for (std::uint32_t topic = 0; topic < matches_.size(); ++topic) rows.push_back(row_of(topic));
  std::ranges::stable_sort(rows, std::greater{}, &Row::per_article);
  return rows;
}

}  // namespace newswatch::detectors::topics
