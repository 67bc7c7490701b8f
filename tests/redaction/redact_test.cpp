#include "redaction/redact.h"

#include <catch2/catch.hpp>

#include "message/read_mail.h"
#include "redaction/kit.h"
#include "redaction/tokens.h"

using redaction::Action;
using redaction::Destination;
using redaction::Role;
using redaction::ValueType;
using understanding::Where;

namespace {

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

redaction::TokenSeed seed(char c) { return {base::Sensitive<std::string>(std::string(32, c))}; }

redaction::RedactedMail rendered(const kit::Case& made, Destination destination,
                                 char seed_octet = 's') {
    auto result = redaction::redact(made.mail, made.facts, {}, kit::findings_of(made),
                                    kit::policy(), destination, seed(seed_octet));
    if (!result.ok()) throw std::runtime_error("held");
    return std::move(result).value().mail;
}

const char* const letter_text =
    "My number is 9846012345. His number is 9497123456. Call me on 9846012345.\n"
    "My Aadhaar is 234123412346. I am 22 years old.\n";

}  // namespace

TEST_CASE("tokens have the type, four characters and a fitting check character") {
    redaction::Tokens tokens(seed('a'));
    std::set<std::string> codes;
    for (int i = 0; i < 2000; ++i) {
        const auto& token = tokens.token_of(ValueType::phone, std::to_string(i));
        REQUIRE(token.size() == std::string("[PHONE-K7Q2]").size());
        REQUIRE(token.substr(0, 7) == "[PHONE-");
        const auto code = token.substr(7, 4);
        REQUIRE(redaction::is_token_code(code));
        REQUIRE(codes.insert(code).second);
        // One wrong character, or two neighbours that changed places, is noticed.
        auto swapped = code;
        std::swap(swapped[1], swapped[2]);
        REQUIRE((swapped == code || !redaction::is_token_code(swapped)));
        auto wrong = code;
        wrong[0] = wrong[0] == 'A' ? 'B' : 'A';
        REQUIRE_FALSE(redaction::is_token_code(wrong));
    }
}

TEST_CASE(
    "one value has one token in a case, another case has another, and length tells nothing") {
    const auto made = kit::mail_of(letter_text);
    const auto station = rendered(made, Destination::station);
    REQUIRE(station.spans().size() == 5);
    const auto token = station.spans()[0].token;
    CHECK(station.spans()[2].token == token);
    CHECK(rendered(made, Destination::desk).spans()[0].token == token);
    CHECK(rendered(made, Destination::station, 't').spans()[0].token != token);
    CHECK(rendered(kit::mail_of("My number is +91 (0) 98460 12345."), Destination::station)
              .spans()[0]
              .token.size() == token.size());
    // Nothing of the value is in it: another value at the same place has the same token.
    CHECK(rendered(kit::mail_of("My number is 9846099999."), Destination::station)
              .spans()[0]
              .token == token);
}

TEST_CASE("each destination sees what its column says") {
    const auto made = kit::mail_of(letter_text);
    const auto station = rendered(made, Destination::station);
    const auto token = station.spans()[0].token;
    CHECK(station.body() == "My number is " + token +
                                ". His number is 9497123456. Call me on " + token +
                                ".\nMy Aadhaar is [AADHAAR]. I am [AGE 18-24] years old.");
    CHECK(station.covered().at(ValueType::phone) == 2);
    CHECK(station.covered().at(ValueType::aadhaar) == 1);
    CHECK(station.count(Action::band) == 1);
    CHECK(rendered(made, Destination::desk).body() == station.body());
    CHECK(rendered(made, Destination::urgent).body() == station.body());
    CHECK(rendered(made, Destination::cyber_cell).body() ==
          "My number is " + token + ". His number is 9497123456. Call me on " + token + ".\n");
    for (const auto destination :
         {Destination::oversight, Destination::platform, Destination::auditors}) {
        const auto mail = rendered(made, destination);
        CHECK(mail.body().empty());
        CHECK(mail.subject().empty());
        CHECK(mail.count(Action::keep) == 0);
    }
}

TEST_CASE("the subject opens the body and is covered like it") {
    auto made = kit::mail_of("His number is 9497123456.");
    kit::add_text(made, Where::subject, "My number 9846012345");
    const auto mail = rendered(made, Destination::station);
    CHECK(mail.subject().find("My number [PHONE-") == 0);
    CHECK(mail.body() == mail.subject() + "\n\nHis number is 9497123456.");
}

