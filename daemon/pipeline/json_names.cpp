#include "pipeline/json_names.h"

namespace pipeline {

using nlohmann::json;
using namespace understanding;

std::optional<std::string> optional_text(const json& value, const char* key) {
    if (!value.contains(key)) return std::nullopt;
    return value.at(key).get<std::string>();
}

void put_head(json& out, const Facts& facts) {
    json urgent = json::array();
    for (const auto reason : facts.urgency.reasons) urgent.push_back(name_of(reason));
    out["kind"] = name_of(facts.kind);
    out["language"] = name_of(facts.language);
    out["urgent"] = std::move(urgent);
    out["child"] = name_of(facts.child);
    out["written_by"] = name_of(facts.written_by);
    out["category"] = name_of(facts.category);
    out["offender_in_police"] = facts.offender_in_police;
    out["account_may_be_his"] = facts.account_may_be_his;
    out["mail_unsafe"] = facts.mail_unsafe;
}

void read_head(const json& kept, Facts& facts) {
    facts.kind = named(kept.at("kind"), MailKind::empty);
    facts.language = named(kept.at("language"), Language::und);
    for (const auto& reason : kept.at("urgent"))
        facts.urgency.reasons.push_back(named(reason, UrgentReason::child_at_risk));
    facts.child = named(kept.at("child"), Child::victim);
    facts.written_by = named(kept.at("written_by"), WrittenBy::unclear);
    facts.category = named(kept.at("category"), Category::other);
    facts.offender_in_police = kept.at("offender_in_police").get<bool>();
    facts.account_may_be_his = kept.at("account_may_be_his").get<bool>();
    facts.mail_unsafe = kept.at("mail_unsafe").get<bool>();
}

}  // namespace pipeline
