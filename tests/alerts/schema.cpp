#include "tests/alerts/schema.h"

#include <fstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace newswatch::alerts {
namespace {

std::unique_ptr<valijson::Schema> read_schema() {
  std::ifstream stream(NEWSWATCH_SOURCE_DIR "/alerts/alert.schema.json");
  const auto json = nlohmann::json::parse(stream);
  auto schema = std::make_unique<valijson::Schema>();
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(json), *schema);
  return schema;
}

}  // namespace

std::vector<std::string> schema_errors(const nlohmann::json& alert) {
  static const auto schema = read_schema();
  valijson::ValidationResults results;
  valijson::Validator validator;
  std::vector<std::string> errors;
  const valijson::adapters::NlohmannJsonAdapter adapter(alert);
  if (validator.validate(*schema, adapter, &results)) return errors;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    std::string place;
    for (const std::string& part : error.context) place += part;
    errors.push_back(place + ": " + error.description);
  }
  return errors;
}

}  // namespace newswatch::alerts
