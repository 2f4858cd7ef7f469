#include "detectors/officials/unspaced_names.h"

#include <algorithm>

#include "text/folding.h"

namespace newswatch::detectors::officials {
namespace {

/// The longest are transcriptions of foreign names.
constexpr std::size_t kMostCharacters = 24;

std::size_t size_of_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  return std::min<std::size_t>(lead < 0x80   ? 1
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                                             : 4,
                               text.size());
}

bool is_divider(std::string_view character) {
  return character == " " || character == "·" || character == "・" || character == "　" ||
         character == "‧";
}

class Reader {
 public:
  Reader(const Roster& roster, Sightings& sightings, Field field)
      : roster_(roster), all_(sightings), words_(sightings.words(field)) {}

  void read() {
    std::uint32_t read_to = 0;
    for (std::uint32_t token = 0; token < words_.size(); ++token) {
      const ByteSpan span = words_.at(token).span;
      if (!is_unspaced(span.of(words_.tokens().field))) continue;
      for (std::uint32_t at = std::max(span.begin, read_to); at < span.end;) {
        const std::uint32_t end = read_name(token, at);
        read_to = end;
        at = end > at ? end : at + static_cast<std::uint32_t>(size_of_character(rest(at)));
      }
    }
  }

 private:
  std::string_view rest(std::uint32_t at) const { return words_.tokens().field.substr(at); }

  /// @return where the name that begins at byte `begin` ends, or `begin`.
  std::uint32_t read_name(std::uint32_t token, std::uint32_t begin) {
    std::uint32_t end = begin;
    std::span<const NameUse> uses;
    WordTrie::Node node = WordTrie::kRoot;
    std::size_t read = 0;
    for (std::uint32_t at = begin; at < words_.tokens().field.size() && read < kMostCharacters;) {
      const auto character = rest(at).substr(0, size_of_character(rest(at)));
      at += static_cast<std::uint32_t>(character.size());
      if (read > 0 && is_divider(character)) continue;
      node = roster_.unspaced_names().next(node, folded(character));
      if (node == WordTrie::kNone) break;
      ++read;
      const auto found = roster_.unspaced_names().uses_of(node);
      if (found.empty() || read < 2 || (read == 2 && !ends_word(token, at))) continue;
      uses = found;
      end = at;
    }
    if (!uses.empty()) resolve(token, {begin, end}, uses);
    return end;
  }

  std::string_view folded(std::string_view character) {
    folded_.clear();
    text::fold_into(folded_, character);
    return folded_;
  }

  bool ends_word(std::uint32_t token, std::uint32_t end) const {
    while (token < words_.size() && words_.at(token).span.end < end) ++token;
    return token < words_.size() && words_.at(token).span.end == end;
  }

  void resolve(std::uint32_t token, ByteSpan span, std::span<const NameUse> uses) {
    const NameUse* only = nullptr;
    for (const NameUse& use : uses) {
      if (use.form == NameForm::NotMe) return;
      const bool counts = uses.size() == 1 || roster_.in_office(use.official, all_.day);
      if (!counts || use.condition != 0) continue;
      if (only != nullptr) return;
      only = &use;
    }
    if (only == nullptr) return;
    const Person& person = roster_.people()[only->official];
    all_.mentions.push_back({.field = words_.field(),
                             .span = span,
                             .first = token,
                             .official = only->official,
                             .resolved_by = only->form == NameForm::FullName ? ResolvedBy::FullName
                                                                             : ResolvedBy::Alias});
    const Anchor anchor{{words_.field(), token}, person.surname, only->official, person.gender};
    all_.anchors.insert(std::ranges::upper_bound(all_.anchors, anchor.place, {}, &Anchor::place),
                        anchor);
  }

  const Roster& roster_;
  Sightings& all_;
  const FieldWords& words_;
  std::string folded_;
};

}  // namespace

void find_unspaced_names(const Roster& roster, Sightings& sightings) {
  if (!roster.has_unspaced_names()) return;
  for (const Field field : kNameFields) Reader(roster, sightings, field).read();
}

}  // namespace newswatch::detectors::officials
