#include "detectors/officials/roster.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "detectors/officials/surnames.h"
#include "text/folding.h"

namespace newswatch::detectors::officials {
namespace {

using rules::Alias;
using rules::AliasKind;
using rules::Office;
using rules::Official;
using rules::Role;

using Words = std::vector<std::string>;

bool is_initial_word(const std::string& word) { return word.size() == 1; }

/// "K. Rao", "K.P.S. Rao": only initials before the last word.
bool has_only_initials(std::string_view name, const Words& words) {
  if (words.size() < 2) return false;
  const auto dot = name.find('.');
  return is_initial_word(words.front()) || (dot != std::string_view::npos && dot == 1);
}

/// @return `words` without what news leaves out: initials and middle names, "Jr." and the like.
Words without_middle(const Words& words, const Words& surname) {
  Words trimmed = words;
  while (!trimmed.empty() && is_generation(trimmed.back())) trimmed.pop_back();
  const bool ends_with_surname = trimmed.size() > surname.size() + 1 &&
                                 std::equal(surname.rbegin(), surname.rend(), trimmed.rbegin());
  if (!ends_with_surname || is_initial_word(trimmed.front())) return trimmed;
  Words shorter = {trimmed.front()};
  shorter.insert(shorter.end(), surname.begin(), surname.end());
  return shorter;
}

/// "PM", "FM", "VP": abbreviations that headlines use for the holder.
bool is_in_its_letters(const TitleWords& words) {
  return words.size() == 1 && (words[0] == "pm" || words[0] == "fm" || words[0] == "vp");
}

template <typename T>
void add_sorted(std::vector<T>& list, T value) {
  const auto at = std::ranges::lower_bound(list, value);
  if (at == list.end() || *at != value) list.insert(at, value);
}

bool intersect(const std::vector<std::uint32_t>& sorted, std::uint32_t value) {
  return std::ranges::binary_search(sorted, value);
}

}  // namespace

/// Fills a roster.
class Roster::Builder {
 public:
  Builder(Roster& roster, const std::vector<Office>& offices) : roster_(roster) {
    for (const Office& office : offices) {
      office_rules_.emplace(office.id, &office);
      add_names_of(office);
    }
  }

  void add(const Official& official) {
    const auto number = static_cast<std::uint32_t>(roster_.people_.size());
    Person& person = roster_.people_.emplace_back();
    person.name = official.name;
    person.roles = official.roles;
    person.gender = official.gender;
    for (const std::string& term : official.context) person.context.push_back(name_words(term));
    person.surname_words = name_words(official.surname);
    add_names(official, number);
    for (std::uint32_t i = 0; i < person.roles.size(); ++i) add_role(number, i);
  }

  void finish() {
    roster_.names_.build();
    roster_.unspaced_names_.build();
    for (RoleKind& kind : roster_.kinds_) add_names(kind);
  }

 private:
  Person& person(std::uint32_t number) { return roster_.people_[number]; }

  void add_names(const Official& official, std::uint32_t number) {
    add_name(official.name, {number, NameForm::FullName});
    add_shorter(official.name, number);
    add_other_order(official, number);
    for (const auto& [lang, name] : official.names) add_name(name, {number, NameForm::FullName});
    for (const Alias& alias : official.aliases) add_alias(alias, number);
    for (const std::string& phrase : official.not_me) add_name(phrase, {number, NameForm::NotMe});
    if (is_unspaced(official.surname)) return;
    person(number).surname =
        roster_.names_.add(person(number).surname_words, {number, NameForm::Surname});
  }

  WordTrie::Node add_name(std::string_view name, NameUse use) {
    if (is_unspaced(name)) {
      roster_.has_unspaced_names_ = true;
      return roster_.unspaced_names_.add(name_characters(name), use);
    }
    const Words words = name_words(name);
    if (use.form != NameForm::NotMe && !words.empty() && is_generation(words.back()))
      person(use.official).has_generation = true;
    return roster_.names_.add(words, use);
  }

