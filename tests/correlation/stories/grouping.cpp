#include "tests/correlation/stories/grouping.h"

#include "correlation/stories/story_book.h"

namespace newswatch::correlation {

Labels grouped(const Stream& stream) {
  const RuleId rule("rule");
  StoryBook book;
  Labels labels;
  for (const LabelledArticle& article : stream) {
    const StoryArticle brings = {.id = article.id,
                                 .alert_id = article.id,
                                 .outlet = article.outlet,
                                 .time = article.time,
                                 .terms = article.terms};
    const auto joined = book.assign(article.terms, article.time);
    const std::string id = joined ? std::string(joined->id) : story_id(rule, article.id);
    book.put(id, joined ? story_with(*book.find(id), brings) : story_of(brings));
    labels.push_back(id);
  }
  return labels;
}

Labels gold_of(const Stream& stream) {
  Labels labels;
  for (const LabelledArticle& article : stream) labels.push_back(article.story);
  return labels;
}

}  // namespace newswatch::correlation
