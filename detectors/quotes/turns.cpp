#include "detectors/quotes/turns.h"

#include <algorithm>

namespace newswatch::detectors::quotes {
namespace {

using namespace word;

constexpr std::uint32_t kMostLabelWords = 7;
/// So many labels make a text a transcript, in which paragraphs without one go on.
constexpr std::size_t kTranscriptLabels = 3;

/// One paragraph.
struct Paragraph {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  std::uint32_t text_first = 0;  ///< Behind the label, where there is one.
  NounPhrase label;
};

class TurnFinder {
 public:
  TurnFinder(const Reading& reading, std::vector<Segment>& segments)
      : reading_(reading), segments_(segments) {}

  void find(std::vector<Attributed>& entries) {
    read_paragraphs();
    const std::size_t labels = keep_labels_of_talk();
    if (labels == 0) return;
    const Paragraph* speaking = nullptr;
    for (const Paragraph& paragraph : paragraphs_) {
      if (!paragraph.label.is_empty()) {
        speaking = &paragraph;
      } else if (labels < kTranscriptLabels || !goes_on(paragraph)) {
        speaking = nullptr;
      }
      if (speaking != nullptr) add(paragraph, speaking->label, entries);
    }
    std::erase_if(segments_, [&](const Segment& segment) {
      const auto behind = std::ranges::upper_bound(entries, segment.first, {}, &Attributed::first);
      return behind != entries.begin() && segment.first < (behind - 1)->end;
    });
  }

 private:
  /// Headings end in colons, too: in a talk somebody speaks twice whom the text names elsewhere, or
  /// by part.
  /// @return how many paragraphs have a label.
  std::size_t keep_labels_of_talk() {
    for (const Paragraph& paragraph : paragraphs_) {
      if (!paragraph.label.is_empty()) labels_.push_back(text_of_label(paragraph));
    }
    std::ranges::sort(labels_);
    std::size_t labels = 0;
    bool is_talk = false;
    std::string_view repeated;
    for (const Paragraph& paragraph : paragraphs_) {
      if (paragraph.label.is_empty()) continue;
      ++labels;
      if (is_talk || !is_repeated(paragraph)) continue;
      // Two who both speak twice talk with each other, whoever they are.
      const bool is_another = !repeated.empty() && repeated != text_of_label(paragraph);
      is_talk = is_another || names_speaker(paragraph);
      repeated = text_of_label(paragraph);
    }
    if (is_talk) return labels;
    for (Paragraph& paragraph : paragraphs_) paragraph.label = {};
    return 0;
  }

  bool is_repeated(const Paragraph& paragraph) const {
    const auto same = std::ranges::equal_range(labels_, text_of_label(paragraph));
    return same.size() > 1;
  }

  bool names_speaker(const Paragraph& paragraph) const {
    const std::uint32_t last = paragraph.label.end - 1;
    const auto word = reading_.folded(last);
    if (word == "q" || word == "a" || word == "question") return true;
    for (std::uint32_t at = paragraph.label.first; at <= last; ++at) {
      if (reading_.is(at, Title | PersonNoun)) return true;
    }
    for (std::uint32_t at = 0; at < reading_.size(); ++at) {
      if (reading_.folded(at) == word && reading_.is_capitalised(at) && !is_in_label(at))
        return true;
    }
    return false;
  }

  bool is_in_label(std::uint32_t at) const {
    return std::ranges::any_of(paragraphs_, [&](const Paragraph& paragraph) {
      return paragraph.label.first <= at && at < paragraph.label.end;
    });
  }

  std::string_view text_of_label(const Paragraph& paragraph) const {
    return reading_.span_of(paragraph.label.first, paragraph.label.end).of(reading_.tokens->field);
  }

  void read_paragraphs() {
    paragraphs_.reserve(32);  // as many as most articles have
    for (std::uint32_t at = 0; at < reading_.size();) {
      Paragraph paragraph{at, at + 1, at, {}};
      while (paragraph.end < reading_.size() && !reading_.begins_paragraph(paragraph.end))
        ++paragraph.end;
      read_label(paragraph);
      paragraphs_.push_back(paragraph);
      at = paragraph.end;
    }
  }

