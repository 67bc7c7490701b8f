#include <catch2/catch.hpp>

#include "yaml/node.h"

namespace {

// All problems of a text as people see them; "" when there is none.
std::string problems_of(std::string text) {
    const auto read = yaml::read({"a.yaml", std::move(text)});
    return read.ok() ? "" : base::to_text(read.error());
}

yaml::Document tree_of(std::string text) {
    auto read = yaml::read({"a.yaml", std::move(text)});
    if (!read.ok()) FAIL(base::to_text(read.error()));
    return std::move(read).value();
}

}  // namespace

TEST_CASE("every scalar stays the text that was written") {
    const auto tree = tree_of(
        "pin: 03324\nhex: 0x10\nno: NO\nquoted: \"0899\"\nempty:\ntilde: ~\nblank: \"\"\n");
    REQUIRE(tree.root->find("pin")->text == "03324");
    REQUIRE(tree.root->find("hex")->text == "0x10");
    REQUIRE(tree.root->find("no")->text == "NO");
    REQUIRE(tree.root->find("quoted")->text == "0899");
    REQUIRE(tree.root->find("quoted")->quoted);
    REQUIRE_FALSE(tree.root->find("pin")->quoted);
    REQUIRE(tree.root->find("empty")->is_null());
    REQUIRE(tree.root->find("tilde")->is_null());
    REQUIRE_FALSE(tree.root->find("blank")->is_null());
    REQUIRE(tree.root->find("absent") == nullptr);
}

TEST_CASE("lines and columns count from 1 and columns count characters") {
    const auto tree = tree_of("# കുറിപ്പ്\nകഴ: [ക, \"ഖഗ\", ങ]\n");
    const auto* list = tree.root->find("കഴ");
    REQUIRE(list->items.size() == 3);
    REQUIRE(list->items[0]->line == 2);
    REQUIRE(list->items[0]->column == 6);
    REQUIRE(list->items[1]->column == 9);
    REQUIRE(list->items[2]->column == 15);
    REQUIRE(tree.root->key_node("കഴ")->column == 1);
}

TEST_CASE("Malayalam keeps its joiners and its chillu letters exactly") {
    const std::string old_chillu = "\u0D28\u0D4D\u200D";
    REQUIRE(tree_of("a: " + old_chillu + "\nb: \u0D7B\n").root->find("a")->text == old_chillu);
}

TEST_CASE("an empty file, a file of comments and a lone --- are an empty map") {
    for (const std::string text : {"", "# nothing\n", "---\n", "\xEF\xBB\xBF"}) {
        const auto tree = tree_of(text);
        REQUIRE(tree.root->kind == yaml::NodeKind::map);
        REQUIRE(tree.root->entries.empty());
    }
}

TEST_CASE("the mark of Windows editors and Windows line ends change nothing") {
    const auto tree = tree_of(
        "\xEF\xBB\xBF"
        "a: 1\r\nb: x y\r\n");
    REQUIRE(tree.root->find("a")->column == 4);
    REQUIRE(tree.root->find("b")->text == "x y");
    REQUIRE(tree.root->find("b")->line == 2);
}

TEST_CASE("a key given twice is refused with both lines named") {
    REQUIRE(problems_of("name: A\nmailbox: x\nname: B\n") ==
            "a.yaml:3:1: error: the key 'name' is given twice\n"
            "  3 | name: B\n"
            "    | ^^^^ first given on line 1\n"
            "hint: delete one of the two\n");
}

