#include "redaction/find_values.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "redaction/agreement.h"
#include "redaction/among.h"
#include "redaction/bare_names.h"
#include "redaction/codes.h"
#include "redaction/life.h"
#include "redaction/links.h"
#include "redaction/namesakes.h"
#include "redaction/numbers.h"
#include "redaction/offices.h"
#include "redaction/settle.h"
#include "redaction/titles.h"
#include "redaction/worded.h"

namespace redaction {

namespace {

using understanding::Child;
using understanding::MailKind;
using understanding::UrgentReason;
using understanding::WrittenBy;

// Beyond these the mail goes to a person.
constexpr std::size_t most_values = 5000;

// Danger now. Somebody else's being missed is no reason to show who asks.
bool person_is_at_risk(const understanding::Facts& facts) {
    const auto& reasons = facts.urgency.reasons;
    return std::any_of(reasons.begin(), reasons.end(), [&](UrgentReason reason) {
        return reason != UrgentReason::missing_person || facts.child == Child::victim ||
               facts.written_by == WrittenBy::other;
    });
}

bool is_vital_type(ValueType type) {
    static constexpr std::array vital{
        ValueType::person, ValueType::phone, ValueType::address, ValueType::pin_code,
        ValueType::gps,    ValueType::ip,    ValueType::url,     ValueType::social_handle};
    return among(type, vital);
}

std::string without_tag(const std::string& mailbox) {
    const auto plus = mailbox.find('+'), at = mailbox.find('@');
    if (plus == std::string::npos || at == std::string::npos || plus > at) return mailbox;
    return mailbox.substr(0, plus) + mailbox.substr(at);
}

class Finder {
  public:
    Finder(const message::ParsedMail& mail, const understanding::Facts& facts,
           const understanding::Lexicon& lexicon, const GivenNames& names, const Policy& policy,
           const OutOfTime& out_of_time)
        : facts_(facts),
          policy_(policy),
          out_of_time_(out_of_time),
          header_(header_identity(mail, facts)),
          people_(lexicon, names, header_),
          judge_{policy, mail.date} {}

    Findings find() {
        for (const auto& text : facts_.texts)
            pages_.emplace_back(text, facts_.words, facts_.language);
        for (const auto& page : pages_) people_.learn(page);
        story_.for_another = facts_.written_by == WrittenBy::other;
        search();
        if (facts_.kind == MailKind::platform_alert) give_to_person_at_risk();
        if (facts_.child == Child::victim) protect_places();
        if (facts_.account_may_be_his) void_seeds();
        take_titles(pages_, pages_of_, mentions_);
        return report();
    }

  private:
    Candidates candidates_on(const Page& page) const {
        Candidates all = find_numbers(page, judge_);
        for (auto& more :
             {find_codes(page), find_file_numbers(page), find_mail_addresses(page, policy_),
              find_links(page), find_spelled_links(page), find_handles(page),
              find_networks(page), find_positions(page), find_worded_numbers(page, judge_),
              find_dates_of_birth(page), find_ages(page), find_pins(page, facts_),
              find_addresses(page, facts_), find_told_addresses(page, facts_),
              find_organisations(page, facts_), find_named_workplaces(page, facts_),
              people_.find(page)}) {
            all.insert(all.end(), more.begin(), more.end());
        }
        return settle(page, std::move(all));
    }

    // Once late, the search is late to its end.
    bool is_late() {
        late_ = late_ || (out_of_time_ && out_of_time_());
        return late_;
    }

    // Persons first: what stands beside a name is that person's.
    void search() {
        for (const auto& page : pages_)
            values_.push_back(is_late() ? Candidates{} : candidates_on(page));
        for (std::size_t p = 0; p < pages_.size(); ++p)
            read_story(pages_[p], values_[p], story_);
        for (std::size_t p = 0; p < pages_.size(); ++p) {
            const Owners owners(pages_[p], values_[p], story_, policy_);
            decide_on(p, owners, [](ValueType type) { return type == ValueType::person; });
        }
        decide_bare_names(pages_, pages_of_, story_, mentions_);
        std::map<std::string, Role> persons;
        for (const auto& mention : mentions_) {
            persons[mention.candidate.normal] = mention.verdict.role;
        }
        for (std::size_t p = 0; p < pages_.size(); ++p)
            learn_epithets(pages_[p], values_[p], persons, story_);
        for (std::size_t p = 0; p < pages_.size(); ++p) {
            Owners owners(pages_[p], values_[p], story_, policy_);
            owners.know_persons(persons);
            decide_on(p, owners, [](ValueType type) { return type != ValueType::person; });
        }
        follow_names(mentions_, people_);
    }

