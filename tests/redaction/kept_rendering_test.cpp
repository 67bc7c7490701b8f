#include "redaction/kept_rendering.h"

#include <catch2/catch.hpp>

#include "redaction/kit.h"

using redaction::Destination;

namespace {

constexpr const char* complaint =
    "My number is 9846012345. His number is 9497123456, his page https://x.example/raju.\n"
    "എന്റെ പേര് Anitha Thomas. My Aadhaar is 234123412346. I am 22 years old.\n";

redaction::RedactedMail view(Destination destination) {
    auto made = kit::mail_of(complaint);
    kit::add_text(made, understanding::Where::subject, "He, \xE2\x80\x8D and my 9846012345");
    message::Leaf leaf;
    leaf.type = "application/pdf";
    leaf.filename = "anitha.pdf";
    leaf.disposition = message::Disposition::attachment;
    leaf.size = 4711;
    leaf.sha256 = std::string(64, 'a');
    made.mail.parts.push_back(leaf);
    return kit::redacted(made, destination).mail;
}

}  // namespace

TEST_CASE(
    "a rendering comes back from what is kept of it, for every destination that has text") {
    for (const auto destination : {Destination::station, Destination::desk, Destination::urgent,
                                   Destination::cyber_cell}) {
        CAPTURE(redaction::name_of(destination));
        const auto before = view(destination);
        const auto after = redaction::rendering_from_json(redaction::rendering_to_json(before));
        REQUIRE(after.ok());
        CHECK(after->destination() == destination);
        CHECK(after->subject() == before.subject());
        CHECK(after->body() == before.body());
        CHECK(after->covered() == before.covered());
        CHECK_FALSE(before.covered().empty());
        CHECK(after->has_two_readings() == before.has_two_readings());
        REQUIRE(after->evidence().size() == before.evidence().size());
        CHECK_FALSE(before.evidence().empty());
        for (std::size_t i = 0; i < before.evidence().size(); ++i) {
            CHECK(after->evidence()[i].type == before.evidence()[i].type);
            CHECK(after->evidence()[i].value == before.evidence()[i].value);
        }
        REQUIRE(after->spans().size() == before.spans().size());
        for (std::size_t i = 0; i < before.spans().size(); ++i) {
            CHECK(after->spans()[i].type == before.spans()[i].type);
            CHECK(after->spans()[i].role == before.spans()[i].role);
            CHECK(after->spans()[i].action == before.spans()[i].action);
            CHECK(after->spans()[i].token == before.spans()[i].token);
            CHECK(after->spans()[i].flag == before.spans()[i].flag);
        }
        REQUIRE(after->attachments().size() == 1);
        CHECK(after->attachments()[0].name == "attachment-1.pdf");
        CHECK(after->attachments()[0].size == 4711);
        CHECK(after->attachments()[0].sha256 == std::string(64, 'a'));
    }
}

TEST_CASE("what is kept holds none of her values, and no picture") {
    const auto text = redaction::rendering_to_json(view(Destination::station));
    for (const char* hers : {"9846012345", "Anitha", "anitha", "2341234"}) {
        CAPTURE(hers);
        CHECK(text.find(hers) == std::string::npos);
    }
    CHECK(text.find("9497123456") != std::string::npos);
    const auto read = redaction::rendering_from_json(text);
    REQUIRE(read.ok());
    for (const auto& note : read->attachments()) {
        CHECK_FALSE(note.passes);
        CHECK(note.cleaned.empty());
    }
}

TEST_CASE("an altered rendering is refused, never read by halves") {
    const auto whole = redaction::rendering_to_json(view(Destination::station));
    CHECK(redaction::rendering_from_json(whole).ok());
    for (std::size_t cut = 0; cut < whole.size(); cut += 7) {
        CAPTURE(cut);
        CHECK_FALSE(redaction::rendering_from_json(whole.substr(0, cut)).ok());
    }
    auto other = whole;
    other.replace(other.find("\"station\""), 9, "\"stations\"");
    CHECK_FALSE(redaction::rendering_from_json(other).ok());
    for (const char* text : {"[]", "{}", "null", "7", R"({"destination":"station"})"})
        CHECK_FALSE(redaction::rendering_from_json(text).ok());
}
