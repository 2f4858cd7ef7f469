#include "importers/import_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace newswatch::importers {
namespace {

struct Kind {
  Finding finding;
  Outcome outcome;
  std::string_view text;
};

constexpr std::array kKinds = {
    Kind{Finding::DuplicateName, Outcome::Ambiguous, "one name, several people"},
    Kind{Finding::SameSurnameAndOffice, Outcome::Ambiguous, "one surname and office at one time"},
    Kind{Finding::OverlappingTerms, Outcome::Ambiguous, "terms of one office overlap"},
    Kind{Finding::MayBeAYear, Outcome::Ambiguous, "1 January may stand for a year"},
    Kind{Finding::UnknownCountry, Outcome::Ambiguous, "unknown country"},
    Kind{Finding::NoName, Outcome::LeftOut, "no name"},
    Kind{Finding::NameWithoutLetters, Outcome::LeftOut, "name without letters"},
    Kind{Finding::SurnameAsAlias, Outcome::LeftOut, "bare surname as alias"},
    Kind{Finding::NoOffice, Outcome::LeftOut, "no known office"},
    Kind{Finding::NoStart, Outcome::LeftOut, "no start"},
    Kind{Finding::UnreadableDate, Outcome::LeftOut, "unreadable date"},
    Kind{Finding::DateBelowDay, Outcome::LeftOut, "date not known to the day"},
    Kind{Finding::EndsBeforeItBegins, Outcome::LeftOut, "ends before it begins"},
    Kind{Finding::NoRole, Outcome::LeftOut, "no role"},
    Kind{Finding::BeginsLater, Outcome::LeftOutAsAsked, "begins after the day of the import"},
    Kind{Finding::AlreadyKnown, Outcome::LeftOutAsAsked, "stands in the rules already"},
};

const Kind& kind_of(Finding finding) { return *std::ranges::find(kKinds, finding, &Kind::finding); }

std::string_view name_of(Outcome outcome) {
  return outcome == Outcome::Ambiguous ? "ambiguous" : "left out";
}

}  // namespace

void ImportReport::add(Finding finding, std::string what) {
  notes_.push_back({finding, std::move(what)});
}

std::size_t ImportReport::count(Finding finding) const {
  return static_cast<std::size_t>(std::ranges::count(notes_, finding, &Note::finding));
}

bool ImportReport::is_clear() const {
  return std::ranges::all_of(notes_, [](const Note& note) {
    return kind_of(note.finding).outcome == Outcome::LeftOutAsAsked;
  });
}

std::string ImportReport::to_text() const {
  std::string text;
  for (const Note& note : notes_) {
    const Kind& kind = kind_of(note.finding);
    text += fmt::format("{}: {}: {}\n", name_of(kind.outcome), kind.text, note.what);
  }
  for (const Kind& kind : kKinds) {
    const auto times = count(kind.finding);
    if (times > 0) text += fmt::format("{} {}: {}\n", times, name_of(kind.outcome), kind.text);
  }
  return text;
}

}  // namespace newswatch::importers
