#include "audit/checkpoint.h"

#include <fmt/format.h>

#include "audit/canonical.h"
#include "audit/rows.h"

namespace audit {
namespace {

using Rows = base::Result<std::vector<store::Row>>;

// The same questions inside a step and outside.
template <class Asked>
base::Result<Hash> subtree(Asked& state, int level, std::int64_t idx) {
    Rows rows = level == 0
                    ? state.query("SELECT leaf FROM audit_event WHERE seq = ?", {idx + 1})
                    : state.query("SELECT hash FROM audit_node WHERE level = ? AND idx = ?",
                                  {std::int64_t{level}, idx});
    if (!rows) return rows.error();
    if (rows->size() == 1) return rows->front().text(0);
    return base::Failure{base::FailureKind::text,
                         fmt::format("node {} of level {} is missing", idx, level),
                         "audit verify tells more"};
}

template <class Asked>
Subtrees subtrees_in(Asked& state) {
    return [&state](int level, std::int64_t idx) { return subtree(state, level, idx); };
}

Checkpoint checkpoint_in(const store::Row& row) {
    return {{row.whole(0), row.text(1)}, base::from_unix(row.whole(2)), row.text(3)};
}

constexpr std::string_view last_of_all =
    "SELECT size, root, ts, note FROM audit_checkpoint ORDER BY size DESC LIMIT 1";

base::Result<void> refuse_unless_grown(store::Transaction& state, const Head& head) {
    auto last = state.query(last_of_all);
    if (!last) return last.error();
    if (last->empty()) return {};
    const Head old = checkpoint_in(last->front()).head;
    const base::Failure fork{
        base::FailureKind::storage,
        fmt::format("the trail does not continue its checkpoint of size {}", old.size),
        "nothing was signed: run audit verify against the auditors' copies"};
    if (old.size < 1 || old.size >= head.size) return fork;
    auto path = consistency_path(old.size, head.size, subtrees_in(state));
    if (!path) return path.error();
    if (!is_consistent(old, head, *path)) return fork;
    return {};
}

base::Result<void> keep(store::Transaction& state, const Moment& moment, const Signer& signer,
                        const Head& head) {
    const VerifierKey key = verifier_key(signer);
    const std::int64_t now = base::unix_seconds(moment.now);
    auto known = state.run(
        "INSERT INTO audit_key (key_id, vkey, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        {store::Blob{key.id}, key.str(), now});
    if (!known) return known.error();
    auto kept = state.run(
        "INSERT INTO audit_checkpoint (size, root, ts, key_id, note) VALUES (?, ?, ?, ?, ?)",
        {head.size, store::Blob{head.root}, now, store::Blob{key.id},
         write_note(signer, head)});
    if (!kept) return kept.error();
    return {};
}

}  // namespace

Subtrees subtrees_of(store::ReadOnly& state) { return subtrees_in(state); }

base::Result<void> grow(store::Transaction& state, std::int64_t index, const Hash& leaf) {
    Hash hash = leaf;
    for (int level = 0; ((index >> level) & 1) != 0; ++level) {
        auto left = subtree(state, level, (index >> level) - 1);
        if (!left) return left.error();
        hash = node_of(*left, hash);
        auto kept =
            state.run("INSERT INTO audit_node (level, idx, hash) VALUES (?, ?, ?)",
                      {std::int64_t{level} + 1, index >> (level + 1), store::Blob{hash}});
        if (!kept) return kept.error();
    }
    return {};
}

base::Result<void> take_checkpoint(store::Transaction& state, const Moment& moment,
                                   const std::string& actor, const Signer& signer) {
    auto last = state.query("SELECT coalesce(max(size), 0) FROM audit_checkpoint");
    if (!last) return last.error();
    auto noted = append(state, moment,
                        {base::AuditEvent::checkpoint,
                         actor,
                         std::nullopt,
                         std::nullopt,
                         {{"previous", last->front().whole(0)}}});
    if (!noted) return noted;
    auto size = state.query("SELECT max(seq) FROM audit_event");
    if (!size) return size.error();
    auto root = root_of(size->front().whole(0), subtrees_in(state));
    if (!root) return root.error();
    const Head head{size->front().whole(0), *root};
    auto grown = refuse_unless_grown(state, head);
    if (!grown) return grown;
    return keep(state, moment, signer, head);
}

base::Result<std::optional<Checkpoint>> last_checkpoint(store::ReadOnly& state) {
    auto rows = state.query(last_of_all);
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<Checkpoint>{};
    return std::optional<Checkpoint>{checkpoint_in(rows->front())};
}

base::Result<std::vector<Checkpoint>> checkpoints(store::ReadOnly& state) {
    auto rows = state.query("SELECT size, root, ts, note FROM audit_checkpoint ORDER BY size");
    if (!rows) return rows.error();
    std::vector<Checkpoint> found;
    found.reserve(rows->size());
    for (const store::Row& row : *rows) found.push_back(checkpoint_in(row));
    return found;
}

base::Result<std::vector<VerifierKey>> checkpoint_keys(store::ReadOnly& state) {
    auto rows = state.query("SELECT vkey FROM audit_key ORDER BY since, key_id");
    if (!rows) return rows.error();
    std::vector<VerifierKey> keys;
    for (const store::Row& row : *rows) {
        auto key = read_verifier_key(row.text(0));
        if (key) keys.push_back(std::move(*key));
    }
    return keys;
}

base::Result<std::string> growth_since(store::ReadOnly& state, std::int64_t old_size,
                                       const Checkpoint& to) {
    if (old_size == 0) return write_growth(0, {}, to.note);
    auto path = consistency_path(old_size, to.head.size, subtrees_of(state));
    if (!path) return path.error();
    return write_growth(old_size, *path, to.note);
}

base::Result<CaseProofs> prove_case(store::ReadOnly& state, const base::CaseNumber& number,
                                    const Checkpoint& in) {
    auto events = rows_of_case(state, number);
    if (!events) return events.error();
    CaseProofs proven;
    for (const Columns& event : *events) {
        if (event.seq > in.head.size) {
            ++proven.later;
            continue;
        }
        auto path = inclusion_path(event.seq - 1, in.head.size, subtrees_of(state));
        if (!path) return path.error();
        proven.proofs.push_back(
            write_inclusion(event.seq - 1, canonical_octets(event), *path, in.note));
    }
    return proven;
}

}  // namespace audit
