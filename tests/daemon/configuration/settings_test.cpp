#include "daemon/configuration/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "daemon/configuration/configuration_pages.h"
#include "daemon/configuration/setting_values.h"

namespace newswatch::daemon {
namespace {

using nlohmann::json;
using testing::IsEmpty;

/// As YAML's core schema types values, so that the JSON Schema sees what an editor sees.
json to_json(const rules::Node& node) {
  json value;
  if (node.is_map()) {
    value = json::object();
    for (const auto& entry : node.entries) value[entry.key] = to_json(entry.value);
  } else if (node.is_sequence()) {
    value = json::array();
    for (const auto& item : node.items) value.push_back(to_json(item));
  } else if (node.is_scalar()) {
    const auto number = json::parse(node.text, nullptr, false);
    value = !node.quoted && number.is_primitive() && !number.is_string() ? number : json(node.text);
    if (number.is_discarded()) value = node.text;
  }
  return value;
}

bool schema_accepts(const json& document) {
  const auto text = json::parse(configuration_schema());
  valijson::Schema schema;
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(text), schema);
  valijson::Validator validator;
  return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
}

std::vector<std::string> parser_problems(const std::string& text) {
  std::vector<std::string> words;
  const auto result = load_configuration({text, "n.yaml", {{"V", "5"}}, {}, 0x020601ff});
  if (const auto* problems = std::get_if<Problems>(&result))
    for (const auto& problem : *problems) words.push_back(to_string(problem));
  return words;
}

struct Sample {
  std::string_view name;
  std::string text;
  bool good;
};
void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.name; }

const std::string kStart = "kafka: {brokers: 'a:1'}\n";

const Sample kSamples[] = {
    {"Minimal", kStart, true},
    {"Example", configuration_example(), true},
    {"BrokersAsAList", "kafka: {brokers: [a, b]}", true},
    {"EmptySection", kStart + "log:\n", true},
    {"NumberAsText", "kafka: {brokers: a, group: 5}", true},
    {"TopicThatIsANumber", "kafka: {brokers: a, topics: 2024}", true},
    {"Properties", "kafka: {brokers: a, properties: {client.rack: 1, debug: all}}", true},
    {"NoSasl", "kafka: {brokers: a, sasl_mechanism: ''}", true},
    {"Range", "kafka: {brokers: a, assignor: range}", true},
    {"SizeInBytes", kStart + "articles: {max_record_bytes: 1024}", true},
    {"SizeWithUnit", kStart + "articles: {max_record_bytes: 1KiB}", true},
    {"OnePointer", kStart + "articles: {fields: {id: /a~0b/c}}", true},
    {"NoPointers", kStart + "articles: {fields: {source_name: []}}", true},
    {"Metadata", kStart + "articles: {metadata: {section: /a, wire-service: [/b, /c]}}", true},
    {"NoMetadata", kStart + "articles: {metadata: {}}", true},
    {"VariableForANumber", kStart + "admin: {port: '${V}'}", true},
    {"VariableForAChoice", kStart + "log: {level: '${L:-warn}'}", true},

    {"UnknownSection", kStart + "logs: {}", false},
    {"UnknownKey", "kafka: {brokers: a, grup: b}", false},
    {"UnknownField", kStart + "articles: {fields: {headline: /a}}", false},
    {"SectionAsText", kStart + "log: info", false},
    {"NoBrokers", "kafka: {brokers: []}", false},
    {"EmptyBroker", "kafka: {brokers: ['']}", false},
    {"EmptyGroup", "kafka: {brokers: a, group: ''}", false},
    {"NullGroup", "kafka: {brokers: a, group: }", false},
    {"ListForAText", "kafka: {brokers: a, group: [b]}", false},
    {"BadChoice", kStart + "log: {level: Info}", false},
    {"BadName", kStart + "alerts: {topic: 'a b'}", false},
    {"PortTooLarge", kStart + "admin: {port: 65536}", false},
    {"PortNegative", kStart + "admin: {port: -1}", false},
    {"PortNoNumber", kStart + "admin: {port: http}", false},
    {"PortFraction", kStart + "admin: {port: 1.5}", false},
    {"PortQuoted", kStart + "admin: {port: '80'}", false},
    {"NoThreads", kStart + "pipeline: {threads: 0}", false},
    {"SizeTooSmall", kStart + "articles: {max_record_bytes: 1023}", false},
    {"SizeWithOddUnit", kStart + "articles: {max_record_bytes: 4mb}", false},
    {"DurationWithoutUnit", kStart + "shutdown: {grace: 25}", false},
    {"DurationWithBlank", kStart + "shutdown: {grace: 25 s}", false},
    {"BadDate", kStart + "articles: {earliest_date: 1.1.1990}", false},
    {"PointerWithoutSlash", kStart + "articles: {fields: {id: a}}", false},
    {"PointerWithBadTilde", kStart + "articles: {fields: {id: [/a~2]}}", false},
    {"MetadataOfTheLanguage", kStart + "articles: {metadata: {title: /a}}", false},
    {"MetadataOfAStem", kStart + "articles: {metadata: {stem-de: /a}}", false},
    {"MetadataInCapitals", kStart + "articles: {metadata: {Section: /a}}", false},
    {"MetadataWithoutSlash", kStart + "articles: {metadata: {section: a}}", false},
    {"MetadataWithoutPointers", kStart + "articles: {metadata: {section: []}}", false},
    {"MetadataAsAList", kStart + "articles: {metadata: [/a]}", false},
    {"NestedProperty", "kafka: {brokers: a, properties: {a: [b]}}", false},
    {"PropertiesAsList", "kafka: {brokers: a, properties: [a]}", false},
};

