#include "tests/detectors/topics/reference_matcher.h"

#include <algorithm>

#include "rules/query_analysis.h"
#include "rules/query_references.h"
#include "tests/detectors/topics/reference_words.h"
#include "text/folding.h"

namespace newswatch::detectors::topics {

using rules::Query;
using rules::Scope;
using Kind = Query::Kind;

ReferenceMatcher::ReferenceMatcher(const articles::Article& article, const text::Analysis& analysis,
                                   const alerts::Findings& found)
    : article_(article), analysis_(analysis), found_(found) {
  for (const Field field : kFields) {
    for (std::size_t first = 0; first < size_of(field); ++first) {
      for (std::size_t last = first; last < size_of(field); ++last) {
        all_.push_back({field, first, last});
      }
    }
  }
}

ReferenceMatcher::Ranges ReferenceMatcher::title_and_body() const {
  Ranges ranges;
  for (const Field field : {Field::Title, Field::Body}) {
    if (size_of(field) > 0) ranges.push_back({field, 0, size_of(field) - 1});
  }
  return ranges;
}

/// The first paragraph of the body, and of a long one its first 100 words.
std::size_t ReferenceMatcher::lead_size() const {
  std::size_t size = 0;
  while (size < std::min<std::size_t>(100, size_of(Field::Body)) &&
         token(Field::Body, size).paragraph == 0) {
    ++size;
  }
  return size;
}

ReferenceMatcher::Ranges ReferenceMatcher::narrowed(const Ranges& ranges, Scope scope) const {
  if (scope == Scope::Author) {
    if (size_of(Field::Author) == 0) return {};
    return {{Field::Author, 0, size_of(Field::Author) - 1}};
  }
  Ranges narrow;
  for (Stretch range : ranges) {
    if (range.field != (scope == Scope::Title ? Field::Title : Field::Body)) continue;
    if (scope == Scope::Lead) {
      if (range.first >= lead_size()) continue;
      range.last = std::min(range.last, lead_size() - 1);
    }
    narrow.push_back(range);
  }
  return narrow;
}

bool ReferenceMatcher::matches(const Query& query, const Ranges& ranges) const {
  const auto is_met = [&](const Query& part) { return matches(part, ranges); };
  switch (query.kind) {
    case Kind::And:
      return std::ranges::all_of(query.parts, is_met);
    case Kind::Or:
      return std::ranges::any_of(query.parts, is_met);
    case Kind::Not:
      return !is_met(query.parts[0]);
    case Kind::AtLeast:
      return std::ranges::count_if(query.parts, is_met) >= std::int64_t{query.least};
    case Kind::InScope:
      return matches(query.parts[0], narrowed(ranges, query.scope));
    case Kind::Rule:
      return is_met(query.parts[0]);
    case Kind::Metadata:
      return holds(query);
    case Kind::Score:
      return score(query, ranges) >= query.threshold;
    case Kind::Occurrences: {
      const std::size_t times = count(query.parts[0], ranges);
      return query.least <= times && times <= query.most;
    }
    default:
      return !hits(query, ranges).empty();
  }
}

bool ReferenceMatcher::holds(const Query& metadata) const {
  const auto fold = [](std::string_view text) { return text::fold(text); };
  const auto is_one_of = [&](const std::string& actual, const auto& is) {
    return !actual.empty() && std::ranges::any_of(metadata.values, [&](const std::string& value) {
      return reference_wildcard(fold(value), fold(actual)) || is(fold(actual), fold(value));
    });
  };
  const auto never = [](const std::string&, const std::string&) { return false; };
  switch (metadata.metadata) {
    case rules::Metadata::Language:
      return is_one_of(article_.lang, [](const std::string& actual, const std::string& value) {
        return actual.starts_with(value + "-") || actual.starts_with(value + "_");
      });
    case rules::Metadata::Domain:
      return is_one_of(
          article_.source.domain, [](const std::string& actual, const std::string& value) {
            return value.find_first_of("*?") == std::string::npos && actual.ends_with("." + value);
          });
    case rules::Metadata::Source:
      return is_one_of(article_.source.name, never);
    case rules::Metadata::Country:
      return is_one_of(article_.source.country, never);
    case rules::Metadata::Status:
      switch (article_.status) {
        case articles::Status::Usable:
          return is_one_of("usable", never);
        case articles::Status::Corrected:
          return is_one_of("corrected", never);
        case articles::Status::Withdrawn:
          return is_one_of("withdrawn", never);
      }
      return false;
    case rules::Metadata::Url:
      return is_one_of(article_.url, never);
    case rules::Metadata::Id:
      return is_one_of(article_.id.value, never);
    case rules::Metadata::Mapped: {
      const auto field = article_.metadata.find(metadata.name);
      return field != article_.metadata.end() &&
             std::ranges::any_of(field->second, [&](const std::string& actual) {
               return is_one_of(actual, never);
             });
    }
  }
  return false;
}

std::int64_t ReferenceMatcher::score(const Query& query, const Ranges& ranges) const {
  std::int64_t points = 0;
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    if (!matches(query.parts[i], ranges)) continue;
    const auto times = static_cast<std::int64_t>(count(query.parts[i], ranges));
    points += query.weights[i].points *
              std::clamp(times, std::int64_t{1}, std::int64_t{query.weights[i].times});
  }
  return points;
}

