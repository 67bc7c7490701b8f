#include <algorithm>

#include "routing/draft.h"

namespace routing {
namespace {

bool is_id(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

void load_desk(const yaml::Entry& line, Draft& draft) {
    auto& problems = draft.problems;
    yaml::MapReader reader(*line.value, "desk '" + line.key->text + "'", problems);
    DeskRow row;
    row.id_at = line.key.get();
    row.desk.id = base::RecipientId(line.key->text);
    if (!is_id(line.key->text))
        problems.push_back(yaml::problem_at(*line.key, "'" + line.key->text + "' is no desk id",
                                            "use a-z, 0-9, '-' and '.', like 'cyber.tvc'"));
    row.desk.name = reader.required_text("name");
    row.desk.mailbox = reader.required_text("mailbox");
    row.mailbox_at = reader.node().find("mailbox");
    row.desk.unit = reader.optional_text("unit", "");
    reader.finish();
    draft.desks.push_back(std::move(row));
}

}  // namespace

void load_desks(const yaml::Document& document, Draft& draft) {
    yaml::MapReader reader(*document.root, "desks.yaml", draft.problems);
    const yaml::Node* desks = reader.required_node("desks");
    reader.finish();
    if (desks == nullptr) return;
    for (const auto& line : desks->entries) load_desk(line, draft);
}

}  // namespace routing
