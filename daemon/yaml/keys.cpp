#include "yaml/keys.h"

#include <algorithm>
#include <bit>

#include "base/ensure.h"

namespace yaml {
namespace {

std::string quote(std::string_view key) { return "'" + std::string(key) + "'"; }

// Digits with at most one point: "48", "0.75". No sign, exponent or locale, no zero in front.
bool is_decimal(std::string_view text) {
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const auto digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (!digits(whole) || (whole.size() > 1 && whole.front() == '0')) return false;
    return point == std::string_view::npos || digits(text.substr(point + 1));
}

double decimal(std::string_view text) {
    double number = 0;
    double scale = 0;
    for (const char c : text) {
        if (c == '.') {
            scale = 1;
            continue;
        }
        number = number * 10 + (c - '0');
        scale *= 10;
    }
    return scale > 0 ? number / scale : number;
}

}  // namespace

const Key* KeyTable::find(std::string_view name) const {
    const auto found = std::find_if(keys.begin(), keys.end(),
                                    [&](const Key& key) { return key.name == name; });
    return found == keys.end() ? nullptr : &*found;
}

TableReader::TableReader(const Node& node, const std::string& what, const KeyTable& table,
                         base::Problems& problems)
    : node_(node), table_(table), problems_(problems), reader_(node, what, problems) {
    for (const auto& key : table_.keys)
        if (key.need == Need::required) reader_.needs(key.name);
}

const Key& TableReader::key_of(std::string_view name, std::initializer_list<Shape> shapes) {
    const Key* key = table_.find(name);
    base::ensure(key != nullptr);
    base::ensure(std::find(shapes.begin(), shapes.end(), key->shape) != shapes.end());
    read_ |= std::uint64_t{1} << static_cast<unsigned>(key - table_.keys.data());
    return *key;
}

Placed TableReader::text(std::string_view key) {
    key_of(key, {Shape::text});
    const Node* found = reader_.optional_node(key);
    if (found == nullptr) return {};
    return {text_of(*found, quote(key), problems_), found};
}

std::vector<Placed> TableReader::placed(const Node* found, const std::string& name,
                                        Shape shape) {
    if (found == nullptr) return {};
    const auto bare = shape == Shape::words ? BareTruth::a_word : BareTruth::refused;
    std::vector<Placed> texts;
    const auto add = [&](const Node& node, const std::string& what) {
        std::string text = text_of(node, what, problems_, bare);
        if (!text.empty()) texts.push_back({std::move(text), &node});
    };
    if (found->kind != NodeKind::list) add(*found, quote(name));
    for (const auto& item : found->items) add(*item, "an entry of " + quote(name));
    return texts;
}

std::vector<Placed> TableReader::texts(std::string_view key) {
    const Key& row = key_of(key, {Shape::texts, Shape::words});
    return placed(reader_.optional_node(key), row.name, row.shape);
}

Placed TableReader::text_of_each(const Entry& entry) {
    base::ensure(!table_.each.empty());
    const std::string& name = entry.key->text;
    const Node* found = reader_.optional_node(name);
    if (found == nullptr) return {};
    return {text_of(*found, quote(name), problems_), found};
}

std::vector<Placed> TableReader::texts_of_each(const Entry& entry) {
    base::ensure(!table_.each.empty());
    const std::string& name = entry.key->text;
    return placed(reader_.optional_node(name), name, table_.each.front().shape);
}

void TableReader::number(std::string_view key, double& target) {
    constexpr std::size_t longest = 8;
    const Key& row = key_of(key, {Shape::number});
    const Node* found = reader_.optional_node(key);
    if (found == nullptr) return;
    const bool fits = found->kind == NodeKind::scalar && !found->quoted &&
                      found->text.size() <= longest && is_decimal(found->text) &&
                      decimal(found->text) <= row.most;
    if (fits)
        target = decimal(found->text);
    else
        problems_.push_back(problem_at(*found, quote(key) + " must be a number from 0 to " +
                                                   std::to_string(static_cast<int>(row.most))));
}

bool TableReader::is_true(std::string_view key) {
    key_of(key, {Shape::truth});
    return reader_.optional_truth(key, false);
}

const Node* TableReader::node(std::string_view key) {
    key_of(key, {Shape::map, Shape::rows});
    return reader_.optional_node(key);
}

const Node* TableReader::value(std::string_view key) {
    key_of(key, {Shape::text, Shape::texts, Shape::number});
    return reader_.optional_node(key);
}

void TableReader::finish() {
    base::ensure(static_cast<std::size_t>(std::popcount(read_)) == table_.keys.size());
    if (table_.each.empty()) reader_.finish();
}

}  // namespace yaml
