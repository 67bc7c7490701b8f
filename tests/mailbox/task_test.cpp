// Conversations as transcripts.
#include <numeric>

#include "mailbox/fetching.h"
#include "mailbox/folders.h"
#include "mailbox/moving.h"
#include "talk.h"

using namespace mailbox;
using Uids = std::vector<std::uint32_t>;

namespace {

// "uid:state:octets" for each.
std::string summary(std::vector<FetchResult> results) {
    constexpr const char* states[] = {"complete", "vanished", "size_differs", "too_large",
                                      "older"};
    std::string text;
    for (const FetchResult& one : results)
        text += std::to_string(one.mail.uid) + ":" + states[static_cast<int>(one.state)] + ":" +
                one.mail.octets + " ";
    return text;
}

std::string summary(const std::vector<Moved>& results) {
    std::string text;
    for (const Moved& one : results) {
        text += one.moved ? "moved" : "stayed";
        if (one.new_uid) text += ">" + std::to_string(*one.new_uid);
        if (one.new_uidvalidity) text += "/" + std::to_string(*one.new_uidvalidity);
        text += " ";
    }
    return text;
}

const std::string sizes = " (UID RFC822.SIZE INTERNALDATE)";
const std::string bodies = " (UID BODY.PEEK[])";
const Turn refresh{"NOOP", "@ OK x\n"};

Turn gone(const std::string& set) { return {"UID SEARCH UID " + set, "* SEARCH\n@ OK x\n"}; }

}  // namespace

TEST_CASE("a folder is selected with its UIDVALIDITY, or not at all") {
    const std::string rest = "* 3 EXISTS\n* 0 RECENT\n* FLAGS (\\Seen)\n* OK [UIDNEXT 9] x\n";
    {
        Talk talk;
        SelectFolder task("\"INBOX\"");
        talk.play(task, {{"SELECT \"INBOX\"",
                          rest + "* OK [UIDVALIDITY 42] x\n@ OK [READ-WRITE] done\n"}});
        CHECK_FALSE(task.failure());
        CHECK(task.selected.uidvalidity == 42);
        CHECK(task.selected.uidnext == 9);
        CHECK(talk.conversation.exists() == 3);
    }
    const std::pair<std::string, std::string> rows[] = {
        {rest + "@ OK done\n",
         "the folder has no UIDVALIDITY, so its mails cannot be told apart for good"},
        {rest + "* OK [UIDVALIDITY 0] x\n@ OK done\n",
         "the folder has no UIDVALIDITY, so its mails cannot be told apart for good"},
        {rest + "* OK [UIDVALIDITY -1] x\n@ OK done\n",
         "the folder has no UIDVALIDITY, so its mails cannot be told apart for good"},
        {"@ NO [NONEXISTENT] Unknown\n", "the folder cannot be opened [NONEXISTENT]"},
        {"@ NO [COMPLAINTS@EXAMPLE.ORG] it has a code of its own\n",
         "the folder cannot be opened"},
        {"@ BAD what\n", "the folder cannot be opened"}};
    for (const auto& [server, what] : rows) {
        CAPTURE(server);
        Talk talk;
        SelectFolder task("\"INBOX\"");
        talk.play(task, {{"SELECT \"INBOX\"", server}});
        REQUIRE(task.failure());
        CHECK(task.failure()->what == what);
    }
}

