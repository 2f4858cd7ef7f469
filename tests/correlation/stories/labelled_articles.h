#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/timestamp.h"
#include "text/key_terms.h"

namespace newswatch::correlation {

/// An article of `evaluation/stories`, as stage 2 would meet it, and the story that a reader gave
/// it.
struct LabelledArticle {
  std::string id;
  std::string story;
  std::string outlet;
  Timestamp time;
  text::KeyTerms terms;
};

/// One topic: the articles of one file in order of publication.
using Stream = std::vector<LabelledArticle>;

/// @param folder  "development" or "held-out".
/// @return its topics, by name of file. Ends the test program when one can't be read.
std::vector<Stream> read_streams(const std::filesystem::path& folder);

/// @return all articles of several topics as one stream, in order of publication.
Stream merged(const std::vector<Stream>& streams);

}  // namespace newswatch::correlation
