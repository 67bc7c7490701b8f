// When a mail to her may go, where it comes back to, and what keeps it for good.
#include <catch2/catch.hpp>
#include <limits>
#include <set>

#include "pipeline/letters_to_her.h"
#include "pipeline/withheld.h"
#include "session/waits.h"
#include "support/shipped_installation.h"

namespace {

using namespace std::chrono_literals;

const auto arrived = base::from_unix(1795323600);
constexpr auto greatest = std::numeric_limits<std::uint32_t>::max();

base::Seconds wait_of(int delay, int spread, std::uint32_t draw) {
    return pipeline::due_to_her(arrived, {true, delay, spread, 60}, draw) - arrived;
}

outbox::QueuedLetter queued(const std::string& kind) {
    outbox::QueuedLetter letter;
    letter.kind = kind;
    letter.recipient = base::RecipientId("complainant");
    letter.first_queued = arrived;
    return letter;
}

cases::CaseLife life_with(const std::string& mail_safety, bool silent = false) {
    cases::CaseLife life;
    life.mail_safety = mail_safety;
    life.silent = silent;
    return life;
}

std::string why(const std::string& kind, const std::optional<cases::CaseLife>& life,
                base::Seconds waited = 0s) {
    return pipeline::why_withheld(queued(kind), life, {true, 5, 10, 60}, arrived + waited);
}

base::Result<letter::Envelope> envelope(const settings::Settings& settings) {
    return pipeline::envelope_to_her(
        {letter::LetterKind::acknowledgement, "asha@example.org", "cause", arrived}, settings,
        seal::Key{std::string(32, 'k')});
}

}  // namespace

TEST_CASE("as shipped she is answered at once, whatever is drawn") {
    REQUIRE(session::time_scale() == 1);
    CHECK(wait_of(0, 0, 0) == 0s);
    CHECK(wait_of(0, 0, greatest) == 0s);
    CHECK(wait_of(7, 0, greatest) == 7min);
}

TEST_CASE("the wait is spread evenly between its bounds, both of them reached") {
    CHECK(wait_of(5, 20, 0) == 5min);
    CHECK(wait_of(5, 20, greatest) == 25min);
    CHECK(wait_of(5, 20, greatest / 2) == 15min);
    std::set<base::Seconds> seen;
    constexpr std::uint32_t steps = 20 * 60 + 1;
    for (std::uint64_t i = 0; i < steps; ++i)
        seen.insert(
            wait_of(5, 20, static_cast<std::uint32_t>((2 * i + 1) * (1ULL << 31U) / steps)));
    CHECK(seen.size() == steps);
    CHECK(*seen.begin() == 5min);
    CHECK(*seen.rbegin() == 25min);
}

TEST_CASE(
    "the return path of a letter to her is empty, or a token where the provider wants one") {
    auto settings = support::rehearsal_settings();
    REQUIRE(envelope(settings).ok());
    CHECK_FALSE(envelope(settings)->return_path.has_value());
    settings.identity.notices_return = settings::NoticesReturn::token;
    const auto path = envelope(settings)->return_path;
    REQUIRE(path.has_value());
    CHECK_THAT(path->str(),
               Catch::Matches("hello\\+bounce\\.[a-z2-7]{26}@mail\\.example\\.net"));
    settings.identity.notices_address = std::string(40, 'h') + "@mail.example.net";
    CHECK_FALSE(envelope(settings)->return_path.has_value());
}

TEST_CASE("what waited may still go, unless she or an officer said that it may not") {
    for (const std::string kind : {"acknowledgement", "status"}) {
        CHECK(why(kind, std::nullopt).empty());
        CHECK(why(kind, life_with("unknown")).empty());
        CHECK(why(kind, life_with("safe")).empty());
        CHECK(why(kind, life_with("unsafe")) == "mail_unsafe");
        CHECK(why(kind, life_with("unknown", true)) == "silent");
    }
}

TEST_CASE("a thank-you that comes too late is never sent, counted with the wait that was set") {
    CHECK(why("acknowledgement", life_with("unknown"), 75min).empty());
    CHECK(why("acknowledgement", life_with("unknown"), 75min + 1s) == "stale");
    CHECK(why("status", std::nullopt, 76min) == "stale");
}

TEST_CASE("an officer's words go only while mail is safe, however late") {
    CHECK(why("relay", life_with("safe"), 72h).empty());
    CHECK(why("relay", life_with("safe", true)) == "silent");
    CHECK(why("relay", life_with("unknown")) == "mail_not_safe");
    CHECK(why("relay", life_with("unsafe")) == "mail_unsafe");
    CHECK(why("relay", std::nullopt) == "mail_not_safe");
}
