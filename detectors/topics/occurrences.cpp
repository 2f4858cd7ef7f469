#include "detectors/topics/occurrences.h"

namespace newswatch::detectors::topics {

Occurrences::Occurrences(std::size_t terms) : is_present_(terms) {
  for (auto& field : positions_) field.resize(terms);
}

void Occurrences::read(const text::Analysis& analysis, const Dictionary& dictionary) {
  for (const TermId term : present_) {
    is_present_[term] = false;
    for (auto& field : positions_) field[term].clear();
  }
  present_.clear();
  for (const Field field : kFields) {
    const text::Tokens& tokens = analysis.of(field);
    for (std::uint32_t position = 0; position < tokens.tokens.size(); ++position) {
      const auto note = [&](TermId term) {
        auto& positions = positions_[static_cast<std::size_t>(field)][term];
        if (positions.empty() || positions.back() != position) positions.push_back(position);
        if (is_present_[term]) return;
        is_present_[term] = true;
        present_.push_back(term);
      };
      const text::Token& token = tokens.tokens[position];
      dictionary.look_up(tokens.folded_of(token), note);
      if (token.full_folded_end != token.folded_end)
        dictionary.look_up(tokens.full_folded_of(token), note);
    }
  }
}

}  // namespace newswatch::detectors::topics
