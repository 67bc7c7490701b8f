// The rules the women cell wrote, compiled and unchanging.
//
// Promises: the same rules and facts always give the same decision and the same trace. At most
// one rule decides; a tie is a reason to hold, never a guess. load_rules() returns every
// problem found in the text, in file order, and no book. Files are read once by the caller;
// fingerprint = SHA-256 over names and bytes in name order.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "base/identity.h"
#include "base/problem.h"
#include "base/result.h"
#include "routing/decision.h"
#include "routing/register.h"
#include "understanding/facts.h"
#include "understanding/vocabulary.h"
#include "yaml/node.h"

namespace routing {

struct Station {
    base::StationId id;
    std::string name;
    std::string name_ml;
    std::string district;
    std::string police_district;
    std::string mailbox;
    bool retired = false;
    std::string sub_division;             // may be empty
    std::vector<std::string> deputies{};  // stations or desks that stand in, in this order
    understanding::Language language = understanding::Language::en;  // of its letters
    bool returns_tests = false;  // its mailbox sends test letters back by itself
};

struct Desk {
    base::RecipientId id;  // "cyber.tvc", "hi-tech", "cyberdome", "chief.tvc", "head.tvc"
    std::string name;
    std::string mailbox;
    std::string unit;            // "tvc"; empty for a desk of the whole state
    std::string official_phone;  // of the post; may be empty
    understanding::Language language = understanding::Language::en;  // of its letters
};

// "head.tvc" for tvc.museum: who gets the letters of a station without a trained officer.
base::RecipientId women_cell_head_of(const base::StationId& station);
// "duty.tvc": who is there day and night for urgent cases of the unit.
base::RecipientId duty_officer_of(const base::StationId& station);

inline constexpr double most_weight = 1000;

// What sends a mail to the desk whatever the weights say.
struct Veto {
    std::string_view name;
    std::string_view meaning;
    bool may_be_off = false;  // the others protect her and stay
};
const std::vector<Veto>& all_vetoes();

// The shipped defaults of weights.yaml.
struct Weights {
    double explicit_station = 100, residence = 60, pin = 55, address = 48, incident = 35,
           subject = 30, near = 20;
    double shared_power = 1.5;  // a mention with k candidates weighs weight / k^1.5
    double repetition = 4, repetition_most = 10, namesake_factor = 0.75, further_share = 0.1;
    double route_least = 30, lead_least = 12;
    bool namesake_elsewhere = true;  // the two vetoes that staff may take back
    bool other_district = true;
};

struct Example;

class RuleBook {
  public:
    ~RuleBook();
    RuleBook(RuleBook&&) noexcept;

    const std::string& fingerprint() const;
    const understanding::Vocabulary& vocabulary() const;
    const Station* station(const base::StationId& id) const;
    const std::vector<Station>& stations() const;
    // The one station in use whose id, name or alias this is, in any case of letters.
    const Station* station_named(std::string_view text) const;
    const Desk* desk(const base::RecipientId& id) const;
    const std::vector<Desk>& desks() const;
    const Register& officers() const;
    const Weights& weights() const;
    // Decides. Never fails: with no rule and no evidence the answer is triage.
    Decision decide(const understanding::Facts& facts) const;
    // For facts whose text is gone: whether a rule that asks for a pattern, or for words of a
    // list that was not looked for (`unread`, "rule.ID"), might decide what decide() cannot
    // see.
    bool turns_on_text(const understanding::Facts& facts,
                       const std::set<std::string>& unread) const;
    const std::vector<Example>& examples() const;  // see examples.h

    struct Inside;
    explicit RuleBook(std::unique_ptr<const Inside> inside);

  private:
    std::unique_ptr<const Inside> inside_;
};

struct Loaded {
    RuleBook book;
    base::Problems warnings;
};

// `sources`: every *.yaml below the rules folder, names relative to it ("kerala/tvc.yaml"); the
// policies of redaction, retention and clocks are left to their rooms. `allowed_domains`:
// mailboxes elsewhere are problems; in rehearsal the reserved names are allowed. `today`, a
// local day: stations whose register is empty on it are warned of. `read_all` parses the texts.
// A list of `required` that the sources lack is taken from its shipped files and warned of: an
// upgrade that looks for new words must not stop a daemon whose staff have edited their files.
enum class MailDomains { reserved_only, listed };
struct DomainGuard {
    MailDomains mode = MailDomains::reserved_only;
    std::vector<std::string> listed;
};
struct RequiredLists {
    std::vector<std::string_view> names;
    std::span<const yaml::SourceText> shipped = {};  // none: a missing list is a problem
};
base::Result<Loaded, base::Problems> load_rules(
    const std::vector<yaml::SourceText>& sources, const DomainGuard& guard,
    const RequiredLists& required, const std::string& today = {},
    const yaml::ReadAll& read_all = yaml::read_in_turn);

}  // namespace routing
