// The one column where a slip of the finger sends a complaint to strangers: form, domain,
// doubles, look-alikes.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/mail_domain.h"
#include "base/text.h"
#include "routing/draft.h"

namespace routing {
namespace {

struct Box {
    std::string address;  // lower case
    std::string written;  // as staff wrote it
    std::string owner;    // id of the station or desk
    const yaml::Node* at;
};

std::vector<Box> boxes_of(const Draft& draft) {
    std::vector<Box> boxes;
    for (const auto& row : draft.stations)
        if (!row.mailbox.text.empty())
            boxes.push_back({base::lower_ascii(row.mailbox.text), row.mailbox.text,
                             row.entry.id.str(), row.mailbox.at});
    for (const auto& row : draft.desks)
        if (!row.desk.mailbox.empty())
            boxes.push_back({base::lower_ascii(row.desk.mailbox), row.desk.mailbox,
                             row.desk.id.str(), row.mailbox_at});
    return boxes;
}

void check_domain(const Box& box, const DomainGuard& guard, base::Problems& problems) {
    const std::string domain(base::domain_of(box.written));
    if (!base::is_plain_address(box.address)) {
        problems.push_back(
            yaml::problem_at(*box.at, "'" + box.written + "' is no mail address",
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
                *box.at, "two posts have the mailbox '" + box.written + "'",
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
        "'" + doubtful.written + "' is one letter away from '" + sure.written + "'",
        "make sure that it is not a slip of the finger",
        "mailbox of " + sure.owner + ", " + place_of(sure));
    problem.severity = base::Severity::warning;
    problems.push_back(std::move(problem));
}

struct Shorter {
    std::size_t hash;  // of the address, or of it with one letter left out
    std::size_t box;
    auto operator<=>(const Shorter&) const = default;
};

// A polynomial hash, so that leaving out a letter needs no new text: of 20,000 addresses there
// are 700,000 such texts.
template <class Deed>
void shorten(const std::vector<Box>& boxes, const Deed& deed) {
    constexpr std::size_t factor = 1000003;
    std::vector<std::size_t> before;  // of the first i letters
    for (std::size_t box = 0; box < boxes.size(); ++box) {
        const std::string& address = boxes[box].address;
        before.assign(1, 0);
        for (const char c : address)
            before.push_back(before.back() * factor + static_cast<unsigned char>(c));
        deed(Shorter{before.back(), box});
        std::size_t behind = 0, power = 1;
        for (std::size_t i = address.size(); i-- > 0; power *= factor) {
            deed(Shorter{before[i] * power + behind, box});
            behind += static_cast<unsigned char>(address[i]) * power;
        }
    }
}

// Those whose hash comes more than once, sorted, and a few others: nearly all come once, and to
// sort those as well takes longer than all the rest.
std::vector<Shorter> repeated(const std::vector<Box>& boxes) {
    constexpr std::size_t bits = std::size_t{1} << 22;
    constexpr unsigned most_mixed =
        42;  // the upper bits of a product depend on all of the hash
    const auto slot = [](std::size_t hash) {
        return (hash * 0x9E3779B97F4A7C15ULL) >> most_mixed;
    };
    std::vector<bool> once(bits), twice(bits);
    shorten(boxes, [&](const Shorter& one) {
        const auto at = slot(one.hash);
        if (once[at]) twice[at] = true;
        once[at] = true;
    });
    std::vector<Shorter> out;
    shorten(boxes, [&](const Shorter& one) {
        if (twice[slot(one.hash)]) out.push_back(one);
    });
    std::sort(out.begin(), out.end());
    return out;
}

// Addresses one slip apart share a text with one letter left out; so all pairs are found
// without comparing each.
void check_look_alikes(const std::vector<Box>& boxes, base::Problems& problems) {
    const auto all = repeated(boxes);
    std::set<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t first = 0, last = 0; first < all.size(); first = last) {
        while (last < all.size() && all[last].hash == all[first].hash) ++last;
        for (std::size_t i = first; i < last; ++i)
            for (std::size_t j = i + 1; j < last; ++j)
                if (one_slip_apart(boxes[all[i].box].address, boxes[all[j].box].address))
                    pairs.emplace(all[j].box, all[i].box);
    }
    for (const auto& [later, earlier] : pairs)
        warn_of_look_alike(boxes[later], boxes[earlier], problems);
}

}  // namespace

void check_mailboxes(Draft& draft, const DomainGuard& guard) {
    const auto boxes = boxes_of(draft);
    for (const auto& box : boxes) check_domain(box, guard, draft.problems);
    check_doubles(boxes, draft.problems);
    check_look_alikes(boxes, draft.problems);
}

}  // namespace routing
