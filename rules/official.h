#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/gender.h"
#include "base/timestamp.h"

namespace newswatch::rules {

/// One term of office.
struct Role {
  std::string title;
  std::string
      country;  ///< ISO 3166-1 alpha-2, or the abbreviation of an organisation; may be empty.
  Date from;    ///< The first day in office, UTC.
  std::optional<Date> to = {};  ///< The first day out of office; absent while in office.
  std::string office = {};      ///< Id of an office in the rules; may be empty.
  bool acting = false;          ///< Holds the office for want of another.
};

/// What kind of name an alias is.
enum class AliasKind : std::uint8_t { Full, Short, Nickname, Transliteration, Misspelling };

/// @return the kind that a rule file calls by this name: `full`, `short`, `nickname`,
/// `transliteration`, `misspelling`.
std::optional<AliasKind> alias_kind(std::string_view name);

/// All the names of kinds, for messages.
const std::vector<std::string>& alias_kind_names();

/// Another name of a person.
struct Alias {
  std::string name;
  AliasKind kind = AliasKind::Full;
  std::string lang = {};                  ///< BCP 47; empty when unknown.
  bool case_exact = false;                ///< Counts only in these very letters.
  std::vector<std::string> context = {};  ///< When any are given, one must stand in the article.
};

/// A person whose mentions are tracked.
struct Official {
  std::string name;
  std::string surname;  ///< One or more words, part of `name`.
  std::vector<Alias> aliases;
  std::vector<Role> roles;
  Gender gender = Gender::Unknown;
  std::string wikidata = {};  ///< As in "Q42"; empty when unknown.
  std::vector<std::pair<std::string, std::string>> names = {};  ///< Language and full name in it.
  std::vector<std::string> not_me = {};  ///< Phrases that hold the name and mean another.
  std::vector<std::string> context =
      {};  ///< Terms beside which the surname alone means this person.
};

/// A term of office, as an office tells it.
struct Holder {
  std::string official;  ///< Id.
  Date from;
  std::optional<Date> to = {};
  bool acting = false;
};

/// An office that people hold one after the other, and whose name stands for its holder.
struct Office {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;        ///< Other names and descriptions.
  std::vector<std::string> abbreviations;  ///< Count only in their own letters.
  std::string country;                     ///< As in roles.
  std::vector<Holder> holders;
};

/// The office of a person on one day.
struct HeldOffice {
  std::string_view role;         ///< Empty when out of office, or when the day is unknown.
  std::string_view former_role;  ///< The last one before that day; only where `role` is empty.
  std::string_view country;      ///< Of the one that is not empty.
};

/// @return whether the term covers the day.
bool covers(const Role& role, Date day);

/// @param day  absent when unknown: then no office is named.
/// @return of several at a time the one that began last. Borrows from `roles`.
HeldOffice office_on(const std::vector<Role>& roles, std::optional<Date> day);

}  // namespace newswatch::rules
