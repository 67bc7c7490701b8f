#include "pipeline/journey.h"

#include <catch2/catch.hpp>
#include <algorithm>
#include <fstream>
#include <map>
#include <iterator>

#include "base/text.h"
#include "message/strip_image.h"
#include "pipeline/copies.h"
#include "support/in_process_reader.h"
#include "support/pictures.h"
#include "support/shipped_installation.h"

namespace {

std::string sample(const std::string& name) {
    std::ifstream file(std::string(APARAJITA_SOURCE_DIR) + "/tests/e2e/samples/" + name + ".eml", std::ios::binary);
    std::string octets(std::istreambuf_iterator<char>(file), {});
    REQUIRE(octets.size() > 100);
    return octets;
}

struct Walk {
    settings::Settings settings = support::rehearsal_settings();
    support::InProcessReader reader;
    pipeline::NoMemory memory;
    seal::Key key{std::string(32, 'k')};
    redaction::OutOfTime out_of_time;

    base::Result<pipeline::Journey> operator()(const std::string& octets) {
        const pipeline::Tools tools{reader, *support::shipped_rules(), settings, memory, key,
                                    reader::ChildChoice::any, out_of_time};
        const auto now = base::from_unix(1795323600);
        return pipeline::walk({octets, now, now}, tools, support::fixed_stamp());
    }
};

const pipeline::PlannedLetter* letter_to(const pipeline::Journey& journey, const std::string& address) {
    for (const auto& planned : journey.letters) {
        if (planned.letter.to.str() == address) return &planned;
    }
    return nullptr;
}

}  // namespace

TEST_CASE("a Malayalam complaint goes to the station it names, her number covered, the caller's kept, with reasons") {
    const auto journey = Walk()(sample("01-malayalam"));
    REQUIRE(journey.ok());
    REQUIRE(journey->decision.action == routing::Action::forward);
    REQUIRE(journey->decision.station.str() == "tvc.kazhakuttam");
    bool hers = false;
    bool his = false;
    for (const auto& span : journey->station_view->spans()) {
        if (span.type != redaction::ValueType::phone) continue;
        REQUIRE_FALSE(span.cues.empty());
        hers = hers || (span.role == redaction::Role::complainant && span.action == redaction::Action::mask);
        his = his || (span.role == redaction::Role::offender && span.action == redaction::Action::keep);
    }
    REQUIRE(hers);
    REQUIRE(his);
    const auto* letter = letter_to(*journey, "sho.kazhakuttam@tvc.ps.invalid");
    REQUIRE(letter != nullptr);
    REQUIRE(letter->letter.body.find("6830 012 345") != std::string::npos);
    REQUIRE(letter->letter.body.find("067 890") == std::string::npos);
    REQUIRE(letter_to(*journey, "sreeja.menon@example.org") != nullptr);
}

TEST_CASE("the letters of a station without a trained officer go to its women cell head, and answers count from there") {
    auto files = pipeline::shipped_files();
    for (auto& file : files.rules) {
        if (file.name != "officers/tvc.yaml") continue;
        const auto at = file.text.find("  tvc.kazhakuttam:\n");
        REQUIRE(at != std::string::npos);
        file.text.replace(at, file.text.find("\n  tvc.", at) - at, "  tvc.kazhakuttam: []");
    }
    Walk walk;
    const auto loaded = pipeline::load_rule_set(files, walk.settings);
    REQUIRE(loaded.ok());
    REQUIRE_THAT(base::to_text(loaded->warnings),
                 Catch::Contains("station 'tvc.kazhakuttam' has no active post on "));
    const pipeline::Tools tools{walk.reader, *loaded->rules, walk.settings, walk.memory, walk.key,
                                reader::ChildChoice::any, {}};
    const auto now = base::from_unix(1795323600);
    const auto journey = pipeline::walk({sample("01-malayalam"), now, now}, tools, support::fixed_stamp());
    REQUIRE(journey.ok());
    REQUIRE(journey->decision.station.str() == "tvc.kazhakuttam");
    REQUIRE(letter_to(*journey, "sho.kazhakuttam@tvc.ps.invalid") == nullptr);
    REQUIRE(letter_to(*journey, "head.tvc@cell.invalid") != nullptr);
    REQUIRE(pipeline::mailbox_of(base::RecipientId("tvc.kazhakuttam"), *loaded->rules, walk.settings) ==
            "head.tvc@cell.invalid");
}

