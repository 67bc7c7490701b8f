// The table of steps and the tables of states, word for word: a change of either is a change of
// the promise, and must be made here too.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <sstream>
#include <string>

#include "protocol/states.h"
#include "protocol/steps.h"

using namespace protocol;

namespace {

constexpr Fact all_facts[] = {Fact::copy_kept,    Fact::custody, Fact::counted,
                              Fact::letters_kept, Fact::queued,  Fact::begun,
                              Fact::answered,     Fact::settled, Fact::somebody,
                              Fact::moved,        Fact::filed};

constexpr MailState mail_states[] = {
    MailState::none,  MailState::received,    MailState::reading, MailState::decided,
    MailState::filed, MailState::quarantined, MailState::vanished};
constexpr LetterState letter_states[] = {LetterState::queued,   LetterState::sending,
                                         LetterState::deferred, LetterState::sent,
                                         LetterState::refused,  LetterState::held};

std::string schema() {
    std::ifstream file(APARAJITA_SOURCE_DIR "/schema.sql");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// Blanks and line ends as single blanks, none behind a bracket.
std::string on_one_line(const std::string& text) {
    std::string line;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n';
        if (blank && !line.empty() && (line.back() == ' ' || line.back() == '(')) continue;
        line += blank ? ' ' : c;
    }
    return line;
}

// "received->reading reading->reading"
std::string moves(MailDeed deed) {
    std::string text;
    for (const MailState from : mail_states) {
        const auto to = after(deed, from);
        if (to) text += std::string(name_of(from)) + ">" + std::string(name_of(*to)) + " ";
    }
    return text;
}

std::string moves(LetterDeed deed, Promise promise) {
    std::string text;
    for (const LetterState from : letter_states) {
        for (const LetterState to : letter_states) {
            if (may_become(deed, promise, from, to))
                text += std::string(name_of(from)) + ">" + std::string(name_of(to)) + " ";
        }
    }
    return text;
}

bool dies_at(Step step, Facts known) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::signal(SIGABRT, SIG_DFL);
        ::close(STDERR_FILENO);
        Walk walk(known);
        walk.take(step);
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

}  // namespace

TEST_CASE("each step is refused as soon as one of its needs is missing") {
    int needs = 0;
    for (const Row& row : table) {
        CAPTURE(row.name);
        CHECK(may_take(row.step, row.needs));
        for (const Fact missing : all_facts) {
            if (!row.needs.has(missing)) continue;
            ++needs;
            Facts others;
            for (const Fact fact : all_facts) {
                if (fact != missing) others.add({fact});
            }
            CHECK_FALSE(may_take(row.step, others));
            CHECK(dies_at(row.step, others));
        }
    }
    REQUIRE(needs == 18);
}

TEST_CASE("walked from nothing the table gives one order, and filing needs somebody") {
    Facts known;
    std::string order;
    bool moved_on = true;
    while (moved_on) {
        moved_on = false;
        for (const Row& row : table) {
            Facts after_it = known;
            after_it.add(row.gives);
            if (!may_take(row.step, known) || after_it == known) continue;
            order += std::string(row.name) + " ";
            known = after_it;
            moved_on = true;
        }
    }
    REQUIRE(order == "V1 T1 T1b V2 T2 T3 S4 T4 ");
    REQUIRE_FALSE(may_take(Step::s5, known));
    known.add({Fact::somebody});
    REQUIRE(may_take(Step::s5, known));
    REQUIRE_FALSE(may_take(Step::t5, known));
}

TEST_CASE("a mail is changed by these deeds and in no other way") {
    REQUIRE(moves(MailDeed::take) == ">received vanished>received ");
    REQUIRE(moves(MailDeed::set_aside_new) == ">quarantined vanished>quarantined ");
    REQUIRE(moves(MailDeed::link) == ">decided vanished>decided ");
    REQUIRE(moves(MailDeed::link_in_done) == ">filed vanished>filed ");
    REQUIRE(moves(MailDeed::miss) == ">vanished ");
    REQUIRE(moves(MailDeed::count_reading) == "received>reading reading>reading ");
    REQUIRE(moves(MailDeed::decide) == "reading>decided ");
    REQUIRE(moves(MailDeed::decide_gone) == "reading>vanished ");
    REQUIRE(moves(MailDeed::quarantine) == "received>quarantined reading>quarantined ");
    REQUIRE(moves(MailDeed::requeue) == "quarantined>received ");
    REQUIRE(moves(MailDeed::file) == "decided>filed quarantined>quarantined ");
    REQUIRE(moves(MailDeed::find_gone) ==
            "received>received reading>reading decided>vanished filed>filed "
            "quarantined>quarantined ");
}

TEST_CASE("a letter is changed by these deeds and in no other way") {
    using enum Promise;
    for (const Promise promise : {at_least_once, last_hope}) {
        REQUIRE(moves(LetterDeed::begin, promise) == "queued>sending deferred>sending ");
    }
    REQUIRE(moves(LetterDeed::begin, at_most_once) == "queued>sent deferred>sent ");
    REQUIRE(moves(LetterDeed::settle, at_least_once) ==
            "sending>deferred sending>sent sending>refused sending>held ");
    REQUIRE(moves(LetterDeed::bounce, at_least_once) == "sent>refused ");
    REQUIRE(moves(LetterDeed::bounce, last_hope) == "sent>deferred ");
    REQUIRE(moves(LetterDeed::bounce, at_most_once).empty());
    REQUIRE(moves(LetterDeed::settle, last_hope) == "sending>deferred sending>sent ");
    REQUIRE(moves(LetterDeed::settle, at_most_once) == "sent>queued sent>sent sent>refused ");
    for (const Promise promise : {at_least_once, at_most_once, last_hope}) {
        REQUIRE(moves(LetterDeed::hold, promise) == "queued>held deferred>held ");
        REQUIRE(moves(LetterDeed::retry, promise) ==
                "deferred>deferred refused>deferred held>deferred ");
        REQUIRE(may_become(LetterDeed::begin, promise, LetterState::queued, begun_as(promise)));
    }
    for (const LetterState from : letter_states) {
        const bool waits = from == LetterState::queued || from == LetterState::deferred;
        REQUIRE(may_begin(from) == waits);
    }
}

TEST_CASE("the states of mails and letters are those of the schema, and read back") {
    const std::string text = on_one_line(schema());
    std::string mails;
    for (const MailState state : mail_states) {
        REQUIRE(mail_state(name_of(state)) == state);
        if (state == MailState::none) continue;
        mails += (mails.empty() ? "'" : ", '") + std::string(name_of(state)) + "'";
    }
    std::string letters;
    for (const LetterState state : letter_states) {
        REQUIRE(letter_state(name_of(state)) == state);
        letters += (letters.empty() ? "'" : ", '") + std::string(name_of(state)) + "'";
    }
    REQUIRE(text.find("CHECK (state IN (" + mails + "))") != std::string::npos);
    REQUIRE(text.find("CHECK (state IN (" + letters + "))") != std::string::npos);
    REQUIRE_FALSE(mail_state("sent").has_value());
    REQUIRE_FALSE(letter_state("filed").has_value());
}
