#pragma once

#include <string_view>
#include <unordered_set>

namespace newswatch::text {

/// English words that news of every kind uses, behind the most frequent ones that
/// `share_of_word` ranks: "agreement", "worker", "announce". As they stand in a dictionary, folded.
const std::unordered_set<std::string_view>& common_words();

}  // namespace newswatch::text
