#include "base/text.h"

#include <catch2/catch.hpp>
#include <ctime>

#include "letter/encode.h"
#include "letter/fixtures.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/wrap.h"

using namespace letter;

TEST_CASE("hidden characters are shown, line ends and Indic joiners stay") {
    CHECK(show_hidden("a\u202Eb\u200Bc\u0007\tz") == "a<U+202E>b<U+200B>c<U+0007> z");
    CHECK(show_hidden(std::string("a\0b", 3)) == "a<U+0000>b");
    CHECK(show_hidden("a\r\nb\rc\u2028d") == "a\nb<U+000D>c<U+2028>d");
    CHECK(show_hidden("അവന്\u200D") == "അവന്\u200D");  // old chillu n
    CHECK(show_hidden("क्\u200Cष") == "क्\u200Cष");    // explicit virama
    CHECK(show_hidden("a\u200Db") == "a<U+200D>b");  // no spelling in Latin
    CHECK(show_hidden("ന്\u200D\u200D") == "ന്\u200D<U+200D>");
    CHECK(show_hidden("\u200Dഅ") == "<U+200D>അ");
    CHECK(show_hidden("x\u00AD\uFEFF\u3164") == "x<U+00AD><U+FEFF><U+3164>");
}

TEST_CASE("links cannot be tapped, other text stays as it is") {
    CHECK(break_links("https://a.example/x HTTP://b ftp://c") ==
          "hxxps[:]//a[.]example/x HxxP[:]//b ftp[:]//c");
    CHECK(break_links("see www.a.example and Www.b") == "see www[.]a[.]example and Www[.]b");
    CHECK(break_links("bit.ly/abc, at 3.30/4.30 pm") == "bit[.]ly/abc, at 3.30/4.30 pm");
    CHECK(break_links("awww.really. he@ps.invalid") == "awww.really. he@ps.invalid");
    CHECK(break_links(show_hidden("ht\u200Btps://x")) == "ht<U+200B>tps[:]//x");
    CHECK(break_links("://") == "[:]//");
    CHECK(break_links("on Instagram.com, t.me. x.y.co.in") ==
          "on Instagram[.]com, t[.]me. x.y.co[.]in");
    CHECK(break_links("he@mail.example.com vannu.pinne a.comet me.") ==
          "he@mail.example.com vannu.pinne a.comet me.");
}

TEST_CASE("a word of a megabyte is cut in a moment") {
    const std::string word(1'000'000, 'a');
    const std::clock_t begin = std::clock();
    const auto lines = wrap(word, 76, LongWords::cut);
    CHECK(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < 2.0);
    CHECK(lines.size() == 13158);
    CHECK(lines.front() == std::string(76, 'a'));
    CHECK(lines.back() == std::string(68, 'a'));
}

TEST_CASE("lines break at blanks, and a long word only between whole characters") {
    CHECK(wrap("aa bb cc", 5, LongWords::cut) == std::vector<std::string>{"aa bb", "cc"});
    CHECK(wrap("a\n\nb\n", 5, LongWords::cut) == std::vector<std::string>{"a", "", "b"});
    CHECK(wrap("abcdefg", 3, LongWords::cut) == std::vector<std::string>{"abc", "def", "g"});
    CHECK(wrap("x abcdefg y", 3, LongWords::keep) ==
          std::vector<std::string>{"x", "abcdefg", "y"});
    CHECK(wrap("  in", 5, LongWords::cut) == std::vector<std::string>{"  in"});
    // ക്കൂ is one cluster of five code points, ട്ടം another
    CHECK(wrap("കഴക്കൂട്ടം", 4, LongWords::cut) == std::vector<std::string>{"കഴ", "ക്കൂ", "ട്ടം"});
    CHECK(wrap("aന്\u200Dക", 3, LongWords::cut) == std::vector<std::string>{"a", "ന്\u200Dക"});
    CHECK(wrap("好好好", 4, LongWords::cut) == std::vector<std::string>{"好好", "好"});
}