std::size_t ReferenceMatcher::count(const Query& query, const Ranges& ranges) const {
  return shortest(hits(query, ranges)).size();
}

ReferenceMatcher::Stretches ReferenceMatcher::hits(const Query& query, const Ranges& ranges) const {
  switch (query.kind) {
    case Kind::Words:
      return phrases(query, ranges);
    case Kind::Sloppy:
      return sloppy_phrases(query, ranges);
    case Kind::Official:
    case Kind::Role:
      return mentions(query, ranges);
    case Kind::Quote:
      return quoted(query, ranges);
    case Kind::Or:
      return of_any_part(query, ranges);
    case Kind::Score:
      return matches(query, ranges) ? of_any_part(query, ranges) : Stretches();
    case Kind::And:
      return of_enough_parts(query, query.parts.size(), ranges);
    case Kind::AtLeast:
      return of_enough_parts(query, query.least, ranges);
    case Kind::Near:
    case Kind::OrderedNear:
    case Kind::Sentence:
    case Kind::Paragraph:
      return together(query, ranges);
    case Kind::NotNear:
      return not_near(query, ranges);
    case Kind::InScope:
      return hits(query.parts[0], narrowed(ranges, query.scope));
    case Kind::Rule:
      return hits(query.parts[0], ranges);
    case Kind::Occurrences:
      return matches(query, ranges) ? hits(query.parts[0], ranges) : Stretches();
    case Kind::Positions:
      return at_positions(query, ranges);
    case Kind::Not:
    case Kind::Metadata:
      break;
  }
  return {};
}

ReferenceMatcher::Stretches ReferenceMatcher::phrases(const Query& query,
                                                      const Ranges& ranges) const {
  Stretches found;
  for (const Stretch& range : ranges) {
    for (std::size_t first = range.first; first + query.words.size() <= range.last + 1; ++first) {
      bool all = true;
      for (std::size_t i = 0; i < query.words.size(); ++i) {
        all = all && fits(query.words[i], range.field, first + i);
      }
      const Stretch stretch{range.field, first, first + query.words.size() - 1};
      if (all && in_one_paragraph(stretch)) found.insert(stretch);
    }
  }
  return found;
}

ReferenceMatcher::Stretches ReferenceMatcher::sloppy_phrases(const Query& query,
                                                             const Ranges& ranges) const {
  const std::size_t widest = query.words.size() + query.distance;
  Stretches found;
  for (const Stretch& range : ranges) {
    for (std::size_t first = range.first; first <= range.last; ++first) {
      for (std::size_t last = first; last <= range.last && last < first + widest; ++last) {
        const Stretch stretch{range.field, first, last};
        std::set<std::size_t> taken;
        if (in_one_paragraph(stretch) && can_be_given(query, 0, stretch, taken)) {
          found.insert(stretch);
        }
      }
    }
  }
  return shortest(found);
}