  /// "Joseph Robinette Biden Jr." is Joseph Biden too.
  void add_shorter(std::string_view name, std::uint32_t number) {
    if (is_unspaced(name)) return;
    const Words words = name_words(name);
    const Words shorter = without_middle(words, person(number).surname_words);
    if (shorter.size() > 1 && shorter != words)
      roster_.names_.add(shorter, {number, NameForm::Alias});
    person(number).given = shorter;
    for (const std::string& word : person(number).surname_words) {
      const auto at = std::ranges::find(person(number).given, word);
      if (at != person(number).given.end()) person(number).given.erase(at);
    }
  }

  /// Where the family name stands first, English news turns it at times.
  void add_other_order(const Official& official, std::uint32_t number) {
    const Words words = name_words(official.name);
    const Words& surname = person(number).surname_words;
    const bool first =
        surname.size() < words.size() && std::equal(surname.begin(), surname.end(), words.begin());
    if (!first) return;
    Words turned(words.begin() + static_cast<std::ptrdiff_t>(surname.size()), words.end());
    turned.insert(turned.end(), surname.begin(), surname.end());
    roster_.names_.add(turned, {number, NameForm::Alias});
  }

  void add_alias(const Alias& alias, std::uint32_t number) {
    NameUse use{number, NameForm::Alias};
    const Words words = name_words(alias.name);
    const bool is_short = alias.kind == AliasKind::Short || alias.kind == AliasKind::Nickname;
    if (is_short && words.size() == 1) use.form = NameForm::Surname;
    if (has_only_initials(alias.name, words)) use.form = NameForm::Initials;
    use.condition = condition_of(alias) & 0xFFFFFF;
    add_name(alias.name, use);
    if (use.form == NameForm::Alias && use.condition == 0) {
      const Words shorter = without_middle(words, person(number).surname_words);
      if (shorter.size() > 1 && shorter != words)
        roster_.names_.add(shorter, {number, NameForm::Alias});
    }
  }

  std::uint32_t condition_of(const Alias& alias) {
    if (!alias.case_exact && alias.context.empty()) return 0;
    NameCondition condition;
    if (alias.case_exact) condition.letters = alias.name;
    for (const std::string& term : alias.context) condition.context.push_back(name_words(term));
    roster_.conditions_.push_back(std::move(condition));
    return static_cast<std::uint32_t>(roster_.conditions_.size() - 1);
  }

  void add_role(std::uint32_t number, std::uint32_t index) {
    const Role& role = person(number).roles[index];
    const auto [known, added] =
        kinds_.try_emplace(std::tuple(role.title, role.country, role.office),
                           static_cast<std::uint32_t>(roster_.kinds_.size()));
    const std::uint32_t kind = known->second;
    if (added) add_kind(role, kind);
    person(number).role_kinds.push_back(kind);
    auto& people = roster_.kinds_[kind].people;
    if (people.empty() || people.back() != number) people.push_back(number);
    if (const auto office = office_of(role))
      roster_.offices_[*office].terms.push_back({number, index});
  }

  void add_names(RoleKind& kind) {
    if (kind.people.size() > kMostHolders) return;
    for (const std::uint32_t number : kind.people) {
      for (const auto* words : {&person(number).surname_words, &person(number).given}) {
        if (!words->empty()) kind.names.emplace_back(words->front(), number);
      }
    }
    std::ranges::sort(kind.names);
    const auto rest = std::ranges::unique(kind.names);
    kind.names.erase(rest.begin(), rest.end());
  }

  void add_kind(const Role& role, std::uint32_t kind) {
    roster_.kinds_.emplace_back();
    const auto office = office_of(role);
    add_title(role.title, kind, office);
    const auto rule = office_rules_.find(role.office);
    if (rule == office_rules_.end()) return;
    for (const auto* names : {&rule->second->aliases, &rule->second->abbreviations}) {
      for (const std::string& name : *names)
        add_sorted(roster_.titles_.at(name_words(name)).roles, kind);
    }
    if (rule->second->name != role.title) add_title(rule->second->name, kind, office);
  }

