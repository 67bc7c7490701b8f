#include "audit/claims.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/checkpoint.h"

namespace audit {
namespace {

bool is_signed_by_any(const Note& note, const std::vector<VerifierKey>& keys) {
    return std::any_of(keys.begin(), keys.end(),
                       [&note](const VerifierKey& key) { return is_signed(note, key); });
}

}  // namespace

base::Result<Claims> Claims::read(store::ReadOnly& state, const std::vector<Kept>& kept) {
    auto keys = checkpoint_keys(state);
    if (!keys) return keys.error();
    auto rows =
        state.query("SELECT size, root, note, key_id FROM audit_checkpoint ORDER BY size");
    if (!rows) return rows.error();
    Claims claims;
    for (const store::Row& row : *rows) claims.add_checkpoint(row, *keys);
    for (const Kept& each : kept) claims.add_kept(each, *keys);
    return claims;
}

void Claims::add_checkpoint(const store::Row& row, const std::vector<VerifierKey>& keys) {
    const Head head{row.whole(0), row.text(1)};
    const std::string by = fmt::format("the checkpoint of size {}", head.size);
    checkpoints_.push_back({by, head});
    sizes_.insert(head.size);
    const auto note = read_note(row.text(2));
    if (!note || note->head != head) {
        findings_.push_back({head.size, by + " and its note do not agree"});
        return;
    }
    const std::string id = row.text(3);
    std::vector<VerifierKey> named;
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(named),
                 [&id](const VerifierKey& key) { return key.id == id; });
    if (!is_signed_by_any(*note, named))
        findings_.push_back({head.size, by + " is not signed by its key"});
}

void Claims::add_kept(const Kept& kept, const std::vector<VerifierKey>& keys) {
    kept_.push_back({kept.name, kept.note.head});
    sizes_.insert(kept.note.head.size);
    if (!is_signed_by_any(kept.note, keys))
        findings_.push_back({0, kept.name + " is not signed by a key of this trail"});
}

bool Claims::judge_one(const Claim& claim, std::int64_t events, Reach reach,
                       Verdict& verdict) const {
    if (claim.head.size > events) {
        if (reach == Reach::whole)
            verdict.findings.push_back(
                {0, fmt::format("{} covers {} events, the trail has only {}: its end is gone",
                                claim.by, claim.head.size, events)});
        return false;
    }
    const auto root = roots_.find(claim.head.size);
    const Hash found = root == roots_.end() ? empty_root() : root->second;
    if (found == claim.head.root) return true;
    verdict.findings.push_back(
        {0, fmt::format("{} was signed over other events than the first {} here", claim.by,
                        claim.head.size)});
    return false;
}

void Claims::judge(std::int64_t events, Reach reach, Verdict& verdict) const {
    verdict.checkpoints = static_cast<std::int64_t>(checkpoints_.size());
    verdict.kept = static_cast<std::int64_t>(kept_.size());
    std::set<std::int64_t> stored;
    for (const Claim& claim : checkpoints_) {
        stored.insert(claim.head.size);
        if (claim.head.size <= events && !events_.contains(claim.head.size))
            verdict.findings.push_back(
                {claim.head.size, fmt::format("{} has no event of its own", claim.by)});
        if (judge_one(claim, events, reach, verdict)) verdict.last_good = claim.head.size;
    }
    for (const std::int64_t seq : events_) {
        if (!stored.contains(seq))
            verdict.findings.push_back({seq, "the checkpoint of this event is missing"});
    }
    for (const Claim& claim : kept_) judge_one(claim, events, reach, verdict);
    verdict.findings.insert(verdict.findings.end(), findings_.begin(), findings_.end());
}

}  // namespace audit
