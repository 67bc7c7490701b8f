#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "base/sha256.h"
#include "message/strip_image.h"
#include "redaction/kit.h"
#include "support/pictures.h"

namespace {

using redaction::AttachmentAction;
using redaction::Destination;
using understanding::Category;
using understanding::Child;
using understanding::Language;

std::string shipped_text() {
    std::ifstream file(std::string(APARAJITA_SOURCE_DIR) + "/routing_rules/redaction.yaml");
    return {std::istreambuf_iterator<char>(file), {}};
}

// The shipped policy with another section of attachments.
std::string with_rows(const std::string& rows) {
    std::string text = shipped_text();
    const auto begin = text.find("attachments:\n") + 13;
    const auto end = text.find("\n# Never covered.");
    REQUIRE(begin < end);
    return text.replace(begin, end - begin, rows);
}

redaction::Policy policy_with(const std::string& rows) {
    auto loaded = redaction::load_policy({"p.yaml", with_rows(rows)});
    if (!loaded.ok()) FAIL(base::to_text(loaded.error()));
    return std::move(loaded).value();
}

std::string problems_with(const std::string& rows) {
    auto loaded = redaction::load_policy(
        {"p.yaml", "images_may_pass_for: [threats]\npolicy: []\nattachments:\n" + rows +
                       "public_numbers: {as_of: \"2026-11-22\", numbers: [\"112\"]}\n"
                       "upi_handles: {as_of: \"2026-11-22\", handles: [ybl]}\n"
                       "cards_without_luhn: {as_of: \"2026-11-22\", prefixes: [\"60\"]}\n"});
    return loaded.ok() ? "" : base::to_text(loaded.error());
}

message::Leaf leaf_of(const std::string& type, const std::string& octets) {
    message::Leaf leaf;
    leaf.type = type;
    leaf.filename = "Anitha_Thomas " + type;
    leaf.disposition = message::Disposition::attachment;
    leaf.size = octets.size();
    leaf.sha256 = base::sha256_hex(octets);
    leaf.stripped = message::strip_image(type, octets);
    return leaf;
}

kit::Case case_with_picture() {
    kit::Case made = kit::mail_of("He threatens me.\n");
    made.facts.category = Category::threats;
    made.facts.language = Language::en;
    made.facts.child = Child::no;
    made.mail.parts.push_back(leaf_of("image/png", pictures::chatty_png()));
    return made;
}

bool passes(const kit::Case& made, const redaction::Policy& policy = kit::policy(),
            Destination destination = Destination::station) {
    const redaction::TokenSeed seed{base::Sensitive<std::string>(std::string(32, 's'))};
    const auto done = redaction::redact(made.mail, made.facts, {}, kit::findings_of(made),
                                        policy, destination, seed);
    REQUIRE(done.ok());
    const auto& note = done->mail.attachments().back();
    CHECK(note.sha256 == made.mail.parts.back().sha256);
    CHECK(note.size == made.mail.parts.back().size);
    CHECK(note.cleaned == (note.passes ? *made.mail.parts.back().stripped : ""));
    return note.passes;
}

}  // namespace

TEST_CASE("a picture passes to the station, cleaned, and to nobody else") {
    const kit::Case made = case_with_picture();
    CHECK(passes(made));
    const auto mail = kit::redacted(made, Destination::station).mail;
    CHECK(mail.attachments().back().name == "attachment-1.png");
    CHECK(mail.attachments().back().cleaned == pictures::plain_png());
    for (const auto destination :
         {Destination::desk, Destination::urgent, Destination::cyber_cell,
          Destination::oversight, Destination::platform, Destination::auditors})
        CHECK_FALSE(passes(made, kit::policy(), destination));
}

TEST_CASE("a picture passes for the categories of the list only") {
    int passing = 0;
    for (int i = 0; i <= static_cast<int>(Category::other); ++i) {
        kit::Case made = case_with_picture();
        made.facts.category = static_cast<Category>(i);
        CHECK(passes(made) == kit::policy().images_may_pass_for(made.facts.category));
        passing += passes(made) ? 1 : 0;
    }
    CHECK(passing == 4);
}

TEST_CASE("a picture is sealed when a child is the victim or the language is not known") {
    kit::Case made = case_with_picture();
    made.facts.child = Child::victim;
    CHECK_FALSE(passes(made));
    made.facts.child = Child::mentioned;
    CHECK(passes(made));
    made.facts.language = Language::und;
    CHECK_FALSE(passes(made));
}

TEST_CASE("a damaged picture, another picture type and a document are sealed") {
    kit::Case made = case_with_picture();
    made.mail.parts.back() = leaf_of("image/png", pictures::chatty_png().substr(0, 70));
    CHECK_FALSE(passes(made));
    made.mail.parts.back() = leaf_of("image/gif", pictures::plain_png());
    CHECK_FALSE(passes(made));
    made.mail.parts.back() = leaf_of("application/pdf", "%PDF");
    made.mail.parts.back().stripped = pictures::plain_png();  // as no reader would send it
    CHECK_FALSE(passes(made));
}

