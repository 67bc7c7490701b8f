// Tree heads that were signed: their octets, their growth, what a fork does.
#include "audit/checkpoint.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "audit/canonical.h"
#include "audit/golden_rows.h"
#include "audit/verify.h"
#include "base/text.h"
#include "support/temporary_folder.h"

namespace {

const base::Instant noon = base::from_unix(1795327200);

audit::Signer signer() {
    std::string seed;
    for (char c = 0; c < 32; ++c) seed += c;
    return {"cell.example/aparajita", seal::Key(seed)};
}
constexpr const char* vkey =
    "cell.example/aparajita+50318de4+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";

std::string golden() {
    std::ifstream in(APARAJITA_SOURCE_DIR "/tests/audit/golden_checkpoint.txt");
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Trail {
    support::TemporaryFolder folder;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<store::ReadOnly> state;

    Trail() {
        store = std::move(
            *store::Store::open(folder / "state", store::Opening::create_or_migrate, noon));
        state = std::move(*store::ReadOnly::open(folder / "state", store::File::state));
    }
    base::Result<void> run(const std::function<base::Result<void>(store::Transaction&)>& step) {
        return store->run({{}, step});
    }
    void events(int count) {
        for (int i = 0; i < count; ++i) {
            REQUIRE(run([&](store::Transaction& t) {
                        return audit::append(t, {noon, std::string(16, 'b'), ++clock},
                                             {base::AuditEvent::canary, "daemon", {}, {}, {}});
                    }).ok());
        }
    }
    base::Result<void> sign(const audit::Signer& by = signer()) {
        return run([&](store::Transaction& t) {
            return audit::take_checkpoint(t, {noon, std::string(16, 'b'), ++clock}, "daemon",
                                          by);
        });
    }
    audit::Verdict verify() const { return *audit::verify(*state); }
    std::int64_t clock = 0;
};

}  // namespace

TEST_CASE("the golden rows, signed, are the golden checkpoint to the octet") {
    std::vector<audit::Hash> leaves;
    std::map<std::pair<int, std::int64_t>, audit::Hash> nodes;
    audit::Growing tree;
    for (const auto& row : audit_test::golden_rows()) {
        const auto leaf = audit::leaf_of(audit_test::columns_of(row));
        nodes[{0, tree.size()}] = leaf;
        tree.add(leaf, [&](int level, std::int64_t idx, const audit::Hash& hash) {
            nodes[{level, idx}] = hash;
        });
    }
    const audit::Subtrees subtrees = [&](int level,
                                         std::int64_t idx) -> base::Result<audit::Hash> {
        return nodes.at({level, idx});
    };
    const std::string note = audit::write_note(signer(), {20, tree.root()});
    const auto path = audit::consistency_path(12, 20, subtrees).value();
    REQUIRE(audit::write_growth(12, path, note) == golden());
    REQUIRE(audit::verifier_key(signer()).str() == vkey);
    const auto read = audit::read_growth(golden());
    REQUIRE(read.has_value());
    REQUIRE(read->old_size == 12);
    REQUIRE(read->path == path);
    REQUIRE(read->note.head == audit::Head{20, tree.root()});
    REQUIRE(audit::is_signed(read->note, *audit::read_verifier_key(vkey)));
}

TEST_CASE("no octet of a checkpoint can be another one") {
    const std::string text = golden();
    const auto key = *audit::read_verifier_key(vkey);
    const auto original = *audit::read_growth(text);
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (const char with : {'A', '1', '\n', ' '}) {
            if (text[i] == with) continue;
            std::string changed = text;
            changed[i] = with;
            CAPTURE(i, with);
            const auto read = audit::read_growth(changed);
            const bool same_note = read && read->note.text == original.note.text &&
                                   audit::is_signed(read->note, key);
            const bool in_proof = i < text.find("\n\n") + 1;
            if (in_proof) {
                REQUIRE((!read || read->path != original.path ||
                         read->old_size != original.old_size));
            } else {
                REQUIRE_FALSE(same_note);
            }
        }
    }
    for (std::size_t size = 0; size < text.size(); ++size)
        REQUIRE_FALSE(audit::read_growth(text.substr(0, size)).has_value());
    REQUIRE_FALSE(audit::read_growth(text + "x").has_value());
}

TEST_CASE("a checkpoint covers its own event and continues the one before") {
    Trail trail;
    trail.events(4);
    REQUIRE(trail.sign().ok());
    const auto first = *audit::last_checkpoint(*trail.state).value();
    REQUIRE(first.head.size == 5);
    trail.events(7);
    REQUIRE(trail.sign().ok());
    const auto second = *audit::last_checkpoint(*trail.state).value();
    REQUIRE(second.head.size == 13);
    const auto growth =
        audit::read_growth(audit::growth_since(*trail.state, first.head.size, second).value());
    REQUIRE(growth.has_value());
    REQUIRE(audit::is_consistent(first.head, second.head, growth->path));
    const auto verdict = trail.verify();
    REQUIRE(verdict.fine());
    REQUIRE(verdict.events == 13);
    REQUIRE(verdict.checkpoints == 2);
    REQUIRE(verdict.last_good == 13);
    REQUIRE(verdict.root == base::to_hex(second.head.root));
}

TEST_CASE("two checkpoints at one moment are two events") {
    Trail trail;
    REQUIRE(trail.sign().ok());
    REQUIRE(trail.sign().ok());
    REQUIRE(trail.verify().fine());
    REQUIRE(trail.verify().last_good == 2);
}

TEST_CASE("a tree that does not continue the last checkpoint is not signed") {
    Trail trail;
    trail.events(3);
    // As a restored or forged file would have it: a head over other events.
    REQUIRE(trail
                .run([](store::Transaction& t) -> base::Result<void> {
                    const auto key = audit::verifier_key(signer());
                    const audit::Head other{3, audit::Hash(32, 'x')};
                    auto kept = t.run("INSERT INTO audit_key VALUES (?, ?, 1)",
                                      {store::Blob{key.id}, key.str()});
                    if (!kept) return kept.error();
                    kept = t.run("INSERT INTO audit_checkpoint VALUES (3, ?, 1, ?, ?)",
                                 {store::Blob{other.root}, store::Blob{key.id},
                                  audit::write_note(signer(), other)});
                    if (!kept) return kept.error();
                    return {};
                })
                .ok());
    const auto refused = trail.sign();
    REQUIRE_FALSE(refused.ok());
    REQUIRE(refused.error().what == "the trail does not continue its checkpoint of size 3");
    REQUIRE(refused.error().kind == base::FailureKind::storage);
    const auto verdict = trail.verify();
    REQUIRE(verdict.events == 3);  // nothing was appended
    REQUIRE(verdict.findings.size() == 2);
    REQUIRE(verdict.findings[0].what == "the checkpoint of size 3 has no event of its own");
    REQUIRE(verdict.findings[1].what ==
            "the checkpoint of size 3 was signed over other events than the first 3 here");
}

TEST_CASE("a new key is written down beside the old one") {
    Trail trail;
    REQUIRE(trail.sign().ok());
    REQUIRE(trail.sign({"cell.example/aparajita", seal::Key(std::string(32, 'n'))}).ok());
    REQUIRE(audit::checkpoint_keys(*trail.state)->size() == 2);
    REQUIRE(trail.verify().fine());
}
