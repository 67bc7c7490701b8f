// Which keys a map of a rule file has, what stands there and what it means: one table by which
// the loader reads and from which the schema for editors is written (schema.h).
//
// Promise: a key that the table does not have cannot be read, and one that nobody reads is our
// own bug; so loader and schema have the same keys, shapes and needs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/node.h"

namespace yaml {

enum class Shape {
    text,    // one text
    texts,   // a list of texts, or one
    words,   // the same, where a bare yes or no is a word
    number,  // from 0 to `most`
    truth,   // true or false
    map,     // the keys of `inside`
    rows     // a list, each item a map with the keys of `inside`
};

// `told`: it must be there too, but the loader says so in its own words.
enum class Need { optional, required, told };

struct KeyTable;

struct Key {
    std::string name;
    Shape shape = Shape::text;
    Need need = Need::optional;
    std::string meaning;              // one line, for people
    std::vector<std::string> values;  // the only ones; empty: any
    std::string pattern;              // ECMA 262, of every text; empty: any
    double most = 0;                  // of a number
    const KeyTable* inside = nullptr;
};

struct KeyTable {
    std::vector<Key> keys;
    // Under names that staff choose: station ids, states, words. One row that holds for each of
    // them; its `values` and `pattern` are those of what stands there.
    std::vector<Key> each;
    std::vector<std::string> each_name;  // the only names; empty: any
    std::string each_name_pattern;

    const Key* find(std::string_view name) const;
};

// One kind of rule file.
struct FileKind {
    std::string name;   // "stations": schema/stations.json
    std::string title;  // "The stations of one police district"
    const KeyTable* keys = nullptr;
};

struct Placed {
    std::string text;
    const Node* at = nullptr;
};

// Reads one map by its table. Every problem is said where it stands; what is absent or wrong is
// empty.
class TableReader {
  public:
    TableReader(const Node& node, const std::string& what, const KeyTable& table,
                base::Problems& problems);

    Placed text(std::string_view key);
    std::vector<Placed> texts(std::string_view key);  // of Shape::texts or Shape::words
    void number(std::string_view key, double& target);
    bool is_true(std::string_view key);
    const Node* node(std::string_view key);   // of Shape::map or Shape::rows
    const Node* value(std::string_view key);  // of any other shape, for words of one's own
    // What stands under the names of `each`.
    Placed text_of_each(const Entry& entry);
    std::vector<Placed> texts_of_each(const Entry& entry);
    // Reports unknown keys. Our bug: a key of the table that was not read.
    void finish();

    const Node& map() const { return node_; }

  private:
    const Key& key_of(std::string_view name, std::initializer_list<Shape> shapes);
    std::vector<Placed> placed(const Node* found, const std::string& name, Shape shape);

    const Node& node_;
    const KeyTable& table_;
    base::Problems& problems_;
    MapReader reader_;
    std::uint64_t read_ = 0;  // a bit for each key of the table
};

}  // namespace yaml
