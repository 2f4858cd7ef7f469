#pragma once

#include <cstdint>
#include <vector>

#include "text/tokens.h"

namespace newswatch::text {

/// Words `begin` to `end` (half-open) of a field.
struct WordRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool operator==(const WordRange&) const = default;
};

/// Finds the words of a body that are its own: what agencies, outlets and editors put around a
/// text differs among its copies, and is alike in texts that have nothing else in common.
///
/// Left out are the dateline at the beginning ("WASHINGTON (Reuters) -"), bylines, paragraphs of
/// fewer than four words (subheads, "Advertisement", "AFP"), and sentences of at most 40 words that
/// are credits ("Reporting by …"), claims of rights ("All rights reserved"), invitations ("Sign up
/// for …", "Read more"), or notes on the text itself ("This story has been updated", "Our
/// Standards: …"). The phrases are English; other languages keep theirs.
///
/// @param own  emptied and filled, in order; adjacent ranges are one.
void find_own_words(const Tokens& body, std::vector<WordRange>& own);

}  // namespace newswatch::text
