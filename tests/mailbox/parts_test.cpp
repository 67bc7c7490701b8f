// The small writings of IMAP, and the reader of responses against servers that mean no good.
#include <catch2/catch.hpp>

#include "mailbox/folders.h"
#include "mailbox/response_reader.h"
#include "mailbox/sets.h"

using namespace mailbox;
using Uids = std::vector<std::uint32_t>;

namespace {

const char* name_of(Response::Kind kind) {
    constexpr const char* names[] = {"go_ahead", "tagged", "status", "capability",
                                     "list",     "space",  "search", "exists",
                                     "expunge",  "fetch",  "quota",  "other"};
    return names[static_cast<int>(kind)];
}

// The kinds of all responses, then the breach or "midway".
std::string read_all(const std::string& octets, std::uint64_t budget = 1000,
                     std::size_t piece = 1'000'000, std::vector<Response>* kept = nullptr) {
    ResponseReader reader;
    reader.begin(budget);
    std::vector<Response> responses;
    Breach breach;
    for (std::size_t at = 0; at < octets.size() && breach.empty(); at += piece)
        breach = reader.feed(octets.substr(at, piece), responses);
    std::string seen;
    const std::size_t whole = responses.size() - (breach.empty() || responses.empty() ? 0 : 1);
    for (std::size_t i = 0; i < whole; ++i)
        seen += std::string(name_of(responses[i].kind)) + " ";
    if (!breach.empty()) seen += std::string(breach);
    if (breach.empty() && reader.is_midway()) seen += "midway";
    if (kept != nullptr) *kept = std::move(responses);
    return seen;
}

Response one(const std::string& octets, std::uint64_t budget = 1000) {
    std::vector<Response> responses;
    const std::string seen = read_all(octets, budget, 1'000'000, &responses);
    INFO(seen);
    REQUIRE(responses.size() == 1);
    return responses.front();
}

}  // namespace

TEST_CASE("sets of UIDs are written short and read strictly") {
    CHECK(write_set({}) == "");
    CHECK(write_set({7}) == "7");
    CHECK(write_set({1, 2, 3, 7, 9, 10}) == "1:3,7,9:10");
    CHECK(write_set({3, 2, 1}) == "3,2,1");
    CHECK(write_set({4294967294U, 4294967295U}) == "4294967294:4294967295");
    CHECK(read_set("1:3,7", 10) == Uids{1, 2, 3, 7});
    CHECK(read_set("3:1", 10) == Uids{1, 2, 3});
    CHECK(read_set("4294967295", 10) == Uids{4294967295U});
    for (const char* bad : {"",
                            ",",
                            "1,",
                            ",1",
                            "1,,2",
                            "0",
                            "1:",
                            ":1",
                            "1:2:3",
                            "*",
                            "1:*",
                            "-1",
                            "+1",
                            " 1",
                            "1 ",
                            "4294967296",
                            "99999999999999999999",
                            "a",
                            "1:11",
                            "1:4294967295"}) {
        CAPTURE(bad);
        CHECK_FALSE(read_set(bad, 10));
    }
    CHECK(read_set("1:10", 10));
    CHECK_FALSE(read_set("1:10,11", 10));
}

TEST_CASE("INTERNALDATE is read with its zone, and nonsense is not") {
    CHECK(base::unix_seconds(*read_internal_date("14-Nov-2023 22:13:20 +0000")) == 1700000000);
    CHECK(base::unix_seconds(*read_internal_date("15-Nov-2023 03:43:20 +0530")) == 1700000000);
    CHECK(base::unix_seconds(*read_internal_date("14-NOV-2023 17:13:20 -0500")) == 1700000000);
    CHECK(base::unix_seconds(*read_internal_date(" 1-Jan-1970 00:00:00 +0000")) == 0);
    CHECK(base::unix_seconds(*read_internal_date("01-Jan-1970 00:00:00 +0000")) == 0);
    for (const char* bad : {"", "31-Feb-2023 00:00:00 +0000", "14-Nov-2023 24:00:00 +0000",
                            "14-Nov-2023 00:60:00 +0000", "14-Xyz-2023 00:00:00 +0000",
                            "14-Nov-2023 00:00:00 00000", "14-Nov-2023 00:00:00 +0099",
                            "1-Nov-2023 00:00:00 +0000", "14-Nov-2023 00:00:00 +0000 "}) {
        CAPTURE(bad);
        CHECK_FALSE(read_internal_date(bad));
    }
}

