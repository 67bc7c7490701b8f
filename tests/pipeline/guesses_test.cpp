// Guessed tokens, against a real database (F11). GUESSES in the environment changes the count.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>

#include "base/sha256.h"
#include "ledger/house.h"
#include "pipeline/clock.h"
#include "pipeline/memory.h"

namespace {

using Clock = std::chrono::steady_clock;
using Times = std::vector<Clock::duration>;

const std::string good(26, 'a');
const std::string ended(26, 'b');

int count_of_guesses() {
    const char* asked = std::getenv("GUESSES");
    return asked != nullptr ? std::atoi(asked) : 20000;
}

std::string guess(std::mt19937_64& random) {
    static constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";
    std::string token(26, ' ');
    for (char& c : token) c = letters[random() % letters.size()];
    return token;
}

void post(ledger_test::House& house, ledger::MailId mail, const char* to,
          const std::string& token, std::optional<base::Instant> expires) {
    auto letter = house.letter_for(mail, "station", to);
    letter.token_sha256 = base::sha256_hex(token);
    letter.token_expires = expires;
    house.send(letter);
}

std::optional<pipeline::KnownLetter> timed(pipeline::Memory& memory, const std::string& token,
                                           Times& times) {
    const auto began = Clock::now();
    auto known = memory.by_token(token);
    times.push_back(Clock::now() - began);
    return known;
}

double median_us(Times& times) {
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return std::chrono::duration<double, std::micro>(*middle).count();
}

}  // namespace

TEST_CASE(
    "a million guesses: no token is known, and unknown, ended and wrong ones take alike") {
    ledger_test::House house;
    const auto mail = house.take("From: asha@example.org\r\n\r\nhelp\r\n", 1);
    REQUIRE(house.decide(mail.mail, "forward", "tvc.museum").ok());
    post(house, mail.mail, "tvc.museum", good, std::nullopt);
    post(house, mail.mail, "tvc.fort", ended, base::from_unix(1));
    auto opened = pipeline::open_memory(house.folder / "state", house.keys);
    REQUIRE(opened.ok());
    pipeline::Memory& memory = **opened;
    std::mt19937_64 random(7);
    Times unknown;
    Times known;
    Times over;
    const int guesses = count_of_guesses();
    int found = 0;
    bool same = true;
    for (int i = 0; i < guesses; ++i) {
        found += timed(memory, guess(random), unknown) ? 1 : 0;
        if (i % 10 != 0) continue;
        const auto one = timed(memory, good, known);
        const auto two = timed(memory, ended, over);
        same = same && one && !one->expired && two && two->expired;
    }
    CHECK(found == 0);
    CHECK(same);
    const double for_unknown = median_us(unknown);
    const double for_known = median_us(known);
    const double for_ended = median_us(over);
    std::cout << guesses << " guesses: unknown " << for_unknown << ", good " << for_known
              << ", ended " << for_ended << " us\n";
    // Measured side by side, so that whatever else the machine does hits all alike.
    CHECK(for_known < 3 * for_unknown);
    CHECK(for_unknown < 3 * for_known);
    CHECK(for_ended < 3 * for_unknown);
    CHECK(for_unknown < 3 * for_ended);
}