TEST_CASE("a heap of marks is cut in the end") {
    std::string heap = "a";
    for (int i = 0; i < 1000; ++i) heap += "\u0301";
    const auto lines = wrap(heap, 76, LongWords::cut);
    REQUIRE(lines.size() > 10);
    std::string joined;
    for (const auto& line : lines) {
        CHECK(base::count_code_points(line) <= 76);
        joined += line;
    }
    CHECK(joined == heap);
}

TEST_CASE("every line of a quotation begins with a bar and has at most 78 columns") {
    CHECK(quote("From x\n.\n-- \n\n--=_b") == "| From x\n| .\n| --\n|\n| --=_b\n");
    CHECK(quote("").empty());
    const std::string quoted = quote(std::string(100000, 'x'));
    std::size_t lines = 0;
    for (std::size_t i = 0; i < quoted.size(); ++lines) {
        const std::size_t end = quoted.find('\n', i);
        REQUIRE(end - i <= 78);
        REQUIRE(quoted.substr(i, 2) == "| ");
        i = end + 1;
    }
    CHECK(lines == 1316);
}

TEST_CASE("one line stays one line and is cut between whole characters") {
    CHECK(inert_line(" a\r\nBcc: x\n") == "a Bcc: x");
    CHECK(inert_line("കഴക്കൂട്ടം", 8) == "കഴ...");
    CHECK(inert_line("https://x.example") == "hxxps[:]//x[.]example");
}

TEST_CASE("quoted-printable hides what mail servers change") {
    CHECK(to_quoted_printable("From x\n.\nFro=m \n") == "=46rom x\r\n=2E\r\nFro=3Dm=20\r\n");
    const std::string encoded = to_quoted_printable(std::string(75, 'x') + ".y\n");
    CHECK(encoded == std::string(75, 'x') + "=\r\n=2Ey\r\n");
}

TEST_CASE("the shorter encoding is taken") {
    CHECK(encode_text("plain words\n").transfer_encoding == "quoted-printable");
    const EncodedText malayalam = encode_text("കഴക്കൂട്ടത്ത് താമസിക്കുന്നു\n");
    CHECK(malayalam.transfer_encoding == "base64");
    for (std::size_t i = 0; i < malayalam.octets.size();) {
        const std::size_t end = malayalam.octets.find("\r\n", i);
        REQUIRE(end - i <= 76);
        i = end + 2;
    }
}

TEST_CASE("encoded words hold whole characters and stay within 75 octets") {
    const std::string subject = "[APJ-2026-000042] കഴക്കൂട്ടം സൈബർ പോലീസ് സ്റ്റേഷൻ - impersonation";
    const std::string encoded = encode_words(subject);
    CHECK(fixtures::decode_words(encoded) == subject);
    for (std::size_t i = 0; i < encoded.size();) {
        const std::size_t end = std::min(encoded.find(' ', i), encoded.size());
        CHECK(end - i <= 75);
        i = end + 1;
    }
    CHECK(encode_words("plain =?utf-8?B?eA==?=") ==
          "=?utf-8?B?cGxhaW4gPT91dGYtOD9CP2VBPT0/PQ==?=");
    CHECK(encode_words("plain") == "plain");
    CHECK(encode_name("Desk \"A\" \\") == "\"Desk \\\"A\\\" \\\\\"");
}

TEST_CASE("a filled template leaves no holes, and quotations stay as they are") {
    CHECK(lay_out("\x1F\n\na\n\n\nb b b\n\x1F\n\x1F\n|\n| q    q\n", 3) ==
          "a\nb b\nb\n\n|\n| q    q\n");
    CHECK(lay_out("Tap: complaints+received.k7@example.org\n", 10) ==
          "Tap:\ncomplaints+received.k7@example.org\n");
}