    // Fixed rules and agreement follow each round, so that the second one hears of the first.
    template <class Wanted>
    void decide_on(std::size_t p, const Owners& owners, Wanted wanted) {
        const auto& values = values_[p];
        if (is_late()) return;
        if (mentions_.size() + values.size() > most_values) {
            complete_ = false;
            return;
        }
        for (std::size_t v = 0; v < values.size(); ++v) {
            if (!wanted(values[v].type)) continue;
            mentions_.push_back({values[v], owners.decide(v)});
            pages_of_.push_back(p);
            apply_fixed_rules(pages_[p], mentions_.back());
        }
        agree(mentions_);
    }

    // Fixed rules 5, 7 and 8.
    void apply_fixed_rules(const Page& page, Mention& mention) const {
        auto& candidate = mention.candidate;
        mention.is_public =
            candidate.type == ValueType::phone &&
            (policy_.is_public_number(candidate.normal) || is_office_number(page, candidate));
        if (mention.is_public) {
            mention.verdict = {Role::official, {"public"}, false, false, false, {}};
            return;
        }
        mention.is_seed = is_seed(candidate);
        if (mention.is_seed) {
            mention.verdict.role = Role::complainant;
            mention.verdict.cues.insert(mention.verdict.cues.begin(), "seed");
            mention.verdict.denied = false;
        }
        hold_name(mention);
    }

    bool is_seed(const Candidate& candidate) const {
        if (candidate.type == ValueType::person) {
            const auto* person = people_.person(candidate.normal);
            return person != nullptr && person->is_seed();
        }
        const auto names_it = [&](const std::vector<std::string>& list,
                                  const std::string& value) {
            return std::any_of(list.begin(), list.end(), [&](const std::string& one) {
                return without_tag(one) == without_tag(value);
            });
        };
        if (candidate.type == ValueType::email)
            return names_it(header_.mailboxes, candidate.normal);
        return candidate.type == ValueType::ip && names_it(header_.addresses, candidate.normal);
    }

    // A link or account with her name in it: his when the mail speaks of a fake and she does
    // not call it her own.
    void hold_name(Mention& mention) const {
        const auto type = mention.candidate.type;
        const bool carries = type == ValueType::url || type == ValueType::social_handle ||
                             (type == ValueType::email && !mention.is_seed);
        if (!carries || !holds_identity(mention.candidate.normal)) return;
        auto& verdict = mention.verdict;
        const auto score = [&](Role role) {
            const auto found = verdict.scores.find(role);
            return found == verdict.scores.end() ? 0.0 : found->second;
        };
        constexpr double clearly = 0.5;
        const bool called_fake =
            std::any_of(verdict.cues.begin(), verdict.cues.end(),
                        [](const auto& cue) { return cue.starts_with("fake:"); });
        const bool own = !called_fake && score(Role::complainant) >= clearly &&
                         score(Role::complainant) > score(Role::offender);
        if (story_.speaks_of_fakes && !own) {
            verdict.role = Role::offender;
            verdict.only_prior = false;
            verdict.cues.emplace_back("fake with her name");
            mention.holds_seed = true;
        } else if (verdict.role == Role::offender && !verdict.only_prior && !own) {
            mention.holds_seed = true;
        } else {
            verdict.role = Role::complainant;
            verdict.only_prior = false;
            verdict.cues.emplace_back("holds seed");
        }
    }

    bool holds_identity(const std::string& normal) const {
        const auto local_in = [&](const std::string& mailbox) {
            const auto local = mailbox.substr(0, mailbox.find('@'));
            constexpr std::size_t shortest = 5;
            return (local.size() >= shortest && normal.find(local) != std::string::npos) ||
                   people_.holds_name_of_mailbox(normal, local);
        };
        return people_.holds_seed_name(normal) ||
               std::any_of(header_.mailboxes.begin(), header_.mailboxes.end(), local_in);
    }

    // Of the platform that wrote it, or of an office that passed it on.
    static bool is_of_its_way(const Mention& mention) {
        const auto& cues = mention.verdict.cues;
        return std::any_of(cues.begin(), cues.end(), [](const std::string& cue) {
            return cue == "zone:speaker" || cue == "zone:to" || cue == "zone:quoted sender";
        });
    }