TEST_CASE("a folder is made only where it is missing, and its parents before it") {
    {
        Talk talk;
        EnsureFolder task("Aparajita/Done", Naming{});
        talk.play(task, {{"LIST \"\" \"Aparajita/Done\"",
                          "* LIST () \"/\" \"Aparajita/Done\"\n@ OK x\n"}});
        CHECK_FALSE(task.failure());
    }
    {
        Talk talk;
        EnsureFolder task("Aparajita/Done", Naming{"INBOX.", ".", false});
        talk.play(task, {{"LIST \"\" \"INBOX.Aparajita.Done\"",
                          "* LIST (\\NonExistent) \".\" \"INBOX.Aparajita.Done\"\n@ OK x\n"},
                         {"CREATE \"INBOX.Aparajita\"", "@ NO [ALREADYEXISTS] x\n"},
                         {"CREATE \"INBOX.Aparajita.Done\"", "@ OK x\n"},
                         {"LIST \"\" \"INBOX.Aparajita.Done\"",
                          "* LIST () \".\" {20}\nINBOX.Aparajita.Done\n@ OK x\n"},
                         {"SUBSCRIBE \"INBOX.Aparajita.Done\"", "@ NO x\n"}});
        CHECK_FALSE(task.failure());
    }
    {
        Talk talk;
        EnsureFolder task("Done", Naming{});
        talk.play(task, {{"LIST \"\" \"Done\"", "@ OK x\n"},
                         {"CREATE \"Done\"", "@ NO [NOPERM] x\n"},
                         {"LIST \"\" \"Done\"", "@ OK x\n"}});
        REQUIRE(task.failure());
        CHECK(task.failure()->what == "the folder does not exist and cannot be created");
    }
    {
        Talk talk;
        EnsureFolder task("a\r\nb", Naming{});
        talk.play(task, {});
        REQUIRE(task.failure());
        CHECK(task.failure()->kind == base::FailureKind::settings);
    }
}

TEST_CASE("a few mails are listed in one answer, sorted, each once") {
    Talk talk;
    ListMails task(talk.conversation);
    talk.play(task, {{"NOOP", "* 4 EXISTS\n@ OK x\n"},
                     {"UID SEARCH ALL", "* SEARCH 9 2 5\n* SEARCH 5 1\n@ OK x\n"}});
    CHECK_FALSE(task.failure());
    CHECK(task.uids == Uids{1, 2, 5, 9});
    CHECK_FALSE(talk.conversation.has_change());
}

TEST_CASE("a mail that comes while they are listed is a change") {
    Talk talk;
    ListMails task(talk.conversation);
    talk.play(task,
              {{"NOOP", "@ OK x\n"}, {"UID SEARCH ALL", "* SEARCH 1\n* 2 EXISTS\n@ OK x\n"}});
    CHECK(task.uids == Uids{1});
    CHECK(talk.conversation.has_change());
}

TEST_CASE("many mails are listed by ranges that follow what others remove") {
    Talk talk;
    ListMails task(talk.conversation);
    const std::string none = "* SEARCH\n@ OK x\n";
    talk.play(task, {{"NOOP", "* 5002 EXISTS\n@ OK x\n"},
                     {"UID SEARCH 1:1000",
                      "* SEARCH 11 12\n* 1 EXPUNGE\n* 1 EXPUNGE\n* 4999 EXPUNGE\n@ OK x\n"},
                     {"UID SEARCH 999:1998", none},
                     {"UID SEARCH 1999:2998", none},
                     {"UID SEARCH 2999:3998", "* SEARCH 77\n@ OK x\n"},
                     {"UID SEARCH 3999:4998", none},
                     {"UID SEARCH 4999:*", "* SEARCH 99 12\n@ OK x\n"}});
    CHECK(task.uids == Uids{11, 12, 77, 99});
    Talk refused;
    ListMails other(refused.conversation);
    refused.play(other, {{"NOOP", "@ OK x\n"}, {"UID SEARCH ALL", "@ NO [UNAVAILABLE] x\n"}});
    REQUIRE(other.failure());
    CHECK(other.failure()->what == "the mails cannot be listed [UNAVAILABLE]");
}

