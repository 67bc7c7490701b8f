// classify(): a table by hand in which each condition alone turns the outcome (MC/DC), and a
// sweep over everything.
#include "delivery/attempt.h"

#include <catch2/catch.hpp>

using namespace delivery;
using outbox::Outcome;

namespace {

std::string word(Outcome outcome) {
    constexpr const char* words[] = {"accepted", "try_later", "refused", "uncertain"};
    return words[static_cast<int>(outcome)];
}

struct Row {
    Attempt attempt;
    Outcome outcome;
};

constexpr Stage stages[] = {Stage::connect, Stage::greeting, Stage::ehlo, Stage::auth,
                            Stage::mail,    Stage::rcpt,     Stage::data, Stage::dot};
constexpr Ending endings[] = {Ending::replied, Ending::closed, Ending::timed_out,
                              Ending::garbage};

}  // namespace

TEST_CASE("each condition alone turns the outcome") {
    const Row rows[] = {
        // kind 2: stage, dot, ending
        {{Stage::dot, Ending::replied, true, 250, "2.0.0", ""}, Outcome::accepted},
        {{Stage::data, Ending::replied, true, 250, "2.0.0", ""}, Outcome::uncertain},
        {{Stage::dot, Ending::replied, false, 250, "2.0.0", ""}, Outcome::try_later},
        {{Stage::dot, Ending::closed, true, 250, "2.0.0", ""}, Outcome::uncertain},
        {{Stage::dot, Ending::replied, true, 354, "", ""}, Outcome::uncertain},
        {{Stage::dot, Ending::replied, true, 251, "", ""}, Outcome::accepted},
        {{Stage::dot, Ending::replied, true, 252, "", ""}, Outcome::accepted},
        // kind 4 against 5, and an ending that is no reply
        {{Stage::dot, Ending::replied, true, 452, "4.2.2", ""}, Outcome::try_later},
        {{Stage::dot, Ending::replied, true, 554, "5.6.0", ""}, Outcome::refused},
        {{Stage::dot, Ending::garbage, true, 452, "", ""}, Outcome::uncertain},
        {{Stage::dot, Ending::timed_out, true, 554, "", ""}, Outcome::uncertain},
        // kind 5: the stage
        {{Stage::mail, Ending::replied, false, 550, "5.7.1", ""}, Outcome::refused},
        {{Stage::auth, Ending::replied, false, 550, "5.7.1", ""}, Outcome::try_later},
        {{Stage::auth, Ending::replied, false, 535, "5.7.8", ""}, Outcome::try_later},
        {{Stage::connect, Ending::replied, false, 554, "", ""}, Outcome::try_later},
        {{Stage::ehlo, Ending::replied, false, 550, "", ""}, Outcome::try_later},
        // kind 5: each code that is about our login
        {{Stage::mail, Ending::replied, false, 530, "5.7.0", ""}, Outcome::try_later},
        {{Stage::mail, Ending::replied, false, 531, "5.7.0", ""}, Outcome::refused},
        {{Stage::mail, Ending::replied, false, 534, "5.7.9", ""}, Outcome::try_later},
        {{Stage::mail, Ending::replied, false, 535, "5.7.8", ""}, Outcome::try_later},
        {{Stage::mail, Ending::replied, false, 538, "5.7.11", ""}, Outcome::try_later},
        // kind 5: a full mailbox
        {{Stage::rcpt, Ending::replied, false, 552, "5.2.2", ""}, Outcome::try_later},
        {{Stage::rcpt, Ending::replied, false, 552, "5.2.3", ""}, Outcome::refused},
        {{Stage::dot, Ending::replied, true, 552, "5.2.2", ""}, Outcome::try_later},
        {{Stage::mail, Ending::replied, false, 552, "5.3.4", ""}, Outcome::refused},
        // no reply: the dot
        {{Stage::dot, Ending::closed, true, 0, "", ""}, Outcome::uncertain},
        {{Stage::data, Ending::closed, false, 0, "", ""}, Outcome::try_later},
        {{Stage::dot, Ending::timed_out, true, 0, "", ""}, Outcome::uncertain},
        {{Stage::rcpt, Ending::timed_out, false, 0, "", ""}, Outcome::try_later},
        {{Stage::dot, Ending::garbage, true, 0, "", ""}, Outcome::uncertain},
    };
    for (const Row& row : rows) {
        CAPTURE(name_of(row.attempt.stage), static_cast<int>(row.attempt.ending),
                row.attempt.code, row.attempt.enhanced, row.attempt.dot_may_have_left);
        CHECK(word(classify(row.attempt)) == word(row.outcome));
    }
}

TEST_CASE("over all stages, endings and codes no outcome says more than is known") {
    int seen = 0;
    int accepted = 0;
    for (const Stage stage : stages)
        for (const Ending ending : endings)
            for (const bool dot : {false, true})
                for (int code = 0; code < 1000; ++code)
                    for (const char* enhanced : {"", "5.2.2", "5.1.1", "4.2.2", "2.0.0"}) {
                        const Attempt attempt{stage, ending, dot, code, enhanced, ""};
                        const Outcome outcome = classify(attempt);
                        const bool complete = ending == Ending::replied;
                        const bool positive = complete && code >= 200 && code < 300;
                        const bool negative = complete && code >= 400 && code < 600;
                        ++seen;
                        accepted += outcome == Outcome::accepted;
                        if ((outcome == Outcome::accepted) !=
                            (positive && dot && stage == Stage::dot))
                            FAIL("accepted");
                        if (outcome == Outcome::uncertain && !dot)
                            FAIL("uncertain before the dot");
                        if (outcome == Outcome::uncertain && negative)
                            FAIL("uncertain after a refusal");
                        if (dot && !complete && outcome != Outcome::uncertain)
                            FAIL("certain without a reply");
                        if (outcome == Outcome::refused &&
                            (!complete || code / 100 != 5 || stage < Stage::mail))
                            FAIL("refused without a refusal of the letter");
                    }
    CHECK(seen == 8 * 4 * 2 * 1000 * 5);
    CHECK(accepted == 100 * 5);
}

TEST_CASE("every stage has its name") {
    std::string names;
    for (const Stage stage : stages) names += std::string(name_of(stage)) + " ";
    CHECK(names == "connect greeting ehlo auth mail rcpt data dot ");
}