TEST_CASE("anchors, aliases, tags and merge keys are refused, all at once") {
    REQUIRE(problems_of("a: &x 1\nb: *x\nc: !!str z\nd: !t [1]\n<<: {q: 1}\ne: ! r\n") ==
            "a.yaml:1:4: error: a '&' at the beginning has a special meaning in YAML\n"
            "  1 | a: &x 1\n    |    ^\nhint: put the text in quotes\n"
            "a.yaml:2:4: error: a '*' at the beginning has a special meaning in YAML\n"
            "  2 | b: *x\n    |    ^\nhint: put the text in quotes\n"
            "a.yaml:3:4: error: a '!' at the beginning has a special meaning in YAML\n"
            "  3 | c: !!str z\n    |    ^\nhint: put the text in quotes\n"
            "a.yaml:4:4: error: a '!' at the beginning has a special meaning in YAML\n"
            "  4 | d: !t [1]\n    |    ^\nhint: put the text in quotes\n"
            "a.yaml:5:1: error: a merge key '<<' is not read\n"
            "  5 | <<: {q: 1}\n    | ^^\nhint: write the keys out\n"
            "a.yaml:6:4: error: a '!' at the beginning has a special meaning in YAML\n"
            "  6 | e: ! r\n    |    ^\nhint: put the text in quotes\n");
}

TEST_CASE("an alias to itself is refused, not walked") {
    REQUIRE(problems_of("a: &x [*x]\n").find("a.yaml:1:4: error: a '&'") == 0);
}

TEST_CASE("an unquoted wildcard is refused as an alias") {
    REQUIRE(problems_of("domain: *.example.org\n") ==
            "a.yaml:1:9: error: a '*' at the beginning has a special meaning in YAML\n"
            "  1 | domain: *.example.org\n"
            "    |         ^\n"
            "hint: put the text in quotes\n");
}

TEST_CASE("a second document is refused, however it came about") {
    const std::string expected = ": error: a second document begins here\n";
    REQUIRE(problems_of("a: 1\n---\nb: 2\n").find("a.yaml:2:1" + expected) == 0);
    REQUIRE(problems_of("a: 1\n...\nb: 2\n").find("a.yaml:3:1" + expected) == 0);
    REQUIRE(problems_of("- a\nb: c\n").find("a.yaml:2:1" + expected) == 0);
}

TEST_CASE("a quote that is never closed is refused where it is opened") {
    // yaml-cpp takes the end of the file for the closing quote when a line end stands before
    // it.
    REQUIRE(
        problems_of("a: \"x\nb: 3\n") ==
        "a.yaml:1:4: error: a quote is not closed on its line\n"
        "  1 | a: \"x\n"
        "    |    ^\n"
        "hint: write the closing quote; for a longer text begin with '|' and write it below\n");
    REQUIRE(problems_of("a: 'x\nb: 3\n")
                .find("a.yaml:1:4: error: a quote is not closed on its line") == 0);
    REQUIRE(problems_of("a: \"x").find("error: a quote is opened and never closed") !=
            std::string::npos);
}

TEST_CASE("a text that slips over its line end is refused, a block is not") {
    REQUIRE(problems_of("a:\n  - one\n    two\n") ==
            "a.yaml:2:5: error: a text without quotes goes on over the line end\n"
            "  2 |   - one\n"
            "    |     ^\n"
            "hint: write it on one line, or begin it with '|' and write it below\n");
    REQUIRE(tree_of("a: |\n  one\n  two\n").root->find("a")->text == "one\ntwo\n");
    REQUIRE(tree_of("a: >-\n  one\n  two\n").root->find("a")->text == "one two");
}

TEST_CASE("depth over 16 is refused once and the rest of the file is still read") {
    std::string deep;
    for (int i = 0; i < 17; ++i) deep += "[";
    for (int i = 0; i < 17; ++i) deep += "]";
    const std::string problems = problems_of("a: " + deep + "\nb: 1\nb: 2\n");
    REQUIRE(problems.find("a.yaml:1:19: error: the text is nested too deeply\n") == 0);
    REQUIRE(problems.find("a.yaml:3:1: error: the key 'b' is given twice") !=
            std::string::npos);
    REQUIRE(problems_of("a: [[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]\n").empty());
    REQUIRE(problems_of(std::string(100000, '[')).find("error:") != std::string::npos);
}