TEST_CASE("mails are fetched sizes first, and come back in the order asked") {
    Talk talk(GENERATE(std::size_t{1}, std::size_t{7}, std::size_t{1'000'000}));
    FetchMails task({9, 3, 4}, 1000);
    talk.play(
        task,
        {{"UID FETCH 3:4,9" + sizes,
          "* 1 FETCH (UID 3 RFC822.SIZE 3 INTERNALDATE \"14-Nov-2023 22:13:20 +0000\")\n"
          "* 2 FETCH (UID 4 RFC822.SIZE 1001 INTERNALDATE \"14-Nov-2023 22:13:20 +0000\")\n"
          "* 7 FETCH (UID 9 RFC822.SIZE 0 INTERNALDATE \"14-Nov-2023 22:13:20 +0000\")\n@ OK "
          "x\n"},
         {"UID FETCH 3,9" + bodies,
          "* 7 FETCH (UID 9 BODY[] \"\")\n* 1 FETCH (UID 3 BODY[] {3}\nabc FLAGS ())\n@ OK "
          "x\n"}});
    CHECK_FALSE(task.failure());
    auto results = task.take_results();
    CHECK(base::unix_seconds(results[1].mail.internal_date) == 1700000000);
    CHECK(results[2].mail.announced_size == 1001);
    CHECK(summary(std::move(results)) == "9:complete: 3:complete:abc 4:too_large: ");
}

TEST_CASE("a mail that is gone is vanished, and never an empty one") {
    Talk talk;
    FetchMails task({1, 2, 3, 4}, 1000);
    talk.play(task,
              {{"UID FETCH 1:4" + sizes,
                "* 1 FETCH (UID 1 RFC822.SIZE 3)\n* 2 FETCH (UID 2 RFC822.SIZE 3)\n* 3 FETCH "
                "(UID 3 RFC822.SIZE 3)\n@ OK x\n"},
               {"UID FETCH 1:3" + bodies,
                "* 1 FETCH (UID 1 BODY[] NIL)\n* 2 FETCH (UID 2 BODY[] {3}\nabc)\n@ OK x\n"},
               refresh,
               gone("1,3:4")});
    CHECK(summary(task.take_results()) ==
          "1:vanished: 2:complete:abc 3:vanished: 4:vanished: ");
}

TEST_CASE("a mail that does not come and is still listed is not vanished") {
    const Turn size{"UID FETCH 5" + sizes, "* 1 FETCH (UID 5 RFC822.SIZE 1)\n@ OK x\n"};
    const Turn nothing{"UID FETCH 5" + bodies, "* 1 FETCH (UID 5 BODY[] NIL)\n@ OK x\n"};
    const Turn listed{"UID SEARCH UID 5", "* SEARCH 5\n@ OK x\n"};
    {
        Talk talk;
        FetchMails task({5}, 1000);
        talk.play(task, {size, nothing, refresh, listed, size, nothing, refresh, listed, size,
                         nothing, refresh, listed});
        CHECK(summary(task.take_results()) == "5:size_differs: ");
    }
    {
        Talk talk;
        FetchMails task({5}, 1000);
        talk.play(task,
                  {size,
                   nothing,
                   refresh,
                   listed,
                   size,
                   {"UID FETCH 5" + bodies, "* 1 FETCH (UID 5 BODY[] {1}\na)\n@ OK x\n"}});
        CHECK(summary(task.take_results()) == "5:complete:a ");
    }
    {
        Talk talk;
        FetchMails task({5}, 1000);
        talk.play(task, {size, nothing, refresh, {"UID SEARCH UID 5", "@ NO x\n"}});
        REQUIRE(task.failure());
    }
}

