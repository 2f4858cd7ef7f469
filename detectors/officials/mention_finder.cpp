#include "detectors/officials/mention_finder.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace newswatch::detectors::officials {
namespace {

using text::Gap;
using text::Token;
using text::Tokens;

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// Begin sentences, or stand before a name, without being a part of it.
constexpr auto kFunctionWords = std::to_array<std::string_view>(
    {"a",        "about",     "according", "after",     "against",   "alongside", "also",
     "although", "an",        "and",       "as",        "asked",     "at",        "because",
     "before",   "behind",    "both",      "but",       "by",        "can",       "could",
     "despite",  "did",       "does",      "during",    "earlier",   "even",      "for",
     "from",     "had",       "has",       "have",      "he",        "her",       "here",
     "his",      "how",       "however",   "if",        "in",        "is",        "it",
     "last",     "later",     "like",      "may",       "meanwhile", "might",     "moreover",
     "nor",      "not",       "now",       "of",        "on",        "once",      "only",
     "or",       "said",      "says",      "she",       "should",    "since",     "so",
     "still",    "that",      "the",       "then",      "there",     "they",      "this",
     "though",   "to",        "today",     "tomorrow",  "unlike",    "until",     "was",
     "what",     "when",      "where",     "whether",   "which",     "while",     "who",
     "why",      "will",      "with",      "without",   "would",     "yes",       "yesterday",
     "yet",      "monday",    "tuesday",   "wednesday", "thursday",  "friday",    "saturday",
     "sunday",   "january",   "february",  "march",     "april",     "june",      "july",
     "august",   "september", "october",   "november",  "december"});

/// What carries a person's name without being the person, in any case.
constexpr auto kNamedAfter = std::to_array<std::string_view>(
    {"airport", "avenue", "boulevard", "children", "family", "foundation", "institute", "library",
     "memorial", "museum", "siblings", "stadium", "university"});

/// The same, but only in capitals: otherwise they are verbs and nouns that follow a name.
constexpr auto kNamedAfterInCapitals = std::to_array<std::string_view>(
    {"act", "bridge", "center", "centre", "hall", "road", "school", "square", "street"});

/// Before a title, they make it that of another office.
constexpr auto kPortfolios = std::to_array<std::string_view>(
    {"affairs",        "agriculture", "attorney",     "budget",         "cabinet",
     "climate",        "commerce",    "communities",  "culture",        "defence",
     "defense",        "development", "digital",      "economic",       "economy",
     "education",      "employment",  "energy",       "environment",    "equality",
     "europe",         "executive",   "family",       "finance",        "first",
     "fisheries",      "foreign",     "general",      "health",         "home",
     "homeland",       "housing",     "immigration",  "industry",       "information",
     "infrastructure", "interior",    "intelligence", "investment",     "justice",
     "labor",          "labour",      "law",          "migration",      "navy",
     "parliamentary",  "party",       "permanent",    "planning",       "police",
     "press",          "prime",       "private",      "railway",        "railways",
     "research",       "science",     "security",     "shadow",         "social",
     "sport",          "sports",      "tax",          "technology",     "telecommunications",
     "tourism",        "trade",       "transport",    "transportation", "treasury",
     "union",          "veterans",    "water",        "welfare",        "women",
     "works",          "youth"});

/// Before a title, they make it another.
constexpr auto kDeputies =
    std::to_array<std::string_view>({"assistant", "associate", "deputy", "under", "vice"});

constexpr auto kSuffixes =
    std::to_array<std::string_view>({"ii", "iii", "iv", "jnr", "jr", "snr", "sr"});

bool is_possessive(const Token& token) { return token.full_end != token.span.end; }

/// In headlines with Every Word Large, large letters tell nothing. Three in four leave room for
/// small words.
bool is_title_case(const Tokens& tokens) {
  const auto large = std::ranges::count_if(tokens.tokens, &Token::capitalised);
  return static_cast<std::size_t>(large) * 4 >= tokens.tokens.size() * 3;
}

}  // namespace

/// Reads one article.
class MentionFinder::Reader {
 public:
  Reader(const MentionFinder& finder, const text::Analysis& analysis, std::optional<Date> day,
         std::vector<NameMention>& mentions)
      : finder_(finder), analysis_(analysis), day_(day), mentions_(mentions) {}

  void read() {
    // Who a surname alone means depends on the fuller mentions, so those are found first.
    for (const Field field : {Field::Title, Field::Body}) read(field, &Reader::fuller_mention);
    const auto fuller = mentions_;
    fuller_ = fuller;
    for (const NameMention& mention : fuller_) nearest_.try_emplace(mention.official, &mention);
    for (const Field field : {Field::Title, Field::Body}) read(field, &Reader::bare_surname);
    std::ranges::sort(mentions_, {},
                      [](const NameMention& m) { return std::pair(m.field, m.first); });
  }

