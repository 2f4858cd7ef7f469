#pragma once

#include "tests/correlation/stories/labelled_articles.h"
#include "tests/correlation/stories/scores.h"

namespace newswatch::correlation {

/// Sends a stream through a book of its own, in its order.
/// @return the story of each article.
Labels grouped(const Stream& stream);

/// @return what a reader said.
Labels gold_of(const Stream& stream);

}  // namespace newswatch::correlation
