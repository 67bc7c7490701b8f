// No mail may cost time out of proportion: each of these would, if some search began again at
// every octet.
#include <catch2/catch.hpp>
#include <ctime>
#include <string>

#include "message/read_mail.h"

namespace {

double seconds_to_read(const std::string& raw) {
    const std::clock_t begin = std::clock();
    const message::ParsedMail mail = message::read_mail(raw, message::Contents::kept);
    REQUIRE_FALSE(mail.parts.empty());
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

std::string times(const std::string& pattern, std::size_t size) {
    std::string out;
    while (out.size() < size) out += pattern;
    return out;
}

constexpr double bearable = 1.5;  // seconds of CPU, on a slow machine and with sanitizers

}  // namespace

TEST_CASE("no header field of 250 KB costs more than a moment") {
    for (const char* name :
         {"Subject", "From", "Content-Type: a/b; c", "Content-Disposition: a; filename",
          "Message-ID", "Date", "References", "Content-Transfer-Encoding"}) {
        for (const char* pattern :
             {"a:",     "<",  "(",    ",",   "\"",  "\\\"", "=?",   "=?a?q?", "=?utf-8?q?a?=",
              " ",      "; ", ";a=",  "=",   "'",   "%4",   "\\",   "<a ",    "( ",
              "*0*=a;", "@",  "a@b,", "a, ", "\n ", "1 ",   "a b <"}) {
            const std::string separator =
                std::string(name).find(':') == std::string::npos ? ": " : "=";
            const std::string raw = name + separator + times(pattern, 250000) + "\n\nx";
            INFO(name << " of " << pattern);
            CHECK(seconds_to_read(raw) < bearable);
        }
    }
}

TEST_CASE("no HTML of 2 MB costs more than a moment") {
    for (const char* pattern : {"<",
                                "<a",
                                "<a>",
                                "<b><p>",
                                "<!--",
                                "<!--a-->",
                                "</p>",
                                "<table>",
                                "<table>a",
                                "<body a=1>",
                                "<font>",
                                "&",
                                "&#1;",
                                "<p a b c d>",
                                "<li><ul>",
                                "<td>",
                                "<select><option>",
                                "\"",
                                "<svg><p>",
                                "<a b='"}) {
        INFO(pattern);
        CHECK(seconds_to_read("Content-Type: text/html\n\n" + times(pattern, 2000000)) <
              2 * bearable);
    }
}

TEST_CASE("no body of 4 MB costs more than a moment") {
    for (const char* pattern : {"--\n", "--b\n", "--b--\n", "-", "\r", "\n", "begin 644 a\n",
                                "From: a\n", "=", "=\n", "\x1b$B", "+A"}) {
        for (const char* type : {"multipart/mixed; boundary=b", "text/plain; charset=utf-7",
                                 "text/plain; charset=iso-2022-jp", "message/rfc822",
                                 "application/ms-tnef", "text/rtf", "text/calendar"}) {
            INFO(pattern << " in " << type);
            CHECK(seconds_to_read("Content-Type: " + std::string(type) + "\n\n" +
                                  times(pattern, 4000000)) < 2 * bearable);
        }
    }
}