TEST_CASE("no picture leaves when the redaction is not complete") {
    const kit::Case made = case_with_picture();
    auto findings = kit::findings_of(made);
    findings.complete = false;
    const redaction::TokenSeed seed{base::Sensitive<std::string>(std::string(32, 's'))};
    const auto done = redaction::redact(made.mail, made.facts, {}, findings, kit::policy(),
                                        Destination::station, seed);
    REQUIRE_FALSE(done.ok());
    CHECK(done.error().word == "incomplete");
}

TEST_CASE("the first row that fits and names the reader decides") {
    const auto policy = policy_with(
        "  - {types: [application/zip], categories: [fraud], station: hold}\n"
        "  - {types: image/*, categories: any, desk: hold}\n"
        "  - {types: image/png, categories: [threats], station: pass}\n"
        "  - {types: \"*\", categories: any, station: seal, desk: seal}\n"
        "  - {types: text/calendar, categories: any, station: hold, auditors: hold}\n");
    const auto action = [&](const char* type, Category category, Destination destination) {
        return policy.attachment_action(type, category, destination);
    };
    using enum AttachmentAction;
    CHECK(action("application/zip", Category::fraud, Destination::station) == hold);
    CHECK(action("application/zip", Category::threats, Destination::station) == seal);
    CHECK(action("image/png", Category::threats, Destination::station) == pass);
    CHECK(action("image/png", Category::fraud, Destination::station) == seal);
    CHECK(action("image/png", Category::threats, Destination::desk) == hold);
    CHECK(action("text/calendar", Category::other, Destination::station) == seal);
    CHECK(action("text/calendar", Category::other, Destination::auditors) == hold);
    CHECK(action("imagex/png", Category::other, Destination::desk) == seal);
    CHECK(action("", Category::other, Destination::urgent) == seal);
}

TEST_CASE("a policy without rows for attachments seals everything") {
    std::string text = with_rows("");
    text.replace(text.find("attachments:\n"), 13, "");
    const auto policy = redaction::load_policy({"p.yaml", text});
    REQUIRE(policy.ok());
    CHECK(policy->attachment_action("image/png", Category::threats, Destination::station) ==
          AttachmentAction::seal);
    CHECK_FALSE(passes(case_with_picture(), *policy));
}

TEST_CASE("a mail with a file that the policy holds is held") {
    const auto policy = policy_with("  - {types: image/*, categories: any, station: hold}\n");
    const kit::Case made = case_with_picture();
    const redaction::TokenSeed seed{base::Sensitive<std::string>(std::string(32, 's'))};
    const auto redact_for = [&](Destination destination) {
        return redaction::redact(made.mail, made.facts, {}, kit::findings_of(made), policy,
                                 destination, seed);
    };
    const auto station = redact_for(Destination::station);
    REQUIRE_FALSE(station.ok());
    CHECK(station.error().word == "attachment");
    CHECK(redact_for(Destination::desk).ok());
}

TEST_CASE("every mistake about attachments is named with its place") {
    CHECK(
        problems_with("  - {types: jpeg, categories: any, station: pass}\n"
                      "  - {types: [image/*], categories: [workplace], station: pass}\n"
                      "  - {types: image/png, categories: [threat], desk: pass}\n"
                      "  - {types: \"*\", categories: any, station: send}\n"
                      "  - {types: \"*\", categories: any}\n") ==
        "p.yaml:4:13: error: 'jpeg' is no type of a file\n"
        "  4 |   - {types: jpeg, categories: any, station: pass}\n"
        "    |             ^^^^\n"
        "hint: as image/jpeg, image/* for all pictures, or \"*\" for every file\n"
        "p.yaml:5:14: error: 'image/*' cannot pass: it cannot be cleaned\n"
        "  5 |   - {types: [image/*], categories: [workplace], station: pass}\n"
        "    |              ^^^^^^^\n"
        "hint: image/jpeg, image/png and image/webp can; give other types a row of their own\n"
        "p.yaml:5:37: error: 'workplace' is not in images_may_pass_for\n"
        "  5 |   - {types: [image/*], categories: [workplace], station: pass}\n"
        "    |                                     ^^^^^^^^^\n"
        "hint: pictures pass for the categories of that list only\n"
        "p.yaml:6:37: error: there is no category 'threat'\n"
        "  6 |   - {types: image/png, categories: [threat], desk: pass}\n"
        "    |                                     ^^^^^^\n"
        "hint: the categories are those of the letters, as 'threats'; or any\n"
        "p.yaml:6:52: error: files pass to the station only\n"
        "  6 |   - {types: image/png, categories: [threat], desk: pass}\n"
        "    |                                                    ^^^^\n"
        "hint: seal or hold for desk\n"
        "p.yaml:7:44: error: 'send' is not what can happen to a file\n"
        "  7 |   - {types: \"*\", categories: any, station: send}\n"
        "    |                                            ^^^^\n"
        "hint: pass, seal or hold\n"
        "p.yaml:8:5: error: this row says for no reader what happens\n"
        "  8 |   - {types: \"*\", categories: any}\n"
        "    |     ^\n"
        "hint: for instance: station: seal\n");
}

TEST_CASE("attachments that are no list are refused") {
    CHECK(problems_with("  types: \"*\"\n").find("'attachments' must be a list of rows") !=
          std::string::npos);
}
