#include <fmt/format.h>

#include <unordered_map>

#include "audit/canonical.h"
#include "audit/meaning.h"
#include "audit/trail.h"
#include "base/text.h"

namespace audit {
namespace {

constexpr std::int64_t rows_at_once = 10000;

struct Stored {
    Columns columns;
    std::string prev, leaf, chain;
};

std::optional<std::string> optional_text(const store::Row& row, std::size_t i) {
    if (row.is_null(i)) return std::nullopt;
    return row.text(i);
}

Stored stored(const store::Row& row) {
    return {{row.whole(0), row.whole(1), row.text(2), row.whole(3), row.text(4), row.text(5),
             optional_text(row, 6), optional_text(row, 7), row.text(8)},
            row.text(9),
            row.text(10),
            row.text(11)};
}

// Walks the rows in order; holds the chain and, behind it, what the events mean.
class Walk {
  public:
    // Nothing, or why the chain is broken at this row.
    std::optional<std::string> step(const Stored& row) {
        if (row.columns.seq != expected_) return fmt::format("row {} is missing", expected_);
        if (row.prev != prev_) return std::string("the row does not follow the row before it");
        if (row.leaf != leaf_of(row.columns))
            return std::string("the row was changed after it was written");
        if (row.chain != chain_of(row.prev, row.leaf))
            return std::string("the chain value is wrong");
        prev_ = row.chain;
        ++expected_;
        if (!wrong_meaning_) {
            if (auto wrong = meaning_.step(row.columns))
                wrong_meaning_ = {row.columns.seq, *wrong};
        }
        return std::nullopt;
    }

    std::int64_t expected() const { return expected_; }

    Verdict verdict() const {
        Verdict verdict;
        verdict.events = expected_ - 1;
        verdict.head = base::to_hex(prev_);
        verdict.fine = !wrong_meaning_.has_value();
        if (wrong_meaning_) {
            verdict.first_wrong = wrong_meaning_->first;
            verdict.reason = wrong_meaning_->second;
        }
        return verdict;
    }

    Verdict broken(std::string reason) const {
        Verdict verdict;
        verdict.events = expected_ - 1;
        verdict.head = base::to_hex(prev_);
        verdict.first_wrong = expected_;
        verdict.reason = std::move(reason);
        return verdict;
    }

  private:
    std::int64_t expected_ = 1;
    std::string prev_ = first_prev();
    Meaning meaning_;
    std::optional<std::pair<std::int64_t, std::string>> wrong_meaning_;
};

}  // namespace

base::Result<Verdict> verify(store::ReadOnly& state) {
    Walk walk;
    std::int64_t after = std::numeric_limits<std::int64_t>::min();
    for (;;) {
        auto rows = state.query(
            R"(SELECT seq, ts, boot, mono, actor, kind, case_id, station, attrs, prev, leaf,
               chain
               FROM audit_event
               WHERE seq > ?
               ORDER BY seq LIMIT ?)",
            {after, rows_at_once});
        if (!rows) return rows.error();
        for (const store::Row& row : *rows) {
            after = row.whole(0);
            if (auto wrong = walk.step(stored(row))) return walk.broken(std::move(*wrong));
        }
        if (static_cast<std::int64_t>(rows->size()) < rows_at_once) return walk.verdict();
    }
}

}  // namespace audit
