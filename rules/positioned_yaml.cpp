#include "rules/positioned_yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <exception>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"

namespace newswatch::rules {
namespace {

constexpr std::size_t kMostLevels = 64;
constexpr std::size_t kMostNodesByAliases = 100'000;
// Copies kept for aliases: anchors inside anchors would otherwise keep a node once for each level.
constexpr std::size_t kMostAnchoredNodes = 1'000'000;

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += count_nodes(item);
  for (const Entry& entry : node.entries) count += count_nodes(entry.value);
  return count;
}

std::size_t height(const Node& node) {
  std::size_t highest = 0;
  for (const Node& item : node.items) highest = std::max(highest, height(item));
  for (const Entry& entry : node.entries) highest = std::max(highest, height(entry.value));
  return node.is_sequence() || node.is_map() ? highest + 1 : 0;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Turns the columns of yaml-cpp, which count bytes, into columns of characters.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {
    for (std::size_t at = 0; at <= text.size(); ++at)
      if (at == 0 || text[at - 1] == '\n') line_begins_.push_back(at);
  }

  /// @return whether a quoted scalar that begins there ends: yaml-cpp 0.7 takes the end of the file
  /// for its closing mark.
  bool closes(const YAML::Mark& mark) const {
    if (mark.line < 0 || static_cast<std::size_t>(mark.line) >= line_begins_.size()) return true;
    std::size_t at = line_begins_[static_cast<std::size_t>(mark.line)] +
                     static_cast<std::size_t>(std::max(mark.column, 0));
    while (at < text_.size() && (text_[at] == '!' || text_[at] == '&'))  // a tag, an anchor
      at = text_.find_first_not_of(" \t\r\n", text_.find_first_of(" \t\r\n", at));
    if (at >= text_.size() || (text_[at] != '"' && text_[at] != '\'')) return true;
    const char quote = text_[at];
    for (++at; at < text_.size(); ++at) {
      if (quote == '"' && text_[at] == '\\') {
        ++at;
      } else if (text_[at] == quote) {
        const bool is_doubled = quote == '\'' && text_.substr(at + 1).starts_with(quote);
        if (!is_doubled) return true;
        ++at;
      }
    }
    return false;
  }

  Position of(const YAML::Mark& mark) {
    if (mark.line < 0 || mark.column < 0) return {};
    const auto line = static_cast<std::size_t>(mark.line);
    const auto byte = static_cast<std::size_t>(mark.column);
    if (line >= line_begins_.size()) return {mark.line + 1, 1};
    // Marks mostly go forward: counting on from the last keeps one long line from costing its
    // square.
    if (line != line_ || byte < byte_) {
      line_ = line;
      byte_ = characters_ = 0;
    }
    const auto rest = text_.substr(std::min(line_begins_[line] + byte_, text_.size()));
    characters_ += count_characters(rest.substr(0, byte - byte_));
    byte_ = byte;
    return {mark.line + 1, static_cast<int>(characters_) + 1};
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> line_begins_;
  std::size_t line_ = 0;  // where the last one was
  std::size_t byte_ = 0;
  std::size_t characters_ = 0;
};

/// Builds the tree from yaml-cpp's events, so that yaml-cpp's own nodes, which share memory through
/// aliases and forget duplicate keys, are never made. After a problem that leaves no sensible tree
/// it ignores the rest; yaml-cpp itself stops at 500 levels.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(Places& places, const std::string& file, std::vector<Problem>& problems)
      : places_(places), file_(file), problems_(problems) {}

  /// @return nothing where what follows a problem was not read.
  std::optional<Node> take_root() {
    if (stopped_) return std::nullopt;
    return std::move(root_);
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (stopped_) return;
    Node node;
    node.position = places_.of(mark);
    // Nothing was written: yaml-cpp names the place of whatever comes next.
    if (!open_.empty() && open_.back().key && open_.back().key->at.line != node.position.line)
      node.position = open_.back().key->at;
    finish(std::move(node), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (stopped_) return;
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) return stop(mark, "alias inside its own anchor");
    if (found->second.height + open_.size() > kMostLevels) return stop_too_deep(mark);
    nodes_by_aliases_ += found->second.nodes;
    if (nodes_by_aliases_ > kMostNodesByAliases)
      return stop(mark, fmt::format("aliases repeat more than {} nodes", kMostNodesByAliases));
    finish(Node(found->second.node), 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (stopped_ || !accepts(mark, tag)) return;
    Node node;
    node.kind = Node::Kind::Scalar;
    node.text = value;
    node.quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
    if (node.quoted && !places_.closes(mark))
      return stop(mark, "the quotation mark that opens here is never closed");
    node.position = places_.of(mark);
    finish(std::move(node), anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Node::Kind::Sequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Node::Kind::Map, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Key {
    std::string text;
    Position at;
    bool usable;
  };
  /// A sequence or map that has not ended yet.
  struct Open {
    Node node;
    YAML::anchor_t anchor;
    std::optional<Key> key;  // of a map, while its value is awaited
    std::unordered_map<std::string, Position> keys;
  };
  struct Anchored {
    Node node;
    std::size_t nodes;
    std::size_t height;
  };

  void report(Position position, std::string message) {
    problems_.push_back({file_, position, std::move(message)});
  }

  void stop(const YAML::Mark& mark, std::string message) {
    report(places_.of(mark), std::move(message));
    stopped_ = true;
  }

  void stop_too_deep(const YAML::Mark& mark) {
    stop(mark, fmt::format("nested deeper than {} levels", kMostLevels));
  }

  bool accepts(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!" || tag.starts_with("tag:yaml.org,2002:"))
      return true;
    stop(mark, fmt::format("tag \"{}\" is not supported", tag));
    return false;
  }

  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    if (stopped_ || !accepts(mark, tag)) return;
    if (open_.size() == kMostLevels) return stop_too_deep(mark);
    Open started{{}, anchor, {}, {}};
    started.node.kind = kind;
    started.node.position = places_.of(mark);
    open_.push_back(std::move(started));
  }

  void close() {
    if (stopped_ || open_.empty()) return;
    Open ended = std::move(open_.back());
    open_.pop_back();
    finish(std::move(ended.node), ended.anchor);
  }

  void remember(const Node& node, YAML::anchor_t anchor) {
    Anchored anchored{{}, count_nodes(node), height(node)};
    anchored_nodes_ += anchored.nodes;
    // One that no alias may repeat needs no copy.
    if (anchored.nodes <= kMostNodesByAliases) {
      if (anchored_nodes_ > kMostAnchoredNodes) {
        report(node.position, fmt::format("anchors hold more than {} nodes", kMostAnchoredNodes));
        stopped_ = true;
        return;
      }
      anchored.node = node;
    }
    anchors_.insert_or_assign(anchor, std::move(anchored));
  }

  /// Puts a complete node where it belongs.
  void finish(Node node, YAML::anchor_t anchor) {
    if (anchor != 0) remember(node, anchor);
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (open_.back().node.is_sequence()) {
      open_.back().node.items.push_back(std::move(node));
    } else if (!open_.back().key) {
      take_key(open_.back(), std::move(node));
    } else {
      Key key = *std::exchange(open_.back().key, std::nullopt);
      if (key.usable)
        open_.back().node.entries.push_back({std::move(key.text), key.at, std::move(node)});
    }
  }

  void take_key(Open& map, Node node) {
    const Position at = node.position;
    bool usable = node.is_scalar();
    if (!usable) {
      report(at, "a key must be plain text");
    } else if (node.text == "<<" && !node.quoted) {
      report(at, "merge keys (<<) are not supported");
      usable = false;
    } else if (const auto [first, is_new] = map.keys.try_emplace(node.text, at); !is_new) {
      report(at, fmt::format("key \"{}\" stands twice, first in line {} and again in line {}",
                             node.text, first->second.line, at.line));
      usable = false;
    }
    map.key = Key{std::move(node.text), at, usable};
  }

  Places& places_;
  const std::string& file_;
  std::vector<Problem>& problems_;
  Node root_;
  std::vector<Open> open_;
  std::unordered_map<YAML::anchor_t, Anchored> anchors_;
  std::size_t nodes_by_aliases_ = 0;
  std::size_t anchored_nodes_ = 0;
  bool stopped_ = false;
};

/// Takes no notice: enough to learn that there is another document.
class Ignore final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override { start = mark; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

  YAML::Mark start;
};

/// @return where the bytes before `at` end.
Position position_after(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, at);
  const auto line = std::ranges::count(before, '\n');
  const auto begin = line == 0 ? 0 : before.rfind('\n') + 1;
  return {static_cast<int>(line) + 1, static_cast<int>(count_characters(before.substr(begin))) + 1};
}

std::optional<Problem> unreadable_bytes(std::string_view text, const std::string& file) {
  if (const auto at = first_invalid_utf8(text))
    return Problem{file, position_after(text, *at), fmt::format("not UTF-8 at byte {}", *at)};
  if (const auto at = text.find('\0'); at != std::string_view::npos)
    return Problem{file, position_after(text, at), fmt::format("a NUL at byte {}", at)};
  return std::nullopt;
}

/// What to do about what yaml-cpp says in the words of its grammar.
struct Remedy {
  std::string_view message;  ///< As it begins.
  std::string_view remedy;
};
constexpr auto kRemedies = std::to_array<Remedy>({
    {"illegal map value",
     "a text with a colon needs quotes, a line may not be indented below a key that has its value, "
     "and tabs can't indent"},
    {"illegal block entry", "no list item can begin here; tabs can't indent"},
    {"end of sequence not found", "a line is indented otherwise than the items before it"},
    {"end of map not found",
     "a line is indented otherwise than the keys before it, or more follows a closing quote"},
    {"end of sequence flow not found", "a [ before is never closed, or a comma is missing"},
    {"end of map flow not found", "a { before is never closed, or a comma is missing"},
    {"illegal flow end", "nothing is open that this could close"},
    {"unknown token", "a text that begins with this character needs quotes"},
    {"unknown escape character",
     "between double quotes a backslash is written twice, between single ones as it is"},
});

std::string with_remedy(std::string message) {
  const auto found = std::ranges::find_if(
      kRemedies, [&](const Remedy& remedy) { return message.starts_with(remedy.message); });
  return found == kRemedies.end() ? message : fmt::format("{}: {}", message, found->remedy);
}

std::optional<Node> read_document(std::string_view text, Places& places, const std::string& file,
                                  std::vector<Problem>& problems) {
  std::istringstream stream{std::string(text)};
  YAML::Parser parser(stream);
  TreeBuilder builder(places, file, problems);
  parser.HandleNextDocument(builder);
  Ignore second;
  if (problems.empty() && parser.HandleNextDocument(second))
    problems.push_back(
        {file, places.of(second.start), "a second document: one file holds one document"});
  return builder.take_root();
}

}  // namespace

std::string to_string(const Problem& problem) {
  if (problem.position.line == 0) return fmt::format("{}: {}", problem.file, problem.message);
  return fmt::format("{}:{}:{}: {}", problem.file, problem.position.line, problem.position.column,
                     problem.message);
}

const Entry* Node::find(std::string_view key) const {
  const auto found = std::ranges::find(entries, key, &Entry::key);
  return found == entries.end() ? nullptr : &*found;
}

std::optional<Node> parse_yaml(std::string_view text, const std::string& file,
                               std::vector<Problem>& problems) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (auto problem = unreadable_bytes(text, file)) {
    problems.push_back(*std::move(problem));
    return std::nullopt;
  }
  Places places(text);
  try {
    return read_document(text, places, file, problems);
  } catch (const YAML::Exception& error) {
    // It quotes single bytes, such as the first of a character behind a backslash.
    const auto readable = first_invalid_utf8(error.msg).value_or(error.msg.size());
    problems.push_back({file, places.of(error.mark), with_remedy(error.msg.substr(0, readable))});
  } catch (const std::exception& error) {
    problems.push_back({file, {}, error.what()});
  }
  return std::nullopt;
}

}  // namespace newswatch::rules
