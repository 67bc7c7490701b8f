#include "outbox/outbox.h"
#include "audit/verify.h"

#include <catch2/catch.hpp>

#include "base/sha256.h"
#include "outbox/message_id.h"
#include "support/temporary_folder.h"

namespace {

using outbox::LetterState;
using outbox::Outcome;

const base::Instant noon = base::from_unix(1795327200);

audit::Moment at(std::int64_t seconds) {
    return {noon + base::Seconds(seconds), std::string(16, 'b'), 1000 * seconds};
}

struct Post {
    support::TemporaryFolder folder;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<store::ReadOnly> state;

    Post() {
        auto opened =
            store::Store::open(folder / "state", store::Opening::create_or_migrate, noon);
        REQUIRE(opened.ok());
        store = std::move(*opened);
        auto reader = store::ReadOnly::open(folder / "state", store::File::state);
        REQUIRE(reader.ok());
        state = std::move(*reader);
    }
    template <class Deed>
    base::Result<void> run(Deed deed) {
        return store->run({{}, [&](store::Transaction& t) -> base::Result<void> {
                               auto done = deed(t);
                               if (!done) return done.error();
                               return {};
                           }});
    }
    std::int64_t post(const std::string& kind, const std::string& recipient,
                      const std::string& cause = "ca05e") {
        outbox::QueuedLetter letter;
        letter.kind = kind;
        letter.recipient = base::RecipientId(recipient);
        letter.cause = cause;
        letter.message_id = outbox::message_id(seal::Key(std::string(32, 'k')), cause, kind,
                                               letter.recipient, 0, "example.org");
        letter.hash = base::sha256_hex(cause);
        letter.size = 5;
        letter.token_sha256 = base::sha256_hex("token of " + letter.message_id);
        std::int64_t id = 0;
        REQUIRE(run([&](store::Transaction& t) {
                    auto done = outbox::post(t, at(0), letter);
                    if (done) id = *done;
                    return done;
                }).ok());
        return id;
    }
    base::Result<void> begin(std::int64_t id, std::int64_t seconds = 0) {
        return run(
            [&](store::Transaction& t) { return outbox::begin_attempt(t, at(seconds), id); });
    }
    base::Result<void> finish(std::int64_t id, const outbox::AttemptResult& result,
                              std::int64_t seconds = 0) {
        return run([&](store::Transaction& t) {
            return outbox::finish_attempt(t, at(seconds), id, result);
        });
    }
    // Tried so often in vain, all in the first hours.
    void fail(std::int64_t id, int times) {
        for (int i = 0; i < times; ++i) {
            REQUIRE(begin(id, i).ok());
            REQUIRE(finish(id, {Outcome::try_later, 451, "4.3.0", "rcpt", false}, i).ok());
        }
    }
    outbox::QueuedLetter letter(std::int64_t id) {
        auto found = outbox::find(*state, id);
        REQUIRE(found.ok());
        REQUIRE(found->has_value());
        return **found;
    }
    std::vector<std::string> events() {
        auto all = audit::list_events(*state, 0, 1000);
        REQUIRE(all.ok());
        std::vector<std::string> kinds;
        for (const auto& event : *all) kinds.push_back(event.kind);
        return kinds;
    }
};

const outbox::AttemptResult accepted{Outcome::accepted, 250, "2.0.0", "dot", false};
const outbox::AttemptResult later{Outcome::try_later, 451, "4.3.0", "rcpt", false};
const outbox::AttemptResult refused{Outcome::refused, 550, "5.1.1", "rcpt", false};
const outbox::AttemptResult lost{Outcome::uncertain, 0, "", "dot", false};

}  // namespace

TEST_CASE("a letter is posted once, whatever repeats") {
    Post post;
    const auto id = post.post("station", "tvc.museum");
    REQUIRE(post.post("station", "tvc.museum") == id);
    REQUIRE(post.post("desk", "desk.triage") != id);
    REQUIRE(post.events() == std::vector<std::string>{"letter_queued", "letter_queued"});
    REQUIRE(outbox::waiting(*post.state)->size() == 2);
}

TEST_CASE("a station letter is accepted") {
    Post post;
    const auto id = post.post("station", "tvc.museum");
    REQUIRE(post.begin(id).ok());
    REQUIRE(post.letter(id).state == LetterState::sending);
    REQUIRE(outbox::due(*post.state, noon + base::Seconds(9999), 10)->empty());
    REQUIRE(post.finish(id, accepted, 3).ok());
    const auto letter = post.letter(id);
    REQUIRE(letter.state == LetterState::sent);
    REQUIRE(letter.attempts == 1);
    REQUIRE_FALSE(letter.uncertain);
    REQUIRE(post.events() == std::vector<std::string>{"letter_queued", "attempt", "accepted"});
    REQUIRE_FALSE(outbox::next_due(*post.state)->has_value());
}

