#pragma once

#include <string>
#include <utility>
#include <vector>

#include "text/analyser.h"
#include "text/article_print.h"

namespace newswatch::correlation {

/// An article as the tests of copies edit it.
struct NewsText {
  std::string name;
  std::string title;
  std::vector<std::string> paragraphs;

  std::string body() const;  ///< Paragraphs with a blank line between them.
  std::size_t words() const;
};

/// @return the articles of `evaluation/` and `deploy/demo/`, none twice, in a fixed order.
std::vector<NewsText> invented_articles();

/// @return two reports of one event each, with quotations and background in common: same_event.txt.
std::vector<std::pair<NewsText, NewsText>> reports_of_same_events();

/// Makes prints as stage 1 does.
class Printer {
 public:
  text::ArticlePrint print(const NewsText& article, std::string_view url = "");

 private:
  text::Analyser analyser_;
  text::PrintMaker maker_;
};

}  // namespace newswatch::correlation
