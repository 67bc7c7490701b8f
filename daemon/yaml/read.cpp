// The only file that knows yaml-cpp, and only its event interface: its own tree hides duplicate
// keys, cycles, second documents and quotes.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>

#include "base/text.h"
#include "yaml/check_text.h"
#include "yaml/node.h"
#include "yaml/syntax.h"

namespace yaml {
namespace {

constexpr std::size_t most_depth = 16;
constexpr std::size_t most_problems =
    100;  // a file that is not ours at all gives no more than this

class TreeBuilder final : public YAML::EventHandler {
  public:
    explicit TreeBuilder(const SourceText& source) : source_(source) {
        line_starts_.push_back(0);
        for (std::size_t i = 0; i < source.text.size(); ++i)
            if (source.text[i] == '\n') line_starts_.push_back(i + 1);
    }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ != 2) return;
        complain(
            mark, "a second document begins here",
            "a file is one document: remove the '---' or '...' line, or check the indentation");
    }
    int documents() const { return documents_; }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
        add(make(NodeKind::scalar, mark));
    }
    void OnAnchor(const YAML::Mark& mark, const std::string&) override {
        complain(mark, "a '&' at the beginning has a special meaning in YAML",
                 "put the text in quotes");
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        complain(mark, "a '*' at the beginning has a special meaning in YAML",
                 "put the text in quotes");
        add(make(NodeKind::scalar, mark));
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        const auto node = make(NodeKind::scalar, mark);
        node->text = value;
        node->quoted = tag == "!";
        if (octet_at(mark) == '!')
            complain_of_tag(mark);
        else if (anchor == 0)
            check_ends_on_its_line(mark, *node);
        add(node);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {
        if (tag != "?") complain_of_tag(mark);
        open(make(NodeKind::list, mark), mark);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {
        if (tag != "?") complain_of_tag(mark);
        open(make(NodeKind::map, mark), mark);
    }
    void OnMapEnd() override { close(); }

    void complain(const YAML::Mark& mark, std::string sentence, std::string hint) {
        if (problems.size() >= most_problems) return;
        problems.push_back(problem_at_octet(source_, mark.line + 1,
                                            static_cast<std::size_t>(mark.column),
                                            std::move(sentence), std::move(hint)));
    }

    std::shared_ptr<Node> root;
    base::Problems problems;

  private:
    struct Frame {
        std::shared_ptr<Node> node;
        std::shared_ptr<const Node> key;             // of a map, while its value is awaited
        std::unordered_map<std::string, int> lines;  // where each key was first given
    };

    std::size_t offset_of(const YAML::Mark& mark) const {
        const auto line = static_cast<std::size_t>(std::max(mark.line, 0));
        if (line >= line_starts_.size()) return source_.text.size();
        return line_starts_[line] + static_cast<std::size_t>(std::max(mark.column, 0));
    }
    char octet_at(const YAML::Mark& mark) const {
        const std::size_t offset = offset_of(mark);
        return offset < source_.text.size() ? source_.text[offset] : '\0';
    }

    std::shared_ptr<Node> make(NodeKind kind, const YAML::Mark& mark) {
        auto node = std::make_shared<Node>();
        node->kind = kind;
        node->line = mark.line + 1;
        node->column = static_cast<int>(characters_before(mark)) + 1;
        node->source = &source_;
        return node;
    }

    // Columns in characters. Marks mostly walk forward in a line, so counting goes on from the
    // last one.
    std::size_t characters_before(const YAML::Mark& mark) {
        const std::size_t offset = offset_of(mark);
        if (mark.line < 0 || mark.line >= static_cast<int>(line_starts_.size())) return 0;
        if (mark.line != counted_line_ || offset < counted_to_) {
            counted_line_ = mark.line;
            counted_to_ = std::min(offset, line_starts_[static_cast<std::size_t>(mark.line)]);
            counted_ = 0;
        }
        counted_ += base::count_code_points(
            std::string_view(source_.text).substr(counted_to_, offset - counted_to_));
        counted_to_ = offset;
        return counted_;
    }

    void complain_of_tag(const YAML::Mark& mark) {
        complain(mark, "a '!' at the beginning has a special meaning in YAML",
                 "put the text in quotes");
    }

    // A text that runs over its line end is nearly always a forgotten quote or dash: the
    // library would join the lines in silence, and takes a quote that is never closed for
    // closed at the end of the file.
    void check_ends_on_its_line(const YAML::Mark& mark, const Node& node) {
        const std::string_view rest =
            std::string_view(source_.text)
                .substr(std::min(offset_of(mark), source_.text.size()));
        const std::string_view line = rest.substr(0, rest.find('\n'));
        const char first = line.empty() ? '\0' : line.front();
        if (!node.quoted) {
            if (!line.starts_with(node.text))
                complain(mark, "a text without quotes goes on over the line end",
                         "write it on one line, or begin it with '|' and write it below");
        } else if (first == '"' || first == '\'') {
            if (!closes(line))
                complain(mark, "a quote is not closed on its line",
                         "write the closing quote; for a longer text begin with '|' and write "
                         "it below");
        }
    }

    void refuse(const Node& node, std::string sentence, std::string hint,
                std::string note = {}) {
        if (problems.size() >= most_problems) return;
        problems.push_back(
            problem_at(node, std::move(sentence), std::move(hint), std::move(note)));
    }

    static bool closes(std::string_view line) {
        const char quote = line.front();
        for (std::size_t i = 1; i < line.size(); ++i) {
            if (line[i] == '\\' && quote == '"')
                ++i;
            else if (line[i] == quote)
                return true;
        }
        return false;
    }

    void open(std::shared_ptr<Node> node, const YAML::Mark& mark) {
        if (too_deep_ == 0 && stack_.size() >= most_depth) {
            complain(mark, "the text is nested too deeply", "at most 16 levels are read");
            add(make(NodeKind::scalar, mark));
            too_deep_ = 1;
        } else if (too_deep_ > 0) {
            ++too_deep_;
        } else {
            add(node);
            stack_.push_back({std::move(node), nullptr, {}});
        }
    }

    void close() {
        if (too_deep_ > 0)
            --too_deep_;
        else if (!stack_.empty())
            stack_.pop_back();
    }

    void add(const std::shared_ptr<Node>& node) {
        if (documents_ > 1 || too_deep_ > 0) return;
        if (stack_.empty()) {
            if (!root) root = node;
            return;
        }
        Frame& frame = stack_.back();
        if (frame.node->kind == NodeKind::list)
            frame.node->items.push_back(node);
        else if (!frame.key)
            frame.key = key_of(frame, node);
        else
            frame.node->entries.push_back({std::exchange(frame.key, nullptr), node});
    }

    std::shared_ptr<const Node> key_of(Frame& frame, const std::shared_ptr<Node>& node) {
        if (node->kind != NodeKind::scalar || node->is_null()) {
            refuse(*node, "a key must be a word", "write 'key: value'");
            return make(NodeKind::scalar, {});
        }
        if (node->text == "<<" && !node->quoted)
            refuse(*node, "a merge key '<<' is not read", "write the keys out");
        const auto [first, fresh] = frame.lines.emplace(node->text, node->line);
        if (!fresh)
            refuse(*node, "the key '" + node->text + "' is given twice",
                   "delete one of the two",
                   "first given on line " + std::to_string(first->second));
        return node;
    }

    const SourceText& source_;
    std::vector<std::size_t> line_starts_;
    std::vector<Frame> stack_;
    std::size_t too_deep_ = 0;
    int documents_ = 0;
    int counted_line_ = -1;
    std::size_t counted_to_ = 0;
    std::size_t counted_ = 0;
};

void parse(const SourceText& source, TreeBuilder& builder) {
    std::istringstream in(source.text);
    try {
        YAML::Parser parser(in);
        // yaml-cpp can find documents without end in one broken line: the second is wrong
        // anyway.
        while (builder.documents() < 2 && parser.HandleNextDocument(builder)) {
        }
    } catch (const YAML::Exception& exception) {
        const Complaint complaint = in_plain_words(exception.msg);
        builder.complain(exception.mark, complaint.sentence, complaint.hint);
    }
}

}  // namespace

base::Result<Document, base::Problems> read(SourceText source) {
    if (source.text.starts_with("\xEF\xBB\xBF"))
        source.text.erase(0, 3);  // the mark of Windows editors
    const auto kept = std::make_shared<const SourceText>(std::move(source));
    if (base::Problems problems = check_text(*kept); !problems.empty()) return problems;
    TreeBuilder builder(*kept);
    parse(*kept, builder);
    if (!builder.problems.empty()) {
        sort_by_place(builder.problems);
        return std::move(builder.problems);
    }
    if (!builder.root || builder.root->is_null()) {
        builder.root = std::make_shared<Node>();
        builder.root->kind = NodeKind::map;
        builder.root->source = kept.get();
    }
    return Document{kept, builder.root};
}

ReadResults read_in_turn(std::vector<SourceText> sources) {
    ReadResults documents;
    documents.reserve(sources.size());
    for (auto& source : sources) documents.push_back(read(std::move(source)));
    return documents;
}

}  // namespace yaml