TEST_CASE("a mail that names no place goes to the desk") {
    const auto journey = Walk()(sample("08-no-place"));
    REQUIRE(journey.ok());
    REQUIRE(journey->decision.action == routing::Action::triage);
    REQUIRE(letter_to(*journey, "triage@cell.invalid") != nullptr);
}

TEST_CASE("a platform's alert is urgent, goes to the urgent desk, and is never acknowledged") {
    const auto journey = Walk()(sample("06-platform-alert"));
    REQUIRE(journey.ok());
    REQUIRE(journey->facts.kind == understanding::MailKind::platform_alert);
    REQUIRE(letter_to(*journey, "urgent@cell.invalid") != nullptr);
    REQUIRE(letter_to(*journey, "safety@alerts.platform.example") == nullptr);
}

TEST_CASE("an auto-reply gets no acknowledgement and is not thrown away") {
    const auto journey = Walk()(sample("07-auto-reply"));
    REQUIRE(journey.ok());
    REQUIRE(journey->facts.automatic);
    REQUIRE_FALSE(journey->no_acknowledgement.empty());
    REQUIRE(letter_to(*journey, "triage@cell.invalid") != nullptr);
}

TEST_CASE("a mail that kills its reader comes back unread, with the reason") {
    Walk walk;
    walk.reader.dies_next = 1;
    const auto journey = walk(sample("08-no-place"));
    REQUIRE(journey.ok());
    REQUIRE(journey->unread == "killed");
    REQUIRE(journey->letters.empty());
}

TEST_CASE("an acknowledgement is withheld from automatic, stale, forged and unsafe senders") {
    const std::string head = "To: complaints@example.org\nSubject: help\nMIME-Version: 1.0\n";
    const std::string body = "\nHe threatens me. I live near Museum police station.\n";
    const auto why = [&](const std::string& headers) {
        auto journey = Walk()(headers + head + body);
        REQUIRE(journey.ok());
        return journey->no_acknowledgement;
    };
    REQUIRE(why("From: asha@example.org\n").empty());
    REQUIRE(why("From: asha@example.org\nAuto-Submitted: no\n").empty());
    REQUIRE_FALSE(why("From: asha@example.org\nAuto-Submitted: auto-generated\n").empty());
    REQUIRE_FALSE(why("From: asha@example.org\nReturn-Path: <>\n").empty());
    REQUIRE_FALSE(why("From: asha@example.org, ravi@example.org\n").empty());
    REQUIRE(why("From: asha@mail.internal\n") == "outside_rehearsal");
    REQUIRE(why("From: sho.museum@tvc.ps.invalid\n") != "");
}

TEST_CASE("a rule can switch the acknowledgement off for the mails that it decides") {
    auto files = pipeline::shipped_files();
    for (auto& file : files.rules) {
        if (file.name != "rules.yaml") continue;
        const std::string effect = "    then: {triage: held}\n";
        const auto at = file.text.find(effect, file.text.find("id: press-and-information"));
        REQUIRE(at != std::string::npos);
        file.text.insert(at + effect.size(), "    acknowledge: never\n");
    }
    Walk walk;
    const auto loaded = pipeline::load_rule_set(files, walk.settings);
    REQUIRE(loaded.ok());
    const auto now = base::from_unix(1795323600);
    const auto why = [&](const pipeline::RuleSet& rules, const std::string& text) {
        const pipeline::Tools tools{walk.reader, rules,    walk.settings,
                                    walk.memory, walk.key, reader::ChildChoice::any,
                                    {}};
        const auto journey = pipeline::walk(
            {"From: asha@example.org\nTo: complaints@example.org\nSubject: a question\n\n" +
                 text + "\n",
             now, now},
            tools, support::fixed_stamp());
        REQUIRE(journey.ok());
        return journey->no_acknowledgement;
    };
    const std::string press =
        "Press query. How many complaints did Museum police station receive?";
    REQUIRE(why(*loaded->rules, press) == "rule");
    REQUIRE(why(*support::shipped_rules(), press).empty());
    REQUIRE(why(*loaded->rules, "He follows me. Museum police station.").empty());
}

