#include "yaml/schema.h"

#include <nlohmann/json.hpp>

namespace yaml {
namespace {

using Json = nlohmann::ordered_json;

Json map_of(const KeyTable& table);

// Every scalar is a text to the loader: 695033 and 695033.5 too, but not true, nor nothing.
Json one_text(const Key& key) {
    Json schema;
    if (!key.values.empty()) {
        schema["enum"] = key.values;
        return schema;
    }
    if (key.shape == Shape::words)
        schema["type"] = {"string", "number", "boolean"};
    else
        schema["type"] = {"string", "number"};
    if (!key.pattern.empty()) schema["pattern"] = key.pattern;
    return schema;
}

Json one_or_more(const Key& key) {
    const Json one = one_text(key);
    Json schema;
    schema["anyOf"] = Json::array({one, {{"type", "array"}, {"items", one}}});
    return schema;
}

Json value_of(const Key& key) {
    switch (key.shape) {
        case Shape::text:
            return one_text(key);
        case Shape::texts:
        case Shape::words:
            return one_or_more(key);
        case Shape::number:
            return {{"type", "number"}, {"minimum", 0}, {"maximum", key.most}};
        case Shape::truth:
            return {{"type", "boolean"}};
        case Shape::map:
            return map_of(*key.inside);
        case Shape::rows:
            return {{"type", "array"}, {"items", map_of(*key.inside)}};
    }
    return {};
}

Json described(const Key& key) {
    Json schema;
    if (!key.meaning.empty()) schema["description"] = key.meaning;
    schema.update(value_of(key));
    return schema;
}

Json map_of(const KeyTable& table) {
    Json schema;
    schema["type"] = "object";
    Json required = Json::array();
    for (const auto& key : table.keys) {
        schema["properties"][key.name] = described(key);
        if (key.need != Need::optional) required.push_back(key.name);
    }
    if (!required.empty()) schema["required"] = required;
    if (table.each.empty())
        schema["additionalProperties"] = false;
    else
        schema["additionalProperties"] = described(table.each.front());
    if (!table.each_name.empty()) schema["propertyNames"]["enum"] = table.each_name;
    if (!table.each_name_pattern.empty())
        schema["propertyNames"]["pattern"] = table.each_name_pattern;
    return schema;
}

}  // namespace

std::string schema_of(const FileKind& kind) {
    Json schema;
    schema["$schema"] = "http://json-schema.org/draft-07/schema#";
    schema["title"] = kind.title;
    schema.update(map_of(*kind.keys));
    return schema.dump(2) + "\n";
}

}  // namespace yaml
