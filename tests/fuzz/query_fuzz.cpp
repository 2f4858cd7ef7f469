#include <algorithm>

#include "base/utf8.h"
#include "detectors/topics/query_index.h"
#include "rules/query_parser.h"
#include "rules/query_references.h"
#include "tests/fuzz/fuzz_input.h"

namespace newswatch {
namespace {

constexpr std::string_view kBody =
    "The US and China spoke of fentanyl. Fentanyl from China's labs, said Mr. Doe, the "
    "minister.\n\n"
    "Cooperation on precursors: 中国 and the U.S. trade war, war on trade, trade.";

const std::vector<std::string> kMapped{"section", "tags-2"};

using detectors::topics::QueryIndex;

std::vector<std::uint32_t> sorted(std::span<const QueryIndex::Met> met) {
  std::vector<std::uint32_t> all;
  for (const QueryIndex::Met& one : met) all.push_back(one.query);
  std::ranges::sort(all);
  return all;
}

/// What the query finds, with and without the index, and where.
void ask(const rules::Query& query, std::string_view body) {
  QueryIndex index;
  index.add(query, {});
  index.build();
  articles::Article article;
  article.title = "Trade talks";
  article.body = body;
  article.lang = "en";
  article.metadata = {{"section", {"Trade", "foreign policy"}}};
  text::Analyser analyser;
  const auto& analysis = analyser.analyse({article.title, article.body, article.byline});
  QueryIndex::Session session(index);
  const auto all = sorted(session.match_all(article, analysis, {}));
  const auto found = session.match(article, analysis, {});
  fuzz::require(all == sorted(found), "the index loses and adds nothing");
  fuzz::require(session.explain(0).met == !found.empty(), "an explanation says the same");
  if (found.empty()) return;
  std::vector<alerts::Match> matches;
  session.collect(found.front(), matches);
  for (const alerts::Match& match : matches) {
    fuzz::require(match.place.span.begin < match.place.span.end, "a match has bytes");
  }
}

}  // namespace
}  // namespace newswatch

// A query as an analyst writes it, its canonical form, and what it finds in an article: behind a
// zero byte stands the body, else it is always the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  const auto input = fuzz::text_of(data, size);
  const auto zero = std::min(input.find('\0'), input.size());
  const auto text = input.substr(0, zero);
  const auto body = zero == input.size() ? kBody : input.substr(zero + 1);
  const auto parsed = rules::parse_query(text, {.metadata = kMapped});
  if (!parsed) {
    fuzz::require(parsed.error().code == ErrorCode::InvalidQuery, "an error has the query's code");
    fuzz::require(!first_invalid_utf8(parsed.error().message), "a message is UTF-8");
    return 0;
  }
  const auto canonical = rules::to_string(parsed->query);
  const auto again = rules::parse_query(canonical, {.metadata = kMapped});
  if (!again) std::fprintf(stderr, "%s: %s\n", canonical.c_str(), again.error().message.c_str());
  fuzz::require(again.has_value(), "the canonical form is a query");
  // Folding makes other characters of some letters, such as full-width dots, which then join words
  // differently: there the form may change once.
  const bool ascii =
      std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
  fuzz::require(!ascii || again->query == parsed->query, "the canonical form is the same query");

  if (first_invalid_utf8(body)) return 0;
  const auto other = rules::parse_query("trade NEAR/3 war OR china");
  const rules::ReferenceTargets targets{.topic = [&](const std::string&) { return &other->query; },
                                        .topics = {},
                                        .officials = {"doe"},
                                        .roles = {"us-minister"}};
  const auto query = rules::with_references("fuzz", parsed->query, text, targets);
  if (query) ask(*query, body);
  return 0;
}
