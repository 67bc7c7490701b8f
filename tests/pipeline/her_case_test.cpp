// A further mail: whose case it joins, what proved it, and who may see it.
#include "pipeline/her_case.h"

#include <catch2/catch.hpp>

#include "pipeline/letters_to_her.h"
#include "support/in_process_reader.h"
#include "support/known_case.h"
#include "support/shipped_installation.h"

namespace {

using pipeline::Detour;
using pipeline::Proof;
using routing::Action;
using understanding::MailKind;
using Known = support::KnownCaseMemory;

const std::string with_token = std::string("hello+") + Known::token + "@mail.example.net";

struct Post {
    std::string text;
    std::string from = Known::her;
    std::string to = "complaints@example.org";
    std::string headers = {};
};

struct Walk {
    Known memory;
    settings::Settings settings = support::rehearsal_settings();

    pipeline::Journey operator()(const Post& post) {
        support::InProcessReader reader;
        const seal::Key key{std::string(32, 'k')};
        const pipeline::Tools tools{reader, *support::shipped_rules(), settings, memory, key};
        const auto now = base::from_unix(1795323600);
        const std::string octets = "From: " + post.from + "\r\nTo: " + post.to +
                                   "\r\nSubject: Re: a question\r\nMIME-Version: 1.0\r\n" +
                                   "Content-Type: text/plain; charset=utf-8\r\n" +
                                   post.headers + "\r\n" + post.text + "\r\n";
        auto journey = pipeline::walk({octets, now, now}, tools, support::fixed_stamp());
        if (!journey) FAIL(base::to_text(journey.error()));
        REQUIRE_FALSE(journey->unread);
        return std::move(*journey);
    }
};

std::string said_by(const std::string& verdict) {
    return "Authentication-Results: mx.example.org; " + verdict + "\r\n";
}

// "station:tvc.museum desk:desk.triage", in their order.
std::string letters_of(const pipeline::Journey& journey) {
    std::string out;
    for (const auto& planned : journey.letters) {
        out += out.empty() ? "" : " ";
        out += std::string(letter::name_of(planned.letter.kind)) + ":" +
               planned.letter.recipient.str();
    }
    return out;
}

const std::string more = "He came again today. Please call me after six.";
const std::string in_thread = std::string("In-Reply-To: <") + Known::message_id + ">\r\n";

}  // namespace

TEST_CASE(
    "a mail with a token of ours from the address that opened the case goes to its officer") {
    for (const Post& post : {Post{more, Known::her, with_token},
                             Post{more, Known::her, "hello@mail.example.net", in_thread},
                             Post{more, "Asha <ASHA@example.org>", with_token}}) {
        const auto journey = Walk()(post);
        CHECK(journey.facts.kind == MailKind::follow_up);
        REQUIRE(journey.hers.has_value());
        CHECK(journey.hers->proof == Proof::token);
        CHECK(journey.decision.action == Action::attach);
        CHECK(letters_of(journey) == "station:tvc.museum");
        CHECK(journey.letters.front().letter.body.find("NO TOKEN") == std::string::npos);
    }
}

TEST_CASE("her address alone is marked so, and the desk reads it too") {
    const auto journey = Walk()({more});
    CHECK(journey.hers->proof == Proof::address);
    CHECK(letters_of(journey) == "station:tvc.museum desk:desk.triage");
    for (const auto& planned : journey.letters)
        CHECK(planned.letter.body.find("NO TOKEN: it may not be from her.") !=
              std::string::npos);
}

TEST_CASE(
    "a token, a Message-ID or a number from another address is a claim for the desk alone") {
    const std::string his = "his@example.com";
    for (const Post& post :
         {Post{more, his, with_token}, Post{more, his, "hello@mail.example.net", in_thread},
          Post{more, "asha@example.org, his@example.com", with_token}}) {
        const auto journey = Walk()(post);
        CHECK(journey.detour == Detour::claimed);
        CHECK(letters_of(journey) == "desk:desk.triage");
        CHECK(journey.letters.front().letter.body.find(
                  "CLAIMED FOLLOW-UP of APJ-2026-000001") != std::string::npos);
    }
    const auto numbered = Walk()({more + " APJ-2026-000001", his});
    CHECK_FALSE(numbered.hers.has_value());
    CHECK(numbered.decision.reason == routing::Reason::existing_number);
}

