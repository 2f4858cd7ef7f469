#include "detectors/topics/stance_condition.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/nearest_name.h"
#include "text/countries.h"

namespace newswatch::detectors::topics {
namespace {

using alerts::Quad;
using rules::MapReader;

constexpr std::array kQuads = {Quad::VerbalCooperation, Quad::MaterialCooperation,
                               Quad::VerbalConflict, Quad::MaterialConflict};

/// An article that says more about two parties than this says it in the first of them.
constexpr std::size_t kMostStances = 20;

/// Reports what is no party.
std::string party(MapReader& reader, const std::string& key, const std::string& code) {
  if (!code.empty() && !text::known_country_code(code)) {
    reader.problem(key, fmt::format("\"{}\" is no country or organisation that is known: expected "
                                    "ISO 3166-1 alpha-2, EU, NATO or UN",
                                    code));
  }
  return code;
}

void read_parties(MapReader& reader, StanceCondition& condition) {
  condition.source = party(reader, "source", reader.text("source").value_or(""));
  condition.target = party(reader, "target", reader.text("target").value_or(""));
  const bool has_one_way = !condition.source.empty() || !condition.target.empty();
  if (!reader.has("between")) {
    if (!has_one_way) {
      reader.problem("", "a stance needs \"between\", or \"source\", \"target\" or both");
    }
    return;
  }
  const auto parties = reader.texts("between");
  if (has_one_way) reader.problem("between", "stands beside \"source\" or \"target\"");
  if (parties.size() != 2 || parties.front() == parties.back()) {
    reader.problem("between", "expected a list of two parties, as [US, CN]");
    return;
  }
  condition.source = party(reader, "between", parties.front());
  condition.target = party(reader, "between", parties.back());
  condition.both_ways = true;
}

void read_quads(MapReader& reader, StanceCondition& condition) {
  std::vector<std::string> names;
  names.reserve(kQuads.size());
  for (const Quad quad : kQuads) names.emplace_back(alerts::name_of(quad));
  for (const std::string& name : reader.texts("quads")) {
    const auto known = std::ranges::find(names, name);
    if (known == names.end()) {
      reader.problem("quads", fmt::format("\"{}\" is none of {}{}", name, fmt::join(names, ", "),
                                          did_you_mean(name, names)));
      continue;
    }
    condition.quads.push_back(kQuads[static_cast<std::size_t>(known - names.begin())]);
  }
  std::ranges::sort(condition.quads);
  const auto repeated = std::ranges::unique(condition.quads);
  condition.quads.erase(repeated.begin(), repeated.end());
}

}  // namespace

bool StanceCondition::asks_for(const alerts::Stance& stance) const {
  const auto fits = [](const std::string& wanted, std::string_view code) {
    return wanted.empty() || wanted == code;
  };
  const bool one_way = fits(source, stance.source) && fits(target, stance.target);
  const bool other_way = both_ways && fits(source, stance.target) && fits(target, stance.source);
  return (one_way || other_way) &&
         (quads.empty() || std::ranges::find(quads, stance.quad) != quads.end());
}

std::vector<std::size_t> StanceCondition::pick(const std::vector<alerts::Stance>& stances) const {
  std::vector<std::size_t> indexes;
  for (std::size_t i = 0; i < stances.size() && indexes.size() < kMostStances; ++i) {
    if (asks_for(stances[i])) indexes.push_back(i);
  }
  return indexes;
}

std::string to_string(const StanceCondition& condition) {
  const bool swaps = condition.both_ways && condition.target < condition.source;
  const std::string& from = swaps ? condition.target : condition.source;
  const std::string& to = swaps ? condition.source : condition.target;
  std::vector<std::string_view> quads;
  quads.reserve(condition.quads.size());
  for (const Quad quad : condition.quads) quads.push_back(alerts::name_of(quad));
  return fmt::format("stance({} {} {}{}{})", from.empty() ? "*" : from,
                     condition.both_ways ? "<>" : ">", to.empty() ? "*" : to,
                     quads.empty() ? "" : ": ", fmt::join(quads, ", "));
}

std::optional<StanceCondition> read_stance(const rules::RuleEntry& entry, MapReader& reader,
                                           std::vector<rules::Problem>& errors) {
  reader.know("stance");
  const rules::Entry* key = entry.node.find("stance");
  if (key == nullptr) return std::nullopt;
  if (!key->value.is_map()) {
    reader.problem("stance", "expected a map, as {between: [US, CN]}");
    return std::nullopt;
  }
  MapReader own(key->value, entry.file, errors);
  StanceCondition condition;
  read_parties(own, condition);
  read_quads(own, condition);
  condition.is_required = own.flag("require", false);
  own.finish();
  return condition;
}

}  // namespace newswatch::detectors::topics
