// The corpus through the jail: no mail of it may need a system call that the filter refuses,
// and what comes back through the pipe is what message::read_mail said.
#include <catch2/catch.hpp>

#include "corpus/reading_cases.h"
#include "message/read_mail.h"
#include "reader/reader.h"
#include "reader/wire.h"

TEST_CASE("every mail of the corpus is read the same inside the jail") {
    const std::vector<corpus::Case> cases = corpus::load_cases();
    REQUIRE(cases.size() >= 120);
    auto reader = reader::Reader::start({});
    REQUIRE(reader.ok());
    for (const corpus::Case& one : cases) {
        INFO(one.name);
        for (const std::string& raw : {one.mail, corpus::with_crlf(one.mail)}) {
            const auto jailed = (*reader)->read(raw, message::Contents::kept);
            REQUIRE(jailed.ok());
            const message::ParsedMail direct = message::read_mail(raw, message::Contents::kept);
            CHECK(reader::encode_reply(*jailed) == reader::encode_reply(direct));
        }
    }
}
