#include "text/word_shares.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "text/word_table.h"

namespace newswatch::text {
namespace {

/// Of news in English, by rank: what stands here is in most articles.
constexpr std::string_view kFrequentWords =
    "the to of and a in for on that is said with as at was it by from he be has are an have his "
    "not "
    "but who they will this had its their were been after which or more about would one also we "
    "there i when up out year new people all than if she her two other us over last what into time "
    "can first no government some could years state president you against our so told just now "
    "before country most him many between them how since made may during only do while because "
    "percent minister where week under three including like day city police million any then "
    "however these well did down being those back such through should second still officials make "
    "long work according group american part way house court national public both around world "
    "company says called another off home team says use four even several next much states take "
    "set high law political military party former international support report department per days "
    "monday tuesday wednesday thursday friday saturday sunday month months billion market security "
    "every does united during top early late same must trump biden china russia ukraine election "
    "health war foreign leader secretary white statement news media local my own say very get see "
    "good want going think know right come go me too here against number economy economic trade "
    "plan policy power financial business left end place man women men children family school "
    "major small big open show help need case least life few without never until far january "
    "february april june july august september october november december";

struct RankedWords {
  WordTable ranks;
  std::vector<double> shares;  ///< By rank.

  RankedWords() {
    for (std::string_view rest = kFrequentWords; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      ranks.add(rest.substr(0, end), static_cast<std::uint32_t>(shares.size()));
      // Zipf: frequency falls with the rank; a word of an article of 450 words is in it at least
      // once with this probability.
      const double share = 1 - std::exp(-450 * 0.08 / static_cast<double>(shares.size() + 1));
      shares.push_back(std::max(share, 0.08));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
};

std::optional<double> ranked_share(const WordKey& key, std::string_view folded) {
  static const RankedWords kWords;
  const std::uint32_t rank = kWords.ranks.find(key, folded);
  if (rank == WordTable::kNone) return std::nullopt;
  return kWords.shares[rank];
}

}  // namespace

double share_of_word(std::string_view folded) {
  return share_of_word(key_of_unpadded(folded), folded);
}

double share_of_word(const WordKey& key, std::string_view folded) {
  return ranked_share(key, folded).value_or(share_by_length(folded.size()));
}

std::optional<double> ranked_share(std::string_view folded) {
  return ranked_share(key_of_unpadded(folded), folded);
}

double share_by_length(std::size_t letters) {
  // Rough: short words are frequent, and each further letter makes a word rarer.
  constexpr std::array kShares = {0.5, 0.5, 0.3, 0.06, 0.03, 0.02, 0.012, 0.009, 0.007};
  return letters < kShares.size() ? kShares[letters] : 0.005;
}

}  // namespace newswatch::text
