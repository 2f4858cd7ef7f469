// Prints how each article of a folder of labelled ones resembles the stories it may belong to, when
// all before it went where a reader put them: what `evaluation/stories/learn.py` learns from. One
// line a candidate: the stream, the article, whether it belongs there, the features.

#include <cstdio>
#include <string>

#include "correlation/stories/story_book.h"
#include "tests/correlation/stories/labelled_articles.h"

namespace newswatch::correlation {
namespace {

void print_candidates(const Stream& stream, int number) {
  StoryBook book;
  for (const LabelledArticle& article : stream) {
    for (const auto& candidate : book.candidates(article.terms, article.time)) {
      std::printf("%d %s %d", number, article.id.c_str(), candidate.id == article.story ? 1 : 0);
      for (const double feature : candidate.closeness.features()) std::printf(" %.4f", feature);
      std::printf("\n");
    }
    const StoryArticle brings = {.id = article.id,
                                 .alert_id = article.id,
                                 .outlet = article.outlet,
                                 .time = article.time,
                                 .terms = article.terms};
    const StoryEntry* story = book.find(article.story);
    book.put(article.story, story == nullptr ? story_of(brings) : story_with(*story, brings));
  }
}

}  // namespace
}  // namespace newswatch::correlation

int main(int argc, char** argv) {
  using namespace newswatch::correlation;
  if (argc != 2) {
    std::fprintf(stderr, "usage: newswatch-story-features FOLDER\n");
    return 2;
  }
  auto streams = read_streams(argv[1]);
  streams.push_back(merged(streams));
  int number = 0;
  for (const Stream& stream : streams) print_candidates(stream, number++);
  return 0;
}