TEST_CASE(
    "a temporary answer is tried again after five to five and a half minutes, then later and "
    "later") {
    Post post;
    const auto id = post.post("station", "tvc.museum");
    std::int64_t clock = 0;
    const std::vector<std::int64_t> least{300, 600, 1200, 2400, 3600, 3600};
    for (const std::int64_t wait : least) {
        CAPTURE(wait);
        REQUIRE(post.begin(id, clock).ok());
        REQUIRE(post.finish(id, later, clock).ok());
        REQUIRE(post.letter(id).state == LetterState::deferred);
        const std::int64_t waited = (post.letter(id).next_attempt - at(clock).now).count();
        REQUIRE(waited >= wait);
        REQUIRE(waited <= wait + wait / 10);
        REQUIRE(outbox::due(*post.state, at(clock + waited - 1).now, 10)->empty());
        REQUIRE(outbox::due(*post.state, at(clock + waited).now, 10)->size() == 1);
        clock += waited;
    }
}

TEST_CASE(
    "a lost answer is an ambiguous event: sent again after ten minutes, never forgotten") {
    Post post;
    const auto id = post.post("station", "tvc.museum");
    REQUIRE(post.begin(id).ok());
    REQUIRE(post.finish(id, lost).ok());
    REQUIRE(post.letter(id).state == LetterState::deferred);
    REQUIRE(post.letter(id).uncertain);
    REQUIRE(post.letter(id).next_attempt == at(600).now);
    REQUIRE(post.begin(id, 600).ok());
    REQUIRE(post.finish(id, accepted, 600).ok());
    REQUIRE(post.letter(id).state == LetterState::sent);
    REQUIRE(post.letter(id).uncertain);
    REQUIRE(post.events() == std::vector<std::string>{"letter_queued", "attempt", "uncertain",
                                                      "deferred", "attempt", "accepted"});
}

TEST_CASE(
    "a refused station letter leaves the case to the desk at once, and is tried once more") {
    Post post;
    const auto id = post.post("station", "tvc.museum");
    REQUIRE(post.begin(id).ok());
    REQUIRE(post.finish(id, refused).ok());
    REQUIRE(post.letter(id).state == LetterState::deferred);
    REQUIRE(post.letter(id).next_attempt == at(3600).now);
    SECTION("it is refused again") {
        REQUIRE(post.begin(id, 3600).ok());
        REQUIRE(post.finish(id, refused, 3600).ok());
        REQUIRE(post.letter(id).state == LetterState::refused);
    }
    SECTION("it is taken then: the case has its station after all") {
        REQUIRE(post.begin(id, 3600).ok());
        REQUIRE(post.finish(id, accepted, 3600).ok());
        REQUIRE(outbox::without_taker(*post.state)->empty());
        return;
    }
    SECTION("nothing has happened yet") {}
    REQUIRE(outbox::without_taker(*post.state)->size() == 1);
    post.post("desk", "desk.urgent");  // knows of the case, not of the refusal
    REQUIRE(outbox::without_taker(*post.state)->size() == 1);
    post.post("desk", "desk.triage");
    REQUIRE(outbox::without_taker(*post.state)->empty());
}

TEST_CASE("a letter to the desk is never given up") {
    Post post;
    const auto id = post.post("desk", "desk.triage");
    REQUIRE(post.begin(id).ok());
    REQUIRE(post.finish(id, refused).ok());
    REQUIRE(post.letter(id).state == LetterState::deferred);
    REQUIRE(post.letter(id).next_attempt == at(3600).now);
    const std::int64_t month = 30 * 86400;
    REQUIRE(post.begin(id, month).ok());
    REQUIRE(post.finish(id, later, month).ok());
    REQUIRE(post.letter(id).state == LetterState::deferred);
}

TEST_CASE("a station letter that waited five days is held and has no taker") {
    Post post;
    const auto id = post.post("station", "tvc.museum");
    const std::int64_t five_days = 5 * 86400;
    post.fail(id, 64);
    REQUIRE(post.begin(id, five_days - 1).ok());
    REQUIRE(post.finish(id, later, five_days - 1).ok());
    REQUIRE(post.letter(id).state == LetterState::deferred);
    REQUIRE(post.begin(id, five_days).ok());
    REQUIRE(post.finish(id, later, five_days).ok());
    REQUIRE(post.letter(id).state == LetterState::held);
    REQUIRE(outbox::without_taker(*post.state)->size() == 1);
    REQUIRE(post.run([&](store::Transaction& t) {
                    return outbox::retry(t, at(five_days), id, "admin:0");
                })
                .ok());
    REQUIRE(post.letter(id).state == LetterState::deferred);
    REQUIRE(outbox::without_taker(*post.state)->empty());
}

