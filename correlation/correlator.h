#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "alerts/alert.h"
#include "alerts/story.h"
#include "alerts/suppressed.h"
#include "base/result.h"
#include "correlation/messages.h"
#include "correlation/rule_state.h"
#include "correlation/rules_in_force.h"
#include "correlation/state_record.h"
#include "correlation/surges/surge_book.h"
#include "correlation/surges/surge_judge.h"
#include "correlation/throttling/decision.h"

namespace newswatch::correlation {

/// What came of one message.
struct Outcome {
  std::vector<alerts::Alert> alerts;  ///< To be published, in order.
  /// What was kept back, by rule.
  std::vector<std::pair<RuleId, alerts::SuppressReason>> suppressed;
  /// What the article is to the stories of the rules that found it, told of or kept back.
  std::vector<std::pair<RuleId, alerts::StoryRole>> roles;
  /// When the article of an alert was published, and when it arrived, as far as that is known.
  std::pair<std::optional<Timestamp>, std::optional<Timestamp>> times;
  std::uint64_t repeats = 0;  ///< Detections that had come before: there is nothing new in them.
};

/// Turns the detections of one partition into alerts: copies and new versions of an article are
/// recognised, articles are grouped into stories, alerts are held back as their rules ask, surges
/// are noticed.
///
/// All that it knows is in its state, which `changes` tells and `restore` puts back; what it does
/// depends on that, the message and the rules alone, so that a replay gives the same. Its time is
/// the stream's own: the latest event time that any message told. One thread uses it.
class Correlator {
 public:
  /// How long articles and stories are remembered behind the stream's time: a copy may come 72
  /// hours behind its original, and a story is as good as over a week after its last article.
  static constexpr std::chrono::hours kArticlesKept = CopyBook::kWindow;
  static constexpr std::chrono::hours kStoriesKept{24 * 8};
  static constexpr std::chrono::hours kThrottlesKept{24 * 32};
  /// How far behind the stream's time an article still counts in its window of a surge.
  static constexpr std::chrono::minutes kLateness{10};

  /// @param source  the CloudEvents source of alerts, `/newswatch/<deployment>`.
  explicit Correlator(std::string source);

  /// Errors: `WrongType`, `InvalidJson` for a message that no stage 1 made; nothing has changed
  /// then.
  Result<Outcome> handle(const DetectionMessage& detection, const RulesInForce& rules);
  Result<Outcome> handle(const ArticleNotice& notice, const RulesInForce& rules);
  Result<Outcome> handle(const VolumeMessage& volume, const RulesInForce& rules);
  Result<Outcome> handle(const Message& message, const RulesInForce& rules);

  /// @return what changed since the last commit, for the state topic: each entry once.
  std::vector<StateChange> changes() const;
  /// What changed is stored.
  void commit();
  /// What changed is not stored, and the messages behind it come again.
  void undo();

  /// Puts one record of the state topic, in the order of its offsets. @param value  absent: the
  /// entry is gone. Errors: `WrongType`.
  Result<void> restore(std::string_view key, std::optional<std::string_view> value);

  /// @return how many articles are remembered, over all rules.
  std::size_t articles() const { return rules_of_article_.size(); }

 private:
  /// One detection on its way.
  struct Step;

  void advance(std::optional<Timestamp> time, Outcome& outcome);
  void go_on(Timestamp before, Outcome& outcome);
  void tell_digest(const std::string& rule, Outcome& outcome);
  void judge_surges(const RulesInForce& rules, Outcome& outcome);
  void tell_surge(const rules::SurgeRule& rule, const Surge& surge, Outcome& outcome);
  void expire();
  void expire(const std::string& id, RuleState& rule);

  void place_in_story(const DetectionMessage& detection, Step& step, RuleState& rule);
  void put_story(const DetectionMessage& detection, const Step& step, RuleState& rule);
  void put_article(const DetectionMessage& detection, const Step& step, bool told);
  void count_for_surges(const DetectionMessage& detection, const Step& step,
                        const RulesInForce& rules);
  Decision decide_on(const DetectionMessage& detection, const Step& step, RuleState& rule,
                     const RulesInForce& rules);
  void publish(const DetectionMessage& detection, const Step& step, const RuleState& rule,
               const Decision& decision, Outcome& outcome) const;
  void retract(const ArticleNotice& notice, const std::string& rule, Outcome& outcome);
  void erase_copy(const std::string& rule, const std::string& article);
  void note_copy(const std::string& rule, const std::string& article, bool present);
  void note_holding(const std::string& rule);
  RuleState& touch(const std::string& rule);

  std::string source_;
  std::unordered_map<std::string, RuleState> rules_;
  Ledger<SurgeBook, SurgeEntry> surges_;
  SurgeJudge judge_{kLateness};
  StreamVolume stream_;
  std::optional<StreamVolume> stream_before_;  ///< At the last commit, where it changed.

  std::set<std::string> touched_;  ///< Rules that changed since the last commit.
  std::unordered_map<std::string, std::vector<std::string>>
      rules_of_article_;           ///< Those that remember it, in order; from `rules_`.
  std::set<std::string> holding_;  ///< Rules that hold alerts for a digest; from `rules_`.
};

}  // namespace newswatch::correlation
