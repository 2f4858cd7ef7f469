#include "detectors/stance/party_group.h"

#include <algorithm>

namespace newswatch::detectors::stance {
namespace {

/// Longer lists are of parties that a text goes through, not of those who act together.
constexpr int kMostParties = 4;
/// Titles and names of one member of a list.
constexpr int kMostWordsBetween = 8;

bool is_of_verb(const Sentence& sentence, int at) {
  if (sentence.party_at(at) != Sentence::kNone) return false;
  const Word& word = sentence.word(at);
  return word.forms != 0 ||
         std::ranges::any_of(word.acts, [](const Act& act) { return !act.is_noun; });
}

/// "China sanctioned the US and Japan protested": the list would be of an object and a subject.
bool is_end_of_clause(const Sentence& sentence, int party) {
  int before = sentence.begin_of(party) - 1;
  while (sentence.is(before, kDeterminer)) --before;
  const bool is_object = is_of_verb(sentence, before) ||
                         (sentence.word(before).preposition & (kWith | kAgainst | kOn | kTo)) != 0;
  int behind = sentence.end_of(party + 1);
  while (sentence.is_adverb(behind) || sentence.is(behind, kAgent)) ++behind;
  const bool is_subject = sentence.mark_before(behind) == Mark::None &&
                          (sentence.is(behind, kBe | kAuxiliary | kWill | kMight | kMust | kSay) ||
                           (sentence.word(behind).forms & (kPast | kThird)) != 0);
  return is_object && is_subject;
}

/// "Turkey, a NATO member": that tells of the party before, and names no other.
bool is_single(const Sentence& sentence, int at) {
  return sentence.folded(at) == "a" || sentence.folded(at) == "an";
}

/// What joins a party and the next.
enum class Link { None, Hyphen, Comma, And };

Link link_behind(const Sentence& sentence, int party) {
  const int begin = sentence.end_of(party);
  const int end = sentence.begin_of(party + 1);
  if (end - begin > kMostWordsBetween) return Link::None;
  if (begin == end && sentence.mark_before(end) == Mark::Hyphen) return Link::Hyphen;
  Link link = Link::None;
  for (int at = begin; at <= end; ++at) {
    if (sentence.mark_before(at) == Mark::Strong) return Link::None;
    if (sentence.mark_before(at) == Mark::Comma && link == Link::None) link = Link::Comma;
    if (at == end) break;
    if (is_single(sentence, at)) return Link::None;
    const bool is_name = !sentence.is_known(at) && sentence.is_capitalised(at);
    if (sentence.is(at, kAnd)) {
      link = Link::And;
    } else if (!is_name && !sentence.is(at, kDeterminer | kAgent)) {
      return Link::None;
    }
  }
  return link;
}

/// "US, Japan, South Korea condemn": the names that begin a headline, with commas alone.
bool is_in_headline(const Sentence& sentence, int party) {
  const int last = static_cast<int>(sentence.parties().size()) - 1;
  const auto are_neighbours = [&](int number) {
    return sentence.end_of(number) == sentence.begin_of(number + 1) &&
           sentence.mark_before(sentence.begin_of(number + 1)) == Mark::Comma;
  };
  if (!are_neighbours(party) || party >= kMostParties) return false;
  int first = party;
  while (first > 0 && are_neighbours(first - 1)) --first;
  int end = party + 1;
  while (end < last && end < first + kMostParties && are_neighbours(end)) ++end;
  return sentence.begin_of(first) == 0 && !sentence.party(end).possessive &&
         sentence.mark_before(sentence.end_of(end)) == Mark::None;
}

/// A comma alone makes a list where "and" follows, or in a headline: "China, Russia to hold talks".
bool are_joined(const Sentence& sentence, int party) {
  const int last = static_cast<int>(sentence.parties().size()) - 1;
  const Link link = link_behind(sentence, party);
  if (link == Link::Hyphen) return true;
  if (link == Link::And) return !is_end_of_clause(sentence, party);
  if (link != Link::Comma) return false;
  for (int next = party + 1; next < last && next < party + kMostParties; ++next) {
    const Link behind = link_behind(sentence, next);
    if (behind == Link::And) return true;
    if (behind != Link::Comma) break;
  }
  return is_in_headline(sentence, party);
}

}  // namespace

PartyGroup group_of(const Sentence& sentence, int party) {
  const int size = static_cast<int>(sentence.parties().size());
  PartyGroup group{party, party};
  while (group.first > 0 && group.last - group.first < kMostParties - 1 &&
         are_joined(sentence, group.first - 1)) {
    --group.first;
  }
  while (group.last + 1 < size && group.last - group.first < kMostParties - 1 &&
         are_joined(sentence, group.last)) {
    ++group.last;
  }
  return group;
}

bool has_several(const Sentence& sentence, const PartyGroup& group) {
  if (!group.exists()) return false;
  for (int number = group.first + 1; number <= group.last; ++number) {
    if (sentence.party(number).code != sentence.party(group.first).code) return true;
  }
  return false;
}

bool has_agent_behind(const Sentence& sentence, int party) {
  constexpr int kMostAdjectives = 3;
  const int behind = sentence.end_of(party);
  for (int at = behind; at <= behind + kMostAdjectives; ++at) {
    if (sentence.mark_before(at) == Mark::Strong || sentence.mark_before(at) == Mark::Comma) break;
    if (sentence.is(at, kAgent)) return true;
    if (sentence.is_known(at) || sentence.party_at(at) != Sentence::kNone) break;
  }
  return false;
}

}  // namespace newswatch::detectors::stance
