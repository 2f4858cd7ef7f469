#include <limits>

#include "base/byte_codec.h"
#include "correlation/stories/story_entry.h"

namespace newswatch::correlation {
namespace {

constexpr std::uint64_t kVersion = 1;
constexpr std::size_t kLeastTermBytes = 6;
constexpr std::uint64_t kMaxHash = std::numeric_limits<std::uint32_t>::max();
constexpr auto kMostLateMs = static_cast<std::uint64_t>((kEndOfMoments - kFirstMoment).count());
constexpr std::uint64_t kNameBit = text::KeyTerm::kMaxRarity + 1;

void write(ByteWriter& writer, const std::vector<StoryTerm>& terms) {
  writer.number(terms.size());
  std::uint32_t last = 0;
  for (const StoryTerm& term : terms) {
    writer.number(term.hash - last);
    writer.number(term.rarity | (term.is_name ? kNameBit : 0U));
    for (const std::uint8_t mean : {term.weight, term.presence, term.in_title, term.in_focus})
      writer.number(mean);
    last = term.hash;
  }
}

void write(ByteWriter& writer, const std::vector<std::uint32_t>& outlets) {
  writer.number(outlets.size());
  std::uint32_t last = 0;
  for (const std::uint32_t outlet : outlets) {
    writer.number(outlet - last);
    last = outlet;
  }
}

/// Reads an entry part by part; `is_well` becomes false for good at the first that can't be.
class StoryReader {
 public:
  explicit StoryReader(std::string_view bytes) : bytes_(bytes) {}

  StoryEntry read();
  bool ended_well() const { return well_ && bytes_.ended_well(); }

 private:
  std::uint64_t bounded(std::uint64_t least, std::uint64_t most) {
    const std::uint64_t value = bytes_.number();
    if (value < least || value > most) well_ = false;
    return value;
  }
  /// @return the next of ascending hashes.
  std::uint32_t hash_behind(std::uint32_t last, bool first) {
    return static_cast<std::uint32_t>(last + bounded(first ? 0 : 1, kMaxHash - last));
  }
  std::size_t count(std::size_t least_bytes, std::size_t most) {
    const std::size_t value = bytes_.count(least_bytes);
    if (value > most) well_ = false;
    return well_ ? value : 0;
  }
  Timestamp time() {
    const Timestamp time(std::chrono::milliseconds(bytes_.signed_number()));
    if (!is_writable(time)) well_ = false;
    return well_ ? time : kFirstMoment;
  }
  std::vector<StoryTerm> terms();
  std::vector<std::uint32_t> outlets();
  text::KeyTerms newest();

  ByteReader bytes_;
  bool well_ = true;
};

std::vector<StoryTerm> StoryReader::terms() {
  std::vector<StoryTerm> terms(count(kLeastTermBytes, StoryEntry::kMaxTerms));
  std::uint32_t last = 0;
  for (StoryTerm& term : terms) {
    last = term.hash = hash_behind(last, &term == terms.data());
    const std::uint64_t bits = bounded(0, kNameBit | text::KeyTerm::kMaxRarity);
    term.rarity = static_cast<std::uint8_t>(bits & text::KeyTerm::kMaxRarity);
    term.is_name = (bits & kNameBit) != 0;
    for (std::uint8_t* mean : {&term.weight, &term.presence, &term.in_title, &term.in_focus})
      *mean = static_cast<std::uint8_t>(bounded(0, StoryTerm::kWhole));
  }
  return terms;
}

std::vector<std::uint32_t> StoryReader::outlets() {
  std::vector<std::uint32_t> outlets(count(1, StoryEntry::kMaxOutlets));
  std::uint32_t last = 0;
  for (std::uint32_t& outlet : outlets)
    last = outlet = hash_behind(last, &outlet == outlets.data());
  return outlets;
}

text::KeyTerms StoryReader::newest() {
  auto terms = text::decode_key_terms(bytes_.text());
  if (terms) return std::move(*terms);
  well_ = false;
  return {};
}

StoryEntry StoryReader::read() {
  if (bytes_.number() != kVersion) well_ = false;
  StoryEntry story;
  story.first_article = bytes_.text();
  story.first_alert = bytes_.text();
  story.first = time();
  story.last = time();
  story.articles =
      static_cast<std::uint32_t>(bounded(1, std::numeric_limits<std::uint32_t>::max()));
  story.originals = static_cast<std::uint32_t>(bounded(0, story.articles));
  story.outlets = outlets();
  story.terms = terms();
  story.newest = newest();
  story.late = std::chrono::milliseconds(bounded(0, kMostLateMs));
  return story;
}

}  // namespace

std::string encode(const StoryEntry& story) {
  ByteWriter writer;
  writer.number(kVersion);
  writer.text(story.first_article);
  writer.text(story.first_alert);
  writer.signed_number(story.first.time_since_epoch().count());
  writer.signed_number(story.last.time_since_epoch().count());
  writer.number(story.articles);
  writer.number(story.originals);
  write(writer, story.outlets);
  write(writer, story.terms);
  writer.text(text::encode(story.newest));
  writer.number(static_cast<std::uint64_t>(story.late.count()));
  return writer.take();
}

Result<StoryEntry> decode_story_entry(std::string_view bytes) {
  StoryReader reader(bytes);
  StoryEntry story = reader.read();
  if (!reader.ended_well() || story.last < story.first) {
    return fail(ErrorCode::WrongType, "a story in a form that is not known");
  }
  return story;
}

}  // namespace newswatch::correlation
