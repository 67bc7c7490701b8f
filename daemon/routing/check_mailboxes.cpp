// The one column where a slip of the finger sends a complaint to strangers: form, domain,
// doubles, look-alikes.
#include <algorithm>
#include <unordered_map>

#include "base/mail_domain.h"
#include "base/text.h"
#include "routing/draft.h"

namespace routing {
namespace {

struct Box {
    std::string address;  // lower case
    std::string owner;    // id of the station or desk
    const yaml::Node* at;
};

std::vector<Box> boxes_of(const Draft& draft) {
    std::vector<Box> boxes;
    for (const auto& row : draft.stations)
        if (!row.mailbox.text.empty())
            boxes.push_back(
                {base::lower_ascii(row.mailbox.text), row.entry.id.str(), row.mailbox.at});
    for (const auto& row : draft.desks)
        if (!row.desk.mailbox.empty())
            boxes.push_back(
                {base::lower_ascii(row.desk.mailbox), row.desk.id.str(), row.mailbox_at});
    return boxes;
}

void check_domain(const Box& box, const DomainGuard& guard, base::Problems& problems) {
    const std::string domain(base::domain_of(box.address));
    if (!base::is_plain_address(box.address)) {
        problems.push_back(
            yaml::problem_at(*box.at, "'" + box.address + "' is no mail address",
                             "write it as name@domain, without blanks or brackets"));
    } else if (guard.mode == MailDomains::reserved_only && !base::is_reserved_domain(domain)) {
        problems.push_back(
            yaml::problem_at(*box.at, "in rehearsal no mail may go to '" + domain + "'",
                             "use a reserved domain such as ps.invalid, or set 'mode: live'"));
    } else if (guard.mode == MailDomains::listed && base::is_reserved_domain(domain)) {
        problems.push_back(yaml::problem_at(*box.at,
                                            "no mail can ever arrive at '" + domain + "'",
                                            "this is a sample address; write the real one"));
    } else if (guard.mode == MailDomains::listed &&
               std::none_of(guard.listed.begin(), guard.listed.end(),
                            [&](const std::string& listed) {
                                return base::lies_within(domain, listed);
                            })) {
        problems.push_back(yaml::problem_at(*box.at,
                                            "'" + domain + "' is not among the allowed domains",
                                            "see 'allowed_recipient_domains' in the settings"));
    }
}

std::string place_of(const Box& box) {
    return "line " + std::to_string(box.at->line) + " of " + box.at->source->name;
}

void check_doubles(const std::vector<Box>& boxes, base::Problems& problems) {
    std::unordered_map<std::string, const Box*> seen;
    for (const auto& box : boxes) {
        const auto [first, fresh] = seen.emplace(box.address, &box);
        if (!fresh)
            problems.push_back(yaml::problem_at(
                *box.at, "two posts have the mailbox '" + box.address + "'",
                "each has a mailbox of its own",
                "first given to " + first->second->owner + " on " + place_of(*first->second)));
    }
}

// The address that its owner's id spells: "sho.museum@tvc..." for tvc.museum, "cyber.tvc@..."
// for cyber.tvc. Such an address cannot be a slip of the finger.
bool spells_its_owner(const Box& box) {
    const std::string& id = box.owner;
    if (box.address.starts_with(id + "@")) return true;
    const auto dot = id.find('.');
    if (dot == std::string::npos) return false;
    const std::string unit = id.substr(0, dot);
    const std::string slug = id.substr(dot + 1);
    return box.address.find(slug + "@" + unit + ".") != std::string::npos;
}

// One letter replaced, missing, added, or two neighbours swapped.
bool one_slip_apart(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin());
    const auto at = static_cast<std::size_t>(x - a.begin());
    if (a.size() != b.size()) return a.substr(at) == b.substr(at + 1);
    if (at == a.size()) return false;
    if (a.substr(at + 1) == b.substr(at + 1)) return true;
    return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
           a.substr(at + 2) == b.substr(at + 2);
}

void warn_of_look_alike(const Box& box, const Box& other, base::Problems& problems) {
    const Box& doubtful = spells_its_owner(box) ? other : box;
    const Box& sure = &doubtful == &box ? other : box;
    if (spells_its_owner(doubtful)) return;
    auto problem = yaml::problem_at(
        *doubtful.at,
        "'" + doubtful.address + "' is one letter away from '" + sure.address + "'",
        "make sure that it is not a slip of the finger",
        "mailbox of " + sure.owner + ", " + place_of(sure));
    problem.severity = base::Severity::warning;
    problems.push_back(std::move(problem));
}

// Addresses one slip apart share a text with one letter left out; so all are found without
// comparing every pair.
void check_look_alikes(const std::vector<Box>& boxes, base::Problems& problems) {
    std::unordered_map<std::string, std::vector<const Box*>> shorter;
    for (const auto& box : boxes) {
        std::vector<const Box*> warned;
        for (std::size_t i = 0; i <= box.address.size(); ++i) {
            std::string key = box.address;
            if (i < key.size()) key.erase(i, 1);
            auto& sharing = shorter[key];
            for (const Box* other : sharing) {
                const bool news =
                    std::find(warned.begin(), warned.end(), other) == warned.end();
                if (other == &box || !news || !one_slip_apart(box.address, other->address))
                    continue;
                warned.push_back(other);
                warn_of_look_alike(box, *other, problems);
            }
            if (sharing.empty() || sharing.back() != &box) sharing.push_back(&box);
        }
    }
}

}  // namespace

void check_mailboxes(Draft& draft, const DomainGuard& guard) {
    const auto boxes = boxes_of(draft);
    for (const auto& box : boxes) check_domain(box, guard, draft.problems);
    check_doubles(boxes, draft.problems);
    check_look_alikes(boxes, draft.problems);
}

}  // namespace routing
