#include "understanding/view.h"

#include <catch2/catch.hpp>

#include "base/text.h"

using understanding::make_view;
using understanding::tokenise;
using understanding::Where;

namespace {

std::string seen(std::u32string_view source) { return base::to_utf8(make_view(source).text); }

std::vector<std::string> words_of(std::u32string_view source) {
    const auto view = make_view(source);
    std::vector<std::string> words;
    for (const auto& token : tokenise(view, source)) {
        words.push_back(base::to_utf8(
            std::u32string_view(view.text).substr(token.start, token.end - token.start)));
    }
    return words;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "old chillu becomes the letter of today, and the dative without joiner stays itself") {
    REQUIRE(seen(U"അവന്\u200D") == "അവൻ");
    REQUIRE(seen(U"അവന്") == "അവന്");
    REQUIRE(seen(U"ണ്\u200Dന്\u200Dര്\u200Dല്\u200Dള്\u200Dക്\u200D") == "ൺൻർൽൾൿ");
}

TEST_CASE("zero-width, soft hyphen, bidi and variation marks vanish") {
    REQUIRE(seen(U"98\u200B46\u00AD01\u202E23\uFE0F45\u2060\uFEFF") == "9846012345");
    REQUIRE(seen(U"പാസ്\u200Cപോർട്ട്") == "പാസ്പോർട്ട്");
}

TEST_CASE("digits of every script become ASCII") {
    REQUIRE(seen(U"൦൧൨൩൪൫൬൭൮൯ ०१२३४५६७८९ ９８ 𝟗𝟖 ٣") == "0123456789 0123456789 98 98 3");
}

TEST_CASE("a mark between two digits does not part them, a vowel sign on a letter stays") {
    REQUIRE(seen(U"9\u03018\u20E346") == "9846");
    REQUIRE(seen(U"കി") == "കി");
}

TEST_CASE("full-width and compatibility forms become plain, case is folded") {
    REQUIRE(seen(U"Ｍａｉｌ＠ＥＸＡＭＰＬＥ．org №５") == "mail@example.org no5");
    REQUIRE(seen(U"E\u0301cole") == "école");
}

TEST_CASE(
    "a Latin word with look-alikes of another script is Latin, a Greek or Russian word is "
    "not") {
    REQUIRE(seen(U"\u0410nitha l\u0435ena@\u0435xample.net") == "anitha leena@example.net");
    REQUIRE(seen(U"Анна ανα") == "анна ανα");
    REQUIRE(words_of(U"he called \u0410nitha") == Words{"he", "called", "anitha"});
}

TEST_CASE("two-part vowel signs and both au signs are one form") {
    REQUIRE(seen(U"ക\u0D46\u0D3E") == seen(U"ക\u0D4A"));
    REQUIRE(seen(U"ക\u0D4C") == seen(U"ക\u0D57"));
}

TEST_CASE("every view position leads back to its source code points") {
    const std::u32string source = U"a\u200Dന്\u200D½b";
    const auto view = make_view(source);
    REQUIRE(base::to_utf8(view.text) == "aൻ1⁄2b");
    REQUIRE(view.from == std::vector<std::uint32_t>{0, 2, 5, 5, 5, 6, 7});
    REQUIRE(view.source_span(Where::text, 0, 1) == understanding::Span{Where::text, 0, 2});
    REQUIRE(view.source_span(Where::text, 1, 2) == understanding::Span{Where::text, 2, 5});
}

TEST_CASE("a span that ends inside an expanded code point takes the whole of it") {
    const auto view = make_view(U"½");
    REQUIRE(view.source_span(Where::text, 0, 1) == understanding::Span{Where::text, 0, 1});
    REQUIRE(view.source_span(Where::text, 1, 2) == understanding::Span{Where::text, 0, 1});
}

TEST_CASE("an empty text has an empty view") {
    REQUIRE(make_view(U"").text.empty());
    REQUIRE(make_view(U"").from == std::vector<std::uint32_t>{0});
    REQUIRE(make_view(U"\u200B").from == std::vector<std::uint32_t>{1});
}

TEST_CASE("tokens end where letters, digits or the script change") {
    REQUIRE(words_of(U"Mob9497996992ൽ നിന്ന്, a_b") ==
            Words{"mob", "9497996992", "ൽ", "നിന്ന്", "a", "b"});
    REQUIRE(words_of(U"Anjuവിനെ भाईbhai") == Words{"anju", "വിനെ", "भाई", "bhai"});
}

TEST_CASE("tokens know capitals and sentence starts") {
    const std::u32string source = U"He called Anju. Then v1.5 came\nhome";
    const auto view = make_view(source);
    const auto tokens = tokenise(view, source);
    std::string capitals, starts;
    for (const auto& token : tokens) {
        capitals += token.capital ? 'C' : '-';
        starts += token.sentence_start ? 'S' : '-';
    }
    REQUIRE(capitals == "C-CC-----");
    REQUIRE(starts == "S--S----S");
}
