#include "routing/rule_book.h"

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

const Station* RuleBook::station(const base::StationId& id) const {
    const auto found = inside_->station_at.find(id);
    return found == inside_->station_at.end() ? nullptr : &inside_->stations[found->second];
}

const Desk* RuleBook::desk(const base::RecipientId& id) const {
    const auto found = inside_->desk_at.find(id);
    return found == inside_->desk_at.end() ? nullptr : &inside_->desks[found->second];
}

const std::vector<Example>& RuleBook::examples() const { return inside_->examples; }

}  // namespace routing