TEST_CASE("a length that differs from RFC822.SIZE is read again, three times in all") {
    const std::string ask = "UID FETCH 5";
    const std::string size = "* 1 FETCH (UID 5 RFC822.SIZE 4)\n@ OK x\n";
    const std::string shorter = "* 1 FETCH (UID 5 BODY[] {3}\nabc)\n@ OK x\n";
    const std::string longer = "* 1 FETCH (UID 5 BODY[] {5}\nabcde)\n@ OK x\n";
    {
        Talk talk;
        FetchMails task({5}, 1000);
        talk.play(task, {{ask + sizes, size},
                         {ask + bodies, shorter},
                         {ask + sizes, size},
                         {ask + bodies, longer},
                         {ask + sizes, size},
                         {ask + bodies, shorter}});
        CHECK(summary(task.take_results()) == "5:size_differs:abc ");
    }
    {
        Talk talk;
        FetchMails task({5}, 1000);
        talk.play(task, {{ask + sizes, size},
                         {ask + bodies, shorter},
                         {ask + sizes, "* 1 FETCH (UID 5 RFC822.SIZE 3)\n@ OK x\n"},
                         {ask + bodies, shorter}});
        CHECK(summary(task.take_results()) == "5:complete:abc ");
    }
    {
        Talk talk;
        FetchMails task({5}, 1000);
        talk.play(task, {{ask + sizes, size},
                         {ask + bodies, shorter},
                         {ask + sizes, "@ OK x\n"},
                         refresh,
                         gone("5")});
        CHECK(summary(task.take_results()) == "5:vanished: ");
    }
    {
        Talk talk;
        FetchMails task({5}, 1000);
        talk.play(task, {{ask + sizes, size},
                         {ask + bodies, shorter},
                         {ask + sizes, "* 1 FETCH (UID 5 RFC822.SIZE 2000)\n@ OK x\n"}});
        CHECK(summary(task.take_results()) == "5:too_large: ");
    }
}

TEST_CASE("a part is what the server gives at this very place, or nothing") {
    const std::string ask = "UID FETCH 5 (UID BODY.PEEK[]<4194304.4194304>)";
    const std::pair<std::string, std::string> rows[] = {
        {"* 1 FETCH (UID 5 BODY[]<4194304> {3}\nabc)\n@ OK x\n", "abc"},
        {"* 1 FETCH (UID 5 BODY[]<0> {3}\nabc)\n@ OK x\n", ""},
        {"* 1 FETCH (UID 6 BODY[]<4194304> {3}\nabc)\n@ OK x\n", ""},
        {"* 1 FETCH (UID 5 BODY[]<4194304> NIL)\n@ OK x\n", ""},
        {"* 1 FETCH (UID 5 BODY[]<4194304> \"\")\n@ OK x\n", ""},
        {"@ OK x\n", ""},
        {"@ NO [EXPUNGEISSUED] x\n", ""}};
    for (const auto& [answer, octets] : rows) {
        CAPTURE(answer);
        Talk talk;
        FetchPart task(5, 4194304);
        talk.play(task, {{ask, answer}});
        CHECK_FALSE(task.failure());
        CHECK(task.octets == octets);
    }
    Talk talk;
    FetchPart task(5, 4194304);
    talk.play(task, {{ask, "@ NO [UNAVAILABLE] x\n"}});
    REQUIRE(task.failure());
    CHECK(task.failure()->what == "the mail cannot be fetched now [UNAVAILABLE]");
}

TEST_CASE("one mail that the server will not give does not stop the others") {
    Talk talk;
    FetchMails task({1, 2}, 1000);
    const std::string no = "@ NO [SERVERBUG] x\n";
    talk.play(task,
              {{"UID FETCH 1:2" + sizes,
                "* 1 FETCH (UID 1 RFC822.SIZE 1)\n* 2 FETCH (UID 2 RFC822.SIZE 1)\n@ OK x\n"},
               {"UID FETCH 1:2" + bodies, no},
               {"UID FETCH 1" + bodies, no},
               {"UID FETCH 1" + bodies, no},
               {"UID FETCH 1" + bodies, no},
               {"UID FETCH 2" + bodies, "* 2 FETCH (UID 2 BODY[] {1}\nb)\n@ OK x\n"}});
    CHECK(summary(task.take_results()) == "1:size_differs: 2:complete:b ");
    Talk expunged;
    FetchMails other({1, 2}, 1000);
    expunged.play(other, {{"UID FETCH 1:2" + sizes,
                           "* 1 FETCH (UID 1 RFC822.SIZE 1)\n@ NO [EXPUNGEISSUED] x\n"},
                          {"UID FETCH 2" + sizes, "@ NO [EXPUNGEISSUED] x\n"},
                          {"UID FETCH 1" + bodies, "@ NO [EXPUNGEISSUED] x\n"},
                          refresh,
                          gone("1:2")});
    CHECK(summary(other.take_results()) == "1:vanished: 2:vanished: ");
}