/// Whether the words of the query from `next` on can each be given a word of their own.
bool ReferenceMatcher::can_be_given(const Query& query, std::size_t next, const Stretch& stretch,
                                    std::set<std::size_t>& taken) const {
  if (next == query.words.size()) return true;
  for (std::size_t at = stretch.first; at <= stretch.last; ++at) {
    if (!fits(query.words[next], stretch.field, at) || !taken.insert(at).second) continue;
    if (can_be_given(query, next + 1, stretch, taken)) return true;
    taken.erase(at);
  }
  return false;
}

ReferenceMatcher::Stretches ReferenceMatcher::mentions(const Query& query,
                                                       const Ranges& ranges) const {
  Stretches found;
  for (const alerts::Mention& mention : found_.mentions) {
    const bool asked =
        query.kind == Kind::Official
            ? mention.official.value == query.name
            : !mention.role.empty() && rules::role_id(mention.country, mention.role) == query.name;
    if (!asked) continue;
    if (const auto stretch = stretch_of(mention.place)) found.insert(*stretch);
  }
  return inside(ranges, found);
}

std::optional<ReferenceMatcher::Stretch> ReferenceMatcher::stretch_of(const Place& place) const {
  std::vector<std::size_t> words;
  for (std::size_t i = 0; i < size_of(place.field); ++i) {
    const ByteSpan span = token(place.field, i).span;
    if (span.begin >= place.span.begin && span.begin < place.span.end) words.push_back(i);
  }
  if (words.empty()) return std::nullopt;
  return Stretch{place.field, words.front(), words.back()};
}

/// Each quotation is looked at alone, as if the article had nothing else.
ReferenceMatcher::Stretches ReferenceMatcher::quoted(const Query& query,
                                                     const Ranges& ranges) const {
  Stretches all;
  for (const alerts::Quotation& quotation : found_.quotations) {
    const auto whole = stretch_of(quotation.place);
    if (!whole || !is_asked_for(query, quotation)) continue;
    for (const Stretch& range : ranges) {
      const Stretch part{whole->field, std::max(whole->first, range.first),
                         std::min(whole->last, range.last)};
      if (range.field != whole->field || part.first > part.last) continue;
      if (!query.parts.empty() && !matches(query.parts[0], {part})) continue;
      const Stretches found = query.parts.empty() ? Stretches() : hits(query.parts[0], {part});
      if (found.empty()) all.insert(part);
      all.insert(found.begin(), found.end());
    }
  }
  return all;
}

bool ReferenceMatcher::is_asked_for(const Query& query, const alerts::Quotation& quotation) const {
  if ((query.quoted_kinds & 1U << static_cast<unsigned>(quotation.kind)) == 0) return false;
  if (query.values.empty()) return true;
  if (!quotation.speaker) return false;
  const auto& speaker = *quotation.speaker;
  return std::ranges::any_of(query.values, [&](const std::string& value) {
    if (value == speaker.official) return true;
    if (value.starts_with("name:")) return text::fold(value.substr(5)) == text::fold(speaker.name);
    return std::ranges::any_of(found_.mentions, [&](const alerts::Mention& mention) {
      if (mention.official.value != speaker.official) return false;
      return value == "country:" + std::string(mention.country) ||
             value == "role:" + rules::role_id(mention.country, mention.role);
    });
  });
}

ReferenceMatcher::Stretches ReferenceMatcher::of_any_part(const Query& query,
                                                          const Ranges& ranges) const {
  Stretches found;
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    if (query.kind == Kind::Score && query.weights[i].points <= 0) continue;
    found.merge(hits(query.parts[i], ranges));
  }
  return found;
}

/// The shortest stretches of one field that have hits of `least` parts. Parts without a place must
/// hold in an AND; elsewhere each that holds is one part less to be found.
ReferenceMatcher::Stretches ReferenceMatcher::of_enough_parts(const Query& query, std::size_t least,
                                                              const Ranges& ranges) const {
  std::vector<Stretches> of_parts;
  for (const Query& part : query.parts) {
    if (rules::has_place(part)) {
      of_parts.push_back(hits(part, ranges));
    } else if (matches(part, ranges)) {
      if (least > 0) --least;
    } else if (query.kind == Kind::And) {
      return {};
    }
  }
  least = std::max<std::size_t>(least, 1);
  Stretches found;
  for (const Stretch& stretch : all_) {
    const auto has = std::ranges::count_if(of_parts, [&](const Stretches& part) {
      return std::ranges::any_of(part, [&](const Stretch& hit) { return hit.lies_in(stretch); });
    });
    if (static_cast<std::size_t>(has) >= least) found.insert(stretch);
  }
  return shortest(found);
}

