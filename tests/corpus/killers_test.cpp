// Each folder of tests/corpus/killers holds a mail made to hurt, and in expected.json what must
// come of it: why it is unreadable, its subject and sender, the types, names and sizes of its
// parts. It is read within seconds, in this process and in the jail, with LF and CR LF.
#include <catch2/catch.hpp>
#include <ctime>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "corpus/killer_cases.h"
#include "message/read_mail.h"
#include "reader/reader.h"
#include "reader/wire.h"

namespace {

using Json = nlohmann::ordered_json;

// Of CPU time, what the jail gives a mail. A reading of these takes under a second.
constexpr double longest_seconds = 5.0;

const std::set<std::string> promised{"nesting-of-200000-levels",  "a-million-parts",
                                     "header-line-of-20-mb",      "zip-in-zip-in-zip",
                                     "to-undisclosed-recipients", "to-group-of-13-octets",
                                     "multipart-of-55-octets"};

template <class T>
Json json_of(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json outcome_of(const message::ParsedMail& mail) {
    Json parts = Json::array();
    for (const auto& leaf : mail.parts) {
        Json part{{"type", leaf.type}, {"filename", json_of(leaf.filename)}};
        // The size of text depends on its line ends.
        if (!leaf.type.starts_with("text/") && !mail.unreadable) {
            part["size"] = leaf.size;
            part["sha256"] = leaf.sha256;
        }
        parts.push_back(std::move(part));
    }
    return {{"unreadable", json_of(mail.unreadable)},
            {"subject", json_of(mail.subject)},
            {"from", json_of(mail.from.address)},
            {"parts", std::move(parts)}};
}

// As text, or "".
std::string difference(const corpus::Case& one, const Json& outcome) {
    const auto written = outcome.dump(1, ' ') + "\n";
    if (written == one.expected) return {};
    std::ofstream(one.folder + "/expected.json.actual") << written;
    return written;
}

}  // namespace

TEST_CASE("every killer is read in seconds, and what comes of it is written beside it") {
    const auto cases = corpus::load_killers();
    std::set<std::string> names;
    double slowest = 0;
    for (const auto& one : cases) {
        INFO(one.name);
        names.insert(one.name);
        for (const std::string& raw : {one.mail, corpus::with_crlf(one.mail)}) {
            const std::clock_t begin = std::clock();
            const auto mail = message::read_mail(raw, message::Contents::kept);
            const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
            CHECK(seconds < longest_seconds);
            slowest = std::max(slowest, seconds);
            CHECK(difference(one, outcome_of(mail)) == "");
        }
    }
    for (const auto& name : promised) CHECK(names.contains(name));
    std::cout << cases.size() << " killers, the slowest read in " << slowest << " s\n";
}

TEST_CASE("no killer kills its reader in the jail") {
    auto reader = reader::Reader::start({});
    REQUIRE(reader.ok());
    for (const auto& one : corpus::load_killers()) {
        INFO(one.name);
        const auto jailed = (*reader)->read(one.mail, message::Contents::images);
        REQUIRE(jailed.ok());
        const auto direct = message::read_mail(one.mail, message::Contents::images);
        CHECK(reader::encode_reply(*jailed) == reader::encode_reply(direct));
    }
}
