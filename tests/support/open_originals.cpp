// The records office's side, for tests: opens every sealed original of a state folder with PREFIX.key and prints
// "CASE SHA256", one a line. usage: open_originals STATE KEY
#include <cstdio>
#include <filesystem>

#include "base/sha256.h"
#include "ledger/ledger.h"
#include "seal/key_file.h"
#include "seal/sealed.h"

namespace {

int fail(const base::Failure& failure) {
    std::fputs(base::to_text(failure).c_str(), stderr);
    return 1;
}

int print_all(store::ReadOnly& state, store::ReadOnly& vault, const seal::ServerKeys& keys, const seal::Key& key) {
    auto rows = state.query("SELECT DISTINCT case_no FROM v1_intake WHERE state <> 'vanished' ORDER BY case_no");
    if (!rows) return fail(rows.error());
    for (const auto& row : *rows) {
        const auto number = base::CaseNumber::parse(row.text(0));
        if (!number) continue;
        auto found = ledger::find_case(state, *number);
        if (!found) return fail(found.error());
        auto case_key = ledger::read_case_key(vault, keys, found.value()->id);
        if (!case_key) return fail(case_key.error());
        auto sealed = ledger::read_sealed_original(vault, *case_key, found.value()->id);
        if (!sealed) return fail(sealed.error());
        auto octets = seal::open_sealed(*sealed, key);
        if (!octets) return fail(octets.error());
        std::printf("%s %s\n", row.text(0).c_str(), base::sha256_hex(*octets).c_str());
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 64;
    auto key = seal::read_key_file(argv[2], seal::secret_title);
    if (!key) return fail(key.error());
    auto state = store::ReadOnly::open(argv[1], store::File::state);
    if (!state) return fail(state.error());
    auto vault = store::ReadOnly::open(argv[1], store::File::vault);
    if (!vault) return fail(vault.error());
    auto keys = seal::open_keys(std::filesystem::path(argv[1]) / "keys");
    if (!keys) return fail(keys.error());
    return print_all(**state, **vault, *keys, *key);
}