class Samples : public testing::TestWithParam<Sample> {};

TEST_P(Samples, AreJudgedAlikeByParserAndSchema) {
  std::vector<rules::Problem> unreadable;
  const auto node = rules::parse_yaml(GetParam().text, "n.yaml", unreadable);
  ASSERT_TRUE(node);
  EXPECT_EQ(schema_accepts(to_json(*node)), GetParam().good);
  const auto problems = parser_problems(GetParam().text);
  EXPECT_EQ(problems.empty(), GetParam().good) << testing::PrintToString(problems);
}

INSTANTIATE_TEST_SUITE_P(Text, Samples, testing::ValuesIn(kSamples),
                         [](const auto& test) { return std::string(test.param.name); });

class EverySetting : public testing::TestWithParam<Setting> {};

std::string words_of(const Setting& setting) { return std::string(setting.key); }

TEST_P(EverySetting, AcceptsItsDefaultItsLimitsAndItsExample) {
  const Setting& setting = GetParam();
  for (const auto text : {setting.initial, setting.min, setting.max, setting.example}) {
    if (text.empty()) continue;
    std::vector<rules::Problem> problems;
    const auto node = rules::parse_yaml(text, "n.yaml", problems);
    ASSERT_TRUE(node) << words_of(setting);
    Configuration configuration;
    const auto done = assign(setting, *node, configuration);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
  }
}

TEST_P(EverySetting, IsInTheSchemaTheReferenceAndTheExample) {
  const Setting& setting = GetParam();
  EXPECT_TRUE(setting.help.ends_with('.')) << words_of(setting);
  EXPECT_THAT(configuration_reference(), testing::HasSubstr("| `" + words_of(setting) + "` |"));
  const auto name = setting.key.substr(setting.key.rfind('.') + 1);
  EXPECT_THAT(configuration_example(), testing::HasSubstr(" " + std::string(name) + ": "));
  EXPECT_EQ(find_setting(setting.key)->key, setting.key);
  const json schema = json::parse(configuration_schema());
  std::string pointer;
  for (const char c : "." + words_of(setting))
    pointer += c == '.' ? std::string("/properties/") : std::string(1, c);
  EXPECT_EQ(schema.at(json::json_pointer(pointer + "/description")), setting.help);
}

INSTANTIATE_TEST_SUITE_P(Table, EverySetting,
                         testing::ValuesIn(settings().begin(), settings().end()),
                         [](const auto& test) {
                           std::string name(test.param.key);
                           for (char& c : name) c = c == '.' ? '_' : c;
                           return name;
                         });

TEST(Settings, HaveNamesInTheEnvironment) {
  EXPECT_EQ(environment_name("articles.fields.id"), "NEWSWATCH_ARTICLES__FIELDS__ID");
}

}  // namespace

void PrintTo(const Setting& setting, std::ostream* out) { *out << setting.key; }

}  // namespace newswatch::daemon