 private:
  using Find = std::optional<NameMention> (Reader::*)(Field, const NameHit&);

  const Tokens& tokens(Field field) const { return analysis_.of(field); }
  std::string_view folded(Field field, std::uint32_t at) const {
    return tokens(field).folded_of(tokens(field).tokens[at]);
  }

  void read(Field field, Find find) {
    const auto size = static_cast<std::uint32_t>(tokens(field).tokens.size());
    for (std::uint32_t at = 0; at < size;) {
      const NameHit hit = finder_.names_.longest_at(tokens(field), at);
      std::optional<NameMention> mention;
      if (!hit.uses.empty() && !is_named_after(field, hit)) mention = (this->*find)(field, hit);
      if (mention) mentions_.push_back(*mention);
      at = hit.uses.empty() ? at + 1 : hit.end;
    }
  }

  bool is_named_after(Field field, const NameHit& hit) const {
    const auto& all = tokens(field).tokens;
    if (hit.end >= all.size() || all[hit.end].gap != Gap::Space) return false;
    const auto next = folded(field, hit.end);
    return contains(kNamedAfter, next) ||
           (all[hit.end].capitalised && contains(kNamedAfterInCapitals, next));
  }

  std::optional<NameMention> fuller_mention(Field field, const NameHit& hit) {
    std::vector<NameUse> full;
    std::ranges::copy_if(hit.uses, std::back_inserter(full),
                         [](const NameUse& use) { return use.form != NameForm::Surname; });
    if (const auto use = choose(full)) {
      return NameMention{
          field, hit.first, hit.end, use->official,
          use->form == NameForm::FullName ? ResolvedBy::FullName : ResolvedBy::Alias};
    }
    if (const auto use = choose(with_title_before(field, hit))) {
      return NameMention{field, hit.first, hit.end, use->official, ResolvedBy::TitleAndSurname};
    }
    return std::nullopt;
  }

  /// @return the only one, else the only one in office on the day.
  std::optional<NameUse> choose(const std::vector<NameUse>& uses) const {
    if (uses.size() == 1) return uses.front();
    std::optional<NameUse> in_office;
    for (const NameUse& use : uses) {
      if (office_on(finder_.officials_[use.official], day_).role.empty()) continue;
      if (in_office) return std::nullopt;
      in_office = use;
    }
    return in_office;
  }

  /// @return the people of this surname whose title stands before it. "Foreign Minister Doe" is no
  /// mere Minister Doe: of titles of different length the longest counts.
  std::vector<NameUse> with_title_before(Field field, const NameHit& hit) const {
    std::vector<NameUse> titled;
    std::size_t longest = 1;
    for (const NameUse& use : hit.uses) {
      if (use.form != NameForm::Surname) continue;
      const std::size_t size = title_size_before(field, hit.first, use.official);
      if (size < longest) continue;
      if (size > longest) titled.clear();
      longest = size;
      titled.push_back(use);
    }
    return titled;
  }

  /// @return the words of the longest title of `official` right before token `name`, or 0.
  std::size_t title_size_before(Field field, std::uint32_t name, std::uint32_t official) const {
    std::size_t longest = 0;
    for (const TitleWords& title : finder_.titles_[official]) {
      if (title.size() <= longest || !ends_with(field, name, title)) continue;
      const auto first = name - static_cast<std::uint32_t>(title.size());
      if (!is_of_another_office(field, first)) longest = title.size();
    }
    return longest;
  }

  /// "Vice President Doe" is not President Doe, "Press Secretary Doe" not the Secretary of State.
  bool is_of_another_office(Field field, std::uint32_t title) const {
    const Gap gap = tokens(field).tokens[title].gap;
    if (title == 0 || (gap != Gap::Space && gap != Gap::Hyphen)) return false;
    const auto before = folded(field, title - 1);
    return contains(kDeputies, before) || contains(kPortfolios, before);
  }

  /// @return whether the words right before token `end` are `title`.
  bool ends_with(Field field, std::uint32_t end, const TitleWords& title) const {
    if (title.size() > end) return false;
    const auto first = end - static_cast<std::uint32_t>(title.size());
    for (std::uint32_t i = 0; i < title.size(); ++i) {
      if (folded(field, first + i) != title[i]) return false;
      const Gap behind = tokens(field).tokens[first + i + 1].gap;
      const bool ends_sentence = behind == Gap::Dot && !is_abbreviation(title[i]);
      if (ends_sentence || behind == Gap::Other || behind == Gap::Paragraph) return false;
    }
    return true;
  }

