// The files of officers/: for each station its posts of trained women officers.
#include <algorithm>

#include "routing/draft.h"
#include "routing/key_tables.h"

namespace routing {
namespace {

// Its text, or a problem where it is no day.
std::string read_day(const Placed& day, base::Problems& problems) {
    if (day.at != nullptr && !is_day(day.text))
        problems.push_back(yaml::problem_at(*day.at, "'" + day.text + "' is no date",
                                            "write year, month and day, like 2026-11-22"));
    return day.text;
}

void check_rank(const Placed& rank, base::Problems& problems) {
    const auto& known = keys::ranks();
    if (rank.at == nullptr || std::find(known.begin(), known.end(), rank.text) != known.end())
        return;
    const std::string close = base::did_you_mean(rank.text, known);
    problems.push_back(yaml::problem_at(
        *rank.at, "there is no rank '" + rank.text + "'",
        close.empty() ? "WCPO, WSCPO, WASI, WSI or WCI" : "did you mean '" + close + "'?"));
}

void load_post(const yaml::Node& node, OfficerRow& row, Draft& draft) {
    auto& problems = draft.problems;
    yaml::TableReader reader(node, "a post", keys::post(), problems);
    if (node.kind != yaml::NodeKind::map) return;
    PostRow post;
    const Placed name = reader.text("post");
    post.at = name.at != nullptr ? name.at : &node;
    post.post.post = name.text;
    const Placed rank = reader.text("rank");
    check_rank(rank, problems);
    post.post.rank = rank.text;
    for (const auto& day : reader.texts("trained_on"))
        post.post.trained_on.push_back(read_day(day, problems));
    post.post.active_from = read_day(reader.text("active_from"), problems);
    const Placed until = reader.text("active_to");
    post.post.active_to = read_day(until, problems);
    if (until.at != nullptr && until.text < post.post.active_from)
        problems.push_back(yaml::problem_at(*until.at, "this post ends before it begins",
                                            "the first day is " + post.post.active_from));
    post.deputies = reader.texts("deputies");
    post.post.deputies = texts_of(post.deputies);
    post.names = reader.texts("names");
    post.post.names = texts_of(post.names);
    post.post.official_phone = phone_of(reader.text("official_phone"), problems);
    reader.finish();
    row.posts.push_back(std::move(post));
}

void load_entry(const yaml::Entry& line, Draft& draft) {
    OfficerRow row;
    row.station = base::StationId(line.key->text);
    row.at = line.key.get();
    if (line.value->kind != yaml::NodeKind::list) {
        draft.problems.push_back(
            yaml::problem_at(*line.key, "the posts of '" + line.key->text + "' must be a list",
                             "begin each with '- post:', or write [] where there is none"));
        return;
    }
    for (const auto& item : line.value->items) load_post(*item, row, draft);
    draft.officers.push_back(std::move(row));
}

}  // namespace

std::string phone_of(const Placed& phone, base::Problems& problems) {
    constexpr std::string_view allowed = "+0123456789 -";
    if (phone.at != nullptr && phone.text.find_first_not_of(allowed) != std::string::npos)
        problems.push_back(yaml::problem_at(*phone.at,
                                            "'" + phone.text + "' is no phone number",
                                            "figures, blanks, '+' and '-'"));
    return phone.text;
}

void load_officers(const yaml::Document& document, Draft& draft) {
    yaml::TableReader reader(*document.root, "a file of officers", keys::officers_file(),
                             draft.problems);
    const yaml::Node* stations = reader.node("stations");
    reader.finish();
    if (stations == nullptr) return;
    for (const auto& line : stations->entries) load_entry(line, draft);
}

}  // namespace routing
