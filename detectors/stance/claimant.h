#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "alerts/findings.h"

namespace newswatch::detectors::stance {

/// Whose claim a word is.
/// @param quotations  of the article, by place.
/// @return the speaker of the innermost quotation around `word`: the official's id, else the name;
///         empty for the writer, to whom words between scare quotes belong as well; nothing when it
///         stands in a speech whose speaker is not known.
std::optional<std::string_view> claimant_of(const std::vector<alerts::Quotation>& quotations,
                                            const Place& word);

}  // namespace newswatch::detectors::stance