  void add_title(std::string_view title, std::uint32_t kind, std::optional<std::uint32_t> office) {
    for (const TitleVariant& variant : title_variants(title)) {
      TitleUses& uses = roster_.titles_.at(variant.words);
      add_sorted(uses.roles, kind);
      const bool in_its_letters = is_in_its_letters(variant.words);
      if (office && (variant.stands_alone || in_its_letters)) add_sorted(uses.offices, *office);
      uses.in_its_letters = uses.in_its_letters || in_its_letters;
    }
  }

  void add_names_of(const Office& office) {
    const std::uint32_t number = new_office(office.country);
    offices_.emplace(office.id, number);
    for (const TitleVariant& variant : title_variants(office.name)) {
      if (variant.stands_alone) add_sorted(roster_.titles_.at(variant.words).offices, number);
    }
    for (const std::string& alias : office.aliases) {
      for (const TitleVariant& variant : title_variants(alias)) {
        if (!variant.stands_alone) continue;
        TitleUses& uses = roster_.titles_.at(variant.words);
        add_sorted(uses.offices, number);
        uses.names_its_country = uses.offices.size() == 1;
      }
    }
    for (const std::string& abbreviation : office.abbreviations) {
      TitleUses& uses = roster_.titles_.at(name_words(abbreviation));
      add_sorted(uses.offices, number);
      uses.in_its_letters = true;
    }
  }

  std::uint32_t new_office(const std::string& country) {
    roster_.offices_.push_back({country, {}});
    return static_cast<std::uint32_t>(roster_.offices_.size() - 1);
  }

  /// @return the office that the role names, else the one that every country has one of.
  std::optional<std::uint32_t> office_of(const Role& role) {
    if (const auto named = offices_.find(role.office); named != offices_.end())
      return named->second;
    if (role.country.empty() || !is_held_by_one(role.title)) return std::nullopt;
    const auto [known, added] =
        implied_offices_.try_emplace(std::pair(role.country, role.title), 0);
    if (added) known->second = new_office(role.country);
    return known->second;
  }

  Roster& roster_;
  std::map<std::string, const Office*> office_rules_;
  std::map<std::string, std::uint32_t> offices_;  ///< By id.
  std::map<std::pair<std::string, std::string>, std::uint32_t> implied_offices_;
  std::map<std::tuple<std::string, std::string, std::string>, std::uint32_t> kinds_;
};

Roster::Roster(const std::vector<Official>& officials, const std::vector<Office>& offices) {
  people_.reserve(officials.size());
  Builder builder(*this, offices);
  for (const Official& official : officials) builder.add(official);
  builder.finish();
}

bool Roster::has_title(std::uint32_t official, std::uint32_t title, std::optional<Date> day) const {
  const Person& person = people_[official];
  const auto& roles = titles_.at(title).roles;
  for (std::size_t i = 0; i < person.roles.size(); ++i) {
    if (intersect(roles, person.role_kinds[i]) && (!day || covers(person.roles[i], *day)))
      return true;
  }
  return false;
}

bool Roster::in_office(std::uint32_t official, std::optional<Date> day) const {
  return !office_on(people_[official].roles, day).role.empty();
}

bool is_unspaced(std::string_view word) {
  if (word.empty()) return false;
  // U+0E00-0E7F (Thai) is E0 B8-B9; U+1100 and up to U+FFFF without the general punctuation that
  // Latin text has is E3-ED and EF; Han beyond is F0 A0-B3.
  const auto at = [&](std::size_t i) {
    return i < word.size() ? static_cast<unsigned char>(word[i]) : 0;
  };
  if (at(0) == 0xE0) return at(1) == 0xB8 || at(1) == 0xB9;
  if (at(0) == 0xF0) return at(1) >= 0xA0 && at(1) <= 0xB3;
  return at(0) >= 0xE3 && at(0) <= 0xED;
}

std::vector<std::string> name_characters(std::string_view text) {
  std::vector<std::string> characters;
  while (!text.empty()) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::string_view character = text.substr(0, size);
    const bool divides = character == " " || character == "·" || character == "・" ||
                         character == "　" || character == "‧";
    if (!divides) characters.push_back(text::fold(character));
    text.remove_prefix(std::min(size, text.size()));
  }
  return characters;
}

}  // namespace newswatch::detectors::officials
