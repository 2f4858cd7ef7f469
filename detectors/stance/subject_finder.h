#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "detectors/stance/manner.h"
#include "detectors/stance/party_group.h"

namespace newswatch::detectors::stance {

/// Who does what a verb tells, and in which manner.
struct Subject {
  PartyGroup parties;
  /// Who asks `parties` to do it: "the US urged China to …".
  PartyGroup asker;
  Manner manner;
  /// Verbs that govern the first, which are no acts of their own then: "agreed to cooperate".
  std::array<int, 6> chain{};
  std::size_t chain_size = 0;

  void link(int verb) {
    if (chain_size < chain.size()) chain[chain_size++] = verb;
  }
};

/// Finds the subject of a verb by walking from it to the left over what may stand between them:
/// auxiliaries, adverbs, times, verbs that govern it, titles and names, parentheses between commas.
/// Silent at anything else. Each walk has a limit, so a sentence costs no more than its words.
class SubjectFinder {
 public:
  /// @param sentence  must outlive the finder.
  explicit SubjectFinder(const Sentence& sentence) : sentence_(sentence) {}

  /// @param verb  the position of the verb; its own meaning is not looked at.
  std::optional<Subject> find(int verb) const { return find(verb, true); }

  /// Of a verb that shares the subject of the verb before it: "condemned the US and threatened …".
  void remember(int verb, const Subject& subject);
  /// Forgets what was remembered.
  void forget() { previous_.reset(); }

 private:
  struct Walk {
    Subject subject;
    int verb = 0;
    int at = 0;
    int unknown = 0;           ///< Words that may be a noun of their own.
    bool has_agent = false;    ///< "officials", whose country is to come.
    bool has_chain = false;    ///< The last word was a verb that governs.
    bool has_to = false;       ///< "to", whose governing word is to come.
    bool has_pronoun = false;  ///< "it", which what stands before "said" explains.
    bool has_content = false;  ///< Anything but auxiliaries and adverbs.
    bool has_time = false;     ///< "Monday", before which a preposition is of no account.
    bool may_be_asked = true;
  };
  struct Previous {
    int verb = 0;
    Subject subject;
  };
  enum class Step { Go, Done, Fail };

  std::optional<Subject> find(int verb, bool may_be_asked) const;
  Step cross_mark(Walk& walk) const;
  Step take(Walk& walk) const;
  Step take_auxiliary(Walk& walk, Kinds kinds) const;
  Step take_governing_verb(Walk& walk, Kinds kinds) const;
  Step take_link(Walk& walk, Kinds kinds) const;
  Step take_preposition(Walk& walk, Prepositions preposition) const;
  Step take_noun(Walk& walk) const;
  Step take_party(Walk& walk) const;
  bool fits(const Walk& walk, int party) const;
  PartyGroup those_who_act(const PartyGroup& group) const;
  bool is_asked(Walk& walk, const PartyGroup& group) const;
  void read_before(Subject& subject) const;

  const Sentence& sentence_;
  std::optional<Previous> previous_;
};

}  // namespace newswatch::detectors::stance
