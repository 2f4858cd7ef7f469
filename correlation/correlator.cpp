#include "correlation/correlator.h"

#include <algorithm>

#include "alerts/digest_alert.h"
#include "alerts/retraction.h"
#include "alerts/surge_alert.h"
#include "correlation/stored_ledger.h"
#include "correlation/surges/coverage.h"

namespace newswatch::correlation {
namespace {

std::int64_t hour_of(Timestamp time) {
  return std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count();
}

}  // namespace

struct Correlator::Step {
  Timestamp time;
  alerts::StoryPart story = {};
  std::string replaces = {};  ///< The article that this one is a new version of; empty: none.
};

Correlator::Correlator(std::string source) : source_(std::move(source)) {}

Result<Outcome> Correlator::handle(const Message& message, const RulesInForce& rules) {
  return std::visit([&](const auto& one) { return handle(one, rules); }, message);
}

Result<Outcome> Correlator::handle(const DetectionMessage& detection, const RulesInForce& rules) {
  // Before anything changes: what comes from a topic may be anything.
  if (auto checked = alerts::check_alert(detection.alert.json); !checked)
    return Unexpected(checked.error());
  Outcome outcome;
  advance(detection.time(), outcome);
  const std::string& id = detection.alert.rule.id.value;
  RuleState& rule = touch(id);
  const CopyEntry* known = rule.copies.find(detection.article.value);
  if (known != nullptr && known->alert == detection.alert.id) {
    ++outcome.repeats;
    return outcome;
  }
  rule.put(detection.alert.rule);
  Step step{.time = detection.time().value_or(stream_.clock)};
  place_in_story(detection, step, rule);
  put_story(detection, step, rule);
  count_for_surges(detection, step, rules);
  const Decision decision = decide_on(detection, step, rule, rules);
  put_article(detection, step, decision.verdict != Verdict::Suppress);
  publish(detection, step, rule, decision, outcome);
  return outcome;
}

/// Finds out what the article is to the rule's others.
void Correlator::place_in_story(const DetectionMessage& detection, Step& step, RuleState& rule) {
  const auto original =
      rule.copies.book().find_original(detection.article.value, detection.print, step.time);
  const CopyEntry* entry = original ? rule.copies.find(original->article) : nullptr;
  const bool is_new_version = original && original->likeness == Likeness::NewVersion;
  if (is_new_version) {
    step.replaces = original->article;
    step.story.role = entry->told ? alerts::StoryRole::Correction : alerts::StoryRole::Update;
    if (entry->told) step.story.corrects = entry->alert;
  } else if (original) {
    step.story.copy_of = ArticleId(std::string(original->article));
    step.story.role = alerts::StoryRole::Copy;
  }
  if (entry != nullptr && rule.stories.find(entry->story) != nullptr) {
    step.story.id = entry->story;
    return;
  }
  if (const auto joined = rule.stories.book().assign(detection.terms, step.time)) {
    step.story.id = joined->id;
    if (!original) step.story.role = alerts::StoryRole::Update;
    return;
  }
  step.story.id = story_id(detection.alert.rule.id, detection.article.value);
}

void Correlator::put_story(const DetectionMessage& detection, const Step& step, RuleState& rule) {
  const StoryArticle article{.id = detection.article.value,
                             .alert_id = detection.alert.id,
                             .outlet = detection.outlet,
                             .time = step.time,
                             .terms = detection.terms,
                             .is_copy = step.story.role == alerts::StoryRole::Copy};
  const StoryEntry* known = rule.stories.find(step.story.id);
  if (known != nullptr && !step.replaces.empty()) return;
  StoryEntry story = known == nullptr ? story_of(article) : story_with(*known, article);
  story.late = std::max(std::chrono::milliseconds(0), stream_.clock - story.last);
  rule.stories.put(step.story.id, std::move(story));
}

/// In the place of the version before, which may have had another id.
void Correlator::put_article(const DetectionMessage& detection, const Step& step, bool told) {
  const std::string& id = detection.alert.rule.id.value;
  if (!step.replaces.empty() && step.replaces != detection.article.value)
    erase_copy(id, step.replaces);
  touch(id).copies.put(detection.article.value, {.time = step.time,
                                                 .print = detection.print,
                                                 .story = step.story.id,
                                                 .alert = detection.alert.id,
                                                 .told = told,
                                                 .late = stream_.clock - step.time});
  note_copy(id, detection.article.value, true);
}

void Correlator::count_for_surges(const DetectionMessage& detection, const Step& step,
                                  const RulesInForce& rules) {
  if (!step.replaces.empty()) return;
  for (const rules::SurgeRule* surge : rules.surges_of(detection.alert.rule.id.value)) {
    const std::string& id = surge->summary.id.value;
    SurgeEntry entry = entry_for(*surge, surges_.find(id), stream_.clock);
    const Coverage coverage{.time = step.time,
                            .story = step.story.id,
                            .outlet = detection.outlet,
                            .is_copy = step.story.role == alerts::StoryRole::Copy};
    count(coverage, stream_.clock, kLateness, entry);
    surges_.put(id, std::move(entry));
  }
}

/// Notes what the rule remembers of it.
Decision Correlator::decide_on(const DetectionMessage& detection, const Step& step, RuleState& rule,
                               const RulesInForce& rules) {
  const std::string& id = detection.alert.rule.id.value;
  const RaisedAlert raised{.role = step.story.role,
                           .story = step.story.id,
                           .item = {.alert_id = detection.alert.id,
                                    .article = detection.article,
                                    .url = detection.url,
                                    .title = detection.title}};
  Decision decision = decide(rules.options_of(id), rule.throttle_entry(), raised, stream_.clock);
  rule.put(std::move(decision.after));
  note_holding(id);
  return decision;
}

void Correlator::publish(const DetectionMessage& detection, const Step& step, const RuleState& rule,
                         const Decision& decision, Outcome& outcome) const {
  outcome.roles.emplace_back(detection.alert.rule.id, step.story.role);
  if (decision.verdict != Verdict::Publish) {
    outcome.suppressed.emplace_back(detection.alert.rule.id, decision.reason);
    return;
  }
  alerts::StoryPart part = step.story;
  const StoryEntry& story = *rule.stories.find(part.id);
  part.articles = story.articles;
  part.outlets = outlets_of(story);
  alerts::Alert alert = detection.alert;
  alert.json = alerts::with_story(alert.json, part, decision.suppressed).value();
  outcome.alerts.push_back(std::move(alert));
  outcome.times = {detection.published, detection.received};
}

Result<Outcome> Correlator::handle(const ArticleNotice& notice, const RulesInForce& /*rules*/) {
  Outcome outcome;
  advance(notice.time, outcome);
  const auto found = rules_of_article_.find(notice.article.value);
  if (found == rules_of_article_.end()) return outcome;
  for (const std::string& rule : std::vector<std::string>(found->second)) {
    if (std::ranges::find(notice.met, RuleId(rule)) == notice.met.end())
      retract(notice, rule, outcome);
  }
  return outcome;
}

/// The rule forgets the article. Where an alert went out about it, one more says that it does not
/// hold; where a digest would have told of it, it does not.
void Correlator::retract(const ArticleNotice& notice, const std::string& id, Outcome& outcome) {
  RuleState& rule = touch(id);
  const CopyEntry known = *rule.copies.find(notice.article.value);
  erase_copy(id, notice.article.value);
  if (!known.told) return;
  if (auto entry = without_article(rule.throttle_entry(), notice.article)) {
    rule.put(*std::move(entry));
    note_holding(id);
    return;
  }
  outcome.alerts.push_back(alerts::make_retraction(*rule.rule(),
                                                   {.alert_id = known.alert,
                                                    .article = notice.article,
                                                    .url = notice.url,
                                                    .title = notice.title,
                                                    .withdrawn_at = notice.time},
                                                   source_));
}

Result<Outcome> Correlator::handle(const VolumeMessage& volume, const RulesInForce& rules) {
  Outcome outcome;
  if (!stream_before_) stream_before_ = stream_;
  const Timestamp before = stream_.clock;
  add(volume, kLateness, stream_);
  go_on(before, outcome);
  judge_surges(rules, outcome);
  return outcome;
}

void Correlator::advance(std::optional<Timestamp> time, Outcome& outcome) {
  if (!time || *time <= stream_.clock) return;
  if (!stream_before_) stream_before_ = stream_;
  const Timestamp before = std::exchange(stream_.clock, *time);
  go_on(before, outcome);
}

/// What waits for the stream's time.
void Correlator::go_on(Timestamp before, Outcome& outcome) {
  if (hour_of(stream_.clock) != hour_of(before)) expire();
  for (const std::string& rule : std::set<std::string>(holding_)) tell_digest(rule, outcome);
}

void Correlator::tell_digest(const std::string& id, Outcome& outcome) {
  RuleState& rule = rules_.at(id);
  auto told = due(rule.throttle_entry(), stream_.clock);
  if (!told) return;
  touch(id).put(std::move(told->after));
  note_holding(id);
  if (told->digest)
    outcome.alerts.push_back(
        alerts::make_digest_alert(*rule.rule(), *told->digest, told->suppressed, source_));
}

void Correlator::judge_surges(const RulesInForce& rules, Outcome& outcome) {
  for (const std::string& id : surges_.book().with_open_windows()) {
    const rules::SurgeRule* surge = rules.find_surge(id);
    if (surge == nullptr) continue;
    const SurgeEntry& known = *surges_.find(id);
    Judgement judgement = judge_.judge(*surge, stream_, known);
    if (surge->alert) {
      for (const Surge& one : judgement.surges) tell_surge(*surge, one, outcome);
    }
    if (judgement.entry != known) surges_.put(id, std::move(judgement.entry));
  }
}

void Correlator::tell_surge(const rules::SurgeRule& rule, const Surge& surge, Outcome& outcome) {
  const RuleId& id = rule.summary.id;
  RuleState& state = touch(id.value);
  state.put(rule.summary);
  Decision decision = decide(rule.options, state.throttle_entry(), {}, stream_.clock);
  state.put(std::move(decision.after));
  note_holding(id.value);
  if (decision.verdict != Verdict::Publish) {
    outcome.suppressed.emplace_back(id, decision.reason);
    return;
  }
  alerts::SurgePart part{.from = surge.from,
                         .to = surge.to,
                         .expected = surge.expected,
                         .seen = surge.seen,
                         .probability = surge.probability,
                         .level = static_cast<std::uint32_t>(surge.level)};
  for (const std::string& story : surge.stories) {
    const StoryEntry* entry = rules_[rule.of].stories.find(story);
    if (entry == nullptr) continue;
    part.stories.push_back(
        {.id = story, .articles = entry->articles, .outlets = outlets_of(*entry)});
  }
  outcome.alerts.push_back(
      alerts::make_surge_alert(rule.summary, part, decision.suppressed, source_));
}

/// Once an hour, so that its cost counts for nothing.
void Correlator::expire() {
  for (auto& [id, rule] : rules_) expire(id, rule);
}

void Correlator::expire(const std::string& id, RuleState& rule) {
  const Timestamp now = stream_.clock;
  for (const std::string& article : rule.copies.book().expired(now - kArticlesKept))
    erase_copy(id, article);
  for (std::string& story : rule.stories.book().expired(now - kStoriesKept)) {
    touch(id);
    rule.stories.erase(std::move(story));
  }
  for (std::string& key : rule.throttle.book().expired(now - kThrottlesKept)) {
    touch(id);
    rule.throttle.erase(std::move(key));
  }
}

std::vector<StateChange> Correlator::changes() const {
  std::vector<StateChange> changes;
  for (const std::string& id : touched_) rules_.at(id).add_changes(id, changes);
  add_changes(surges_, StateKind::Surge, "", changes);
  if (stream_before_ && *stream_before_ != stream_)
    changes.push_back({encode(StateKey{StateKind::Stream, "", ""}), encode(stream_)});
  return changes;
}

void Correlator::commit() {
  for (const std::string& id : touched_) rules_.at(id).commit();
  touched_.clear();
  surges_.commit();
  stream_before_.reset();
}

void Correlator::undo() {
  for (const std::string& id : touched_) {
    rules_.at(id).undo(
        [&](const std::string& article, bool present) { note_copy(id, article, present); });
    note_holding(id);
  }
  touched_.clear();
  surges_.undo([](const std::string&, bool) {});
  if (stream_before_) stream_ = *std::exchange(stream_before_, std::nullopt);
}

Result<void> Correlator::restore(std::string_view key_bytes,
                                 std::optional<std::string_view> value) {
  const auto key = decode_state_key(key_bytes);
  if (!key) return Unexpected(key.error());
  if (key->kind == StateKind::Stream) {
    auto stream = value ? decode_stream_volume(*value) : Result<StreamVolume>(StreamVolume());
    if (!stream) return Unexpected(stream.error());
    stream_ = *std::move(stream);
    return {};
  }
  if (key->kind == StateKind::Surge) {
    if (value) return restore_into(surges_, key->entry, decode_surge_entry(*value));
    surges_.forget(key->entry);
    return {};
  }
  RuleState& rule = rules_[key->rule];
  if (value) {
    if (auto restored = rule.restore(*key, *value); !restored) return restored;
  } else {
    rule.forget(*key);
  }
  if (key->kind == StateKind::Copies) note_copy(key->rule, key->entry, value.has_value());
  if (key->kind == StateKind::Throttle) note_holding(key->rule);
  return {};
}

void Correlator::erase_copy(const std::string& rule, const std::string& article) {
  touch(rule).copies.erase(article);
  note_copy(rule, article, false);
}

void Correlator::note_copy(const std::string& rule, const std::string& article, bool present) {
  const auto found = present ? rules_of_article_.try_emplace(article).first
                             : rules_of_article_.find(article);
  if (found == rules_of_article_.end()) return;
  std::vector<std::string>& rules = found->second;
  const auto place = std::ranges::lower_bound(rules, rule);
  const bool known = place != rules.end() && *place == rule;
  if (present && !known) rules.insert(place, rule);
  if (!present && known) rules.erase(place);
  if (rules.empty()) rules_of_article_.erase(found);
}

void Correlator::note_holding(const std::string& rule) {
  if (rules_.at(rule).throttle_entry().held) {
    holding_.insert(rule);
  } else {
    holding_.erase(rule);
  }
}

RuleState& Correlator::touch(const std::string& rule) {
  touched_.insert(rule);
  return rules_[rule];
}

}  // namespace newswatch::correlation
