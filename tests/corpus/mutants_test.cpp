// Seeded damage: what the corpus becomes when mails are cut, bent, spliced, nested and lied
// about must still be read without a crash, within time, into valid UTF-8, with at least one
// part.
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <string>

#include "base/text.h"
#include "corpus/reading_cases.h"
#include "message/mail_json.h"
#include "message/read_mail.h"
#include "reader/wire.h"

namespace {

constexpr int mutants = 5000;
constexpr double longest_seconds = 5.0;

// xorshift64*: the same damage on every machine.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 2654435761U + 1) {}
    std::size_t below(std::size_t limit) {
        state_ ^= state_ >> 12U;
        state_ ^= state_ << 25U;
        state_ ^= state_ >> 27U;
        return limit == 0
                   ? 0
                   : static_cast<std::size_t>((state_ * 2685821657736338717ULL) >> 33U) % limit;
    }

  private:
    std::uint64_t state_;
};

std::size_t line_start(const std::string& mail, std::size_t at) {
    const std::size_t feed = mail.rfind('\n', at);
    return feed == std::string::npos ? 0 : feed + 1;
}

void replace_some(std::string& mail, Dice& dice, const std::string& from,
                  const std::string& to) {
    for (std::size_t at = mail.find(from); at != std::string::npos;
         at = mail.find(from, at + to.size() + 1)) {
        if (dice.below(2) == 0) mail.replace(at, from.size(), to);
    }
}

void lie_about_charset(std::string& mail, Dice& dice) {
    constexpr const char* labels[] = {"us-ascii", "utf-16", "utf-7", "iso-2022-jp",
                                      "gb18030",  "x-none", "big5",  "hz"};
    const std::size_t at = mail.find("utf-8");
    const std::string label = labels[dice.below(std::size(labels))];
    if (at != std::string::npos) mail.replace(at, 5, label);
}

void nest(std::string& mail, Dice& dice) {
    const std::size_t levels = 1 + dice.below(60);
    for (std::size_t i = 0; i < levels; ++i) {
        const std::string border = "n" + std::to_string(dice.below(5));
        mail = dice.below(2) == 0 ? "Content-Type: message/rfc822\n\n" + mail
                                  : "Content-Type: multipart/mixed; boundary=" + border +
                                        "\n\n--" + border + "\n" + mail;
    }
}

std::string mutate(std::string mail, const std::string& other, Dice& dice) {
    const std::size_t at = dice.below(mail.size() + 1);
    switch (dice.below(13)) {
        case 0:
            mail.resize(at);
            break;
        case 1:
            for (int i = 0; i < 10 && !mail.empty(); ++i)
                mail[dice.below(mail.size())] ^= static_cast<char>(1U << dice.below(8));
            break;
        case 2:
            replace_some(mail, dice, "--b1", dice.below(2) == 0 ? "--b2" : "-- b1");
            break;
        case 3:
            replace_some(mail, dice, "\n", dice.below(2) == 0 ? "\n " : "\r");
            break;
        case 4:
            lie_about_charset(mail, dice);
            break;
        case 5:
            nest(mail, dice);
            break;
        case 6:
            mail.insert(at,
                        std::string(10000 + dice.below(100000), "a=?,<(\"\n"[dice.below(8)]));
            break;
        case 7:
            mail.insert(at, std::string(1 + dice.below(5), '\0'));
            break;
        case 8:
            mail.insert(line_start(mail, at), other);
            break;
        case 9:
            mail = mail.substr(0, at) + other.substr(dice.below(other.size() + 1));
            break;
        case 10:
            for (std::size_t i = dice.below(300); i > 0; --i)
                mail.insert(line_start(mail, at), "--b1\n\n");
            break;
        case 11:
            replace_some(mail, dice, "base64", "quoted-printable");
            break;
        default:
            if (!mail.empty()) mail.erase(at % mail.size(), dice.below(40));
            break;
    }
    return mail;
}

struct Tally {
    int held = 0;
    int trees_differ = 0;
    double slowest = 0;
};

void read_mutant(const std::string& raw, Tally& tally) {
    const auto begin = std::chrono::steady_clock::now();
    const message::ParsedMail mail = message::read_mail(raw, message::Contents::kept);
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    tally.slowest = std::max(tally.slowest, seconds);
    tally.held += mail.unreadable ? 1 : 0;
    tally.trees_differ += mail.has_oddity("trees_differ") ? 1 : 0;
    REQUIRE(seconds < longest_seconds);
    REQUIRE_FALSE(mail.parts.empty());
    REQUIRE(base::is_utf8(message::to_json_line("m", mail)));
    // The strict decoder checks every promise about UTF-8 and nested mails.
    REQUIRE(reader::decode_reply(reader::encode_reply(mail)));
}

}  // namespace

TEST_CASE("mutants of the corpus are read without crash, hang or bad UTF-8") {
    const std::vector<corpus::Case> cases = corpus::load_cases();
    REQUIRE(cases.size() >= 120);
    Tally tally;
    for (int seed = 1; seed <= mutants; ++seed) {
        Dice dice(static_cast<std::uint64_t>(seed));
        std::string mail = cases[dice.below(cases.size())].mail;
        const std::string& other = cases[dice.below(cases.size())].mail;
        for (std::size_t i = 0; i <= dice.below(3); ++i)
            mail = mutate(std::move(mail), other, dice);
        INFO("seed " << seed);
        read_mutant(mail, tally);
    }
    // Two readings that differ are held for a person: it must stay the exception even among
    // damaged mails.
    INFO("held " << tally.held << ", trees differ " << tally.trees_differ << ", slowest "
                 << tally.slowest << " s");
    CHECK(tally.trees_differ * 50 < mutants);
}