TEST_CASE("a server that cannot now is asked again later, and nothing is called vanished") {
    for (const std::string answer :
         {"@ NO [UNAVAILABLE] x\n", "@ NO [INUSE] x\n", "@ NO [LIMIT] x\n", "@ BAD x\n"}) {
        CAPTURE(answer);
        Talk talk;
        FetchMails task({1, 2}, 1000);
        talk.play(task, {{"UID FETCH 1:2" + sizes, answer}});
        REQUIRE(task.failure());
        CHECK(task.failure()->kind == base::FailureKind::temporary);
    }
}

TEST_CASE("answers about other mails, twice, or without UID change nothing") {
    Talk talk;
    FetchMails task({5}, 1000);
    talk.play(task,
              {{"UID FETCH 5" + sizes,
                "* 1 FETCH (UID 6 RFC822.SIZE 9)\n* 1 FETCH (RFC822.SIZE 9)\n* 2 FETCH (UID 5 "
                "RFC822.SIZE 1)\n@ OK x\n"},
               {"UID FETCH 5" + bodies,
                "* 1 FETCH (UID 6 BODY[] {1}\nz)\n* 1 FETCH (BODY[] {1}\nz)\n* 2 FETCH (FLAGS "
                "(\\Seen) UID 5)\n"
                "* 2 FETCH (UID 5 BODY[] {1}\na)\n* 2 FETCH (UID 5 BODY[] {1}\nb)\n@ OK x\n"}});
    CHECK(summary(task.take_results()) == "5:complete:a ");
}

TEST_CASE("at most 50 mails and 16 MB at once, but always one") {
    Uids many;
    for (std::uint32_t uid = 1; uid <= 60; ++uid) many.push_back(uid);
    FetchMails fifty(many, 1000);
    REQUIRE(fifty.begin());
    CHECK(fifty.begin()->text == "UID FETCH 1:50" + sizes);

    Talk talk;
    FetchMails task({1, 2, 3, 4}, 100'000'000);
    const std::string large(4'000'000, 'x');
    const auto body = [&](int uid) {
        return "* 1 FETCH (UID " + std::to_string(uid) + " BODY[] {4000000}\n" + large + ")\n";
    };
    talk.play(task,
              {{"UID FETCH 1:4" + sizes,
                "* 1 FETCH (UID 1 RFC822.SIZE 4000000)\n* 1 FETCH (UID 2 RFC822.SIZE 4000000)\n"
                "* 1 FETCH (UID 3 RFC822.SIZE 90000000)\n* 1 FETCH (UID 4 RFC822.SIZE "
                "4000000)\n@ OK x\n"},
               {"UID FETCH 1:2" + bodies, body(1) + body(2) + "@ OK x\n"}});
    CHECK(task.take_results().size() == 2);

    FetchMails first({3}, 100'000'000);
    Talk other;
    auto command = first.begin();
    other.conversation.ask(*command);
    other.hear("* 1 FETCH (UID 3 RFC822.SIZE 90000000)\r\nA0001 OK x\r\n");
    command = first.next(other.conversation.take_answer());
    REQUIRE(command);
    CHECK(command->text == "UID FETCH 3 (UID BODY.PEEK[]<0.4194304>)");
    CHECK(command->literal_budget == 4194304);
}