  /// Surnames come in the order of the text.
  std::optional<NameMention> bare_surname(Field field, const NameHit& hit) {
    const auto is_before = [&](const NameMention& fuller) {
      return std::pair(fuller.field, fuller.first) < std::pair(field, hit.first);
    };
    for (; passed_ < fuller_.size() && is_before(fuller_[passed_]); ++passed_) {
      nearest_[fuller_[passed_].official] = &fuller_[passed_];
    }
    if (is_taken(field, hit) || is_part_of_other_name(field, hit)) return std::nullopt;
    const NameMention* nearest = nullptr;
    for (const NameUse& use : hit.uses) {
      const auto known = nearest_.find(use.official);
      if (use.form != NameForm::Surname || known == nearest_.end()) continue;
      // The headline goes before the text but is read with it in view.
      if (!is_before(*known->second) && field != Field::Title) continue;
      if (nearest == nullptr || is_nearer(*known->second, *nearest, is_before))
        nearest = known->second;
    }
    if (nearest == nullptr) return std::nullopt;
    return NameMention{field, hit.first, hit.end, nearest->official, ResolvedBy::Surname};
  }

  /// What stands before the surname is nearer than what comes later, and the last of it nearest.
  template <typename IsBefore>
  static bool is_nearer(const NameMention& one, const NameMention& other,
                        const IsBefore& is_before) {
    const auto place = [](const NameMention& m) { return std::pair(m.field, m.first); };
    if (is_before(one) != is_before(other)) return is_before(one);
    return is_before(one) ? place(one) > place(other) : place(one) < place(other);
  }

  /// Whether a fuller mention, of which none overlap, has words of the hit.
  bool is_taken(Field field, const NameHit& hit) const {
    const auto place = [](const NameMention& m) { return std::pair(m.field, m.end); };
    const auto behind = std::ranges::upper_bound(fuller_, std::pair(field, hit.first), {}, place);
    return behind != fuller_.end() && behind->field == field && behind->first < hit.end;
  }

  /// "Judith Blinken", "Kerry Washington": a neighbour with a large letter that is no title and
  /// begins no sentence.
  bool is_part_of_other_name(Field field, const NameHit& hit) const {
    const auto& all = tokens(field).tokens;
    const auto is_name = [&](std::uint32_t at) {
      return all[at].capitalised && !is_possessive(all[at]) &&
             !contains(kFunctionWords, folded(field, at));
    };
    const auto adjoins = [&](std::uint32_t at) {
      return all[at].gap == Gap::Space || all[at].gap == Gap::Hyphen;
    };
    if (hit.first > 0 && adjoins(hit.first) && is_name(hit.first - 1) &&
        !is_honorific(folded(field, hit.first - 1))) {
      return true;
    }
    return hit.end < all.size() && !is_possessive(all[hit.end - 1]) && adjoins(hit.end) &&
           is_name(hit.end) && !is_title_case(tokens(field));
  }

  const MentionFinder& finder_;
  const text::Analysis& analysis_;
  std::optional<Date> day_;
  std::vector<NameMention>& mentions_;
  std::span<const NameMention> fuller_;  ///< By place.
  std::size_t passed_ = 0;               ///< Of them, those before the surname that is looked at.
  /// By official: the last fuller mention before that surname, else the first of all.
  std::unordered_map<std::uint32_t, const NameMention*> nearest_;
};

MentionFinder::MentionFinder(const std::vector<rules::Official>& officials)
    : officials_(officials) {
  for (std::uint32_t i = 0; i < officials.size(); ++i) {
    const rules::Official& official = officials[i];
    names_.add(official.name, {i, NameForm::FullName});
    for (const std::string& alias : official.aliases) names_.add(alias, {i, NameForm::Alias});
    names_.add(official.surname, {i, NameForm::Surname});
    auto& titles = titles_.emplace_back();
    for (const rules::Role& role : official.roles) {
      std::ranges::move(title_variants(role.title), std::back_inserter(titles));
    }
  }
}

void MentionFinder::find(const text::Analysis& analysis, std::optional<Date> day,
                         std::vector<NameMention>& mentions) const {
  mentions.clear();
  Reader(*this, analysis, day, mentions).read();
}

std::string surname_of(std::string_view name) {
  text::Tokenizer tokenizer;
  Tokens tokens;
  tokenizer.tokenize(name, tokens);
  auto last = tokens.tokens.end();
  while (last != tokens.tokens.begin() && contains(kSuffixes, tokens.folded_of(*(last - 1))))
    --last;
  if (last == tokens.tokens.begin()) return std::string(name);
  auto first = last - 1;
  while (first != tokens.tokens.begin() &&
         (first->gap == Gap::Hyphen || is_particle(tokens.folded_of(*(first - 1))))) {
    --first;
  }
  return std::string(name.substr(first->span.begin, (last - 1)->full_end - first->span.begin));
}

}  // namespace newswatch::detectors::officials