TEST_CASE(
    "html alone is the body; html that says the same is left out, html that says more is "
    "added") {
    kit::Case only_html;
    only_html.mail.all_from = {{"Anitha Thomas", "anitha.t@example.org"}};
    kit::add_text(only_html, Where::html, "My number is 9846012345.");
    CHECK(rendered(only_html, Destination::station).body().find("My number is [PHONE-") == 0);
    CHECK(rendered(only_html, Destination::station).spans()[0].span.where == Where::html);

    auto same = kit::mail_of("My number is 9846012345.");
    kit::add_text(same, Where::html, "My  number\nis 9846012345.");
    CHECK_FALSE(holds(rendered(same, Destination::station).body(), "HTML"));

    auto more = kit::mail_of("See the attachment.");
    kit::add_text(more, Where::html, "My number is 9846012345.");
    const auto body = rendered(more, Destination::station).body();
    CHECK(body.find("See the attachment.\n\n----- HTML -----\n\nMy number is [PHONE-") == 0);
}

TEST_CASE("no letter quotes what a mail program does not show, but it is searched") {
    message::ParsedMail mail;
    mail.from = {"Anitha Thomas", "anitha.t@example.org"};
    mail.all_from = {mail.from};
    mail.text = "My number is 6830012345.";
    mail.more_text = {"<!-- made by vizhuppu 6830055555 -->", "list footer"};
    mail.unshown = {0};
    const auto made = kit::understood(mail);
    const auto body = kit::redacted(made, Destination::station).mail.body();
    CHECK_FALSE(holds(body, "vizhuppu"));
    CHECK_FALSE(holds(body, "6830055555"));
    CHECK(holds(body, "list footer"));
    CHECK(kit::findings_of(made).values.size() >= 2);
}

TEST_CASE("HTML that says a few words more is not repeated, another number in it is") {
    message::ParsedMail mail;
    mail.from = {"Anitha Thomas", "anitha.t@example.org"};
    mail.all_from = {mail.from};
    mail.text = "He comes to my door each evening and he shouts at me.";
    const auto body_with = [&mail](const std::string& html) {
        mail.html_text = html;
        return kit::redacted(kit::understood(mail), Destination::station).mail.body();
    };
    const std::string same = "He comes to my door each evening and he shouts at me. ";
    CHECK_FALSE(holds(body_with(same + "[image: vizhuppu]"), "HTML"));
    const auto little = body_with(same + "vizhuppu");
    CHECK_FALSE(holds(little, "vizhuppu"));
    CHECK(holds(little, "----- HTML: a few words more, in the sealed original -----"));
    CHECK(holds(body_with(same + "His number is 6831012345"), "6831012345"));
    CHECK(holds(body_with(same + "My neighbour Lathika has heard it twice"), "neighbour"));
}

TEST_CASE("attachments are renamed, typed, hashed and sealed; shown text is none") {
    auto made = kit::mail_of("hello");
    const auto add = [&](const char* type, std::optional<std::string> name,
                         message::Disposition how) {
        message::Leaf leaf;
        leaf.type = type;
        leaf.filename = std::move(name);
        leaf.disposition = how;
        leaf.size = 1234;
        leaf.sha256 = std::string(64, 'a');
        made.mail.parts.push_back(std::move(leaf));
    };
    using message::Disposition;
    add("text/plain", std::nullopt, Disposition::inline_part);
    add("text/html", std::nullopt, Disposition::inline_part);
    add("image/jpeg", "Anitha_aadhaar.jpg", Disposition::attachment);
    add("x-odd type\r\n", "a.exe", Disposition::attachment);
    add("text/plain", "chat.txt", Disposition::inline_part);
    const auto mail = rendered(made, Destination::station);
    REQUIRE(mail.attachments().size() == 3);
    CHECK(mail.attachments()[0].name == "attachment-1.jpg");
    CHECK(mail.attachments()[0].size == 1234);
    CHECK(mail.attachments()[0].sha256 == std::string(64, 'a'));
    CHECK(mail.attachments()[1].name == "attachment-2.bin");
    CHECK(mail.attachments()[1].type == "application/octet-stream");
    CHECK(mail.attachments()[2].name == "attachment-3.txt");
    for (const auto& note : mail.attachments()) CHECK_FALSE(note.passes);
}

TEST_CASE("the evidence is the offender's identifiers, whole and once") {
    const auto made = kit::mail_of(
        "His number is 9497123456 and 9497123456 again, his id is raju.77@okaxis. "
        "The page https://example.org/p/1 and my number 9846012345. UTR 632410100018.");
    std::vector<std::string> items;
    const auto mail = rendered(made, Destination::station);
    for (const auto& item : mail.evidence())
        items.push_back(std::string(name_of(item.type)) + " " + item.value);
    CHECK(items == std::vector<std::string>{"PHONE 9497123456", "UPI_VPA raju.77@okaxis",
                                            "URL https://example.org/p/1",
                                            "UPI_REF 632410100018"});
}

