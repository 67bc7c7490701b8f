#include <algorithm>

#include "routing/draft.h"
#include "routing/key_tables.h"

namespace routing {
namespace {

bool is_id(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
}

void load_desk(const yaml::Entry& line, Draft& draft) {
    auto& problems = draft.problems;
    yaml::TableReader reader(*line.value, "desk '" + line.key->text + "'", keys::desk(),
                             problems);
    DeskRow row;
    row.id_at = line.key.get();
    row.desk.id = base::RecipientId(line.key->text);
    if (!is_id(line.key->text))
        problems.push_back(yaml::problem_at(*line.key, "'" + line.key->text + "' is no desk id",
                                            "use a-z, 0-9, '-' and '.', like 'cyber.tvc'"));
    row.desk.name = reader.text("name").text;
    const auto [mailbox, mailbox_at] = reader.text("mailbox");
    row.desk.mailbox = mailbox;
    row.mailbox_at = mailbox_at;
    row.desk.unit = reader.text("unit").text;
    row.desk.official_phone = phone_of(reader.text("official_phone"), problems);
    row.desk.language =
        read_language(reader.text("language"), understanding::Language::en, problems);
    reader.finish();
    draft.desks.push_back(std::move(row));
}

}  // namespace

void load_desks(const yaml::Document& document, Draft& draft) {
    yaml::TableReader reader(*document.root, "desks.yaml", keys::desks_file(), draft.problems);
    const yaml::Node* desks = reader.node("desks");
    reader.finish();
    if (desks == nullptr) return;
    for (const auto& line : desks->entries) load_desk(line, draft);
}

}  // namespace routing
