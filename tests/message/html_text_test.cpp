#include "base/text.h"
#include "message/html_text.h"

#include <catch2/catch.hpp>

namespace {
std::string shown(const std::string& html) { return message::html_to_text(html).shown; }
}  // namespace

TEST_CASE("blocks, breaks and cells become lines and tabs") {
    CHECK(shown("<p>one<br>two</p><p>three</p>") == "one\ntwo\nthree");
    CHECK(shown("<table><tr><td>a<td>b<tr><td>c<td>d</table>") == "a\tb\nc\td");
    CHECK(shown("<ul><li>x<li>y</ul>z") == "- x\n- y\nz");
    CHECK(shown("a \n  b&nbsp;<b>c</b>d") ==
          "a b\xC2\xA0"
          "cd");
    CHECK(shown("<pre>a\n  b</pre>") == "a\n  b");
}

TEST_CASE("entities are decoded, also without their semicolon") {
    CHECK(shown("&#3333;&#xD28; &amp;&lt;&eacute;&copy 1") ==
          "\xE0\xB4\x85\xE0\xB4\xA8 &<\xC3\xA9\xC2\xA9 1");
}

TEST_CASE("a number of a character without end is no character, and what follows stays") {
    const std::string html =
        "<p title='&#xD888888888888888888888888888'>before &#xD888888888888888888888888888; after</p>";
    const message::HtmlText text = message::html_to_text(html);
    CHECK(base::is_utf8(text.shown));
    CHECK(text.shown.starts_with("before "));
    CHECK(text.shown.find(" after") != std::string::npos);
    for (const std::string& hidden : text.hidden) CHECK(base::is_utf8(hidden));
}

TEST_CASE("alt text and link targets are seen") {
    CHECK(shown("<a href=\"https://x.test/p\">here</a> <img alt=\"her photo\">end") ==
          "here <https://x.test/p> [image: her photo] end");
    CHECK(shown("<a href=\"mailto:a@example.org\">a@example.org</a>") == "a@example.org");
}

TEST_CASE("comments and invisible text are seen apart") {
    const message::HtmlText text = message::html_to_text(
        "a<!-- secret --><span style='display: none'>hidden<!-- deep --></span><p "
        "title=\"tip\">b<input type=hidden value=v>");
    CHECK(text.shown == "a\nb");
    CHECK(text.hidden == std::vector<std::string>{"secret", "deep", "hidden", "v", "tip"});
    CHECK(text.has_comment);
    CHECK(text.has_hidden);
}

TEST_CASE("markup made to cost time is read by the plain stripper") {
    std::string deep;
    for (int i = 0; i < 200000; ++i) deep += "<div>";
    const message::HtmlText text = message::html_to_text(deep + "name &amp; place");
    CHECK(text.stripped);
    CHECK(text.shown.find("name & place") != std::string::npos);
    std::string wide = "<p";
    for (int i = 0; i < 100000; ++i) wide += " a" + std::to_string(i) + "=1";
    CHECK(message::html_to_text(wide + ">x").stripped);
}

TEST_CASE("the charset of a meta element is found") {
    CHECK(message::html_charset(
              "<html><META http-equiv=x content=\"text/html; charset=Big5\">") == "big5");
    CHECK(message::html_charset("<meta charset='utf-8'>") == "utf-8");
    CHECK(message::html_charset("<p>charset=x</p>").empty());
}