TEST_CASE("a mail that waited with us is as old as it is when it is read, not when it came") {
    Walk walk;
    const pipeline::Tools tools{walk.reader,
                                *support::shipped_rules(),
                                walk.settings,
                                walk.memory,
                                walk.key,
                                reader::ChildChoice::any,
                                {}};
    const auto arrived = base::from_unix(1795323600);
    const auto why = [&](base::Seconds waited) {
        auto stamp = support::fixed_stamp();
        stamp.read_at = arrived + waited;
        const auto journey =
            pipeline::walk({sample("01-malayalam"), arrived, arrived}, tools, stamp);
        REQUIRE(journey.ok());
        return journey->no_acknowledgement;
    };
    REQUIRE(why(base::Seconds{3600}).empty());
    REQUIRE(why(base::Seconds{3601}) == "stale");
}

TEST_CASE("the letters of one mail are the same octets each time") {
    const auto first = Walk()(sample("03-english-attachment"));
    const auto second = Walk()(sample("03-english-attachment"));
    REQUIRE(first->letters.size() == second->letters.size());
    REQUIRE_FALSE(first->letters.empty());
    for (std::size_t i = 0; i < first->letters.size(); ++i) {
        REQUIRE(first->letters[i].letter.octets == second->letters[i].letter.octets);
    }
}

namespace {

std::string mail_with_picture(const std::string& words) {
    return "From: asha@example.org\nTo: complaints@example.org\nSubject: help\nMIME-Version: 1.0\n"
           "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + words +
           "\n--b\nContent-Type: image/jpeg; name=\"Asha at home.jpg\"\nContent-Transfer-Encoding: base64\n\n" +
           base::to_base64(pictures::chatty_jpeg()) + "\n--b--\n";
}

}  // namespace

TEST_CASE("a picture reaches the station cleaned where policy lets it pass, and is sealed elsewhere") {
    const std::string place = " I live near Statue Junction; please send this to Museum police station.\n";
    const auto journey = Walk()(mail_with_picture("Somebody made a fake profile in my name on Instagram." + place));
    REQUIRE(journey.ok());
    REQUIRE(journey->facts.category == understanding::Category::impersonation);
    const auto* station = letter_to(*journey, "sho.museum@tvc.ps.invalid");
    REQUIRE(station != nullptr);
    REQUIRE(station->letter.attachments.at(0).passes);
    const auto mail = message::read_mail(station->letter.octets, message::Contents::kept);
    REQUIRE(mail.parts.back().filename == "attachment-1.jpg");
    REQUIRE(mail.parts.back().content == message::strip_jpeg(pictures::chatty_jpeg()));
    REQUIRE(pictures::count_planted(mail.parts.back().content) == 0);

    const auto other = Walk()(mail_with_picture("My husband beats me every day." + place));
    REQUIRE(other.ok());
    for (const auto& planned : other->letters) {
        for (const auto& note : planned.letter.attachments) REQUIRE_FALSE(note.passes);
        REQUIRE(planned.letter.octets.find("image/jpeg;") == std::string::npos);
    }
}

