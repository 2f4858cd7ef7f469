#include "correlation/rule_codec.h"

namespace newswatch::correlation {
namespace {

constexpr std::uint64_t kVersion = 1;

}  // namespace

void write(ByteWriter& writer, const RuleSummary& rule) {
  writer.text(rule.id.value);
  writer.text(rule.name);
  writer.text(rule.severity);
  writer.text(rule.version);
  writer.number(rule.labels.size());
  for (const auto& [name, value] : rule.labels) {
    writer.text(name);
    writer.text(value);
  }
}

RuleSummary read_rule(ByteReader& reader) {
  RuleSummary rule;
  rule.id = RuleId(std::string(reader.text()));
  rule.name = reader.text();
  rule.severity = reader.text();
  rule.version = reader.text();
  const std::size_t count = reader.count(2);
  for (std::size_t i = 0; i < count; ++i) {
    std::string name(reader.text());
    rule.labels.emplace_back(std::move(name), std::string(reader.text()));
  }
  return rule;
}

std::string encode(const RuleSummary& rule) {
  ByteWriter writer;
  writer.number(kVersion);
  write(writer, rule);
  return writer.take();
}

Result<RuleSummary> decode_rule(std::string_view bytes) {
  ByteReader reader(bytes);
  const std::uint64_t version = reader.number();
  RuleSummary rule = read_rule(reader);
  if (version == kVersion && reader.ended_well()) return rule;
  return fail(ErrorCode::WrongType, "not a rule that this version of Newswatch can read");
}

}  // namespace newswatch::correlation