TEST_CASE("unreadable and incomplete mails are held, with the reason") {
    auto made = kit::mail_of("hello");
    const auto hold = [&](const redaction::Findings& findings) {
        const auto result = redaction::redact(made.mail, made.facts, {}, findings,
                                              kit::policy(), Destination::station, seed('s'));
        return result.ok() ? std::string("sent") : result.error().word;
    };
    redaction::Findings findings;
    CHECK(hold(findings) == "sent");
    findings.complete = false;
    CHECK(hold(findings) == "incomplete");
    made.mail.unreadable = "too_deep";
    CHECK(hold(findings) == "unreadable");
}

TEST_CASE("too many values are not redacted by halves") {
    std::string text;
    for (int i = 0; i < 6000; ++i) text += "98460" + std::to_string(10000 + i) + "\n";
    const auto findings = kit::findings_of(kit::mail_of(text));
    CHECK_FALSE(findings.complete);
    CHECK(findings.incomplete_reason == "too_many_values");
}

TEST_CASE("the person at risk is kept whole for urgent desk and station, and nowhere else") {
    auto made = kit::mail_of(
        "I will end it tonight. My number is 9846012345, my friend's is 9846054321. Anitha "
        "Thomas");
    made.facts.urgency.reasons = {understanding::UrgentReason::self_harm};
    const auto urgent = rendered(made, Destination::urgent).body();
    CHECK(holds(urgent, "9846012345"));
    CHECK(holds(urgent, "Anitha Thomas"));
    CHECK_FALSE(holds(urgent, "9846054321"));
    const auto station = rendered(made, Destination::station);
    CHECK(holds(station.body(), "9846012345"));
    CHECK_FALSE(holds(station.body(), "9846054321"));
    CHECK(station.count_released() == 2);
    CHECK_FALSE(holds(rendered(made, Destination::desk).body(), "Anitha"));
    CHECK_FALSE(holds(rendered(made, Destination::cyber_cell).body(), "9846012345"));
    made.facts.offender_in_police = true;
    CHECK(holds(rendered(made, Destination::urgent).body(), "9846012345"));
    CHECK_FALSE(holds(rendered(made, Destination::station).body(), "9846012345"));
}

TEST_CASE("who misses somebody is not the one at risk, unless she writes for her") {
    auto made = kit::mail_of("My sister is missing. My number is 9846012345.");
    made.facts.urgency.reasons = {understanding::UrgentReason::missing_person};
    made.facts.written_by = understanding::WrittenBy::self;
    CHECK_FALSE(holds(rendered(made, Destination::urgent).body(), "9846012345"));
    made.facts.written_by = understanding::WrittenBy::other;
    CHECK(holds(rendered(made, Destination::urgent).body(), "9846012345"));
}

TEST_CASE("where a child is the victim the places are covered too") {
    auto made = kit::mail_of("He waits near Kazhakuttam bus stand. She is in class 9 B.");
    made.facts.child = understanding::Child::victim;
    understanding::PlaceMention place;
    place.span = {Where::text, 14, 25};
    place.text = "Kazhakuttam";
    made.facts.places.push_back(place);
    const auto body = rendered(made, Destination::station).body();
    CHECK_FALSE(holds(body, "Kazhakuttam"));
    CHECK_FALSE(holds(body, "class 9"));
    made.facts.child = understanding::Child::no;
    CHECK(holds(rendered(made, Destination::station).body(), "Kazhakuttam"));
}

// --- the proof ---

namespace {

std::optional<std::string> leak_in(const kit::Case& made, const std::string& letter,
                                   Destination destination = Destination::station) {
    const auto parsed = message::read_mail(letter, message::Contents::kept);
    return redaction::find_leak(parsed, kit::findings_of(made), kit::policy(), destination);
}

std::string plain(const std::string& body, const std::string& subject = "x") {
    return "From: a@example.org\r\nSubject: " + subject +
           "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + body +
           "\r\n";
}

}  // namespace

TEST_CASE("a title that was covered with a name may stand in the letter, the name may not") {
    const auto made = kit::mail_of(
        "My class teacher Vinod sir saw it, and my friend Mini chechi. Sir, please help.");
    for (const auto& value : kit::findings_of(made).values) {
        CAPTURE(value.as_written.reveal());
        CHECK(value.name.reveal().find(' ') == std::string::npos);
    }
    CHECK_FALSE(leak_in(made, plain("Sir, please help. The chechi saw it.")));
    CHECK(leak_in(made, plain("Vinod saw it")) == "body");
    CHECK(leak_in(made, plain("vinodsir saw it, MINI too")) == "body");
    CHECK_FALSE(leak_in(made, rendered(made, Destination::station).body()));
}

