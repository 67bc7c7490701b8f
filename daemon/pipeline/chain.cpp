#include "pipeline/chain.h"

#include <algorithm>
#include <set>

#include "pipeline/copies.h"

namespace pipeline {
namespace {

using base::RecipientId;
using base::StationId;

// Those who stand in for a station: as its posts say, then as the station says.
std::vector<RecipientId> deputies_of(const StationId& id, const RuleSet& rules,
                                     const std::string& today) {
    std::vector<RecipientId> deputies;
    for (const auto& post : rules.book.officers().active_posts(id, today))
        for (const auto& deputy : post.deputies) deputies.emplace_back(deputy);
    if (const auto* station = rules.book.station(id))
        for (const auto& deputy : station->deputies) deputies.emplace_back(deputy);
    return deputies;
}

// Another post of the same station has the same mailbox, and no name of its own here: it has
// heard already.
class Hearers {
  public:
    Hearers(const cases::CaseLife& of, const RuleSet& rules, const settings::Settings& settings)
        : rules_(rules), settings_(settings) {
        // A mailbox may serve several posts: whoever must not know reads none of them.
        for (const auto& never : of.never_to)
            mailboxes_.insert(mailbox_of(never, rules, settings));
    }

    bool may_hear(const RecipientId& id) {
        const std::string mailbox = mailbox_of(id, rules_, settings_);
        return settings::recipient_allowed(settings_, mailbox, settings::Audience::police) &&
               mailboxes_.insert(mailbox).second;
    }

    std::vector<RecipientId> of(const std::vector<RecipientId>& ids) {
        std::vector<RecipientId> hearing;
        std::copy_if(ids.begin(), ids.end(), std::back_inserter(hearing),
                     [this](const RecipientId& id) { return may_hear(id); });
        return hearing;
    }

  private:
    const RuleSet& rules_;
    const settings::Settings& settings_;
    std::set<std::string> mailboxes_;
};

}  // namespace

bool must_not_hear(const cases::CaseLife& life, const RecipientId& id, const RuleSet& rules,
                   const settings::Settings& settings) {
    if (life.never_to.empty()) return false;
    const std::string own = mailbox_of(id, rules, settings);
    return std::any_of(life.never_to.begin(), life.never_to.end(), [&](const auto& never) {
        return never == id || (!own.empty() && mailbox_of(never, rules, settings) == own);
    });
}

clocks::People people_for(const cases::CaseLife& of, const RuleSet& rules,
                          const settings::Settings& settings, const std::string& today) {
    Hearers hearers(of, rules, settings);
    clocks::People people;
    const StationId station(of.station);
    if (hearers.may_hear(RecipientId(of.station))) people.station = RecipientId(of.station);
    const RecipientId caller(of.call_with);
    if (Hearers(of, rules, settings).may_hear(caller)) people.caller = caller;
    if (!of.station.empty()) {
        people.deputies = hearers.of(deputies_of(station, rules, today));
        const std::string unit = of.station.substr(0, of.station.find('.'));
        std::vector<RecipientId> district;
        for (const auto& desk : rules.clocks.chain.district)
            district.emplace_back(desk + "." + unit);
        people.district = hearers.of(district);
    }
    std::vector<RecipientId> oversight;
    for (std::size_t i = 1; i <= settings.desk.oversight.size(); ++i)
        oversight.emplace_back("oversight." + std::to_string(i));
    people.oversight = hearers.of(oversight);
    return people;
}

ContactName name_of_contact(const RecipientId& id, const RuleSet& rules,
                            const std::string& today) {
    if (const auto* desk = rules.book.desk(id)) return {desk->name, desk->official_phone};
    const StationId as_station(id.str());
    const auto* station = rules.book.station(as_station);
    if (station == nullptr) return {id.str(), ""};
    ContactName contact{station->name, ""};
    for (const auto& post : rules.book.officers().active_posts(as_station, today))
        if (contact.phone.empty()) contact.phone = post.official_phone;
    return contact;
}

}  // namespace pipeline