TEST_CASE("the station's letter of an image case carries a request to the platform that does not know her") {
    const auto journey = Walk()(mail_with_picture(
        "My name is Asha Nair. He posted my nude photos at https://www.instagram.com/rahul.leaks9 without my consent.\n"
        "He calls from 6830099887. My number is 6830012345. I live near Statue Junction; please send this to Museum police station."));
    REQUIRE(journey.ok());
    REQUIRE(journey->facts.category == understanding::Category::image_abuse);
    const auto* station = letter_to(*journey, "sho.museum@tvc.ps.invalid");
    REQUIRE(station != nullptr);
    const auto mail = message::read_mail(station->letter.octets, message::Contents::kept);
    const auto file = std::find_if(mail.parts.begin(), mail.parts.end(),
                                   [](const auto& leaf) { return leaf.filename == "takedown-request.txt"; });
    REQUIRE(file != mail.parts.end());
    CHECK(file->text->find("https://www.instagram.com/rahul.leaks9") != std::string::npos);
    CHECK(file->text->find(journey->mail.parts.at(1).sha256) != std::string::npos);
    for (const char* hidden : {"Asha", "asha", "6830012345", "6830099887", "Statue", "Museum"})
        CHECK(file->text->find(hidden) == std::string::npos);
    for (const auto& planned : journey->letters) {
        if (planned.letter.kind == letter::LetterKind::station) continue;
        CHECK(planned.letter.octets.find("takedown-request") == std::string::npos);
    }
    CHECK(journey->later_views.back().destination() == redaction::Destination::platform);
}

// The four rules that override the tables (redaction.md 5.3), each through to the finished letters.

namespace {

std::string mail(const std::string& text, const std::string& from = "Anitha Thomas <anitha.t@example.org>") {
    return "From: " + from + "\nTo: complaints@example.org\nSubject: help\nMIME-Version: 1.0\n"
           "Content-Type: text/plain; charset=utf-8\n\n" + text + "\n";
}

bool holds(const pipeline::Journey& journey, const std::string& address, const std::string& words) {
    const auto* letter = letter_to(journey, address);
    REQUIRE(letter != nullptr);
    return letter->letter.body.find(words) != std::string::npos;
}

const std::string museum = "sho.museum@tvc.ps.invalid";

}  // namespace

TEST_CASE("danger now: who must be reached tonight is whole for urgent desk and station, all else as always") {
    const auto journey = Walk()(mail("I will end my life tonight. Museum police station. My number is 6830012345, my friend "
                                     "Reena's is 6830054321. My mail is anitha.t@example.org."));
    REQUIRE(journey.ok());
    REQUIRE_FALSE(journey->held);
    for (const auto& address : {museum, std::string("urgent@cell.invalid")}) {
        CAPTURE(address);
        CHECK(holds(*journey, address, "6830012345"));
        CHECK_FALSE(holds(*journey, address, "6830054321"));
        CHECK_FALSE(holds(*journey, address, "anitha.t@example.org"));
    }
    for (const auto& note : journey->notes) CHECK(note.released > 0);
    const auto calm = Walk()(mail("He calls me. Museum police station. My number is 6830012345."));
    REQUIRE(calm.ok());
    CHECK_FALSE(holds(*calm, museum, "6830012345"));
    REQUIRE(calm->notes.size() == 1);
    CHECK(calm->notes.front().released == 0);
}

TEST_CASE("danger now, and the offender in the police: only the urgent desk reads whom to reach") {
    const auto journey = Walk()(mail("I will end my life tonight. My husband is a police constable at Museum police station. My "
                                     "number is 6830012345."));
    REQUIRE(journey.ok());
    CHECK(journey->facts.offender_in_police);
    CHECK(letter_to(*journey, museum) == nullptr);
    CHECK(holds(*journey, "urgent@cell.invalid", "6830012345"));
    CHECK_FALSE(holds(*journey, "triage@cell.invalid", "6830012345"));
    REQUIRE(journey->station_view);
    CHECK(journey->station_view->body().find("6830012345") == std::string::npos);
}

TEST_CASE("offender in the police: nobody at that station gets anything, the desk gets the reason") {
    const std::map<std::string, std::string> reasons{
        {"My husband is a police constable and beats me. I live at Kazhakuttam. My number is 6830012345.",
         "offender_in_police"},
        {"My husband is a sub inspector at Museum police station and beats me. My number is 6830012345.", "about_station"}};
    for (const auto& [text, reason] : reasons) {
        CAPTURE(text);
        const auto journey = Walk()(mail(text));
        REQUIRE(journey.ok());
        CHECK(journey->facts.offender_in_police);
        CHECK(journey->decision.action == routing::Action::triage);
        CHECK(routing::name_of(journey->decision.reason) == reason);
        for (const auto& planned : journey->letters)
            CHECK(planned.letter.to.str().find(".ps.invalid") == std::string::npos);
        CHECK(letter_to(*journey, "triage@cell.invalid") != nullptr);
    }
}

