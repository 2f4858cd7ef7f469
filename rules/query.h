#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace newswatch::rules {

/// One word of a query: what a word of an article must look like.
struct Word {
  enum class Form {
    Folded,         ///< `text` is folded: compared without case and accents.
    Wildcard,       ///< The same with `*` for any characters and `?` for one.
    Exact,          ///< `text` is as written: compared with case and accents.
    ExactWildcard,  ///< As written, with `*` and `?`.
    Stem,           ///< `text` is folded: any word with the same stem in `language`.
    Fuzzy,          ///< `text` is folded: at most `edits` letters away, the first letter the same.
    Regex,          ///< `text` is a regular expression for the whole folded word.
  };
  Form form = Form::Folded;
  std::string text;
  std::uint32_t edits = 0;    ///< Of `Fuzzy`: 1 or 2.
  std::string language = {};  ///< Of `Stem`: BCP 47.

  bool operator==(const Word&) const = default;
};

/// The parts of an article that a query can be held to.
enum class Scope { Title, Body, Lead, Author };

/// @return the name in queries: `title`, `body`, `lead`, `author`.
std::string_view name_of(Scope scope);

/// What a field of an article beside its text is compared with. `Mapped` is a field that the
/// configuration maps: its name is `Query::name`.
enum class Metadata { Language, Source, Domain, Country, Status, Url, Id, Mapped };

/// @return the name in queries: `lang`, `source`, `domain`, `country`, `status`, `url`, `id`; empty
/// for `Mapped`.
std::string_view name_of(Metadata metadata);

/// How a quotation stands in the text, as alerts name it.
enum class QuotedKind { Direct, Mixed, Indirect, Question };

/// @return the name in queries: `direct`, `mixed`, `indirect`, `question`.
std::string_view name_of(QuotedKind kind);

/// How much a clause adds to a score.
struct Weight {
  std::int32_t points = 0;
  std::uint32_t times = 1;  ///< Counted for at most so many occurrences.

  bool operator==(const Weight&) const = default;
};

/// @return `^5`, or `^2x3`.
std::string to_string(const Weight& weight);

/// The tree of a topic query. A value: copied freely, never changed once parsed.
struct Query {
  enum class Kind {
    Words,        ///< One word, or several that follow each other in one paragraph.
    Sloppy,       ///< Several words in any order in one paragraph, at most `distance` others among
                  ///< them.
    And,          ///< All parts.
    Or,           ///< At least one part.
    Not,          ///< Without its one part.
    AtLeast,      ///< At least `least` of the parts.
    Near,         ///< Two parts in either order, at most `distance` words between.
    OrderedNear,  ///< The same, the first part before the second.
    NotNear,      ///< The first part where the second is not within `distance` words.
    Sentence,     ///< Two parts in either order in one sentence.
    Paragraph,    ///< Two parts in either order in one paragraph.
    InScope,      ///< Its one part, inside `scope`.
    Occurrences,  ///< Its one part, `least` to `most` times.
    Positions,    ///< Its one part, at words `least` to `most` (not included) of its field.
    Metadata,     ///< An article whose `metadata` is one of `values`.
    Score,        ///< The `weights` of the parts that are met add up to `threshold`.
    Rule,         ///< What the topic `name` asks for; once looked up, that is its one part.
    Official,     ///< A mention of the official `name`.
    Role,         ///< A mention of whoever holds the office `name`.
    Quote,  ///< Its one part, or anything, inside one quotation of a kind in `quoted_kinds` by
            ///< a speaker of `values`.
  };
  static constexpr std::uint32_t kUnbounded = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::uint32_t kAllQuotedKinds = 0xF;
  static constexpr std::size_t kMostWords = 1024;  ///< With those of the topics it refers to.

  Kind kind = Kind::Words;
  std::vector<Word> words = {};
  std::vector<Query> parts = {};
  std::uint32_t distance = 0;
  Scope scope = Scope::Body;
  std::uint32_t least = 0;
  std::uint32_t most = kUnbounded;
  Metadata metadata = Metadata::Language;
  /// Of `Metadata` what is compared; of `Quote` who may speak, everybody when empty: ids of
  /// officials, `role:` or `country:` with a value, or `name:` with a name as the article gives it.
  std::vector<std::string> values = {};
  std::vector<Weight> weights = {};  ///< Of `Score`: one for each part.
  std::int32_t threshold = 0;
  std::uint32_t quoted_kinds = kAllQuotedKinds;  ///< A bit for each `QuotedKind`.
  std::string name = {};
  std::uint32_t at = 0;  ///< The byte of the query's text where it stood; no part of its meaning.

  bool operator==(const Query& other) const;
};

/// @return the query in the one form that `parse_query` reads back to the same tree: brackets only
/// where they are needed, capitals for operators, double quotes for phrases.
std::string to_string(const Query& query);

/// @return the name of the field that a `Metadata` query asks for, mapped or not.
std::string_view metadata_name(const Query& query);

/// @return the query without its parts: `NEAR/5`, `title:`, `score>=10`; of a word or phrase the
/// whole.
std::string label_of(const Query& query);

}  // namespace newswatch::rules
