// Right by construction: known texts, written as encoded words and RFC 2231 pieces in random
// ways, must come back.
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/text.h"
#include "message/parameters.h"
#include "message/words.h"

namespace {

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
    std::size_t below(std::size_t limit) {
        state_ ^= state_ << 13U;
        state_ ^= state_ >> 7U;
        state_ ^= state_ << 17U;
        return static_cast<std::size_t>(state_ >> 11U) % limit;
    }

  private:
    std::uint64_t state_;
};

// Letters of Malayalam, Devanagari, Tamil, Telugu, Kannada, Bengali with joiners, chillu
// letters, and ASCII that means something in headers.
std::string random_text(Dice& dice) {
    constexpr char32_t blocks[] = {0x0D05, 0x0905, 0x0B85, 0x0C05, 0x0C85, 0x0985, 0x0D7A};
    constexpr char32_t others[] = {0x200C, 0x200D, U' ',  U'=', U'?', U'_',   U'"',
                                   U'\\',  U'%',   U'\'', U'a', U',', 0x1F600};
    std::u32string text;
    const char32_t block = blocks[dice.below(std::size(blocks))];
    for (std::size_t left = 1 + dice.below(40); left > 0; --left) {
        text += dice.below(4) == 0
                    ? others[dice.below(std::size(others))]
                    : block + static_cast<char32_t>(dice.below(block == 0x0D7A ? 6 : 50));
    }
    text.front() = block;  // blanks at the ends are not part of a header's text
    text.back() = block;
    return base::to_utf8(text);
}

std::vector<std::string> cut(const std::string& octets, Dice& dice) {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < octets.size();) {
        const std::size_t size = 1 + dice.below(24);
        pieces.push_back(octets.substr(at, size));
        at += size;
    }
    return pieces;
}

std::string percent(const std::string& octets, std::string_view lead) {
    std::string out;
    for (const char c : octets) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        out += plain ? std::string(1, c) : std::string(lead) + base::to_hex({&c, 1});
    }
    return out;
}

// As Gmail does: each word padded by itself.
std::string word_of(const std::string& octets, Dice& dice) {
    if (dice.below(2) == 0) return "=?utf-8?Q?" + percent(octets, "=") + "?=";
    std::string text = base::to_base64(octets);
    while (text.size() % 4 != 0) text += '=';
    return "=?UTF-8?B?" + text + "?=";
}

}  // namespace

TEST_CASE("texts of six scripts come back from encoded words cut anywhere") {
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        Dice dice(seed);
        const std::string text = random_text(dice);
        std::string raw;
        for (const std::string& piece : cut(text, dice)) {
            if (!raw.empty()) raw += dice.below(2) == 0 ? "\r\n " : " \t";
            raw += word_of(piece, dice);
        }
        INFO("seed " << seed << " raw " << raw);
        REQUIRE(message::decode_header_text(raw).text == text);
    }
}

TEST_CASE("file names of six scripts come back from RFC 2231 pieces in any order") {
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        Dice dice(seed);
        const std::string text = random_text(dice);
        std::vector<std::string> parameters;
        for (const std::string& piece : cut(text, dice)) {
            const std::string charset = parameters.empty() ? "UTF-8'ml'" : "";
            parameters.push_back(";\r\n filename*" + std::to_string(parameters.size()) +
                                 "*=" + charset + percent(piece, "%"));
        }
        std::string raw = "attachment";
        while (!parameters.empty()) {
            const std::size_t next = dice.below(parameters.size());
            raw += parameters[next];
            parameters.erase(parameters.begin() + static_cast<std::ptrdiff_t>(next));
        }
        INFO("seed " << seed << " raw " << raw);
        REQUIRE(message::find_file_name(message::parse_parameterized(raw), "filename") == text);
    }
}
