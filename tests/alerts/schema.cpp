#include "tests/alerts/schema.h"

#include <fstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace newswatch::alerts {
namespace {

using valijson::adapters::NlohmannJsonAdapter;

nlohmann::json read(const std::string& file) {
  std::ifstream stream(NEWSWATCH_SOURCE_DIR "/alerts/" + file);
  return nlohmann::json::parse(stream);
}

/// @param file  in `alerts/`; what it refers to stands beside it.
std::unique_ptr<valijson::Schema> read_schema(const std::string& file) {
  const auto json = read(file);
  auto schema = std::make_unique<valijson::Schema>();
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(
          NlohmannJsonAdapter(json), *schema,
          [](const std::string& other) {
            return std::make_unique<nlohmann::json>(read(other)).release();
          },
          [](const nlohmann::json* other) {
            std::unique_ptr<const nlohmann::json>{other}.reset();
          });
  return schema;
}

std::vector<std::string> errors_of(const nlohmann::json& json, const valijson::Schema& schema) {
  valijson::ValidationResults results;
  valijson::Validator validator;
  std::vector<std::string> errors;
  const NlohmannJsonAdapter adapter(json);
  if (validator.validate(schema, adapter, &results)) return errors;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    std::string place;
    for (const std::string& part : error.context) place += part;
    errors.push_back(place + ": " + error.description);
  }
  return errors;
}

}  // namespace

std::vector<std::string> schema_errors(const nlohmann::json& alert) {
  static const auto schema = read_schema("alert.schema.json");
  return errors_of(alert, *schema);
}

std::vector<std::string> annotation_schema_errors(const nlohmann::json& annotation) {
  static const auto schema = read_schema("annotation.schema.json");
  return errors_of(annotation, *schema);
}

}  // namespace newswatch::alerts