TEST_CASE("folder names go out in modified UTF-7, quoted, with the server's own levels") {
    const Naming plain;
    CHECK(write_folder("INBOX", plain) == "\"INBOX\"");
    CHECK(write_folder("inbox", plain) == "\"INBOX\"");
    CHECK(write_folder("Aparajita/Done", plain) == "\"Aparajita/Done\"");
    CHECK(write_folder("Tom & Jerry", plain) == "\"Tom &- Jerry\"");
    CHECK(write_folder("a\"b\\c", plain) == "\"a\\\"b\\\\c\"");
    CHECK(write_folder("\xc3\xa9t\xc3\xa9", plain) == "\"&AOk-t&AOk-\"");
    CHECK(write_folder("\xe0\xb4\xaa\xe0\xb4\xb0\xe0\xb4\xbe\xe0\xb4\xa4\xe0\xb4\xbf", plain) ==
          "\"&DSoNMA0+DSQNPw-\"");
    CHECK(write_folder("\xf0\x9f\x98\x80", plain) == "\"&2D3eAA-\"");
    Naming dots;
    dots.prefix = "INBOX.";
    dots.delimiter = ".";
    CHECK(write_folder("Aparajita/Done", dots) == "\"INBOX.Aparajita.Done\"");
    CHECK(write_folder("INBOX", dots) == "\"INBOX\"");
    CHECK(write_folder("INBOX.Junk", dots) == "\"INBOX.Junk\"");
    Naming flat;
    flat.delimiter = "";
    CHECK(write_folder("Aparajita/Done", flat) == "\"Aparajita-Done\"");
    Naming rev2;
    rev2.utf8 = true;
    CHECK(write_folder("\xc3\xa9\"", rev2) == "\"\xc3\xa9\\\"\"");
    for (const std::string& bad :
         {std::string(""), std::string("a\r\nb"), std::string("a\nb"), std::string("a\0b", 3),
          std::string("a\x7f"), std::string("\xff")}) {
        CAPTURE(bad);
        CHECK_FALSE(write_folder(bad, plain));
        CHECK_FALSE(write_folder(bad, rev2));
    }
}

TEST_CASE("responses are read for what we rely on") {
    const Response capability = one("* CAPABILITY IMAP4rev1 idle UIDPLUS\r\n");
    CHECK(capability.words == std::vector<std::string>{"IMAP4REV1", "IDLE", "UIDPLUS"});
    const Response tagged = one("A0001 NO [OVERQUOTA] Anything may stand here {5}\r\n");
    CHECK(tagged.kind == Response::Kind::tagged);
    CHECK(tagged.tag == "A0001");
    CHECK(tagged.status == Status::no);
    CHECK(tagged.code == "OVERQUOTA");
    const Response code = one("* ok [copyuid 38505 304,319:320 3956:3958] Done\r\n");
    CHECK(code.kind == Response::Kind::status);
    CHECK(code.code == "COPYUID");
    CHECK(code.code_arguments == "38505 304,319:320 3956:3958");
    CHECK(one("* 23 EXISTS\r\n").number == 23);
    CHECK(one("* 4294967295 EXPUNGE\r\n").kind == Response::Kind::expunge);
    CHECK(one("* SEARCH 3 1 2\r\n").uids == Uids{3, 1, 2});
    CHECK(one("* SEARCH\r\n").uids.empty());
    CHECK(one("* SEARCH \r\n").uids.empty());
    CHECK(one("* SEARCH 2 (MODSEQ 917162500)\r\n").uids == Uids{2});
    CHECK(one("* ESEARCH (TAG \"A1\") UID ALL 1:3,9\r\n").uids == Uids{1, 2, 3, 9});
    CHECK(one("* ESEARCH (TAG \"A1\") UID\r\n").uids.empty());
    const Response list = one("* LIST (\\HasNoChildren \\NoSelect) \".\" {5}\r\na\r\n\"b\r\n");
    CHECK(list.listed.name == "a\r\n\"b");
    CHECK(list.listed.delimiter == ".");
    CHECK_FALSE(list.listed.selectable);
    CHECK(one("* LIST () NIL INBOX\r\n").listed.delimiter.empty());
    const Response space =
        one("* NAMESPACE ((\"INBOX.\" \".\")) NIL ((\"#shared/\" \"/\"))\r\n");
    CHECK(space.listed.name == "INBOX.");
    CHECK(space.listed.delimiter == ".");
    CHECK(one("* NAMESPACE NIL NIL NIL\r\n").listed.name.empty());
    CHECK(one("+ idling\r\n").kind == Response::Kind::go_ahead);
    CHECK(one("+\r\n").kind == Response::Kind::go_ahead);
    CHECK(one("* FLAGS (\\Seen)\r\n").kind == Response::Kind::other);
    CHECK(one("* VANISHED 1:5\r\n").kind == Response::Kind::other);
}