  void read_label(Paragraph& paragraph) const {
    if (reads_as_question_or_answer(paragraph.first, paragraph.end)) {
      paragraph.text_first = paragraph.first + 1;
      paragraph.label = {paragraph.first, paragraph.first + 1, paragraph.first + 1};
      return;
    }
    std::uint32_t colon = paragraph.first + 1;
    const std::uint32_t farthest = std::min(paragraph.end, paragraph.first + kMostLabelWords + 1);
    while (colon < farthest && !reading_.has_gap(colon, gap::Colon)) ++colon;
    if (colon >= farthest) return;
    std::uint32_t name_end = paragraph.first;
    for (std::uint32_t at = paragraph.first; at < colon; ++at) {
      if (at > paragraph.first && reading_.has_gap(at, gap::Comma | gap::Opening)) break;
      if (!reading_.is_capitalised(at) && !is_small_word(at)) return;
      name_end = at + 1;
    }
    paragraph.text_first = colon;
    paragraph.label = {paragraph.first, name_end, name_end};
  }

  /// "Q. …", "A. …", and "Q" with wide blanks behind it.
  bool reads_as_question_or_answer(std::uint32_t at, std::uint32_t end) const {
    const auto word = reading_.folded(at);
    if ((word != "q" && word != "a") || !reading_.is_capitalised(at) || at + 1 >= end) return false;
    const std::uint32_t blanks = reading_.words[at + 1].begin - reading_.words[at].end;
    return reading_.gaps[at + 1] == gap::Stop ||
           (word == "q" && blanks > 1 && reading_.gaps[at + 1] == 0);
  }

  /// "Sir Nigel of Ferris", "Ursula von der Leyen", "The Prime Minister"
  bool is_small_word(std::uint32_t at) const {
    return reading_.is(at, Preposition) || reading_.folded(at).size() <= 3;
  }

  /// Whether a paragraph without a label is still part of the talk: the writer's own text speaks of
  /// the speakers from outside.
  bool goes_on(const Paragraph& paragraph) const {
    const std::uint32_t at = paragraph.first;
    return !reading_.has_gap(at, gap::Opening) && !has_quotation(paragraph) &&
           !is_told_from_outside(paragraph);
  }
  /// "Ms. Doe said on Friday …", "The hearing goes on."
  bool is_told_from_outside(const Paragraph& paragraph) const {
    constexpr std::uint32_t kFewestWords = 6;
    if (paragraph.end - paragraph.first < kFewestWords) return true;
    for (std::uint32_t at = paragraph.first; at < paragraph.end; ++at) {
      const auto word = reading_.folded(at);
      if (word == "i" || word == "we" || word == "you" || word == "my" || word == "our")
        return false;
    }
    return true;
  }
  bool has_quotation(const Paragraph& paragraph) const {
    return std::ranges::any_of(segments_, [&](const Segment& segment) {
      return paragraph.first <= segment.first && segment.first < paragraph.end;
    });
  }

  void add(const Paragraph& paragraph, const NounPhrase& label, std::vector<Attributed>& entries) {
    Attributed entry;
    entry.first = paragraph.text_first;
    entry.end = paragraph.end;
    entry.text = text_of(paragraph);
    entry.kind = reading_.text.substr(0, entry.text.end).ends_with('?')
                     ? alerts::QuotationKind::Question
                     : alerts::QuotationKind::Direct;
    entry.rule = Rule::Label;
    entry.speaker = label;
    entries.push_back(entry);
  }

  /// @return the turn with its last full stop; without marks where all of it is one quotation.
  ByteSpan text_of(const Paragraph& paragraph) const {
    for (const Segment& segment : segments_) {
      if (segment.first == paragraph.text_first && segment.end == paragraph.end)
        return segment.text;
    }
    std::uint32_t end = reading_.words[paragraph.end - 1].end;
    const std::size_t next = paragraph.end < reading_.size() ? reading_.words[paragraph.end].begin
                                                             : reading_.text.size();
    const auto rest = reading_.text.substr(end, next - end);
    end += static_cast<std::uint32_t>(std::min(rest.find('\n'), rest.size()));
    while (end > 0 && (reading_.text[end - 1] == ' ' || reading_.text[end - 1] == '\r')) --end;
    std::uint32_t begin = reading_.words[paragraph.text_first].begin;
    return {begin, std::max(begin + 1, end)};
  }

  const Reading& reading_;
  std::vector<Segment>& segments_;
  std::vector<Paragraph> paragraphs_;
  std::vector<std::string_view> labels_;  ///< In order of their letters.
};

}  // namespace

void find_turns(const Reading& reading, std::vector<Segment>& segments,
                std::vector<Attributed>& entries) {
  entries.clear();
  TurnFinder(reading, segments).find(entries);
}

}  // namespace newswatch::detectors::quotes