    // An alert speaks of one person: whatever leads to somebody leads to her, and no word in it
    // accuses.
    void give_to_person_at_risk() {
        if (!person_is_at_risk(facts_)) return;
        for (auto& mention : mentions_) {
            if (!is_vital_type(mention.candidate.type) || is_of_its_way(mention) ||
                mention.verdict.role == Role::official)
                continue;
            mention.verdict.role = Role::complainant;
            mention.verdict.cues.emplace_back("alert");
            mention.holds_seed = false;
        }
    }

    // Around a child every school and house is taken for the child's.
    void protect_places() {
        for (auto& mention : mentions_) {
            const auto type = mention.candidate.type;
            const bool place = type == ValueType::address || type == ValueType::org ||
                               type == ValueType::pin_code;
            if (!place || mention.verdict.role != Role::offender) continue;
            mention.verdict.role = Role::complainant;
            mention.verdict.cues.emplace_back("child");
        }
    }

    // The account may be his: its name and mailbox prove nothing about whose they are.
    void void_seeds() {
        for (auto& mention : mentions_) {
            if (!mention.is_seed) continue;
            mention.is_seed = false;
            mention.verdict.role = Role::unknown;
            mention.verdict.cues = {"account may be his"};
        }
    }

    bool is_vital(const Mention& mention) const {
        if (!person_is_at_risk(facts_) || !is_vital_type(mention.candidate.type)) return false;
        const auto role = mention.verdict.role;
        if (role == Role::complainant) return true;
        if (role == Role::unknown) return facts_.kind == MailKind::platform_alert;
        return role == Role::family &&
               (facts_.child == Child::victim || facts_.written_by == WrittenBy::other);
    }

    Vital vital_of(const Mention& mention) const {
        if (!is_vital(mention)) return Vital::no;
        return facts_.offender_in_police ? Vital::urgent_desk : Vital::station_too;
    }

    Findings report() const {
        Findings findings;
        findings.complete = complete_ && facts_.complete && !late_;
        if (!facts_.complete) findings.incomplete_reason = "not_all_read";
        if (!complete_) findings.incomplete_reason = "too_many_values";
        if (late_) findings.incomplete_reason = "timed_out";
        for (std::size_t m = 0; m < mentions_.size(); ++m) {
            const auto& mention = mentions_[m];
            const auto& page = pages_[pages_of_[m]];
            FoundValue value;
            value.type = mention.candidate.type;
            value.span = page.span(mention.candidate.range);
            value.as_written = base::Sensitive(page.as_written(mention.candidate.range));
            value.normal = base::Sensitive(mention.candidate.normal);
            if (value.type == ValueType::person)
                value.name = base::Sensitive(
                    page.as_written(mention.name.value_or(mention.candidate.range)));
            value.role = mention.verdict.role;
            value.cues = mention.verdict.cues;
            value.cues.insert(value.cues.begin(), mention.candidate.cue);
            value.labelled = mention.candidate.label != Label::none;
            value.is_device = mention.candidate.label == Label::device;
            value.vital = vital_of(mention);
            value.is_seed = mention.is_seed;
            value.holds_seed = mention.holds_seed;
            value.is_public = mention.is_public;
            findings.values.push_back(std::move(value));
        }
        std::stable_sort(findings.values.begin(), findings.values.end(),
                         [](const auto& a, const auto& b) { return a.span < b.span; });
        add_seeds(findings);
        return findings;
    }

    void add_seeds(Findings& findings) const {
        for (const auto& mailbox : header_.mailboxes) findings.seeds.emplace_back(mailbox);
        for (const auto& address : header_.addresses) findings.seeds.emplace_back(address);
        for (const auto& person : people_.persons()) {
            if (!person.is_seed()) continue;
            for (const auto& part : person.parts) {
                constexpr std::size_t shortest = 3;
                if (part.size() >= shortest) findings.seeds.emplace_back(base::to_utf8(part));
            }
        }
    }

    const understanding::Facts& facts_;
    const Policy& policy_;
    const OutOfTime& out_of_time_;
    HeaderIdentity header_;
    People people_;
    NumberJudge judge_;
    Story story_;
    std::vector<Page> pages_;
    std::vector<Mention> mentions_;
    std::vector<Candidates> values_;     // of each page
    std::vector<std::size_t> pages_of_;  // of each mention
    bool complete_ = true;
    bool late_ = false;
};

}  // namespace

Findings find_values(const message::ParsedMail& mail, const understanding::Facts& facts,
                     const understanding::Lexicon& lexicon, const GivenNames& names,
                     const Policy& policy, const OutOfTime& out_of_time) {
    return Finder(mail, facts, lexicon, names, policy, out_of_time).find();
}

}  // namespace redaction