TEST_CASE("a mail inside a FETCH comes out as it is, whatever its lines look like") {
    constexpr char mail[] =
        "A0004 OK done\r\n)\r\n* BYE\r\n{99}\r\n\0\n\r\"(((\xff"
        "A0004 NO";
    const std::string text(mail, sizeof mail - 1);
    const Response fetch = one("* 3 FETCH (FLAGS (\\Seen $x) UID 77 BODY[] {" +
                               std::to_string(text.size()) + "}\r\n" + text +
                               " RFC822.SIZE 5 INTERNALDATE \"14-Nov-2023 22:13:20 +0000\" "
                               "MODSEQ (12) BODY[HEADER.FIELDS (TO CC)] \"x\")\r\n");
    CHECK(fetch.fetch.uid == 77);
    CHECK(fetch.fetch.octets == text);
    CHECK(fetch.fetch.body == Body::present);
    CHECK(fetch.fetch.size == 5U);
    CHECK(base::unix_seconds(fetch.fetch.internal_date) == 1700000000);
    CHECK(one("* 1 FETCH (UID 1 BODY[] NIL)\r\n").fetch.body == Body::nil);
    CHECK(one("* 1 FETCH (UID 1 BODY[] \"\")\r\n").fetch.body == Body::present);
    CHECK(one("* 1 FETCH (UID 1 BODY[] {0}\r\n)\r\n").fetch.body == Body::present);
    CHECK(one("* 1 FETCH (UID 1 FLAGS ())\r\n").fetch.body == Body::absent);
    CHECK(one("* 1 FETCH (UID 1 BODY[]<4096> ~{2}\r\nab)\r\n").fetch.origin == 4096);
    CHECK(one("* 1 FETCH (UID 1 BODY[]<4096> ~{2}\r\nab)\r\n").fetch.octets == "ab");
    CHECK(one("* 1 FETCH (UID 1 INTERNALDATE \"yesterday\")\r\n").fetch.internal_date ==
          base::Instant{});
}

TEST_CASE("octets may come in pieces of any size") {
    const std::string octets =
        "* 1 FETCH (UID 1 BODY[] {7}\r\n\r\nA1 OK)\r\n+ go\r\n* OK [UIDVALIDITY 3] {4}\r\nA1 "
        "OK [X] y\r\n";
    const std::string whole = read_all(octets);
    CHECK(whole == "fetch go_ahead status tagged ");
    for (std::size_t piece = 1; piece < octets.size(); ++piece) {
        CAPTURE(piece);
        std::vector<Response> kept;
        CHECK(read_all(octets, 1000, piece, &kept) == whole);
        CHECK(kept[0].fetch.octets == "\r\nA1 OK");
    }
}

