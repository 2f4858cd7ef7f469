#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>

#include "correlation/copies/copy_book.h"
#include "tests/correlation/copies/edits.h"

namespace newswatch::correlation {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp kNoon = std::chrono::sys_days(std::chrono::year(2024) / 5 / 6) + 12h;
constexpr std::size_t kFewestWords = 80;
constexpr std::string_view kCopyInTheDemo = "demo-24";

/// What came of one kind of look-ups.
struct Tally {
  std::string name;
  std::size_t looked_up = 0;
  std::size_t right = 0;  ///< The original was found.
  std::size_t wrong = 0;  ///< An article was found of which this is no copy.

  void add(const std::optional<Original>& found, std::string_view original) {
    ++looked_up;
    if (!found) return;
    ++(found->article == original ? right : wrong);
  }
  double recall() const { return static_cast<double>(right) / static_cast<double>(looked_up); }
};

/// Originals in a book, and looks for copies of them.
class Recognition : public testing::Test {
 protected:
  Recognition() {
    for (NewsText& article : invented_articles()) {
      if (article.words() < kFewestWords || article.paragraphs.size() < 3) continue;
      if (article.name == kCopyInTheDemo) continue;
      auto& kept = (originals_.size() + others_.size()) % 8 == 0 ? others_ : originals_;
      kept.push_back(std::move(article));
    }
    means_.others = others_;
  }

  std::optional<Original> find(const CopyBook& book, const NewsText& article) {
    return book.find_original("another", printer_.print(article), kNoon + 1h);
  }
  void put(CopyBook& book, const NewsText& article) {
    book.put(article.name, {kNoon, printer_.print(article), "", ""});
  }
  const NewsText& any_original(Edit::Means& means) {
    return originals_[means.below(originals_.size())];
  }

  /// Each original is looked up before it is put. @return a book with all.
  CopyBook put_originals(Tally& tally) {
    CopyBook book;
    for (const NewsText& article : originals_) {
      tally.add(find(book, article), "");
      put(book, article);
    }
    return book;
  }

  Tally look_up_copies(const CopyBook& book, const Edit& edit) {
    Tally tally{.name = std::string(edit.name)};
    for (const NewsText& article : originals_)
      tally.add(find(book, edit.apply(article, means_)), article.name);
    return tally;
  }

  Tally look_up_same_events(CopyBook& book) {
    Tally tally{.name = "two reports of an event"};
    for (const auto& [first, second] : reports_of_same_events()) {
      put(book, first);
      tally.add(find(book, second), "");
    }
    return tally;
  }

  /// @param make  from an article and an original a report that shares text with the original.
  template <typename Make>
  Tally look_up_reports(const CopyBook& book, std::string name, const Make& make) {
    Tally tally{.name = std::move(name)};
    for (int i = 0; i < 8; ++i) {
      for (const NewsText& article : others_) {
        const NewsText report = make(article, any_original(means_));
        if (report.words() >= kFewestWords) tally.add(find(book, report), "");
      }
    }
    return tally;
  }

  std::mt19937_64 random_{20240506};
  std::vector<NewsText> originals_;
  std::vector<NewsText> others_;
  Edit::Means means_{random_, {}};
  Printer printer_;
};

TEST_F(Recognition, FindsEditedCopiesAndNothingElse) {
  Tally different{.name = "other articles"};
  CopyBook book = put_originals(different);
  std::vector<Tally> copies;
  for (const Edit& edit : edits()) copies.push_back(look_up_copies(book, edit));
  const std::vector<Tally> others = {
      different,
      look_up_reports(book, "30 % of its text shared",
                      [](auto& a, auto& b) { return with_paragraphs_of(a, b, 0.3); }),
      look_up_reports(book, "half of it the same quotations",
                      [](auto& a, auto& b) { return on_speech_of(a, b, 0.5); }),
      look_up_same_events(book)};

  std::size_t looked_up = 0, right = 0, wrong = 0;
  for (const Tally& tally : copies) {
    std::printf("%-40s %5zu  recall %.3f  wrong %zu\n", tally.name.c_str(), tally.looked_up,
                tally.recall(), tally.wrong);
    EXPECT_GE(tally.recall(), 0.87) << tally.name;
    looked_up += tally.looked_up, right += tally.right, wrong += tally.wrong;
  }
  for (const Tally& tally : others) {
    std::printf("%-40s %5zu  wrong %zu\n", tally.name.c_str(), tally.looked_up, tally.wrong);
    wrong += tally.wrong;
  }
  const double recall = static_cast<double>(right) / static_cast<double>(looked_up);
  const double precision = static_cast<double>(right) / static_cast<double>(right + wrong);
  std::printf("%-40s %5zu  recall %.3f  precision %.3f\n", "all", looked_up, recall, precision);
  EXPECT_GE(recall, 0.97);
  EXPECT_GE(precision, 0.99);
}

TEST_F(Recognition, KeepsAnArticleInLessThanAKilobyte) {
  NewsText longest{"0196d2a4-7d53-7c1e-9b0f-3f1d8a6c5b21", "", {}};
  std::size_t sum = 0, largest = 0;
  for (const NewsText& article : originals_) {
    const std::string id(32, 'f');
    const CopyEntry entry{kNoon, printer_.print(article, "https://example.org/a"), id, id};
    sum += encode(entry).size();
    largest = std::max(largest, encode(entry).size());
    longest.paragraphs.insert(longest.paragraphs.end(), article.paragraphs.begin(),
                              article.paragraphs.end());
  }
  const std::string id(32, 'f');
  const auto of_longest =
      encode(CopyEntry{kNoon, printer_.print(longest, "https://example.org/a"), id, id}).size();
  std::printf("bytes an article: mean %zu, largest %zu; of one with %zu words %zu\n",
              sum / originals_.size(), largest, longest.words(), of_longest);
  EXPECT_LT(largest, 1000U);
  EXPECT_LT(of_longest, 1000U);
}

}  // namespace
}  // namespace newswatch::correlation
