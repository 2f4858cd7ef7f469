#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "detectors/stance/manner.h"
#include "detectors/stance/noun_phrase.h"
#include "detectors/stance/sentence.h"
#include "detectors/stance/subject_finder.h"
#include "detectors/stance/target_finder.h"

namespace newswatch::detectors::stance {

/// One act of a sentence.
struct FoundAct {
  std::string_view source;  ///< Codes of parties, static.
  std::string_view target;
  int at = 0;  ///< The position of its word in the sentence.
  alerts::Quad quad = alerts::Quad::VerbalCooperation;
  Manner manner;
};

/// Finds the acts between the parties of a sentence. One serves one thread.
class ActReader {
 public:
  /// @return the acts in order of their words, each once; valid until the next call.
  const std::vector<FoundAct>& read(const Sentence& sentence);

 private:
  void read_word(const Sentence& sentence, int at);
  bool read_verb(const Sentence& sentence, int at, const Act& act);
  bool read_passive(const Sentence& sentence, int at, const Act& act);
  bool read_noun(const Sentence& sentence, int at, const Act& act);
  static std::optional<Manner> manner_of_noun(const Sentence& sentence, const NounPhrase& phrase,
                                              const std::optional<Subject>& subject);

  bool add(const Sentence& sentence, int at, const Act& act, const PartyGroup& sources,
           const PartyGroup& targets, Manner manner);
  void keep(const FoundAct& found);
  void note_chain(const Subject& subject);
  void drop_governing_verbs();

  std::optional<SubjectFinder> subjects_;
  std::vector<FoundAct> found_;
  std::vector<int> governing_;  ///< Positions of verbs that say how another act comes about.
};

}  // namespace newswatch::detectors::stance
