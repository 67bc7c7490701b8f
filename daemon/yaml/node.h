// A YAML text as a tree with positions. Every scalar stays text; typed code converts it, with
// the position at hand.
//
// Promises: line and column from 1, columns in characters. Duplicate keys, anchors, aliases,
// tags, merge keys, a second document, depth over 16, size over 1 MB and invalid UTF-8 are
// Problems; all that can be found are reported.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "base/result.h"

namespace yaml {

// One file as it was read once; `name` is what people see in problems.
struct SourceText {
    std::string name;
    std::string text;
};

enum class NodeKind { scalar, list, map };

struct Node;

struct Entry {
    std::shared_ptr<const Node> key;  // always a scalar
    std::shared_ptr<const Node> value;
};

struct Node {
    NodeKind kind = NodeKind::scalar;
    int line = 1;
    int column = 1;
    std::string text;     // scalar: as written, unquoted
    bool quoted = false;  // scalar: in quotes or a block
    std::vector<std::shared_ptr<const Node>> items;
    std::vector<Entry> entries;
    const SourceText* source = nullptr;

    const Node* find(std::string_view key) const;  // nullptr when absent or not a map
    const Node* key_node(std::string_view key) const;
    bool is_null() const;  // an empty plain scalar, ~ or null
};

// A tree owns its source, so that problems can quote it.
struct Document {
    std::shared_ptr<const SourceText> source;
    std::shared_ptr<const Node> root;  // an empty text gives an empty map
};

base::Result<Document, base::Problems> read(SourceText source);

// Reads many texts, each into its own place of the answer. A shell may do it on several
// threads.
using ReadResults = std::vector<base::Result<Document, base::Problems>>;
using ReadAll = std::function<ReadResults(std::vector<SourceText>)>;
ReadResults read_in_turn(std::vector<SourceText> sources);

// In file order: by file name, then line, then column; problems of one place keep their order.
void sort_by_place(base::Problems& problems);

// A problem at this node, with its source line and a caret under the scalar.
base::Problem problem_at(const Node& node, std::string sentence, std::string hint = {},
                         std::string note = {});

// The text of a scalar that must be a text: a list, a map or nothing is a problem. A bare yes,
// no, on, off, true or false is one too, because other YAML tools take it for a truth value; in
// a list of words it is a word. `what` is the subject of the sentence: "'name'".
enum class BareTruth { refused, a_word };
std::string text_of(const Node& node, const std::string& what, base::Problems& problems,
                    BareTruth bare = BareTruth::refused);

// Typed reading with positions: each call appends to `problems` and returns a default when
// something is wrong.
class MapReader {
  public:
    MapReader(const Node& node, std::string what, base::Problems& problems);
    ~MapReader() = default;

    std::string required_text(std::string_view key);
    std::string optional_text(std::string_view key, std::string fallback);
    std::int64_t optional_whole(std::string_view key, std::int64_t fallback, std::int64_t least,
                                std::int64_t most);
    bool optional_truth(std::string_view key,
                        bool fallback);  // true or false only; yes/no/on/off are problems
    std::vector<std::string> optional_texts(
        std::string_view key);  // a list of scalars, or one scalar
    const Node* optional_node(std::string_view key);
    const Node* required_node(std::string_view key);
    void needs(
        std::string_view key);  // reports it when absent; the value is read by another call
    // Reports every key not asked for, with "did you mean".
    void finish();
    const Node& node() const { return node_; }

  private:
    const Node* take(std::string_view key);

    const Node& node_;
    std::string what_;
    base::Problems& problems_;
    std::vector<std::string> asked_;
};

}  // namespace yaml
