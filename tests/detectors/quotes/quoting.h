#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newswatch::detectors::quotes {

/// @return each quotation that the body of an article holds, as `rule | words beside the cue |
/// text`; `none` where nothing named a speaker.
std::vector<std::string> quotations_in(std::string_view body);

/// @return for each quotation the name of the speaker, empty where there is none.
std::vector<std::string> names_in(std::string_view body);

}  // namespace newswatch::detectors::quotes
