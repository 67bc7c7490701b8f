// The auditors' own file, and the views as a contract.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "audit/checkpoint.h"
#include "audit/questions.h"
#include "audit/verify.h"
#include "base/sha256.h"
#include "support/temporary_folder.h"

namespace {

const base::Instant noon = base::from_unix(1795327200);

struct Trail {
    support::TemporaryFolder folder;
    std::unique_ptr<store::Store> store;
    Trail() {
        store = std::move(
            *store::Store::open(folder / "state", store::Opening::create_or_migrate, noon));
        const audit::Moment moment{noon, std::string(16, 'b'), 5};
        REQUIRE(store
                    ->run({{},
                           [&](store::Transaction& t) {
                               return audit::take_checkpoint(
                                   t, moment, "daemon",
                                   {"cell.example/aparajita", seal::Key(std::string(32, 'k'))});
                           }})
                    .ok());
    }
    std::filesystem::path file() const { return folder / "trail.db"; }
    std::unique_ptr<store::ReadOnly> exported() const {
        auto opened = store::ReadOnly::open_export(file());
        if (!opened) FAIL(base::to_text(opened.error()));
        return std::move(*opened);
    }
};

std::vector<std::string> texts(store::ReadOnly& in, const std::string& sql) {
    auto rows = in.query(sql);
    if (!rows) FAIL(base::to_text(rows.error()));
    std::vector<std::string> found;
    for (const auto& row : *rows) found.push_back(row.text(0));
    return found;
}

constexpr const char* views =
    "SELECT name FROM sqlite_schema WHERE name GLOB 'v1_*' AND type IN ('view', 'table') "
    "ORDER BY name";

std::string columns_of_views(store::ReadOnly& in) {
    std::string all;
    for (const auto& view : texts(in, views)) {
        all += view + ":";
        for (const auto& column :
             texts(in, "SELECT name FROM pragma_table_info('" + view + "') ORDER BY cid"))
            all += " " + column;
        all += "\n";
    }
    return all;
}

std::string golden_views() {
    std::ifstream in(APARAJITA_SOURCE_DIR "/tests/audit/views_v1.txt");
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("the columns of the views are those that auditors were promised, in their order") {
    const Trail trail;
    auto state = std::move(*store::ReadOnly::open(trail.folder / "state", store::File::state));
    REQUIRE(columns_of_views(*state) == golden_views());
    for (const auto& view : texts(*state, views))
        REQUIRE(state->query("SELECT * FROM " + view).ok());
}

TEST_CASE("an exported file verifies by itself, and has every view") {
    const Trail trail;
    REQUIRE(audit::write_export(trail.folder / "state", trail.file()).ok());
    auto exported = trail.exported();
    REQUIRE(columns_of_views(*exported) == golden_views());
    const auto verdict = audit::verify(*exported);
    REQUIRE(verdict.ok());
    REQUIRE(verdict->fine());
    REQUIRE(verdict->events == 1);
    REQUIRE(verdict->last_good == 1);
    REQUIRE(texts(*exported, "SELECT size || root FROM v1_checkpoint").size() == 1);
    // Nothing of the tables behind the views, and nothing beside the file.
    REQUIRE(texts(*exported,
                  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'v1_*' "
                  "ORDER BY name") == std::vector<std::string>{"audit_checkpoint", "audit_event",
                                                               "audit_key", "audit_node"});
    REQUIRE_FALSE(std::filesystem::exists(trail.file().string() + "-wal"));
    REQUIRE_FALSE(std::filesystem::exists(trail.file().string() + "-journal"));
    REQUIRE((std::filesystem::status(trail.file()).permissions() &
             std::filesystem::perms(077)) == std::filesystem::perms::none);
}

TEST_CASE("an export never replaces a file, and a foreign file is no trail") {
    const Trail trail;
    std::ofstream(trail.file()) << "mine";
    const auto refused = audit::write_export(trail.folder / "state", trail.file());
    REQUIRE_FALSE(refused.ok());
    REQUIRE(refused.error().kind == base::FailureKind::usage);
    REQUIRE(std::filesystem::file_size(trail.file()) == 4);
    const auto opened = store::ReadOnly::open_export(trail.folder / "state" / "vault.db");
    REQUIRE_FALSE(opened.ok());
    REQUIRE(opened.error().what == "vault.db holds no audit trail");
}

TEST_CASE("every shipped question is answered, by the live file and by an exported one") {
    const Trail trail;
    auto live = std::move(*store::ReadOnly::open(trail.folder / "state", store::File::state));
    REQUIRE(audit::write_export(trail.folder / "state", trail.file()).ok());
    auto exported = trail.exported();
    int asked = 0;
    for (const auto& entry : std::filesystem::directory_iterator(
             APARAJITA_SOURCE_DIR "/daemon/audit/questions")) {
        CAPTURE(entry.path().filename().string());
        std::ifstream in(entry.path());
        const std::string text(std::istreambuf_iterator<char>(in), {});
        const auto question = audit::read_question(entry.path().filename().string(), text);
        REQUIRE(question.sentence.find('?') != std::string::npos);
        for (auto* file : {live.get(), exported.get()}) {
            const auto answer = audit::ask(*file, question, "APJ-2026-000001");
            if (!answer) FAIL(base::to_text(answer.error()));
            REQUIRE(answer->columns.size() >= 3);
            REQUIRE(answer->rows.empty());
        }
        ++asked;
    }
    REQUIRE(asked == 14);
}