TEST_CASE("octets cut anywhere are never a mail, an answer or a breach") {
    const std::string octets = "* 1 FETCH (UID 1 BODY[] {7}\r\n\r\nA1 OK)\r\nA1 OK x\r\n";
    const std::size_t first_end = octets.find(")\r\n") + 3;
    for (std::size_t cut = 1; cut < octets.size(); ++cut) {
        CAPTURE(cut);
        const std::string seen = read_all(octets.substr(0, cut));
        if (cut < first_end) CHECK(seen == "midway");
        if (cut == first_end) CHECK(seen == "fetch ");
        if (cut > first_end) CHECK(seen == "fetch midway");
    }
}

TEST_CASE("servers that mean no good are cut off with the reason") {
    const std::string nonsense = "its answer is not IMAP";
    const std::string line_end =
        "its answer has a line end or an octet that IMAP does not know";
    const std::string no_uid = "a mail came with something that is no UID";
    const std::pair<std::string, std::string> rows[] = {
        {"\r\n", nonsense},
        {"*\r\n", nonsense},
        {"* \r\n", nonsense},
        {"A1\r\n", nonsense},
        {"A1 \r\n", nonsense},
        {"A1 MAYBE\r\n", nonsense},
        {"A1 BYE\r\n", nonsense},
        {"HTTP/1.1 400 Bad Request\r\n", nonsense},
        {"* 5\r\n", nonsense},
        {"* 5x EXISTS\r\n", nonsense},
        {"* 4294967296 EXISTS\r\n", nonsense},
        {"* 99999999999999999999 EXISTS\r\n", nonsense},
        {"* 1 FETCH\r\n", nonsense},
        {"* 1 FETCH x\r\n", nonsense},
        {"* 1 FETCH (UID)\r\n", nonsense},
        {"* 1 FETCH (UID 1\r\n", nonsense},
        {"* 1 FETCH (UID 1))\r\n", nonsense},
        {"* 1 FETCH (UID 1) x\r\n", nonsense},
        {"* 1 FETCH (UID 1 BODY[] (a))\r\n", nonsense},
        {"* 1 FETCH (UID 1 BODY[] abc)\r\n", nonsense},
        {"* 1 FETCH (UID 1 BODY[ NIL)\r\n", nonsense},
        {"* 1 FETCH (UID 1 BODY[]<x> NIL)\r\n", nonsense},
        {"* 1 FETCH (UID 1 BODY[]<5 NIL)\r\n", nonsense},
        {"* 1 FETCH (UID 1 BODY[] \"open)\r\n", nonsense},
        {"* 1 FETCH (UID 1 BODY[] \"{3}\r\nabc\")\r\n", nonsense},
        {"* 1 FETCH (UID 0)\r\n", no_uid},
        {"* 1 FETCH (UID 4294967296)\r\n", no_uid},
        {"* 1 FETCH (UID (1))\r\n", no_uid},
        {"* 1 FETCH (UID 1 RFC822.SIZE -1)\r\n", "a mail came with something that is no size"},
        {"* 1 FETCH (UID 1 RFC822.SIZE 18446744073709551616)\r\n",
         "a mail came with something that is no size"},
        {"* SEARCH 1 x\r\n", "its list of mails has something that is no UID"},
        {"* SEARCH 0\r\n", "its list of mails has something that is no UID"},
        {"* ESEARCH (TAG \"A1\") UID ALL 1:4294967295\r\n",
         "its list of mails has something that is no UID"},
        {"* LIST\r\n", nonsense},
        {"* LIST () \"/\"\r\n", nonsense},
        {"* OK a\nb\r\n", line_end},
        {"* OK a\rb\r\n", line_end},
        {"* OK a\n", line_end},
        {std::string("* OK a\0b\r\n", 10), line_end},
        {"* 1 FETCH (UID 1 BODY[] {1001}\r\n", "it announces more octets than were asked for"},
        {"* 1 FETCH (UID 1 BODY[] {18446744073709551615}\r\n",
         "it announces more octets than were asked for"},
        {"* 1 FETCH (UID 1 BODY[] {99999999999999999999}\r\n", nonsense},
        {"* 1 FETCH (UID 1 BODY[] {-1}\r\n", nonsense},
        {"* 1 FETCH (UID 1 BODY[] {1+}\r\n", nonsense},
        {"* 1 FETCH (UID 1 X {600}\r\n" + std::string(600, 'a') + " Y {600}\r\n",
         "it announces more octets than were asked for"},
    };
    for (const auto& [octets, breach] : rows) {
        CAPTURE(octets);
        CHECK(read_all(octets) == breach);
        CHECK(read_all(octets, 1000, 1) == breach);
        CHECK(read_all(octets + "* 1 EXISTS\r\n") == breach);
    }
}

