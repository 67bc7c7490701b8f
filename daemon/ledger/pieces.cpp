#include "ledger/pieces.h"

#include <fmt/format.h>

#include "base/sha256.h"
#include "base/text.h"

namespace ledger {
namespace {

constexpr std::size_t chunk_size = std::size_t{1} << 20U;

base::Failure altered(const std::string& kind) {
    return {base::FailureKind::text,
            fmt::format("a piece of the vault ({}) is not what was stored", kind), ""};
}

}  // namespace

std::string context_of(std::string_view kind, std::string_view owner) {
    return "aparajita vault|" + std::string(kind) + "|" + std::string(owner);
}

PieceName OriginalPart::name() const {
    const std::string place = index == 0 ? "" : fmt::format(".{}", index);
    return {"original", base::to_hex(of.str()) + place, of};
}

std::string OriginalPart::context() const {
    const std::string place = count == 1 ? "" : fmt::format("|{} of {}", index, count);
    return context_of("original", of.str() + place);
}

base::Result<void> put_piece(store::VaultTransaction& vault, const PieceName& name,
                             std::string_view octets, base::Instant now) {
    auto gone =
        vault.run("DELETE FROM piece WHERE kind = ? AND name = ?", {name.kind, name.name});
    if (!gone) return gone.error();
    auto head = vault.run(
        R"(INSERT INTO piece (kind, name, case_id, size, sha256, created_at)
           VALUES (?, ?, ?, ?, ?, ?))",
        {name.kind, name.name, store::blob_or_null(name.case_id.str()),
         static_cast<std::int64_t>(octets.size()), store::Blob{base::sha256(octets)},
         base::unix_seconds(now)});
    if (!head) return head.error();
    const std::int64_t id = vault.last_row_id();
    std::int64_t n = 0;
    for (std::size_t at = 0; at < octets.size(); at += chunk_size, ++n) {
        auto chunk =
            vault.run("INSERT INTO piece_chunk (piece_id, n, octets) VALUES (?, ?, ?)",
                      {id, n, store::Blob{std::string(octets.substr(at, chunk_size))}});
        if (!chunk) return chunk.error();
    }
    return {};
}

base::Result<std::optional<std::string>> read_piece(store::ReadOnly& vault,
                                                    const std::string& kind,
                                                    const std::string& name) {
    // One statement, so that a piece replaced meanwhile is read either before or after.
    auto rows = vault.query(
        R"(SELECT p.size, p.sha256, c.n, c.octets
           FROM piece p
           LEFT JOIN piece_chunk c ON c.piece_id = p.piece_id
           WHERE p.kind = ? AND p.name = ?
           ORDER BY c.n)",
        {kind, name});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<std::string>{};
    std::string octets;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const store::Row& row = (*rows)[i];
        if (!row.is_null(2) && row.whole(2) != static_cast<std::int64_t>(i))
            return altered(kind);
        octets += row.text(3);
    }
    if (base::sha256(octets) != rows->front().text(1)) return altered(kind);
    return std::optional(std::move(octets));
}

}  // namespace ledger