TEST_CASE("a large mail is read by parts") {
    constexpr std::size_t part = 4'194'304;
    const std::string first(part, 'a');
    const auto part_of = [](std::size_t from, const std::string& octets) {
        return "* 1 FETCH (UID 3 BODY[]<" + std::to_string(from) + "> {" +
               std::to_string(octets.size()) + "}\n" + octets + ")\n@ OK x\n";
    };
    const auto ask = [](std::size_t from) {
        return "UID FETCH 3 (UID BODY.PEEK[]<" + std::to_string(from) + ".4194304>)";
    };
    const auto size = [](std::size_t octets) {
        return "* 1 FETCH (UID 3 RFC822.SIZE " + std::to_string(octets) + ")\n@ OK x\n";
    };
    const Turn ask_size{"UID FETCH 3" + sizes, size(part + 2)};
    SECTION("to its end") {
        Talk talk;
        FetchMails task({3}, 100'000'000);
        talk.play(task,
                  {ask_size, {ask(0), part_of(0, first)}, {ask(part), part_of(part, "bc")}});
        const auto results = task.take_results();
        CHECK(results[0].state == FetchState::complete);
        CHECK(results[0].mail.octets == first + "bc");
    }
    SECTION("of exactly two parts, with NIL behind the end") {
        Talk talk;
        FetchMails task({3}, 100'000'000);
        talk.play(task, {{"UID FETCH 3" + sizes, size(2 * part)},
                         {ask(0), part_of(0, first)},
                         {ask(part), part_of(part, first)},
                         {ask(2 * part), "* 1 FETCH (UID 3 BODY[]<8388608> NIL)\n@ OK x\n"}});
        CHECK(task.take_results()[0].state == FetchState::complete);
    }
    SECTION("vanished between the parts") {
        Talk talk;
        FetchMails task({3}, 100'000'000);
        talk.play(task, {ask_size,
                         {ask(0), part_of(0, first)},
                         {ask(part), "@ OK x\n"},
                         refresh,
                         gone("3")});
        const auto results = task.take_results();
        CHECK(results[0].state == FetchState::vanished);
        CHECK(results[0].mail.octets.empty());
    }
    SECTION("NIL from the start") {
        Talk talk;
        FetchMails task({3}, 100'000'000);
        talk.play(task, {ask_size,
                         {ask(0), "* 1 FETCH (UID 3 BODY[]<0> NIL)\n@ OK x\n"},
                         refresh,
                         gone("3")});
        CHECK(task.take_results()[0].state == FetchState::vanished);
    }
    SECTION("three times too short") {
        Talk talk;
        FetchMails task({3}, 100'000'000);
        const Turn once{ask(0), part_of(0, "short")};
        talk.play(task, {ask_size, once, ask_size, once, ask_size, once});
        CHECK(summary(task.take_results()) == "3:size_differs:short ");
    }
    SECTION("a part from somewhere else is not glued on") {
        Talk talk;
        FetchMails task({3}, 100'000'000);
        talk.play(task, {ask_size,
                         {ask(0), part_of(0, first)},
                         {ask(part), part_of(7, "bc")},
                         ask_size,
                         {ask(0), part_of(0, first)},
                         {ask(part), part_of(part, "bc")}});
        CHECK(task.take_results()[0].mail.octets == first + "bc");
    }
}

TEST_CASE("mails are moved, and COPYUID tells where to") {
    Talk talk;
    MoveMails task({5, 3, 8}, "\"Done\"", Moving::move, Expunging::by_uid);
    talk.conversation.ask(Command("NOOP"));
    talk.hear("* 9 EXISTS\r\nA0001 OK x\r\n");
    talk.conversation.take_answer();
    talk.play(task, {{"UID MOVE 5,3,8 \"Done\"",
                      "* OK [COPYUID 77 3,5 100:101] x\n* 1 EXPUNGE\n* 2 EXPUNGE\n@ OK x\n"}});
    CHECK(summary(task.results()) == "moved>101/77 moved>100/77 stayed ");
    CHECK(talk.conversation.exists() == 7);
}