TEST_CASE("nesting, lines, literals and talk have their limits") {
    const auto nested = [](int deep) {
        return "* 1 FETCH (UID 1 X " + std::string(static_cast<std::size_t>(deep), '(') +
               std::string(static_cast<std::size_t>(deep), ')') + ")\r\n";
    };
    CHECK(read_all(nested(15)) == "fetch ");
    CHECK(read_all(nested(16)) == "its answer is nested more than 16 deep");
    CHECK(read_all("* 1 FETCH " + std::string(60'000, '(') + "\r\n") ==
          "its answer is nested more than 16 deep");
    CHECK(read_all("* OK " + std::string(65'529, 'a') + "\r\n") == "status ");
    CHECK(read_all("* OK " + std::string(65'530, 'a') + "\r\n") ==
          "its answer has a line of more than 64 KB");
    CHECK(read_all(std::string(65'537, 'a')) == "its answer has a line of more than 64 KB");
    std::string endless;
    for (int i = 0; i < 40; ++i) endless += "* OK " + std::string(25'000, 'a') + "\r\n";
    CHECK(read_all(endless).ends_with("it talks without end"));
    std::string answered;
    for (int i = 0; i < 39; ++i) answered += "* OK " + std::string(25'000, 'a') + "\r\n";
    CHECK_FALSE(read_all(answered + "A1 OK x\r\n" + answered).ends_with("without end"));
    std::string many = "* 1 FETCH (";
    for (int i = 0; i < 1001; ++i) many += "X {0}\r\n ";
    CHECK(read_all(many) == "its answer has too many literals");
}

TEST_CASE("whatever octets come, the reader ends with an answer or a reason") {
    const char* const words[] = {"* 1 FETCH (UID 1 BODY[] {3}\r\n",
                                 "abc)\r\n",
                                 "* ",
                                 "A1 ",
                                 "OK ",
                                 "1 ",
                                 "FETCH ",
                                 "(",
                                 ")",
                                 "UID ",
                                 "BODY[] ",
                                 "{3}\r\n",
                                 "\r\n",
                                 "\"",
                                 "\\",
                                 "NIL ",
                                 "[",
                                 "]",
                                 "<0>",
                                 "+ ",
                                 "SEARCH ",
                                 "LIST ",
                                 "\n",
                                 "~{1}\r\n",
                                 "EXISTS",
                                 "x",
                                 "4294967296 ",
                                 "ESEARCH "};
    unsigned dice = 4711;
    int breaches = 0;
    int fetches = 0;
    for (int round = 0; round < 50'000; ++round) {
        std::string octets;
        for (int i = 0; i < 14; ++i) {
            dice = dice * 1664525U + 1013904223U;
            octets += words[(dice >> 16) % std::size(words)];
        }
        const std::string whole = read_all(octets, 10);
        breaches += whole.find("its ") != std::string::npos;
        fetches += whole.find("fetch ") != std::string::npos;
        if (whole != read_all(octets, 10, 1)) FAIL("pieces change the meaning of: " << octets);
    }
    CHECK(breaches > 10'000);
    CHECK(fetches > 0);
}