TEST_CASE("a protected value in the finished letter is found in every disguise") {
    const auto made = kit::mail_of(
        "My number is 9846012345, my aadhaar 2341 2341 2346, my PAN ACUPA7085R, my mail "
        "other.box@example.net. "
        "Call my friend Reshma. He wrote അനിത on the wall.");
    CHECK_FALSE(leak_in(made, plain("nothing here, his number 9497123456")));
    for (const char* body : {"9846012345",
                             "98460 12345",
                             "98460-\r\n12345",
                             "൯൮൪൬൦൧൨൩൪൫",
                             "98\u200B460\u00AD12345",
                             "+919846012345",
                             "2341-2341-2346",
                             "acupa 7085 r",
                             "9846O12345",
                             "9846\u041E12345",
                             "9846ഠ12345",
                             "98460/12345",
                             "9,8,4,6,0,1,2,3,4,5",
                             "98460 -- 12345",
                             "other.b\u043Ex@example.net",
                             "\u0410nitha",
                             "anithathomas",
                             "അനിത",
                             "other . box @ example . net",
                             "Reshma",
                             "Reshmaയുടെ",
                             "anitha.t@example.org",
                             "Anitha",
                             "ANITHA",
                             "Thomas"}) {
        CAPTURE(body);
        CHECK(leak_in(made, plain(body)) == "body");
    }
    CHECK(leak_in(made, plain("x", "9846012345")) == "subject");
    CHECK(
        leak_in(
            made,
            "From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: "
            "text/plain; "
            "charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nOTg0NjAxMjM0NQ==\r\n") ==
        "body");
    CHECK(leak_in(made,
                  "From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: "
                  "application/octet-stream\r\nContent-Disposition: attachment; "
                  "filename=\"anitha.pdf\"\r\n\r\nx\r\n") == "filename");
}

TEST_CASE("what was kept on purpose is no leak, but her name beside it is") {
    const auto made =
        kit::mail_of("He made a fake profile https://instagram.com/anitha_thomas_9 of me.");
    CHECK_FALSE(leak_in(made, plain("hxxps[:]//instagram[.]com/anitha_thomas_9 is fake")));
    CHECK(leak_in(made, plain("hxxps[:]//instagram[.]com/anitha_thomas_9 of Anitha")) ==
          "body");
}

TEST_CASE("a surname that both bear does not hold the letter back, hers alone does") {
    const auto made = kit::mail_of("My husband Suresh Thomas beats me.");
    CHECK_FALSE(leak_in(made, plain("My husband Suresh Thomas beats me.")));
    CHECK(leak_in(made, plain("Mrs Thomas")) == "body");
}

TEST_CASE("what was not read to its end is held") {
    auto made = kit::mail_of("hello");
    made.facts.complete = false;
    CHECK_FALSE(kit::findings_of(made).complete);
    CHECK(kit::findings_of(made).incomplete_reason == "not_all_read");
}

TEST_CASE("urgent and station copies may hold the person at risk, the desk's may not") {
    auto made = kit::mail_of("My number is 9846012345.");
    made.facts.urgency.reasons = {understanding::UrgentReason::self_harm};
    CHECK_FALSE(leak_in(made, plain("9846012345"), Destination::urgent));
    CHECK_FALSE(leak_in(made, plain("9846012345"), Destination::station));
    CHECK(leak_in(made, plain("9846012345"), Destination::desk) == "body");
    made.facts.offender_in_police = true;
    CHECK(leak_in(made, plain("9846012345"), Destination::station) == "body");
}

TEST_CASE("a link by which she is to be reached may hold her name, and only there") {
    auto made = kit::mail_of(
        "He will kill me tonight. My page is https://www.facebook.com/leena.speaks. My friend "
        "Leena knows.");
    made.facts.urgency.reasons = {understanding::UrgentReason::danger_to_life};
    const std::string link = "hxxps[:]//www[.]facebook[.]com/leena.speaks";
    CHECK_FALSE(leak_in(made, plain(link), Destination::urgent));
    CHECK(leak_in(made, plain(link + " Leena"), Destination::urgent) == "body");
    CHECK(leak_in(made, plain(link), Destination::desk) == "body");
}

TEST_CASE("the rendering of every example leaks nothing of its own") {
    for (const char* text : {letter_text, "എന്റെ പേര് അനിത തോമസ്. എന്റെ നമ്പർ 9846012345.",
                             "मेरा नाम अनीता है, 9846012345"}) {
        const auto made = kit::mail_of(text);
        CAPTURE(text);
        CHECK_FALSE(leak_in(made, plain(rendered(made, Destination::station).body())));
        CHECK(leak_in(made, plain(text)));
    }
}
