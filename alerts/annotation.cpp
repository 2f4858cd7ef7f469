#include "alerts/annotation.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "alerts/json_fields.h"
#include "base/digest.h"

namespace newswatch::alerts {
namespace {

/// Members of an object as text. There are many in an annotation, and one for each article: a tree
/// took a third of all the time.
class StreamObject {
 public:
  void text(const char* key, std::string_view value) {
    writer_.Key(key);
    text(value);
  }
  void text(std::string_view value) {
    writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
  void null(const char* key) {
    writer_.Key(key);
    writer_.Null();
  }
  void number(const char* key, std::uint32_t value) {
    writer_.Key(key);
    writer_.Uint(value);
  }
  void real(const char* key, double value) {
    writer_.Key(key);
    writer_.Double(value);
  }
  void flag(const char* key, bool value) {
    writer_.Key(key);
    writer_.Bool(value);
  }
  template <typename Put>
  void object(const char* key, const Put& put) {
    writer_.Key(key);
    object(put);
  }
  template <typename Put>
  void object(const Put& put) {
    writer_.StartObject();
    put(*this);
    writer_.EndObject();
  }
  /// @param put  writes one element of `list`.
  template <typename List, typename Put>
  void array(const char* key, const List& list, const Put& put) {
    writer_.Key(key);
    writer_.StartArray();
    for (const auto& element : list) put(element);
    writer_.EndArray();
  }

  std::string take() const { return {buffer_.GetString(), buffer_.GetSize()}; }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

void put_metadata(StreamObject& json, const articles::Metadata& metadata) {
  if (metadata.empty()) return;
  json.object("metadata", [&](StreamObject& fields) {
    for (const auto& [name, values] : metadata) {
      fields.array(name.c_str(), values, [&](const std::string& value) { fields.text(value); });
    }
  });
}

std::string written(const articles::Article& article, const Findings& findings, bool truncated) {
  StreamObject all;
  all.object([&](StreamObject& json) {
    json.object("article", [&](StreamObject& object) { put_article(object, article); });
    put_text_or_null(json, "lang", article.lang);
    put_metadata(json, article.metadata);
    json.array("mentions", findings.mentions, [&](const Mention& mention) {
      json.object([&](StreamObject& object) {
        put_official(object, mention);
        put_place(object, article, mention.place);
      });
    });
    json.array("quotations", findings.quotations, [&](const Quotation& quotation) {
      json.object([&](StreamObject& object) { put_quotation(object, article, quotation); });
    });
    json.array("stance", findings.stances, [&](const Stance& stance) {
      json.object([&](StreamObject& object) { put_stance(object, article, stance); });
    });
    if (truncated) json.flag("truncated", true);
  });
  return all.take();
}

}  // namespace

std::string annotation_json(const articles::Article& article, const Findings& findings) {
  return written(article, findings, false);
}

std::string truncated_annotation_json(const ArticleId& article) {
  articles::Article known;
  known.id = article;
  return written(known, {}, true);
}

Annotation make_annotation(const articles::Article& article, const Findings& findings) {
  return {.id = digest({article.id.value, article.version, "annotation"}),
          .article = article.id,
          .json = annotation_json(article, findings)};
}

}  // namespace newswatch::alerts