TEST_CASE("a letter that is due in a year is called back, and is as old as now at most") {
    Post post;
    const auto stray = post.post("station", "tvc.museum");
    const auto other = post.post("desk", "desk.triage");
    const std::int64_t year = 365 * 86400;
    REQUIRE(post.begin(stray, year).ok());
    REQUIRE(post.finish(stray, later, year).ok());
    const auto beyond = noon + outbox::longest_pause;
    REQUIRE(*outbox::has_strayed(*post.state, beyond));
    REQUIRE(
        post.run([&](store::Transaction& t) { return outbox::call_back(t, at(7).now, beyond); })
            .ok());
    CHECK(post.letter(stray).next_attempt == at(7).now);
    CHECK(post.letter(stray).first_queued == at(0).now);
    CHECK(post.letter(other).next_attempt < at(7).now);
    CHECK_FALSE(*outbox::has_strayed(*post.state, beyond));
}

TEST_CASE("a full mailbox is tried for a day") {
    Post post;
    const auto id = post.post("station", "tvc.museum");
    const outbox::AttemptResult full{Outcome::refused, 552, "5.2.2", "rcpt", false};
    REQUIRE(post.begin(id).ok());
    REQUIRE(post.finish(id, full).ok());
    REQUIRE(post.letter(id).state == LetterState::deferred);
    post.fail(id, 15);
    REQUIRE(post.begin(id, 86400).ok());
    REQUIRE(post.finish(id, full, 86400).ok());
    REQUIRE(post.letter(id).state == LetterState::held);
}

TEST_CASE("an acknowledgement counts as sent before an octet leaves, and is never repeated") {
    Post post;
    const auto id = post.post("acknowledgement", "complainant");
    REQUIRE(post.begin(id).ok());
    REQUIRE(post.letter(id).state == LetterState::sent);
    SECTION("when the answer was lost") {
        REQUIRE(post.finish(id, lost).ok());
        REQUIRE(post.letter(id).uncertain);
    }
    SECTION("when a temporary answer came after the dot") {
        REQUIRE(post.finish(id, {Outcome::try_later, 451, "4.3.0", "dot", false}).ok());
        REQUIRE(post.letter(id).uncertain);
    }
    SECTION("when the daemon was killed") {
        REQUIRE(
            post.run([](store::Transaction& t) { return outbox::recover(t, at(60)); }).ok());
        REQUIRE(post.letter(id).uncertain);
    }
    SECTION("when it was accepted") {
        REQUIRE(post.finish(id, accepted).ok());
        REQUIRE_FALSE(post.letter(id).uncertain);
    }
    REQUIRE(post.letter(id).state == LetterState::sent);
    REQUIRE_FALSE(outbox::next_due(*post.state)->has_value());
    REQUIRE_FALSE(post.begin(id).ok());
    REQUIRE_FALSE(
        post.run([&](store::Transaction& t) { return outbox::retry(t, at(60), id, "admin:0"); })
            .ok());
}

TEST_CASE("an acknowledgement goes back to the queue only when nothing of it was sent") {
    Post post;
    const auto id = post.post("acknowledgement", "complainant");
    REQUIRE(post.begin(id).ok());
    REQUIRE(post.finish(id, later).ok());
    REQUIRE(post.letter(id).state == LetterState::queued);
    REQUIRE_FALSE(post.letter(id).uncertain);
    REQUIRE(post.begin(id, 600).ok());
    REQUIRE(post.finish(id, refused, 600).ok());
    REQUIRE(post.letter(id).state == LetterState::refused);
    REQUIRE(outbox::without_taker(*post.state)->empty());
    REQUIRE(audit::verify(*post.state)->fine());
}

TEST_CASE("at a restart every letter that was on its way is an ambiguous event") {
    Post post;
    const auto flying = post.post("station", "tvc.museum");
    const auto waiting = post.post("desk", "desk.triage");
    REQUIRE(post.begin(flying).ok());
    int recovered = -1;
    REQUIRE(post.run([&](store::Transaction& t) {
                    auto done = outbox::recover(t, at(100));
                    if (done) recovered = *done;
                    return done;
                })
                .ok());
    REQUIRE(recovered == 1);
    REQUIRE(post.letter(flying).state == LetterState::deferred);
    REQUIRE(post.letter(flying).uncertain);
    REQUIRE(post.letter(flying).next_attempt == at(700).now);
    REQUIRE(post.letter(waiting).state == LetterState::queued);
    REQUIRE(post.run([](store::Transaction& t) { return outbox::recover(t, at(200)); }).ok());
    REQUIRE(post.letter(flying).next_attempt == at(700).now);
}

