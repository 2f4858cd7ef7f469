#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newswatch::importers {

/// What an import has to tell about its source.
enum class Finding : std::uint8_t {
  // Taken over, but a person should look.
  DuplicateName,
  SameSurnameAndOffice,
  OverlappingTerms,
  MayBeAYear,
  UnknownCountry,
  // Left out.
  NoName,
  NameWithoutLetters,
  SurnameAsAlias,
  NoOffice,
  NoStart,
  UnreadableDate,
  DateBelowDay,
  EndsBeforeItBegins,
  NoRole,
  // Left out as was asked for.
  BeginsLater,
  AlreadyKnown,
};

/// What becomes of it.
enum class Outcome : std::uint8_t { Ambiguous, LeftOut, LeftOutAsAsked };

/// What an import could not take over as it stood, or not at all, in the order in which it was met.
class ImportReport {
 public:
  /// @param what  the person, and what it is about: "Jane Doe, Senator".
  void add(Finding finding, std::string what);

  /// @return how often.
  std::size_t count(Finding finding) const;
  /// @return whether all was taken over that was asked for, and only one way to do so.
  bool is_clear() const;
  /// @return one line for each finding, as `left out: no start: Jane Doe, Senator`, and then one
  ///         with the number of each kind that was met. Empty when there is none.
  std::string to_text() const;

 private:
  struct Note {
    Finding finding;
    std::string what;
  };
  std::vector<Note> notes_;
};

}  // namespace newswatch::importers
