#include "audit/verify.h"

#include <fmt/format.h>

#include "audit/canonical.h"
#include "audit/checkpoint.h"
#include "audit/claims.h"
#include "audit/meaning.h"
#include "audit/rows.h"
#include "audit/stored_nodes.h"
#include "base/text.h"

namespace audit {
namespace {

constexpr std::int64_t rows_at_once = 10000;

// Walks the rows in order; holds the chain, the tree over it and what the events mean.
class Walk {
  public:
    Walk(StoredNodes& nodes, Claims& claims) : nodes_(nodes), claims_(claims) {}

    // False: the chain is broken at this row, or the nodes cannot be read.
    bool step(const Stored& row) {
        if (auto wrong = breach_at(row)) {
            broken_ = {expected_, std::move(*wrong)};
            return false;
        }
        prev_ = row.chain;
        ++expected_;
        tree_.add(row.leaf, [this](int level, std::int64_t idx, const Hash& hash) {
            if (auto compared = nodes_.compare(level, idx, hash); !compared)
                failure_ = compared.error();
        });
        if (claims_.is_claimed(row.columns.seq))
            claims_.see_root(row.columns.seq, tree_.root());
        if (row.columns.kind == checkpoint_event) claims_.see_checkpoint_event(row.columns.seq);
        if (!unlawful_) {
            if (auto wrong = meaning_.step(row.columns)) unlawful_ = {row.columns.seq, *wrong};
        }
        return !failure_;
    }

    base::Result<Verdict> verdict() {
        if (failure_) return *failure_;
        Verdict verdict;
        verdict.events = tree_.size();
        verdict.head = base::to_hex(prev_);
        verdict.root = base::to_hex(tree_.root());
        if (broken_) {
            verdict.findings.push_back(*broken_);
        } else if (auto done = nodes_.finish(); !done) {
            return done.error();
        }
        claims_.judge(tree_.size(), broken_ ? Claims::Reach::until_break : Claims::Reach::whole,
                      verdict);
        if (broken_) return verdict;
        if (nodes_.finding()) verdict.findings.push_back(*nodes_.finding());
        if (unlawful_) verdict.findings.push_back(*unlawful_);
        return verdict;
    }

  private:
    std::optional<std::string> breach_at(const Stored& row) const {
        if (row.columns.seq != expected_) return fmt::format("row {} is missing", expected_);
        if (row.prev != prev_) return std::string("the row does not follow the row before it");
        if (row.leaf != leaf_of(row.columns))
            return std::string("the row was changed after it was written");
        if (row.chain != chain_of(row.prev, row.leaf))
            return std::string("the chain value is wrong");
        return std::nullopt;
    }

    static inline const std::string checkpoint_event{
        base::name_of(base::AuditEvent::checkpoint)};
    StoredNodes& nodes_;
    Claims& claims_;
    std::int64_t expected_ = 1;
    std::string prev_ = first_prev();
    Growing tree_;
    Meaning meaning_;
    std::optional<Finding> broken_, unlawful_;
    std::optional<base::Failure> failure_;
};

struct Held {
    explicit Held(store::ReadOnly& s) : state(s) {}
    ~Held() { state.let_go(); }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    store::ReadOnly& state;
};

base::Result<std::int64_t> count_events(store::ReadOnly& state) {
    auto rows = state.query("SELECT coalesce(max(seq), 0) FROM audit_event");
    if (!rows) return rows.error();
    return rows->front().whole(0);
}

base::Result<void> walk_rows(store::ReadOnly& state, Walk& walk,
                             const base::Progress& progress) {
    auto of = count_events(state);
    if (!of) return of.error();
    const std::string page = fmt::format(
        "SELECT {} FROM audit_event WHERE seq > ? ORDER BY seq LIMIT ?", stored_columns);
    std::int64_t after = std::numeric_limits<std::int64_t>::min();
    for (;;) {
        auto rows = state.query(page, {after, rows_at_once});
        if (!rows) return rows.error();
        for (const store::Row& row : *rows) {
            after = row.whole(0);
            if (!walk.step(stored(row))) return {};
        }
        if (progress) progress(static_cast<std::size_t>(after), static_cast<std::size_t>(*of));
        if (static_cast<std::int64_t>(rows->size()) < rows_at_once) return {};
    }
}

}  // namespace

base::Result<Verdict> verify(store::ReadOnly& state, const std::vector<Kept>& kept,
                             const base::Progress& progress) {
    if (auto held = state.hold_snapshot(); !held) return held.error();
    const Held until_done(state);
    auto claims = Claims::read(state, kept);
    if (!claims) return claims.error();
    StoredNodes nodes(state);
    Walk walk(nodes, *claims);
    if (auto walked = walk_rows(state, walk, progress); !walked) return walked.error();
    return walk.verdict();
}

base::Result<ProofVerdict> verify_proofs(store::ReadOnly& state,
                                         const base::CaseNumber& number) {
    auto last = last_checkpoint(state);
    if (!last) return last.error();
    auto events = rows_of_case(state, number);
    if (!events) return events.error();
    ProofVerdict verdict;
    for (const Columns& event : *events) {
        if (!last.value() || event.seq > last.value()->head.size) {
            ++verdict.later;
            continue;
        }
        const Head& head = last.value()->head;
        const auto path = inclusion_path(event.seq - 1, head.size, subtrees_of(state));
        const bool proven = path && root_by_inclusion(event.seq - 1, head.size, leaf_of(event),
                                                      *path) == std::optional<Hash>(head.root);
        if (proven) {
            ++verdict.proven;
        } else {
            verdict.findings.push_back(
                {event.seq, fmt::format("no proof leads from this event to the checkpoint of "
                                        "size {}",
                                        head.size)});
        }
    }
    return verdict;
}

}  // namespace audit
