#include "ledger/vault.h"

#include <functional>

#include "base/text.h"
#include "ledger/pieces.h"
#include "seal/sealed.h"

namespace ledger {
namespace {

base::Failure missing(const char* what) {
    return {base::FailureKind::text, std::string("the vault has no ") + what + " of this case",
            ""};
}

// What a letter's piece holds inside the lock: recipient, return path ("-" for <>), each on a
// line, then the octets.
std::string pack(const LetterCopy& letter) {
    return letter.to + "\n" + letter.return_path.value_or("-") + "\n" + letter.octets;
}

base::Result<LetterCopy> unpack(const std::string& packed) {
    const auto first = packed.find('\n');
    const auto second = first == std::string::npos ? first : packed.find('\n', first + 1);
    if (second == std::string::npos)
        return base::Failure{base::FailureKind::text, "a stored letter is cut off", ""};
    LetterCopy letter;
    letter.to = packed.substr(0, first);
    const std::string path = packed.substr(first + 1, second - first - 1);
    if (path != "-") letter.return_path = path;
    letter.octets = packed.substr(second + 1);
    return letter;
}

// The sealed original, piece after piece. How many there are is authenticated by each.
base::Result<void> each_part(store::ReadOnly& vault, const seal::Key& case_key,
                             const base::CaseId& id,
                             const std::function<void(const std::string&)>& take) {
    auto rows =
        vault.query("SELECT count(*) FROM piece WHERE kind = 'original' AND case_id = ?",
                    {store::Blob{id.str()}});
    if (!rows) return rows.error();
    OriginalPart part{id, 0, static_cast<std::size_t>(rows->front().whole(0))};
    if (part.count == 0) return missing("original");
    for (; part.index < part.count; ++part.index) {
        auto piece = read_piece(vault, "original", part.name().name);
        if (!piece) return piece.error();
        if (!*piece) return missing("original");
        auto octets = seal::unlock(case_key, **piece, part.context());
        if (!octets) return octets.error();
        take(*octets);
    }
    return {};
}

}  // namespace

seal::Key wrapping_key(const seal::ServerKeys& keys, const seal::Key& share) {
    return seal::Key(seal::keyed_hash(keys.vault, "aparajita: case key|" + share.reveal()));
}

base::Result<void> bind_keys(store::VaultTransaction& vault, const seal::ServerKeys& keys) {
    std::string print;
    for (const seal::Key* key : {&keys.message_id, &keys.dedup, &keys.vault}) {
        print +=
            base::to_hex(seal::keyed_hash(*key, "aparajita: which key is this").substr(0, 8));
    }
    auto rows = vault.query("SELECT value FROM meta WHERE key = 'keys'");
    if (!rows) return rows.error();
    if (rows->empty()) {
        auto done = vault.run("INSERT INTO meta (key, value) VALUES ('keys', ?)", {print});
        if (!done) return done.error();
        return {};
    }
    if (rows->front().text(0) == print) return {};
    return base::Failure{
        base::FailureKind::settings, "the keys are not those this vault was made with",
        "put back the keys from the offline backup; without them nothing in it can be read"};
}

base::Result<seal::Key> read_case_key(store::ReadOnly& vault, const seal::ServerKeys& keys,
                                      const base::CaseId& id) {
    auto rows = vault.query("SELECT wrapped, share FROM case_key WHERE case_id = ?",
                            {store::Blob{id.str()}});
    if (!rows) return rows.error();
    if (rows->empty()) return missing("key");
    auto share = keys.shares->read(rows->front().whole(1));
    if (!share) return share.error();
    auto key = seal::unlock(wrapping_key(keys, *share), rows->front().text(0),
                            context_of("case_key", id.str()));
    if (!key) return key.error();
    return seal::Key(std::move(*key));
}

base::Result<std::string> read_working_copy(store::ReadOnly& vault, const seal::Key& case_key,
                                            const base::CaseId& id) {
    auto piece = read_piece(vault, "working_copy", base::to_hex(id.str()));
    if (!piece) return piece.error();
    if (!*piece) return missing("working copy");
    return seal::unlock(case_key, **piece, context_of("working_copy", id.str()));
}

base::Result<std::string> read_sealed_original(store::ReadOnly& vault,
                                               const seal::Key& case_key,
                                               const base::CaseId& id) {
    std::string sealed;
    auto done =
        each_part(vault, case_key, id, [&](const std::string& part) { sealed += part; });
    if (!done) return done.error();
    return sealed;
}

bool is_original_whole(store::ReadOnly& vault, const seal::Key& case_key,
                       const base::CaseId& id) {
    return each_part(vault, case_key, id, [](const std::string&) {}).ok();
}

base::Result<void> put_secret(store::VaultTransaction& vault, const seal::Key& case_key,
                              const base::CaseId& id, const std::string& kind,
                              std::string_view octets, base::Instant now) {
    const std::string locked =
        seal::lock(case_key, octets, context_of("secret " + kind, id.str()));
    auto done = vault.run(
        R"(INSERT INTO secret (case_id, kind, locked, created_at)
           VALUES (?, ?, ?, ?)
           ON CONFLICT (case_id, kind)
           DO UPDATE SET locked = excluded.locked, created_at = excluded.created_at)",
        {store::Blob{id.str()}, kind, store::Blob{locked}, base::unix_seconds(now)});
    if (!done) return done.error();
    return {};
}

