#include "tests/correlation/copies/edits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <regex>

#include "base/split.h"

namespace newswatch::correlation {
namespace {

using Means = Edit::Means;

constexpr std::size_t kMostWordsOfALede = 40;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

std::string any_word(Means& means) {
  const NewsText& other = means.other();
  const auto words = split(other.paragraphs[means.below(other.paragraphs.size())], ' ');
  return words[means.below(words.size())];
}

/// Replaces, in some cases leaves out or adds to, that share of the words.
NewsText with_words_edited(NewsText article, double share, Means& means) {
  for (std::string& paragraph : article.paragraphs) {
    std::vector<std::string> edited;
    for (std::string& word : split(paragraph, ' ')) {
      const bool edit = static_cast<double>(means.below(10'000)) < 10'000 * share;
      const std::size_t kind = means.below(5);
      if (edit && kind == 0) continue;
      if (!edit || kind == 1) edited.push_back(std::move(word));
      if (edit) edited.push_back(any_word(means));
    }
    paragraph = joined(edited);
  }
  return article;
}

NewsText with_new_lede(NewsText article, Means& means) {
  const NewsText& other = means.other();
  article.title = other.title;
  auto lede = split(other.paragraphs.front(), ' ');
  lede.resize(std::min(lede.size(), kMostWordsOfALede));
  article.paragraphs.front() = joined(lede);
  return article;
}

/// Leaves out paragraphs anywhere until about that share of the words is left.
NewsText thinned(NewsText article, double share, Means& means) {
  const double target = share * static_cast<double>(article.words());
  while (article.paragraphs.size() > 1 && static_cast<double>(article.words()) > target) {
    const auto at = static_cast<std::ptrdiff_t>(means.below(article.paragraphs.size()));
    article.paragraphs.erase(article.paragraphs.begin() + at);
  }
  return article;
}

NewsText extended(NewsText article, Means& means) {
  const NewsText& other = means.other();
  const std::size_t count = std::min<std::size_t>(1 + means.below(4), other.paragraphs.size());
  article.paragraphs.insert(article.paragraphs.end(), other.paragraphs.begin(),
                            other.paragraphs.begin() + static_cast<std::ptrdiff_t>(count));
  return article;
}

NewsText with_boilerplate(NewsText article, Means& means) {
  static constexpr auto kDatelines = std::to_array<std::string_view>(
      {"WASHINGTON (Reuters) - ", "LONDON, March 3 (AP) — ", "NEW DELHI: ", "(Agencies) - ", ""});
  static constexpr auto kMiddles = std::to_array<std::string_view>(
      {"Read more: What the neighbours think of it", "Advertisement",
       "Sign up for our morning briefing and get the news of the day in your inbox",
       "RELATED STORIES"});
  static constexpr auto kEnds = std::to_array<std::string_view>(
      {"(Reporting by Jane Doe in Washington; Editing by John Roe and Ann Poe)",
       "Our Standards: The Thomson Reuters Trust Principles.",
       "Copyright 2024 The Example Press. All rights reserved. This material may not be published, "
       "broadcast, rewritten or redistributed without permission.",
       "This story has been updated with further reactions.",
       "Associated Press writer Jane Doe contributed to this report."});
  auto& paragraphs = article.paragraphs;
  const auto any = [&](const auto& texts) { return std::string(texts[means.below(texts.size())]); };
  paragraphs.front().insert(0, any(kDatelines));
  const auto middle = static_cast<std::ptrdiff_t>(1 + means.below(paragraphs.size()));
  paragraphs.insert(paragraphs.begin() + middle, any(kMiddles));
  for (int i = 0; i < 3; ++i) paragraphs.push_back(any(kEnds));
  return article;
}

/// Lays the text out anew: straight marks for curly ones, small paragraphs joined.
NewsText with_other_marks(NewsText article, Means&) {
  for (std::string& paragraph : article.paragraphs) {
    for (const std::string_view curly : {"“", "”"}) {
      for (auto at = paragraph.find(curly); at != paragraph.npos; at = paragraph.find(curly))
        paragraph.replace(at, curly.size(), "\"");
    }
    paragraph = "<p class=\"text\">" + paragraph + "</p>";
  }
  return article;
}

constexpr auto kEdits = std::to_array<Edit>({
    {"none", [](NewsText a, Means&) { return a; }},
    {"other title",
     [](NewsText a, Means& m) {
       a.title = m.other().title;
       return a;
     }},
    {"boilerplate", with_boilerplate},
    {"other marks", with_other_marks},
    {"cut to 70 %", [](NewsText a, Means&) { return cut(std::move(a), 0.7); }},
    {"cut to 50 %", [](NewsText a, Means&) { return cut(std::move(a), 0.5); }},
    {"cut to 30 %", [](NewsText a, Means&) { return cut(std::move(a), 0.3); }},
    {"thinned to 50 %", [](NewsText a, Means& m) { return thinned(std::move(a), 0.5, m); }},
    {"paragraphs appended", extended},
    {"5 % of words edited",
     [](NewsText a, Means& m) { return with_words_edited(std::move(a), 0.05, m); }},
    {"10 % of words edited",
     [](NewsText a, Means& m) { return with_words_edited(std::move(a), 0.1, m); }},
    {"new lede, cut to 70 %, 3 % edited",
     [](NewsText a, Means& m) {
       return with_words_edited(cut(with_new_lede(std::move(a), m), 0.7), 0.03, m);
     }},
    {"cut to 50 %, 5 % edited, boilerplate",
     [](NewsText a, Means& m) {
       return with_boilerplate(with_words_edited(cut(std::move(a), 0.5), 0.05, m), m);
     }},
});

}  // namespace

std::span<const Edit> edits() { return kEdits; }

NewsText cut(NewsText article, double share) {
  auto left = static_cast<std::size_t>(std::ceil(share * static_cast<double>(article.words())));
  std::vector<std::string> kept;
  for (const std::string& paragraph : article.paragraphs) {
    auto words = split(paragraph, ' ');
    words.resize(std::min(words.size(), left));
    left -= words.size();
    if (!words.empty()) kept.push_back(joined(words));
  }
  article.paragraphs = std::move(kept);
  return article;
}

NewsText with_paragraphs_of(NewsText article, const NewsText& source, double share) {
  const auto own = static_cast<double>(article.words());
  const auto sources = static_cast<double>(source.words());
  const double wanted = std::min(share / (1 - share) * own, share * sources);
  NewsText taken = source;
  taken.paragraphs.erase(taken.paragraphs.begin());  // a report keeps its own lede
  const auto left = static_cast<double>(std::max<std::size_t>(1, taken.words()));
  taken = cut(std::move(taken), std::min(1.0, wanted / left));
  article.paragraphs.insert(article.paragraphs.end() - 1, taken.paragraphs.begin(),
                            taken.paragraphs.end());
  return article;
}

NewsText on_speech_of(NewsText article, const NewsText& source, double share) {
  const std::string body = source.body();
  static const std::regex kQuotation("(?:\"|“)([^\"“”\\n]{30,})(?:\"|”)");
  NewsText report{article.name, article.title, {}};
  for (std::sregex_iterator at(body.begin(), body.end(), kQuotation), end; at != end; ++at)
    report.paragraphs.push_back("“" + at->str(1) + "” said the speaker.");
  const double own = (1 - share) / share * static_cast<double>(report.words());
  article = cut(std::move(article), std::min(1.0, own / static_cast<double>(article.words())));
  report.paragraphs.insert(report.paragraphs.begin() + (report.paragraphs.empty() ? 0 : 1),
                           article.paragraphs.begin(), article.paragraphs.end());
  return report;
}

}  // namespace newswatch::correlation
