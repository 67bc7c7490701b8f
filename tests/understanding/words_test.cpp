#include "understanding/words.h"

#include <catch2/catch.hpp>

#include "base/text.h"

using understanding::Where;
using understanding::WordIndex;
using understanding::WordList;

namespace {

WordIndex index_of(std::map<std::string, std::vector<std::string>> lists) {
    std::map<std::string, WordList> compiled;
    for (auto& [id, words] : lists) compiled[id] = WordList{id, {{"en", std::move(words)}}};
    return WordIndex(compiled);
}

// "list:word" for each hit, in order.
std::vector<std::string> found(const WordIndex& index, std::u32string_view source) {
    const auto view = understanding::make_view(source);
    std::vector<std::string> hits;
    for (const auto& hit : index.find(Where::text, view, tokenise(view, source))) {
        hits.push_back(
            hit.list + ":" +
            base::to_utf8(source.substr(hit.span.start, hit.span.end - hit.span.start)));
    }
    return hits;
}

using Hits = std::vector<std::string>;

}  // namespace

TEST_CASE("only whole words count") {
    const auto index = index_of({{"l", {"lic", "no"}}});
    REQUIRE(found(index, U"duplicate LIC number No.") == Hits{"l:LIC", "l:No"});
}

TEST_CASE("a stem counts as the beginning of a word") {
    const auto index = index_of({{"h", {"ഭീഷണി~", "threat~"}}});
    REQUIRE(found(index, U"ഭീഷണിപ്പെടുത്തി Threatening a threat, ഭീഷ") ==
            Hits{"h:ഭീഷണിപ്പെടുത്തി", "h:Threatening", "h:threat"});
}

TEST_CASE("chillu encoding, joiners and case do not matter") {
    const auto index = index_of({{"his", {"അവൻ", "അവന്റെ"}}});
    REQUIRE(found(index, U"അവന്\u200D അവന് അവ\u200Bൻ") == Hits{"his:അവന്\u200D", "his:അവ\u200Bൻ"});
}

TEST_CASE("a phrase needs its words side by side, and the longest word of a list wins") {
    const auto index = index_of({{"c", {"call me", "call me on", "call"}}, {"d", {"call"}}});
    REQUIRE(found(index, U"Call  me on it") == Hits{"c:Call  me on", "d:Call"});
    REQUIRE(found(index, U"call, me") == Hits{"c:call", "d:call"});
    REQUIRE(found(index, U"call\nme") == Hits{"c:call\nme", "d:call"});
    REQUIRE(found(index, U"call\n\nme") == Hits{"c:call", "d:call"});
}

TEST_CASE("abbreviations are phrases too") {
    const auto index = index_of({{"t", {"a/c no", "d.o.b", "p.o."}}});
    REQUIRE(found(index, U"A/C No: 1, D.O.B 2, P. O. 3, PO") ==
            Hits{"t:A/C No", "t:D.O.B", "t:P. O"});
}

TEST_CASE("a phrase may end in a stem, and glued digits end a word") {
    const auto index = index_of({{"k", {"മോർഫ് ചെയ്~", "mob"}}});
    REQUIRE(found(index, U"മോർഫ് ചെയ്തു Mob9497996992") == Hits{"k:മോർഫ് ചെയ്തു", "k:Mob"});
}

TEST_CASE("a list can be asked for one word") {
    const auto index = index_of({{"n", {"anju", "രാജേ~", "two words"}}, {"m", {"other"}}});
    REQUIRE(index.contains("n", U"anju"));
    REQUIRE(index.contains("n", U"രാജേഷ്"));
    REQUIRE_FALSE(index.contains("n", U"anj"));
    REQUIRE_FALSE(index.contains("n", U"anjuna"));
    REQUIRE_FALSE(index.contains("n", U"other"));
    REQUIRE_FALSE(index.contains("n", U"two"));
}

TEST_CASE("a long text is searched in linear time") {
    const auto index = index_of({{"a", {"a a a b", "aaaaaaaa~"}}});
    std::u32string once, twice;
    for (int i = 0; i < 20000; ++i) once += U"a ";
    twice = once + once;
    once += std::u32string(40000, U'a');
    REQUIRE(found(index, once) == Hits{"a:" + std::string(40000, 'a')});
    REQUIRE(found(index, twice).empty());
}
