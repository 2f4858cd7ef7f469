#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "alerts/explanation.h"
#include "alerts/findings.h"
#include "articles/article.h"
#include "text/analyser.h"

namespace newswatch::detectors {

/// What one rule took of the time that an article took.
struct RuleCost {
  const RuleSummary* rule = nullptr;  ///< Owned by the detector.
  std::chrono::nanoseconds time{0};
};

/// Memory that a detector needs while it looks at an article. Each thread has its own.
class Scratch {
 public:
  virtual ~Scratch() = default;
};

/// Finds one kind of thing in articles. Built once from the rules, never changed, shared by all
/// threads.
class Detector {
 public:
  virtual ~Detector() = default;

  /// @return memory for `detect`, for one thread, of this detector only.
  virtual std::unique_ptr<Scratch> make_scratch() const = 0;

  /// Adds what it finds to `found`, where the detectors before it have left theirs. Called by all
  /// threads at once, each with its own `scratch`.
  /// @param costs  null, or where to add what single rules took: a rule may come several times, and
  /// a detector that looks for all of them at once adds none. Measuring takes time itself.
  virtual void detect(const articles::Article& article, const text::Analysis& analysis,
                      Scratch& scratch, alerts::Findings& found,
                      std::vector<RuleCost>* costs) const = 0;

  /// @param scratch  as `detect` left it with this article.
  /// @param found    what all detectors found in the article.
  /// @return why that article meets the rule `id` or does not; nothing when the rule is not this
  /// detector's. For people who ask about one article: it may be slow.
  virtual std::optional<alerts::Explanation> explain(std::string_view id, Scratch& scratch,
                                                     const alerts::Findings& found) const = 0;
};

}  // namespace newswatch::detectors
