// A chat that was copied without its times, and what only looks like one.
#include "understanding/pasted_chats.h"

#include <catch2/catch.hpp>

namespace {

std::map<std::size_t, std::string> chat(std::vector<std::u32string_view> lines) {
    return understanding::find_pasted_chats(
        lines, [&](std::size_t i) { return lines[i].starts_with(U"Phone"); });
}

}  // namespace

TEST_CASE("lines in a row that begin with two names are a chat") {
    using Speakers = std::map<std::size_t, std::string>;
    CHECK(chat({U"see below", U"Rhea: come", U"Sruthi: no", U"Rhea: or I post it", U"help"}) ==
          Speakers{{1, "Rhea"}, {2, "Sruthi"}, {3, "Rhea"}});
}

TEST_CASE("a form, a list of numbers and two lines are no chat") {
    CHECK(chat({U"Name: Anu", U"House: Sivam", U"Town: Pala"}).empty());
    CHECK(chat({U"Phone: 1", U"Phone: 2", U"Phone: 3"}).empty());
    CHECK(chat({U"Rhea: come", U"Rhea: now"}).empty());
    CHECK(chat({U"At 10:30 he came", U"At 11:30 he left", U"At 12:30 I slept"}).empty());
}