base::Result<std::optional<std::string>> read_secret(store::ReadOnly& vault,
                                                     const seal::Key& case_key,
                                                     const base::CaseId& id,
                                                     const std::string& kind) {
    auto rows = vault.query("SELECT locked FROM secret WHERE case_id = ? AND kind = ?",
                            {store::Blob{id.str()}, kind});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<std::string>{};
    auto octets =
        seal::unlock(case_key, rows->front().text(0), context_of("secret " + kind, id.str()));
    if (!octets) return octets.error();
    return std::optional(std::move(*octets));
}

base::Result<void> put_sender(store::VaultTransaction& vault, const base::CaseId& id,
                              const std::string& sender_hash, base::Instant now) {
    auto done = vault.run(
        R"(INSERT INTO sender (case_id, address_hash, created_at)
           VALUES (?, ?, ?)
           ON CONFLICT (case_id)
           DO UPDATE SET address_hash = excluded.address_hash)",
        {store::Blob{id.str()}, store::Blob{sender_hash}, base::unix_seconds(now)});
    if (!done) return done.error();
    return {};
}

base::Result<void> put_likeness(store::VaultTransaction& vault, const base::CaseId& id,
                                const std::string& likeness, base::Instant now) {
    auto done = vault.run(
        R"(INSERT INTO likeness (case_id, likeness, created_at)
           VALUES (?, ?, ?)
           ON CONFLICT (case_id)
           DO UPDATE SET likeness = excluded.likeness)",
        {store::Blob{id.str()}, store::Blob{likeness}, base::unix_seconds(now)});
    if (!done) return done.error();
    return {};
}

std::string letter_hash(const seal::Key& key, std::string_view octets) {
    return base::to_hex(seal::keyed_hash(key, "letter|" + std::string(octets)));
}

base::Result<void> keep_letter(store::VaultTransaction& vault, const seal::Key& key,
                               const base::CaseId& id, const std::string& message_id,
                               const std::string& hash, const LetterCopy& letter,
                               base::Instant now) {
    if (hash != letter_hash(key, letter.octets)) {
        return base::Failure{base::FailureKind::defect,
                             "a letter with a hash that is not letter_hash() of its octets",
                             ""};
    }
    const std::string locked = seal::lock(key, pack(letter), context_of("letter", message_id));
    return put_piece(vault, {"letter", hash, id}, locked, now);
}

base::Result<LetterCopy> read_letter(store::ReadOnly& vault, const seal::Key& key,
                                     const std::string& message_id, const std::string& hash) {
    auto piece = read_piece(vault, "letter", hash);
    if (!piece) return piece.error();
    if (!*piece) return missing("letter");
    auto packed = seal::unlock(key, **piece, context_of("letter", message_id));
    if (!packed) return packed.error();
    auto letter = unpack(*packed);
    if (!letter) return letter;
    if (letter_hash(key, letter->octets) != hash) {
        return base::Failure{base::FailureKind::text,
                             "a stored letter is not the one that was queued", ""};
    }
    return letter;
}

}  // namespace ledger