TEST_CASE("where our mail server judges domains, what it calls forged is no mail of hers") {
    Walk walk;
    walk.settings.identity.authserv_id = "mx.example.org";
    const auto proof_of = [&](const Post& post) { return walk(post).hers->proof; };
    const std::string fail = said_by("dmarc=fail header.from=example.org");
    const std::string pass = said_by("dmarc=pass header.from=example.org");
    const std::string of_another =
        "Authentication-Results: mx.evil.example; dmarc=fail header.from=example.org\r\n";
    for (const std::string& to : {std::string("complaints@example.org"), with_token}) {
        CAPTURE(to);
        const Proof proved = to == with_token ? Proof::token : Proof::address;
        CHECK(proof_of({more, Known::her, to, pass}) == proved);
        CHECK(proof_of({more, Known::her, to, of_another}) == proved);
        CHECK(proof_of({more, Known::her, to}) == proved);
        CHECK(proof_of({more, Known::her, to, fail}) == Proof::none);
        // Only the topmost of ours counts: what he wrote himself stands below it.
        CHECK(proof_of({more, Known::her, to, fail + pass}) == Proof::none);
        CHECK(letters_of(walk({more, Known::her, to, fail})) == "desk:desk.triage");
    }
    CHECK(walk({more, Known::her, with_token, fail}).detour == Detour::claimed);
    // Without a token it is a mail of its own, that nobody is thanked for.
    const auto own = walk({more, Known::her, "complaints@example.org", fail});
    CHECK(own.facts.kind == MailKind::complaint);
    CHECK(own.no_acknowledgement == "dmarc_fail");
    const auto stop = walk({"STOP", Known::her, "complaints@example.org", fail});
    CHECK(stop.facts.kind == MailKind::follow_up);
    CHECK(stop.detour == Detour::claimed);
}

TEST_CASE("nothing that is mailed from her address withdraws, closes or consents") {
    for (const char* text : {"I withdraw my complaint.", "CLOSED withdrawn_heard", "WISH YES",
                             "SAFE MAIL", "Close the case, we have settled."}) {
        CAPTURE(text);
        const auto journey = Walk()({text, Known::her, with_token});
        CHECK(journey.facts.kind == MailKind::follow_up);
        CHECK(journey.decision.action == Action::attach);
        CHECK(letters_of(journey) == "station:tvc.museum");
        CHECK(journey.letters.front().letter.body.find(
                  "Nothing mailed in her name withdraws") != std::string::npos);
    }
}

TEST_CASE("a mail of a closed case, and one that names another station, are the desk's") {
    Walk closed;
    closed.memory.known.life.state = cases::CaseState::closed;
    const auto after = closed({more, Known::her, with_token});
    CHECK(after.detour == Detour::after_closing);
    CHECK(letters_of(after) == "desk:desk.triage");

    const auto elsewhere =
        Walk()({"My sister lives at Varkala, send it to Varkala police station."});
    CHECK(elsewhere.detour == Detour::elsewhere);
    CHECK(letters_of(elsewhere) == "desk:desk.triage");
}

TEST_CASE("a station that may never know of the case gets no further mail of it either") {
    Walk walk;
    walk.memory.known.life.never_to = {base::RecipientId("tvc.museum")};
    CHECK(letters_of(walk({more, Known::her, with_token})) == "desk:desk.triage");
}

TEST_CASE(
    "her later word that he serves at a station is of her case, and the desk alone reads it") {
    for (const Post& post : {Post{"His brother is a police officer at Museum police station.",
                                  Known::her, with_token},
                             Post{"He works as a police officer at Museum police station."}}) {
        CAPTURE(post.text);
        Walk walk;
        walk.settings.desk.oversight = {"sp@cell.invalid"};
        const auto journey = walk(post);
        CHECK(journey.decision.action == Action::attach);
        CHECK(pipeline::joins_case(journey));
        CHECK(journey.decision.complained_about == std::vector{base::StationId("tvc.museum")});
        CHECK(letters_of(journey) == "desk:desk.triage notice:oversight.1");
        for (const auto& planned : journey.letters)
            CHECK(planned.letter.subject.find("APJ-2026-000001") != std::string::npos);
        const auto& text = journey.letters.front().letter.body;
        CHECK(text.find("Museum has this case and hears no more of it") != std::string::npos);
    }
    // Whoever only knows her case bars nobody from it.
    const auto claimed = Walk()({"His brother is a police officer at Museum police station.",
                                 "his@example.com", with_token});
    CHECK(claimed.detour == Detour::claimed);
    CHECK_FALSE(pipeline::joins_case(claimed));
}

