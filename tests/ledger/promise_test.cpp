// What these rows promise to auditors, and to her.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "base/sha256.h"
#include "ledger/house.h"

using namespace ledger_test;

namespace {

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a case is late 20 hours after custody as long as nobody called") {
    House house;
    const std::int64_t now = std::chrono::duration_cast<std::chrono::seconds>(
                                 std::chrono::system_clock::now().time_since_epoch())
                                 .count() -
                             base::unix_seconds(noon);
    const auto early = house.take("early", 1, now - 19 * 3600);
    const auto late = house.take("late", 2, now - 21 * 3600);
    const auto bulk = house.take("bulk", 3, now - 50 * 3600);
    const auto answer = house.take("answer", 4, now - 50 * 3600);
    REQUIRE(house.decide(early.mail, "forward", "tvc.fort").ok());
    REQUIRE(house.decide(late.mail, "forward", "tvc.fort").ok());
    REQUIRE(house.decide(bulk.mail, "digest").ok());
    REQUIRE(house.decide(answer.mail, "record").ok());
    for (const auto& [taken, due] : {std::pair{early, now + 3600}, std::pair{late, now - 3600}})
        REQUIRE(house
                    .run([&taken = taken, due = due](store::Transaction& state) {
                        return ledger::note_due(
                            state, {taken.case_id, at(due).now, "first_call"});
                    })
                    .ok());
    const auto lines = ledger::list_cases(*house.state, ledger::Which::late);
    REQUIRE(lines->size() == 1);
    REQUIRE(lines->front().case_no == late.number.str());
    REQUIRE(lines->front().pending_with == "station");
    REQUIRE(lines->front().late);
    const auto all = ledger::list_cases(*house.state, ledger::Which::all);
    REQUIRE(all->size() == 4);
    REQUIRE(ledger::list_cases(*house.state, ledger::Which::open)->size() == 3);
    REQUIRE(ledger::list_cases(*house.state, ledger::Which::open, "tvc.fort")->size() == 2);
    REQUIRE(ledger::list_cases(*house.state, ledger::Which::all, "tvc.museum")->empty());
    REQUIRE(house.text("SELECT due_at = strftime('%Y-%m-%dT%H:%M:%SZ', received_at, '+20 "
                       "hours') AND due_clock = 'first_call' FROM v1_case "
                       "WHERE case_no = '" +
                       late.number.str() + "'") == "1");
    REQUIRE(house.text("SELECT count(due_at) FROM v1_case") == "2");
    REQUIRE(house.text("SELECT days_open FROM v1_case WHERE case_no = '" + bulk.number.str() +
                       "'") == "2");
}

TEST_CASE(
    "no word of a mail and no address stands in either file, with the daemon running or not") {
    House house;
    const std::vector<std::string> planted{"quixotryword",
                                           "her.address@example.org",
                                           "subjectzebra",
                                           "kavithasurname",
                                           "9876543210",
                                           "attachmentname.jpg",
                                           "officeraddress@tvc.ps.invalid"};
    std::string mail;
    for (const auto& word : planted) mail += word + "\r\n";
    const auto taken = house.take(mail, 5);
    const auto key = ledger::read_case_key(*house.vault, house.keys, taken.case_id).value();
    const auto letter = house.letter_for(taken.mail, "station", "tvc.fort");
    REQUIRE(house
                .run_vault([&](store::VaultTransaction& v) -> base::Result<void> {
                    for (const char* kind : {"address", "covered", "facts", "rendering"}) {
                        auto done = ledger::put_secret(v, key, taken.case_id, kind, mail, noon);
                        if (!done) return done;
                    }
                    auto sender = ledger::put_sender(
                        v, taken.case_id, ledger::sender_hash(house.keys, planted[1]), noon);
                    if (!sender) return sender;
                    return ledger::keep_letter(v, key, taken.case_id, letter.message_id,
                                               ledger::letter_hash(key, mail),
                                               {mail, planted[6], planted[1]}, noon);
                })
                .ok());
    REQUIRE(house.decide(taken.mail, "forward", "tvc.fort").ok());
    house.send(letter);
    REQUIRE(house
                .run([&](store::Transaction& t) {
                    return ledger::claim_acknowledgement(
                        t, "2026-11-22",
                        ledger::address_hash(house.keys, planted[1], "2026-11-22"));
                })
                .ok());
    int files = 0;
    const auto search = [&] {
        for (const auto& entry : std::filesystem::directory_iterator(house.folder / "state")) {
            const std::string octets = read(entry.path());
            ++files;
            for (const auto& word : planted) {
                CAPTURE(entry.path().filename(), word);
                REQUIRE(octets.find(word) == std::string::npos);
            }
        }
    };
    search();  // with logs beside the files
    REQUIRE(files >= 5);
    REQUIRE(read(house.folder / "state" / "aparajita.db-wal").find("tvc.fort") !=
            std::string::npos);  // we do see what is there
    house.store.reset();
    search();
}

TEST_CASE("killed between the copy and its record: taken again, one case, one orphan") {
    House house;
    const ledger::Arrival arrival{
        {"INBOX", 7, 5}, noon, "a complaint", ledger::Origin::watched};
    house.state.reset();
    house.vault.reset();
    house.store.reset();
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        auto store =
            store::Store::open(house.folder / "state", store::Opening::must_exist, noon);
        auto custody = ledger::prepare_custody(arrival, house.keys, house.records);
        if (!store || !custody) ::_exit(1);
        (void)(*store)->run({[&](store::VaultTransaction& v) {
                                 return ledger::keep_custody(v, *custody, noon);
                             },
                             [&](store::Transaction& t) -> base::Result<void> {
                                 (void)ledger::take_custody(t, at(0), *custody, kerala);
                                 ::kill(::getpid(), SIGKILL);
                                 return {};
                             }});
        ::_exit(2);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    house.open(60);
    REQUIRE(ledger::known_uids(*house.state, "INBOX", 7, 1, 9)->empty());
    REQUIRE(house.events().empty());
    const auto taken = house.take("a complaint", 5, 60);
    REQUIRE(taken.receipt == ledger::Receipt::opened);
    REQUIRE(taken.number.serial() == 1);
    const auto orphans = ledger::find_orphans(*house.state, *house.vault,
                                              house.store->created_at(), at(2 * 86400).now);
    REQUIRE(orphans->cases.size() == 1);
    REQUIRE_FALSE(orphans->cases.front() == taken.case_id);
}

TEST_CASE("a step whose event cannot be written does not happen") {
    House house;
    const auto taken = house.take("a complaint", 5);
    REQUIRE(house.begin_reading(taken.mail) == 1);
    // A word that no closed list would let pass, and too long for the trail.
    auto refused = house.run([&](store::Transaction& t) {
        return ledger::quarantine(t, at(1), taken.mail, std::string(600, 'x'));
    });
    REQUIRE_FALSE(refused.ok());
    REQUIRE(ledger::find_mail(*house.state, taken.mail)->value().state == "reading");
    REQUIRE(ledger::find_case(*house.state, taken.case_id)->value().state == "received");
    REQUIRE(house.events() == std::vector<std::string>{"received", "reading"});
}
