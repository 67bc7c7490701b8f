#include <catch2/catch.hpp>

#include "yaml/node.h"

namespace {

yaml::Document tree_of(std::string text) {
    auto read = yaml::read({"a.yaml", std::move(text)});
    if (!read.ok()) FAIL(base::to_text(read.error()));
    return std::move(read).value();
}

}  // namespace

TEST_CASE("an unknown key is refused with the key that was meant") {
    const auto tree = tree_of("name: A\nmailbx: b\ncolour: red\n");
    base::Problems problems;
    yaml::MapReader reader(*tree.root, "a station", problems);
    REQUIRE(reader.required_text("name") == "A");
    REQUIRE(reader.optional_text("mailbox", "none") == "none");
    reader.finish();
    REQUIRE(base::to_text(problems) ==
            "a.yaml:2:1: error: unknown key 'mailbx'\n"
            "  2 | mailbx: b\n    | ^^^^^^\nhint: did you mean 'mailbox'?\n"
            "a.yaml:3:1: error: unknown key 'colour'\n"
            "  3 | colour: red\n    | ^^^^^^\nhint: a station does not have it\n");
}

TEST_CASE("a required key that is missing or empty is one problem, not two") {
    const auto tree = tree_of("mailbox:\n");
    base::Problems problems;
    yaml::MapReader reader(*tree.root, "a station", problems);
    REQUIRE(reader.required_text("name").empty());
    REQUIRE(reader.required_text("mailbox").empty());
    reader.finish();
    REQUIRE(base::to_text(problems) ==
            "a.yaml:1:1: error: a station has no 'name'\n"
            "  1 | mailbox:\n    | ^^^^^^^\nhint: add a line 'name: ...'\n"
            "a.yaml:1:1: error: 'mailbox' is empty\n"
            "  1 | mailbox:\n    | ^^^^^^^\nhint: give it a value or delete the line\n");
}

TEST_CASE("whole numbers are digits within their range, without a leading zero") {
    const auto tree = tree_of(
        "a: 12\nb: 03324\nc: 1e3\nd: -1\ne: \"5\"\nf: 99999999999999999999\ng: [1]\nh: 0\n");
    base::Problems problems;
    yaml::MapReader reader(*tree.root, "it", problems);
    REQUIRE(reader.optional_whole("a", 7, 1, 100) == 12);
    for (const auto* key : {"b", "c", "d", "e", "f", "g"})
        REQUIRE(reader.optional_whole(key, 7, 1, 100) == 7);
    REQUIRE(reader.optional_whole("h", 7, 0, 100) == 0);
    REQUIRE(reader.optional_whole("absent", 7, 1, 100) == 7);
    REQUIRE(problems.size() == 6);
    REQUIRE(base::to_text(problems[0]) ==
            "a.yaml:2:4: error: 'b' begins with a zero\n"
            "  2 | b: 03324\n    |    ^^^^^\n"
            "hint: other YAML tools read such a number in base 8; write it without the zero\n");
    REQUIRE(problems[1].sentence == "'c' must be a whole number from 1 to 100");
}

TEST_CASE("truth is true or false, and yes, on and quoted words are refused") {
    const auto tree = tree_of("a: true\nb: false\nc: yes\nd: \"true\"\ne: On\nf: {}\n");
    base::Problems problems;
    yaml::MapReader reader(*tree.root, "it", problems);
    REQUIRE(reader.optional_truth("a", false));
    REQUIRE_FALSE(reader.optional_truth("b", true));
    for (const auto* key : {"c", "d", "e", "f"}) REQUIRE(reader.optional_truth(key, true));
    REQUIRE(problems.size() == 4);
    REQUIRE(problems[0].sentence == "'c' must be true or false");
}

TEST_CASE("a bare yes or no is not taken for a text") {
    const auto tree = tree_of("a: no\nb: \"no\"\nc: [x, Yes]\nd: north\n");
    base::Problems problems;
    yaml::MapReader reader(*tree.root, "it", problems);
    REQUIRE(reader.required_text("a").empty());
    REQUIRE(reader.required_text("b") == "no");
    REQUIRE(reader.optional_texts("c") == std::vector<std::string>{"x"});
    REQUIRE(reader.required_text("d") == "north");
    REQUIRE(base::to_text(problems) ==
            "a.yaml:1:4: error: 'a' is a bare 'no'\n"
            "  1 | a: no\n    |    ^^\nhint: YAML takes it for true or false; write \"no\" in "
            "quotes\n"
            "a.yaml:3:8: error: an entry of 'c' is a bare 'Yes'\n"
            "  3 | c: [x, Yes]\n    |        ^^^\nhint: YAML takes it for true or false; write "
            "\"Yes\" in quotes\n");
}

TEST_CASE("one text may stand for a list of one, a map may not") {
    const auto tree = tree_of("a: x\nb: [x, y]\nc: {x: 1}\nd: [x, , y]\n");
    base::Problems problems;
    yaml::MapReader reader(*tree.root, "it", problems);
    REQUIRE(reader.optional_texts("a") == std::vector<std::string>{"x"});
    REQUIRE(reader.optional_texts("b") == std::vector<std::string>{"x", "y"});
    REQUIRE(reader.optional_texts("c").empty());
    REQUIRE(reader.optional_texts("d") == std::vector<std::string>{"x", "y"});
    REQUIRE(problems.size() == 2);
    REQUIRE(problems[0].sentence == "'c' must be one text, not a group of keys");
    REQUIRE(problems[1].sentence == "an entry of 'd' is empty");
}

TEST_CASE("a list where keys are expected is one problem and reads as nothing") {
    const auto tree = tree_of("- a\n- b\n");
    base::Problems problems;
    yaml::MapReader reader(*tree.root, "a station", problems);
    REQUIRE(reader.required_text("name").empty());
    reader.finish();
    REQUIRE(problems.size() == 1);
    REQUIRE(problems[0].sentence == "a station must be lines of the form 'key: value'");
}

TEST_CASE("the caret marks the scalar as written, in characters, and never passes the line") {
    const auto tree = tree_of("a: \"കഴ\"   # x\nb: കഴക്കൂട്ടം\nc: |\n  long text\n");
    REQUIRE(yaml::problem_at(*tree.root->find("a"), "s").caret_length == 4);
    REQUIRE(yaml::problem_at(*tree.root->find("b"), "s").caret_length == 10);
    REQUIRE(yaml::problem_at(*tree.root->find("b"), "s").source_line == "b: കഴക്കൂട്ടം");
    REQUIRE(yaml::problem_at(*tree.root->find("c"), "s").caret_length == 1);
    REQUIRE(yaml::problem_at(*tree.root, "s").caret_length == 1);
}

TEST_CASE("problems are sorted by file, line and column") {
    base::Problem a, b, c;
    a.file = "b.yaml", a.line = 1;
    b.file = "a.yaml", b.line = 9, b.column = 4;
    c.file = "a.yaml", c.line = 9, c.column = 2;
    base::Problems problems{a, b, c};
    yaml::sort_by_place(problems);
    REQUIRE(problems[0].column == 2);
    REQUIRE(problems[1].column == 4);
    REQUIRE(problems[2].file == "b.yaml");
}