ReferenceMatcher::Stretches ReferenceMatcher::together(const Query& query,
                                                       const Ranges& ranges) const {
  Stretches found;
  for (const Stretch& a : hits(query.parts[0], ranges)) {
    for (const Stretch& b : hits(query.parts[1], ranges)) {
      if (a.field != b.field || !is_together(query, a, b)) continue;
      found.insert({a.field, std::min(a.first, b.first), std::max(a.last, b.last)});
    }
  }
  return shortest(found);
}

/// Two stretches of one field. They may overlap, but no word is near itself: they share none at
/// their ends.
bool ReferenceMatcher::is_together(const Query& query, const Stretch& a, const Stretch& b) const {
  const bool share_a_word =
      a.first == b.first || a.first == b.last || a.last == b.first || a.last == b.last;
  if (share_a_word) return false;
  const text::Token& first = token(a.field, std::min(a.first, b.first));
  const text::Token& last = token(a.field, std::max(a.last, b.last));
  if (query.kind == Kind::Sentence) return first.sentence == last.sentence;
  if (query.kind == Kind::Paragraph) return first.paragraph == last.paragraph;
  if (query.kind == Kind::OrderedNear && a.last > b.first) return false;
  const std::size_t behind_one = std::min(a.last, b.last) + 1;
  const std::size_t other_begins = std::max(a.first, b.first);
  return other_begins <= behind_one + query.distance;
}

ReferenceMatcher::Stretches ReferenceMatcher::not_near(const Query& query,
                                                       const Ranges& ranges) const {
  const auto is_near = [&](const Stretch& a, const Stretch& b) {
    return a.field == b.field && b.first <= a.last + 1 + query.distance &&
           a.first <= b.last + 1 + query.distance;
  };
  Stretches found;
  const Stretches unwanted = hits(query.parts[1], ranges);
  for (const Stretch& wanted : hits(query.parts[0], ranges)) {
    const bool spoilt =
        std::ranges::any_of(unwanted, [&](const Stretch& other) { return is_near(wanted, other); });
    if (!spoilt) found.insert(wanted);
  }
  return found;
}

ReferenceMatcher::Stretches ReferenceMatcher::at_positions(const Query& query,
                                                           const Ranges& ranges) const {
  Stretches found;
  for (const Stretch& hit : hits(query.parts[0], ranges)) {
    if (hit.first >= query.least && hit.last < query.most) found.insert(hit);
  }
  return found;
}

bool ReferenceMatcher::fits(const rules::Word& word, Field field, std::size_t index) const {
  const text::Tokens& tokens = analysis_.of(field);
  const text::Token& t = tokens.tokens[index];
  const ByteSpan with_ending{t.span.begin, t.full_end};
  return reference_fits(word, {.folded = std::string(tokens.folded_of(t)),
                               .folded_with_ending = std::string(tokens.full_folded_of(t)),
                               .written = std::string(tokens.raw_of(t)),
                               .written_with_ending = std::string(with_ending.of(tokens.field)),
                               .abbreviation = t.abbreviation});
}

bool ReferenceMatcher::in_one_paragraph(const Stretch& stretch) const {
  return token(stretch.field, stretch.first).paragraph ==
         token(stretch.field, stretch.last).paragraph;
}

ReferenceMatcher::Stretches ReferenceMatcher::inside(const Ranges& ranges, const Stretches& all) {
  Stretches found;
  for (const Stretch& stretch : all) {
    const auto holds = [&](const Stretch& range) { return stretch.lies_in(range); };
    if (std::ranges::any_of(ranges, holds)) found.insert(stretch);
  }
  return found;
}

/// Those that have no other in them.
ReferenceMatcher::Stretches ReferenceMatcher::shortest(const Stretches& all) {
  Stretches found;
  for (const Stretch& stretch : all) {
    const bool has_other = std::ranges::any_of(
        all, [&](const Stretch& other) { return other != stretch && other.lies_in(stretch); });
    if (!has_other) found.insert(stretch);
  }
  return found;
}

}  // namespace newswatch::detectors::topics