TEST_CASE("what no editor should write is refused with its place") {
    REQUIRE(problems_of("a: 1\nb: \xE0\xB4\n") ==
            "a.yaml:2:4: error: this is not UTF-8 text\n"
            "  2 | b: \uFFFD\uFFFD\n"
            "    |    ^\n"
            "hint: save the file as UTF-8\n");
    REQUIRE(problems_of(std::string("a: x\0y\n", 7))
                .find("a.yaml:1:5: error: an invisible control") == 0);
    REQUIRE(problems_of("a: x\u202Ey\n").find("a.yaml:1:5: error: an invisible control") == 0);
    REQUIRE(problems_of("a: 1\rb: 2\n").find("a.yaml:1:5: error: an invisible control") == 0);
    REQUIRE(problems_of("a:\n\tb: c\n")
                .find("a.yaml:2:1: error: a tab stands in the indentation") == 0);
    REQUIRE(
        problems_of("%FOO x\n---\na: 1\n").find("a.yaml:1:1: error: a line begins with '%'") ==
        0);
    REQUIRE(problems_of(std::string(1024 * 1024 + 1, '\n')) ==
            "a.yaml: error: the file is larger than 1 MB\nhint: split it into several files\n");
    REQUIRE(problems_of("a: " + std::string(9000, 'x'))
                .find("a.yaml:1:1: error: this line is too long") == 0);
}

TEST_CASE("keys that are lists, maps or missing are refused") {
    REQUIRE(problems_of("? [a, b]\n: c\n").find("a.yaml:1:3: error: a key must be a word") ==
            0);
    REQUIRE(problems_of("? {a: b}\n: c\n").find("error: a key must be a word") !=
            std::string::npos);
    REQUIRE(problems_of(": c\n").find("error: a key must be a word") != std::string::npos);
}

TEST_CASE("mistakes of syntax are told in plain words") {
    REQUIRE(problems_of("a: b: c\n") ==
            "a.yaml:1:5: error: a ':' stands where none can stand\n"
            "  1 | a: b: c\n"
            "    |     ^\n"
            "hint: check the indentation of this line and the line before; put a text that "
            "contains ': ' in quotes\n");
    REQUIRE(problems_of("a: [1, 2\n").find("error: a '[' is not closed") != std::string::npos);
    REQUIRE(problems_of("a: {b: 1\n").find("error: a '{' is not closed") != std::string::npos);
    REQUIRE(problems_of("a: @x\n").find(
                "a.yaml:1:4: error: a text cannot begin with this character") == 0);
    REQUIRE(problems_of("a: \"\\q\"\n").find("a '\\' in double quotes") != std::string::npos);
    REQUIRE(
        problems_of("k: 'it's'\n").find("error: this line does not fit the lines before it") !=
        std::string::npos);
}

TEST_CASE("large hostile files end quickly") {
    std::string keys;
    for (int i = 0; i < 60000; ++i) keys += "k: v\n";
    REQUIRE(problems_of(keys).find("a.yaml:2:1: error: the key 'k' is given twice") == 0);
    std::string flow = "a:\n";
    for (int i = 0; i < 900; ++i) flow += "  - [" + std::string(1000, ',') + "]\n";
    REQUIRE(tree_of(flow).root->find("a")->items.size() == 900);
}

TEST_CASE("a text may begin with empty lines") {
    const auto read = yaml::read({"a.yaml", "\n\nname: A\n"});
    REQUIRE(read.ok());
    const auto* name = read->root->find("name");
    REQUIRE(name != nullptr);
    REQUIRE(name->line == 3);
    REQUIRE(name->column == 7);
}

TEST_CASE("a broken line in which the library finds documents without end is told and left") {
    REQUIRE(problems_of(", a: {b: 1}\n").find("a second document begins here") !=
            std::string::npos);
}
