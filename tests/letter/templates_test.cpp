#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "letter/fixtures.h"
#include "letter/template_names.h"

using fixtures::shipped_sources;
using letter::load_templates;

namespace {

// The shipped set with one text changed, and what is said about it.
std::string said_of(const std::string& file, const std::string& text) {
    auto sources = shipped_sources();
    bool found = false;
    for (auto& source : sources) {
        if (source.name != file) continue;
        source.text = text;
        found = true;
    }
    REQUIRE(found);
    const auto loaded = load_templates(sources);
    return loaded ? "fine" : base::to_text(loaded.error());
}

const std::string english = "mailtemplates/acknowledgement.en.mustache";

}  // namespace

TEST_CASE(
    "the shipped templates load, and one warning names all that no native reader passed") {
    const auto sources = shipped_sources();
    std::size_t kinds = 0;
    for (const auto& kind : letter::template_kinds()) kinds += kind.languages.size();
    REQUIRE(sources.size() == kinds);
    const auto loaded = load_templates(sources);
    if (!loaded) FAIL(base::to_text(loaded.error()));
    REQUIRE(loaded->warnings.size() == 1);
    const std::string said = base::to_text(loaded->warnings[0]);
    CHECK(said.starts_with(fmt::format(
        "mailtemplates: warning: {} texts need a native reader: acknowledgement.en, ",
        sources.size())));
    CHECK(said.ends_with(
        "hint: when one has passed a text, write the name after its 'reviewed_by:'\n"));
}

TEST_CASE("a reviewed template is not warned of, and the fingerprint follows the text") {
    auto sources = shipped_sources();
    const std::string before = load_templates(sources)->templates.fingerprint();
    CHECK(before.size() == 64);
    const std::string line = "reviewed_by:";
    sources[0].text.insert(sources[0].text.find(line) + line.size(), " a reader");
    const auto loaded = load_templates(sources);
    REQUIRE(loaded.ok());
    CHECK(base::to_text(loaded->warnings[0])
              .starts_with(fmt::format(
                  "mailtemplates: warning: {} texts need a native reader: acknowledgement.hi, ",
                  sources.size() - 1)));
    CHECK(loaded->templates.fingerprint() != before);
    std::reverse(sources.begin(), sources.end());
    CHECK(load_templates(sources)->templates.fingerprint() == loaded->templates.fingerprint());
}

TEST_CASE("an unknown name is shown with its place, counted in characters") {
    CHECK(said_of(english, "subject: x\n\nനന്ദി {{reff}} and {{ref}}\n") ==
          "mailtemplates/acknowledgement.en.mustache:3:7: error: unknown name 'reff'\n"
          "  3 | നന്ദി {{reff}} and {{ref}}\n"
          "    |       ^^^^^^^^\n"
          "hint: did you mean 'ref'?\n");
}

TEST_CASE("a name that a letter must say is missed") {
    CHECK(said_of(english, "subject: x\n\nThank you.\n") ==
          "mailtemplates/acknowledgement.en.mustache: error: the template does not use 'ref'\n"
          "hint: this letter must say it: add {{ref}}\n");
}

TEST_CASE("all problems of a template are shown at once") {
    CHECK(said_of(english,
                  "subject: {{ref}}\nrevewed_by: x\nhello\n\n{{#ref}}\n{{>other}} "
                  "{{{ref}}}\n{{/reff}} {{ref\n") ==
          "mailtemplates/acknowledgement.en.mustache:1:10: error: unknown name 'ref'\n"
          "  1 | subject: {{ref}}\n"
          "    |          ^^^^^^^\n"
          "mailtemplates/acknowledgement.en.mustache:2:1: error: unknown name 'revewed_by'\n"
          "  2 | revewed_by: x\n"
          "    | ^^^^^^^^^^\n"
          "hint: known are subject, reviewed_by and word.NAME with a value\n"
          "mailtemplates/acknowledgement.en.mustache:3:1: error: expected 'name: value' before "
          "the first empty line\n"
          "  3 | hello\n"
          "    | ^^^^^\n"
          "hint: put an empty line between the names and the text\n"
          "mailtemplates/acknowledgement.en.mustache:6:1: error: this form of tag is not used "
          "in letters\n"
          "  6 | {{>other}} {{{ref}}}\n"
          "    | ^^^^^^^^^^\n"
          "hint: write {{name}}, {{#name}}, {{^name}}, {{/name}} or {{! a comment}}\n"
          "mailtemplates/acknowledgement.en.mustache:6:12: error: this form of tag is not used "
          "in letters\n"
          "  6 | {{>other}} {{{ref}}}\n"
          "    |            ^^^^^^^^\n"
          "hint: write {{name}}, {{#name}}, {{^name}}, {{/name}} or {{! a comment}}\n"
          "mailtemplates/acknowledgement.en.mustache:7:1: error: section 'reff' is closed here "
          "and not open\n"
          "  7 | {{/reff}} {{ref\n"
          "    | ^^^^^^^^^\n"
          "hint: open is 'ref'\n"
          "mailtemplates/acknowledgement.en.mustache:7:11: error: a tag is opened and not "
          "closed on its line\n"
          "  7 | {{/reff}} {{ref\n"
          "    |           ^^\n"
          "hint: close it with }}\n"
          "mailtemplates/acknowledgement.en.mustache:5:1: error: section 'ref' is not closed\n"
          "  5 | {{#ref}}\n"
          "    | ^^^^^^^^\n"
          "hint: close it with {{/ref}}\n");
}

TEST_CASE("an acknowledgement with a link is refused") {
    CHECK(said_of(english, "subject: x\n\n{{ref}} https://cell.invalid\n") ==
          "mailtemplates/acknowledgement.en.mustache: error: a letter to her holds '://'\n"
          "hint: it has no link and no address\n");
}

TEST_CASE("a missing, a misnamed and a doubled template are refused") {
    auto sources = shipped_sources();
    sources.erase(sources.begin());
    auto loaded = load_templates(sources);
    REQUIRE_FALSE(loaded.ok());
    CHECK(base::to_text(loaded.error()) ==
          "acknowledgement.en.mustache: error: this template is missing\n"
          "hint: copy it from the sample that 'aparajita init' writes\n");
    sources.push_back({"mailtemplates/acknowledgement.e.mustache", ""});
    sources.push_back(sources[0]);
    loaded = load_templates(sources);
    REQUIRE_FALSE(loaded.ok());
    CHECK(base::to_text(loaded.error()) ==
          "mailtemplates/acknowledgement.e.mustache: error: no letter uses a template of this "
          "name\n"
          "hint: did you mean 'acknowledgement.en.mustache'?\n" +
              sources[0].name + ": error: this template is given twice\nhint: delete one\n");
}

TEST_CASE("a template that is not UTF-8 is refused") {
    CHECK(said_of(english, "subject: x\n\n\xFF {{ref}}\n") ==
          "mailtemplates/acknowledgement.en.mustache: error: the file is not UTF-8\nhint: save "
          "it as UTF-8\n");
}