TEST_CASE(
    "without MOVE mails are copied, marked and expunged by UID; without UIDPLUS only marked") {
    Talk talk;
    MoveMails task({3, 4}, "\"Done\"", Moving::copy, Expunging::by_uid);
    talk.play(task, {{"UID COPY 3:4 \"Done\"", "@ OK [COPYUID 77 3 100] x\n"},
                     {"UID STORE 3 +FLAGS.SILENT (\\Deleted)", "@ OK x\n"},
                     {"UID EXPUNGE 3", "@ OK x\n"}});
    CHECK(summary(task.results()) == "moved>100/77 stayed ");
    Talk plain;
    MoveMails other({3, 4}, "\"Done\"", Moving::copy, Expunging::never);
    plain.play(other, {{"UID COPY 3:4 \"Done\"", "@ OK x\n"},
                       {"UID STORE 3:4 +FLAGS.SILENT (\\Deleted)", "@ OK x\n"}});
    CHECK(summary(other.results()) == "moved moved ");
}

TEST_CASE("a mail that was not copied is never marked") {
    for (const std::string answer : {"@ NO [OVERQUOTA] x\n", "@ NO x\n"}) {
        Talk talk;
        MoveMails task({3}, "\"Done\"", Moving::copy, Expunging::by_uid);
        talk.play(task, {{"UID COPY 3 \"Done\"", answer}});
        CHECK(summary(task.results()) == "stayed ");
    }
    Talk talk;
    MoveMails task({3, 4}, "\"Done\"", Moving::copy, Expunging::by_uid);
    talk.play(task, {{"UID COPY 3:4 \"Done\"", "@ OK x\n"}});
    CHECK(summary(task.results()) == "stayed stayed ");
}

TEST_CASE("a MOVE that is refused is tried one by one, and then as COPY") {
    Talk talk;
    MoveMails task({3, 4, 5}, "\"Done\"", Moving::move, Expunging::by_uid);
    talk.play(task,
              {{"UID MOVE 3:5 \"Done\"", "* OK [COPYUID 77 3 100] x\n@ NO [EXPUNGEISSUED] x\n"},
               {"UID MOVE 4 \"Done\"", "@ NO [EXPUNGEISSUED] x\n"},
               {"UID MOVE 5 \"Done\"", "@ NO [NOPERM] x\n"},
               {"UID COPY 5 \"Done\"", "@ OK [COPYUID 77 5 101] x\n"},
               {"UID STORE 5 +FLAGS.SILENT (\\Deleted)", "@ NO x\n"}});
    CHECK(summary(task.results()) == "moved>100/77 stayed moved>101/77 ");
}

TEST_CASE("a missing folder is made once") {
    Talk talk;
    MoveMails task({3}, "\"Done\"", Moving::move, Expunging::by_uid);
    talk.play(task, {{"UID MOVE 3 \"Done\"", "@ NO [TRYCREATE] x\n"},
                     {"CREATE \"Done\"", "@ NO x\n"},
                     {"UID MOVE 3 \"Done\"", "@ NO [TRYCREATE] x\n"},
                     {"UID COPY 3 \"Done\"", "@ NO [TRYCREATE] x\n"}});
    CHECK(summary(task.results()) == "stayed ");
}

TEST_CASE("a COPYUID that does not add up is not believed") {
    for (const std::string copyuid :
         {"77 3:4 100", "77 3", "77", "x 3:4 100:101", "0 3:4 100:101", "77 3:4 *",
          "77 1:4294967295 1:4294967295", "77 3:4 100:101 "}) {
        CAPTURE(copyuid);
        Talk talk;
        MoveMails task({3, 4}, "\"Done\"", Moving::copy, Expunging::by_uid);
        talk.play(task, {{"UID COPY 3:4 \"Done\"", "@ OK [COPYUID " + copyuid + "] x\n"}});
        CHECK(summary(task.results()) == "stayed stayed ");
    }
}