TEST_CASE("no outcome without an attempt, no second attempt while one is on its way") {
    Post post;
    const auto id = post.post("station", "tvc.museum");
    REQUIRE(post.finish(id, accepted).error().what ==
            "letter 1 is queued and cannot be finished: no attempt was begun");
    REQUIRE(post.begin(id).ok());
    REQUIRE(post.begin(id).error().what == "letter 1 is sending and cannot be sent");
    REQUIRE(post.finish(id, accepted).ok());
    REQUIRE_FALSE(post.finish(id, refused).ok());
    REQUIRE(post.letter(id).state == LetterState::sent);
    REQUIRE_FALSE(post.begin(99).ok());
}

TEST_CASE("urgent letters are due first") {
    Post post;
    post.post("station", "tvc.museum", "c1");
    outbox::QueuedLetter urgent;
    urgent.kind = "station";
    urgent.recipient = base::RecipientId("tvc.fort");
    urgent.cause = "c2";
    urgent.message_id = "urgent@example.org";
    urgent.hash = base::sha256_hex("c2");
    urgent.urgent = true;
    REQUIRE(
        post.run([&](store::Transaction& t) { return outbox::post(t, at(5), urgent); }).ok());
    const auto due = outbox::due(*post.state, at(10).now, 10);
    REQUIRE(due->size() == 2);
    REQUIRE(due->front().recipient.str() == "tvc.fort");
    REQUIRE(outbox::due(*post.state, at(10).now, 1)->size() == 1);
}

TEST_CASE("of many due letters the latest can be asked for as well as the longest waiting") {
    Post post;
    const auto put = [&](const std::string& name, int second, bool urgent) {
        outbox::QueuedLetter letter;
        letter.kind = "station";
        letter.recipient = base::RecipientId(name);
        letter.cause = name;
        letter.message_id = name + "@example.org";
        letter.hash = base::sha256_hex(name);
        letter.urgent = urgent;
        REQUIRE(
            post.run([&](store::Transaction& t) { return outbox::post(t, at(second), letter); })
                .ok());
    };
    put("old", 1, false);
    put("urgent", 2, true);
    put("middle", 3, false);
    put("new", 4, false);
    put("not-yet", 100, false);
    const auto names = [&](outbox::DueFirst first, int limit) {
        std::string all;
        const auto due = outbox::due(*post.state, at(10).now, limit, first);
        for (const auto& letter : due.value()) all += letter.recipient.str() + " ";
        return all;
    };
    REQUIRE(names(outbox::DueFirst::longest, 9) == "urgent old middle new ");
    REQUIRE(names(outbox::DueFirst::latest, 9) == "urgent new middle old ");
    REQUIRE(names(outbox::DueFirst::latest, 2) == "urgent new ");
    REQUIRE(names(outbox::DueFirst::latest, 1) == "urgent ");
}

TEST_CASE("a held letter waits for a person") {
    Post post;
    const auto id = post.post("acknowledgement", "complainant");
    REQUIRE(
        post.run([&](store::Transaction& t) { return outbox::hold(t, at(0), id, "too_late"); })
            .ok());
    REQUIRE(post.letter(id).state == LetterState::held);
    REQUIRE_FALSE(post.begin(id).ok());
    REQUIRE(post.events().back() == "letter_held");
}

TEST_CASE("the Message-ID is computed from the letter's key and nothing else") {
    const seal::Key key(std::string(32, 'k'));
    const base::RecipientId museum("tvc.museum");
    const std::string id = outbox::message_id(key, "00ff", "station", museum, 0, "example.org");
    REQUIRE(id == "gqzfhvdejhq45coqnhzmjpxkq2tuf6uxur45wwickknv2jlc43uq@example.org");
    REQUIRE(outbox::message_id(key, "00ff", "station", museum, 0, "example.org") == id);
    REQUIRE(outbox::message_id(key, "00ff", "station", museum, 1, "example.org") != id);
    REQUIRE(outbox::message_id(key, "00ff", "desk", museum, 0, "example.org") != id);
    REQUIRE(outbox::message_id(key, "00fe", "station", museum, 0, "example.org") != id);
    REQUIRE(outbox::message_id(key, "00ff", "station", base::RecipientId("tvc.fort"), 0,
                               "example.org") != id);
    REQUIRE(outbox::message_id(seal::Key(std::string(32, 'l')), "00ff", "station", museum, 0,
                               "example.org") != id);
}
