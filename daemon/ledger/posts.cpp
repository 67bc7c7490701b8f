#include "ledger/posts.h"

namespace ledger {

base::Result<FilledPosts> posts_seen(store::ReadOnly& state) {
    auto rows = state.query("SELECT station, post FROM post_seen", {});
    if (!rows) return rows.error();
    FilledPosts seen;
    for (const auto& row : *rows) seen[base::StationId(row.text(0))].insert(row.text(1));
    return seen;
}

base::Result<void> see_posts(store::Transaction& state, const base::StationId& station,
                             const std::set<std::string>& filled) {
    auto done = state.run("DELETE FROM post_seen WHERE station = ?", {station.str()});
    if (!done) return done.error();
    for (const auto& post : filled) {
        done = state.run("INSERT INTO post_seen (station, post) VALUES (?, ?)",
                         {station.str(), post});
        if (!done) return done.error();
    }
    return {};
}

}  // namespace ledger