TEST_CASE("mails are removed by their UIDs, and only marked where that cannot be done") {
    Talk talk;
    talk.conversation.hear("* 9 EXISTS\r\n");
    RemoveMails task({3, 4, 8}, Expunging::by_uid);
    talk.play(task, {{"UID STORE 3:4,8 +FLAGS.SILENT (\\Deleted)", "@ OK\n"},
                     {"UID EXPUNGE 3:4,8", "* 3 EXPUNGE\n* 3 EXPUNGE\n@ OK\n"}});
    CHECK_FALSE(task.failure());

    RemoveMails marked({3}, Expunging::never);
    talk.play(marked, {{"UID STORE 3 +FLAGS.SILENT (\\Deleted)", "@ OK\n"}});

    // What could not be marked is not expunged: somebody else's mark may lie on it.
    RemoveMails refused({3}, Expunging::by_uid);
    talk.play(refused, {{"UID STORE 3 +FLAGS.SILENT (\\Deleted)", "@ NO read-only\n"}});

    std::vector<std::uint32_t> many(101);
    std::iota(many.begin(), many.end(), 1);
    RemoveMails by_hundreds(many, Expunging::by_uid);
    talk.play(by_hundreds, {{"UID STORE 1:100 +FLAGS.SILENT (\\Deleted)", "@ OK\n"},
                            {"UID EXPUNGE 1:100", "@ OK\n"},
                            {"UID STORE 101 +FLAGS.SILENT (\\Deleted)", "@ OK\n"},
                            {"UID EXPUNGE 101", "@ OK\n"}});
}

TEST_CASE("more than a hundred are moved by hundreds") {
    Uids many;
    std::string expected;
    for (std::uint32_t uid = 1; uid <= 150; ++uid) many.push_back(uid);
    Talk talk;
    MoveMails task(many, "\"Done\"", Moving::move, Expunging::by_uid);
    talk.play(task, {{"UID MOVE 1:100 \"Done\"", "@ OK [COPYUID 7 1:100 1001:1100] x\n"},
                     {"UID MOVE 101:150 \"Done\"", "@ OK [COPYUID 7 101:150 1101:1150] x\n"}});
    CHECK(task.results().back().new_uid == 1150U);
    MoveMails none({}, "\"Done\"", Moving::move, Expunging::by_uid);
    CHECK_FALSE(none.begin());
}

TEST_CASE("a server that leaves its part ends the conversation with the reason") {
    const std::pair<std::string, std::string> rows[] = {
        {"* BYE shutting down\r\n", "it said goodbye"},
        {"* BYE\r\nnonsense\r\n", "it said goodbye"},
        {"A0009 OK x\r\n", "it answers a command that was not given"},
        {"A0001 OK x\r\nA0001 OK x\r\n", "it answers a command that was not given"},
        {"+ go\r\n", "it asks for more where nothing was promised"},
        {"* PREAUTH x\r\n", "it logged us in before we said who we are"},
        {"* 1 EXPUNGE\r\n", "it removes a mail that was not there"},
        {"* 2 EXISTS\r\n* 3 EXPUNGE\r\n", "it removes a mail that was not there"},
        {"* 0 EXPUNGE\r\n", "it removes a mail that was not there"}};
    for (const auto& [octets, breach] : rows) {
        CAPTURE(octets);
        Conversation conversation;
        conversation.ask(Command("NOOP"));
        CHECK_FALSE(conversation.hear(octets));
        CHECK(conversation.breach() == breach);
        CHECK_FALSE(conversation.hear("* OK x\r\n"));
    }
}

TEST_CASE("an EXISTS is noticed wherever it stands") {
    for (const std::string octets :
         {"* 5 EXISTS\r\nA0001 OK x\r\n", "A0001 OK x\r\n* 5 EXISTS\r\n",
          "* 1 FETCH (FLAGS ())\r\n* 5 EXISTS\r\n* 0 RECENT\r\nA0001 NO x\r\n"}) {
        CAPTURE(octets);
        Conversation conversation;
        conversation.ask(Command("NOOP"));
        CHECK(conversation.hear(octets));
        CHECK(conversation.is_answered());
        CHECK(conversation.has_change());
        CHECK(conversation.exists() == 5);
    }
}
