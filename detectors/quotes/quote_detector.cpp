#include "detectors/quotes/quote_detector.h"

#include <algorithm>
#include <span>
#include <utility>

#include "detectors/quotes/attribution.h"
#include "detectors/quotes/indirect_speech.h"
#include "detectors/quotes/people.h"
#include "detectors/quotes/reading.h"
#include "detectors/quotes/segments.h"
#include "detectors/quotes/speakers.h"
#include "detectors/quotes/turns.h"

namespace newswatch::detectors::quotes {
namespace {

using alerts::Findings;
using alerts::Mention;
using alerts::Quotation;

/// What is read of one field, kept while the other one is read.
struct FieldReading {
  Reading reading;
  std::vector<Segment> segments;
  People people;
  std::vector<Attributed> entries;
};

class QuoteScratch final : public Scratch {
 public:
  FieldReading title, body;
};

std::span<const Mention> mentions_in(const std::vector<Mention>& mentions, Field field) {
  const auto of_field = [](const Mention& m) { return m.place.field; };
  const auto range = std::ranges::equal_range(mentions, field, {}, of_field);
  return {range.begin(), range.end()};
}

/// Of speech inside speech the outer one stays.
void keep_apart(std::vector<Attributed>& entries) {
  const auto by_place = [](const Attributed& one, const Attributed& other) {
    return std::pair(one.text.begin, other.text.end) < std::pair(other.text.begin, one.text.end);
  };
  // Sorting needs memory, and most fields have entries of one kind.
  if (!std::ranges::is_sorted(entries, by_place)) std::ranges::stable_sort(entries, by_place);
  const auto overlaps = [](const Attributed& one, const Attributed& next) {
    return next.text.begin < one.text.end;
  };
  const auto rest = std::ranges::unique(entries, overlaps);
  entries.erase(rest.begin(), rest.end());
}

void read(const text::Tokens& tokens, std::span<const Mention> mentions, FieldReading& field) {
  read_field(tokens, field.reading);
  find_segments(field.reading, field.segments);
  find_turns(field.reading, field.segments, field.entries);
  mark_quoted(field.segments, field.reading);
  field.people.read(field.reading, mentions);
  const Attributor attributor(field.reading, field.segments);
  attributor.attribute(field.entries);
  // What is told inside a turn of a transcript goes with it, see `keep_apart`.
  find_indirect_speech(field.reading, attributor.sayings(), field.entries);
  keep_apart(field.entries);
  name_speakers(field.reading, attributor.sayings(), field.people, field.entries);
}

/// @return the person of a headline whom the body names more fully.
const Person& fuller(const Person& person, const People* others) {
  if (others == nullptr || !person.official.empty()) return person;
  const auto known = others->known_as(person.surname);
  return known ? others->all()[*known] : person;
}

alerts::Speaker speaker_of(const Attributed& entry, const FieldReading& field, Field name,
                           const People* others) {
  const NounPhrase& phrase = *entry.speaker;
  const Naming* naming = field.people.in(phrase);
  const ByteSpan words =
      naming != nullptr
          ? field.reading.span_of(std::max(naming->titled_first, phrase.first), naming->end)
          : field.reading.span_of(phrase.first, phrase.end);
  alerts::Speaker speaker;
  speaker.place = Place{name, words};
  speaker.name = words.of(field.reading.tokens->field);
  if (entry.person) {
    const Person& person = fuller(field.people.all()[*entry.person], others);
    speaker.official = person.official;
    speaker.name = person.full_name;
  }
  return speaker;
}

void report(const FieldReading& field, Field name, const People* others, Findings& found) {
  for (const Attributed& entry : field.entries) {
    if (!entry.rule && entry.kind == alerts::QuotationKind::Mixed) continue;
    Quotation& quotation = found.quotations.emplace_back();
    quotation.place = {name, field.reading.origin_of(entry.text)};
    quotation.kind = entry.kind;
    if (entry.rule) {
      quotation.speaker = speaker_of(entry, field, name, others);
      quotation.rule = name_of(*entry.rule);
      quotation.confidence = confidence_of(*entry.rule);
    }
    if (entry.cue) {
      quotation.cue =
          field.reading.span_of(*entry.cue, *entry.cue + 1).of(field.reading.tokens->field);
    }
  }
}

}  // namespace

std::unique_ptr<Scratch> QuoteDetector::make_scratch() const {
  return std::make_unique<QuoteScratch>();
}

void QuoteDetector::detect(const articles::Article& /*article*/, const text::Analysis& analysis,
                           Scratch& scratch, Findings& found,
                           std::vector<RuleCost>* /*costs*/) const {
  if (!is_wanted_) return;
  auto& own = dynamic_cast<QuoteScratch&>(scratch);
  read(analysis.of(Field::Title), mentions_in(found.mentions, Field::Title), own.title);
  read(analysis.of(Field::Body), mentions_in(found.mentions, Field::Body), own.body);
  report(own.title, Field::Title, &own.body.people, found);
  report(own.body, Field::Body, nullptr, found);
}

std::optional<alerts::Explanation> QuoteDetector::explain(std::string_view /*id*/,
                                                          Scratch& /*scratch*/,
                                                          const Findings& /*found*/) const {
  return std::nullopt;
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): the signature of every detector
std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> /*entries*/,
                                 const rules::RuleDirectory& directory,
                                 const DetectorOptions& options, rules::Problems& /*problems*/) {
  return std::make_unique<QuoteDetector>(options.annotate || directory.asks_for_quotations);
}

}  // namespace newswatch::detectors::quotes
