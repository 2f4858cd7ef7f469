#include "correlation/rule_state.h"

#include <utility>

#include "correlation/stored_ledger.h"

namespace newswatch::correlation {
const RuleSummary* SummaryBook::find(std::string_view /*key*/) const {
  return rule_ ? &*rule_ : nullptr;
}

void SummaryBook::put(std::string /*key*/, RuleSummary rule) { rule_ = std::move(rule); }

void SummaryBook::erase(std::string_view /*key*/) { rule_.reset(); }

const ThrottleEntry& RuleState::throttle_entry() const {
  static const ThrottleEntry kNone;
  const ThrottleEntry* entry = throttle.find(ThrottleBook::kKey);
  return entry == nullptr ? kNone : *entry;
}

void RuleState::put(ThrottleEntry entry) {
  if (entry == throttle_entry()) return;
  std::string key(ThrottleBook::kKey);
  if (entry == ThrottleEntry()) {
    throttle.erase(std::move(key));
  } else {
    throttle.put(std::move(key), std::move(entry));
  }
}

void RuleState::put(const RuleSummary& rule) {
  const RuleSummary* known = this->rule();
  if (known == nullptr || known->version != rule.version) summary.put("", rule);
}

void RuleState::add_changes(const std::string& rule, std::vector<StateChange>& changes) const {
  correlation::add_changes(copies, StateKind::Copies, rule, changes);
  correlation::add_changes(stories, StateKind::Story, rule, changes);
  correlation::add_changes(throttle, StateKind::Throttle, rule, changes);
  correlation::add_changes(summary, StateKind::Rule, rule, changes);
}

void RuleState::commit() {
  copies.commit();
  stories.commit();
  throttle.commit();
  summary.commit();
}

void RuleState::undo(
    const std::function<void(const std::string& article, bool present)>& copy_changed) {
  const auto nobody = [](const std::string&, bool) {};
  copies.undo(copy_changed);
  stories.undo(nobody);
  throttle.undo(nobody);
  summary.undo(nobody);
}

Result<void> RuleState::restore(const StateKey& key, std::string_view value) {
  switch (key.kind) {
    case StateKind::Copies:
      return restore_into(copies, key.entry, decode_copy_entry(value));
    case StateKind::Story:
      return restore_into(stories, key.entry, decode_story_entry(value));
    case StateKind::Throttle:
      return restore_into(throttle, key.entry, decode_throttle_entry(value));
    case StateKind::Rule:
      return restore_into(summary, key.entry, decode_rule(value));
    case StateKind::Surge:
    case StateKind::Stream:
      break;
  }
  return fail(ErrorCode::WrongType, "an entry of the state that belongs to no rule");
}

void RuleState::forget(const StateKey& key) {
  if (key.kind == StateKind::Copies) copies.forget(key.entry);
  if (key.kind == StateKind::Story) stories.forget(key.entry);
  if (key.kind == StateKind::Throttle) throttle.forget(key.entry);
  if (key.kind == StateKind::Rule) summary.forget(key.entry);
}

}  // namespace newswatch::correlation
