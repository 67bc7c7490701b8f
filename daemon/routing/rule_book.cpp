#include "routing/rule_book.h"

#include <algorithm>

#include "base/text.h"
#include "routing/inside.h"

namespace routing {

RuleBook::RuleBook(std::unique_ptr<const Inside> inside) : inside_(std::move(inside)) {}
RuleBook::~RuleBook() = default;
RuleBook::RuleBook(RuleBook&&) noexcept = default;

const std::string& RuleBook::fingerprint() const { return inside_->fingerprint; }
const understanding::Vocabulary& RuleBook::vocabulary() const { return inside_->vocabulary; }
const std::vector<Station>& RuleBook::stations() const { return inside_->stations; }
const std::vector<Desk>& RuleBook::desks() const { return inside_->desks; }
const Register& RuleBook::officers() const { return inside_->officers; }
const Weights& RuleBook::weights() const { return inside_->weights; }

base::RecipientId women_cell_head_of(const base::StationId& station) {
    return base::RecipientId("head." + station.str().substr(0, station.str().find('.')));
}

base::RecipientId duty_officer_of(const base::StationId& station) {
    return base::RecipientId("duty." + station.str().substr(0, station.str().find('.')));
}

const Station* RuleBook::station(const base::StationId& id) const {
    const auto found = inside_->station_at.find(id);
    return found == inside_->station_at.end() ? nullptr : &inside_->stations[found->second];
}

const Station* RuleBook::station_named(std::string_view text) const {
    const std::string wanted = base::lower_ascii(base::trim_ascii(text));
    const auto is_wanted = [&](const std::string& name) {
        return base::lower_ascii(name) == wanted;
    };
    const Station* only = nullptr;
    for (const auto& entry : vocabulary().stations) {
        const bool retired = entry.state == understanding::StationState::retired;
        if (is_wanted(entry.id.str()) && !retired) return station(entry.id);
        const bool named = is_wanted(entry.name) || is_wanted(entry.name_ml) ||
                           std::any_of(entry.aliases.begin(), entry.aliases.end(), is_wanted);
        if (!named || retired) continue;
        if (only != nullptr) return nullptr;
        only = station(entry.id);
    }
    return only;
}

const Desk* RuleBook::desk(const base::RecipientId& id) const {
    const auto found = inside_->desk_at.find(id);
    return found == inside_->desk_at.end() ? nullptr : &inside_->desks[found->second];
}

const std::vector<Example>& RuleBook::examples() const { return inside_->examples; }

}  // namespace routing
