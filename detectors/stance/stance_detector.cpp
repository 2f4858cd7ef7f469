#include "detectors/stance/stance_detector.h"

#include <algorithm>
#include <span>

#include "detectors/stance/act_reader.h"
#include "detectors/stance/claimant.h"
#include "detectors/stance/party_finder.h"
#include "detectors/stance/sentence.h"

namespace newswatch::detectors::stance {
namespace {

/// What is longer is a list or a table: no sentence that anybody wrote. The limits also bound what
/// alerts repeat as evidence.
constexpr std::uint32_t kMostWords = 200;
constexpr std::uint32_t kMostBytes = 4000;

class StanceScratch final : public Scratch {
 public:
  explicit StanceScratch(const Lexicon& lexicon) : parties(lexicon) {}

  PartyFinder parties;
  Sentence sentence;
  ActReader acts;
};

bool is_english(std::string_view lang) { return lang.empty() || lang.starts_with("en"); }

bool have_two_sides(std::span<const Party> parties) {
  return std::ranges::any_of(parties,
                             [&](const Party& p) { return p.code != parties.front().code; });
}

/// Reads one field.
class FieldReader {
 public:
  FieldReader(Field field, const text::Tokens& tokens, const Lexicon& lexicon,
              StanceScratch& scratch, alerts::Findings& found)
      : field_(field), tokens_(tokens), lexicon_(lexicon), scratch_(scratch), found_(found) {}

  void read() {
    const auto parties = scratch_.parties.find(tokens_, field_, found_.mentions);
    for (std::size_t first = 0; first < parties.size();) {
      std::size_t end = first + 1;
      while (end < parties.size() && sentence_of(parties[end]) == sentence_of(parties[first]))
        ++end;
      const auto own = parties.subspan(first, end - first);
      if (have_two_sides(own)) read_sentence(own);
      first = end;
    }
  }

 private:
  std::uint32_t sentence_of(const Party& party) const {
    return tokens_.tokens[party.first].sentence;
  }

  void read_sentence(std::span<const Party> parties) {
    const std::uint32_t number = sentence_of(parties.front());
    const auto is_in = [&](std::uint32_t at) { return tokens_.tokens[at].sentence == number; };
    std::uint32_t first = parties.front().first;
    std::uint32_t end = parties.back().end;
    if (end - first > kMostWords) return;
    while (first > 0 && is_in(first - 1) && end - first <= kMostWords) --first;
    while (end < tokens_.tokens.size() && is_in(end) && end - first <= kMostWords) ++end;
    const std::uint32_t bytes = tokens_.tokens[end - 1].full_end - tokens_.tokens[first].span.begin;
    if (end - first > kMostWords || bytes > kMostBytes) return;
    scratch_.sentence.read(lexicon_, tokens_, first, end, parties);
    add(scratch_.acts.read(scratch_.sentence));
  }

  void add(const std::vector<FoundAct>& acts) {
    const Sentence& sentence = scratch_.sentence;
    for (const FoundAct& act : acts) {
      const Place word{field_, sentence.token(act.at).span};
      const auto claimant = claimant_of(found_.quotations, word);
      if (!claimant) continue;  // It is quoted, but nobody knows whom.
      found_.stances.push_back({.source = act.source,
                                .target = act.target,
                                .act = sentence.written(act.at),
                                .quad = act.quad,
                                .negated = act.manner.negated,
                                .modality = act.manner.modality,
                                .claimed_by = *claimant,
                                .place = {field_, sentence.span()}});
    }
  }

  Field field_;
  const text::Tokens& tokens_;
  const Lexicon& lexicon_;
  StanceScratch& scratch_;
  alerts::Findings& found_;
};

}  // namespace

std::unique_ptr<Scratch> StanceDetector::make_scratch() const {
  return std::make_unique<StanceScratch>(lexicon_);
}

void StanceDetector::detect(const articles::Article& article, const text::Analysis& analysis,
                            Scratch& scratch, alerts::Findings& found,
                            std::vector<RuleCost>* /*costs*/) const {
  if (!is_wanted_ || !is_english(article.lang)) return;
  auto& own = dynamic_cast<StanceScratch&>(scratch);
  for (const Field field : {Field::Title, Field::Body}) {
    FieldReader(field, analysis.of(field), lexicon_, own, found).read();
  }
}

std::optional<alerts::Explanation> StanceDetector::explain(std::string_view /*id*/,
                                                           Scratch& /*scratch*/,
                                                           const alerts::Findings&) const {
  return std::nullopt;
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): the signature of every detector
std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> /*entries*/,
                                 const rules::RuleDirectory& directory,
                                 const DetectorOptions& options, rules::Problems& /*problems*/) {
  return std::make_unique<StanceDetector>(options.annotate || directory.asks_for_stance);
}

}  // namespace newswatch::detectors::stance