TEST_CASE("an unknown token is shown to the desk, and nobody gets an answer") {
    const std::string unknown = "complaints+received." + std::string(26, 'z') + "@example.org";
    const auto journey = Walk()({more + " Museum police station.", "new@example.com", unknown});
    CHECK(journey.detour == Detour::unknown_token);
    CHECK(letters_of(journey) == "desk:desk.triage");
    CHECK(journey.no_acknowledgement == "detour");
}

TEST_CASE(
    "the fifty-first mail of an address in a day is listed; an urgent one has more room") {
    Walk walk;
    const Post usual{"He follows me. Museum police station.", "other@example.com"};
    const Post urgent{"He will kill me tonight. Museum police station.", "other@example.com"};
    walk.memory.mails = 49;
    CHECK(walk(usual).decision.action == Action::forward);
    walk.memory.mails = 50;
    CHECK(walk(usual).detour == Detour::flood);
    CHECK(walk(usual).decision.action == Action::digest);
    REQUIRE(walk(urgent).facts.urgency.flagged());
    CHECK(walk(urgent).decision.action == Action::forward);
    walk.memory.mails = 200;
    CHECK(walk(urgent).decision.action == Action::digest);
}

TEST_CASE("what comes to the return path of a letter to her is swallowed, whatever it says") {
    const std::string path = std::string("hello+bounce.") + Known::token + "@mail.example.net";
    for (const std::string text :
         {"I am on leave.", "He threatens me. Museum police station.", "STATUS", "STOP"}) {
        for (const std::string from : {Known::her, "his@example.com"}) {
            const auto journey = Walk()({text, from, path});
            CAPTURE(text, from);
            CHECK(journey.detour == Detour::swallowed);
            CHECK(journey.facts.kind == MailKind::auto_reply);
            CHECK(journey.decision.action == Action::record);
            CHECK(letters_of(journey).empty());
        }
    }
    const std::string ended = "hello+bounce." + std::string(26, 'z') + "@mail.example.net";
    CHECK(letters_of(Walk()({"Out of office", Known::her, ended})).empty());
}

TEST_CASE("STOP and STATUS are known in every writing, alone on the first line") {
    const auto kind_of = [](const std::string& text) { return Walk()({text}).facts.kind; };
    const auto& lists = support::shipped_rules()->lexicon.vocabulary().lists;
    for (const auto& [list, kind] : {std::pair("kind.stop", MailKind::stop),
                                     std::pair("kind.status", MailKind::status_request)}) {
        const auto& words = lists.at(list).words;
        for (const char* writing : {"en", "ml", "hi", "ml-Latn", "hi-Latn"}) {
            CAPTURE(list, writing);
            REQUIRE(words.contains(writing));
            for (const auto& word : words.at(writing)) {
                CAPTURE(word);
                CHECK(kind_of(word) == kind);
                CHECK(kind_of(word + ".\r\n\r\n> an older mail\r\n> of ours") == kind);
                CHECK(kind_of("Please " + word + " it, he comes every day and beats me.") ==
                      MailKind::follow_up);
            }
        }
    }
    CHECK(kind_of("STOP") == MailKind::stop);
    CHECK(kind_of("Stop!") == MailKind::stop);
}

TEST_CASE(
    "words that her mail is not safe silence us in every writing, and the officer reads it") {
    const auto& words =
        support::shipped_rules()->lexicon.vocabulary().lists.at("account.unsafe").words;
    for (const char* writing : {"en", "ml", "hi", "ml-Latn", "hi-Latn"}) {
        REQUIRE(words.contains(writing));
        for (std::string phrase : words.at(writing)) {
            std::erase(phrase, '~');
            CAPTURE(writing, phrase);
            const auto journey =
                Walk()({"A colleague follows me. Museum police station. " + phrase + ".",
                        "new@example.com"});
            CHECK(journey.facts.mail_unsafe);
            CHECK(journey.no_acknowledgement == "mail_unsafe");
            CHECK(letters_of(journey) == "station:tvc.museum");
            CHECK(journey.letters.front().letter.body.find("He may read her mail.") !=
                  std::string::npos);
        }
    }
}
