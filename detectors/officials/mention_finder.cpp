#include "detectors/officials/mention_finder.h"

#include <algorithm>
#include <array>

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

/// What carries a person's name without being the person.
constexpr auto kNamedAfter = std::to_array<std::string_view>(
    {"act",    "airport",    "avenue", "boulevard", "bridge",  "center",    "centre", "children",
     "family", "foundation", "hall",   "institute", "library", "memorial",  "museum", "road",
     "school", "siblings",   "square", "stadium",   "street",  "university"});

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
    for (const Field field : {Field::Title, Field::Body}) read(field, &Reader::bare_surname);
    std::ranges::sort(mentions_, {},
                      [](const NameMention& m) { return std::pair(m.field, m.first); });
  }

 private:
  using Find = std::optional<NameMention> (Reader::*)(Field, const NameHit&) const;

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
    return hit.end < all.size() && all[hit.end].gap == Gap::Space &&
           contains(kNamedAfter, folded(field, hit.end));
  }

  std::optional<NameMention> fuller_mention(Field field, const NameHit& hit) const {
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
      if (!is_of_a_deputy(field, first)) longest = title.size();
    }
    return longest;
  }

  /// "Vice President Doe" is not President Doe.
  bool is_of_a_deputy(Field field, std::uint32_t title) const {
    const Gap gap = tokens(field).tokens[title].gap;
    return title > 0 && (gap == Gap::Space || gap == Gap::Hyphen) &&
           contains(kDeputies, folded(field, title - 1));
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

  std::optional<NameMention> bare_surname(Field field, const NameHit& hit) const {
    if (is_taken(field, hit) || is_part_of_other_name(field, hit)) return std::nullopt;
    // The headline goes before the text but is read with it in view.
    const NameMention* nearest = nullptr;
    for (const NameMention& fuller : fuller_) {
      const bool before = std::pair(fuller.field, fuller.first) < std::pair(field, hit.first);
      const bool in_view = field == Field::Title && nearest == nullptr;
      const bool fits = std::ranges::any_of(hit.uses, [&](const NameUse& use) {
        return use.form == NameForm::Surname && use.official == fuller.official;
      });
      if ((before || in_view) && fits) nearest = &fuller;
    }
    if (nearest == nullptr) return std::nullopt;
    return NameMention{field, hit.first, hit.end, nearest->official, ResolvedBy::Surname};
  }

  bool is_taken(Field field, const NameHit& hit) const {
    return std::ranges::any_of(fuller_, [&](const NameMention& fuller) {
      return fuller.field == field && fuller.first < hit.end && hit.first < fuller.end;
    });
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
  std::span<const NameMention> fuller_;
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
