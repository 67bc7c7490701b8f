#include "audit/trail.h"

#include <catch2/catch.hpp>

#include "audit/verify.h"
#include "support/temporary_folder.h"

namespace {

const base::Instant noon = base::from_unix(1795327200);
const audit::Moment moment{noon, std::string(16, 'b'), 5000};

struct Trail {
    support::TemporaryFolder folder;
    std::unique_ptr<store::Store> store;

    Trail() {
        auto opened =
            store::Store::open(folder / "state", store::Opening::create_or_migrate, noon);
        REQUIRE(opened.ok());
        store = std::move(*opened);
    }
    base::Result<void> append(const base::AuditNote& note) {
        return store->run({{}, [&](store::Transaction& state) {
                               return audit::append(state, moment, note);
                           }});
    }
    std::unique_ptr<store::ReadOnly> reader() const {
        auto opened = store::ReadOnly::open(folder / "state", store::File::state);
        REQUIRE(opened.ok());
        return std::move(*opened);
    }
    audit::Verdict verify() const {
        auto state = reader();
        auto verdict = audit::verify(*state);
        REQUIRE(verdict.ok());
        return *verdict;
    }
};

base::AuditNote note(base::AuditEvent event, const std::string& id = "",
                     std::map<std::string, base::AuditValue> attrs = {}) {
    base::AuditNote made{event, "daemon", std::nullopt, std::nullopt, std::move(attrs)};
    if (!id.empty()) made.case_id = base::CaseId(id);
    return made;
}

const std::string one(16, '1');

}  // namespace

TEST_CASE("an empty trail is fine") {
    const Trail trail;
    const auto verdict = trail.verify();
    REQUIRE(verdict.fine());
    REQUIRE(verdict.events == 0);
    REQUIRE(verdict.head == std::string(64, '0'));
}

TEST_CASE("events come back in order with what they mean") {
    Trail trail;
    REQUIRE(trail
                .append(note(base::AuditEvent::started, "",
                             {{"schema", std::int64_t{1}}, {"binary", std::string("b")}}))
                .ok());
    REQUIRE(
        trail.append(note(base::AuditEvent::recorded, one, {{"kind", std::string("bounce")}}))
            .ok());
    auto state = trail.reader();
    const auto events = audit::list_events(*state, 0, 100);
    REQUIRE(events.ok());
    REQUIRE(events->size() == 2);
    REQUIRE(events->at(0).seq == 1);
    REQUIRE(events->at(0).attrs == R"({"binary":"b","schema":1})");
    REQUIRE(events->at(0).at == noon);
    REQUIRE(events->at(1).kind == "recorded");
    REQUIRE(events->at(1).meaning == "The effect of this mail is complete without a letter.");
    REQUIRE(audit::list_events(*state, 1, 100)->size() == 1);
    REQUIRE(trail.verify().fine());
    REQUIRE(trail.verify().events == 2);
}

TEST_CASE("a note that does not keep to the closed lists stops its step") {
    Trail trail;
    const auto refused = [&](const base::AuditNote& wrong) {
        auto done = trail.append(wrong);
        REQUIRE_FALSE(done.ok());
        REQUIRE(done.error().kind == base::FailureKind::defect);
        return done.error().what;
    };
    REQUIRE(refused(note(base::AuditEvent::filed, one, {{"subject", std::string("x")}})) ==
            "audit event 'filed' has no key 'subject'");
    auto actor = note(base::AuditEvent::stopped);
    actor.actor = "somebody@example.org";
    REQUIRE(refused(actor) == "audit note with an unknown actor");
    actor.actor = "officer:somebody@example.org";
    REQUIRE(refused(actor) == "audit note with an unknown actor");
    REQUIRE(refused(note(base::AuditEvent::filed, "short")) ==
            "audit note with a wrong case id");
    REQUIRE(refused(note(base::AuditEvent::stopped, "", {{"reason", std::string(600, 'x')}})) ==
            "audit event 'stopped' is longer than 512 octets");
    REQUIRE(refused(note(base::AuditEvent::stopped, "", {{"reason", std::string("\xC3")}})) ==
            "an audit note holds octets that are not UTF-8");
    REQUIRE(trail.verify().events == 0);
}