TEST_CASE("the account may be his: no acknowledgement, nothing is taken for hers by it, and the officer reads so") {
    const auto journey = Walk()(mail("I am Anitha. This is my husband's mail. He beats me. Museum police station."));
    REQUIRE(journey.ok());
    CHECK(journey->facts.account_may_be_his);
    CHECK(journey->no_acknowledgement == "account_may_be_his");
    CHECK(letter_to(*journey, "anitha.t@example.org") == nullptr);
    CHECK(holds(*journey, museum, "The account it came from may be his."));
    for (const auto& value : journey->findings.values) CHECK_FALSE(value.is_seed);
}

TEST_CASE("where mail programs may read another sender or text, officer and desk are warned") {
    const auto warned = [](const std::string& headers, const std::string& body) {
        const auto journey = Walk()(headers + "To: complaints@example.org\nSubject: help\nMIME-Version: 1.0\n" + body);
        REQUIRE(journey.ok());
        REQUIRE(letter_to(*journey, museum) != nullptr);
        return holds(*journey, museum, "CAUTION: mail programs may show");
    };
    const std::string from = "From: asha@example.org\n";
    const std::string text = "\nHe threatens me every day. I live near Statue Junction; please send this to Museum police station.\n";
    CHECK_FALSE(warned(from, text));
    CHECK(warned(from + "From: ravi@example.org\n", text));
    CHECK(warned("From: asha@example.org, ravi@example.org\n", text));
    CHECK(warned(from, "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n" + text +
                           "--b\nContent-Type: text/html\n\n<p>Summer offers: shoes, sandals, slippers, leather boots, "
                           "laces, socks</p>\n--b--\n"));
}

TEST_CASE("a child: third parties, class and places are covered, and no picture passes") {
    const std::string text = "My daughter Anna is 12. She studies in class 7 at Holy Angels School, Kazhakuttam. Her friend "
                             "Reena told me. A man sends her dirty photos from 6831012345. Museum police station.";
    const auto journey = Walk()(mail(text));
    REQUIRE(journey.ok());
    CHECK(understanding::name_of(journey->facts.child) == "victim");
    for (const auto& planned : journey->letters) {
        if (planned.letter.to.str() == "anitha.t@example.org") continue;
        CAPTURE(planned.letter.to.str());
        CHECK(planned.letter.body.find("Kazhakuttam") == std::string::npos);
        CHECK(planned.letter.body.find("Holy Angels") == std::string::npos);
        CHECK(planned.letter.body.find("Reena") == std::string::npos);
        CHECK(planned.letter.body.find("class 7") == std::string::npos);
        CHECK(planned.letter.body.find("6831012345") != std::string::npos);
    }
}

TEST_CASE("a mail that is not thought through in time is held, and the desk is told nothing of its text") {
    for (const int patience : {0, 1, 2, 3, 4}) {
        CAPTURE(patience);
        Walk walk;
        int asked = 0;
        walk.out_of_time = [&asked, patience] { return asked++ > patience; };
        const auto journey = walk(mail("He calls me from 6831012345. Museum police station. My number is 6830012345."));
        REQUIRE(journey.ok());
        REQUIRE(journey->held);
        CHECK((*journey->held == "timed_out" || *journey->held == "incomplete"));
        CHECK(journey->decision.action == routing::Action::triage);
        REQUIRE_FALSE(journey->letters.empty());
        for (const auto& planned : journey->letters) {
            CHECK(planned.letter.body.find("6830012345") == std::string::npos);
            CHECK(planned.letter.body.find("6831012345") == std::string::npos);
        }
        CHECK(letter_to(*journey, "triage@cell.invalid") != nullptr);
    }
}
