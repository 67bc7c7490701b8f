// Values that may leave the vault, and the note for the trail that goes with them.
//
// Promises: nobody but release_contact() and release_reveal() makes a ReleasedValue, and each
// gives the audit note in the same hand; release_reveal() counts the approvals itself. Whoever
// posts the letter appends the note in the same transaction, so nothing leaves unaudited.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/audit_note.h"
#include "base/sensitive.h"
#include "cases/contact.h"
#include "redaction/redacted_mail.h"

namespace cases {

// REVEAL FIR: her name, address and phone in one letter.
constexpr std::string_view fir_mask = "FIR";

class ReleasedValue {
  public:
    struct Item {
        redaction::ValueType type = redaction::ValueType::phone;
        std::string mask;  // "PHONE-K7Q2"; empty for her name as her mail program gives it
        base::Sensitive<std::string> value;
    };
    const std::vector<Item>& items() const { return items_; }

  private:
    friend class Releaser;
    ReleasedValue() = default;
    std::vector<Item> items_;
};

struct Release {
    ReleasedValue value;
    base::AuditNote note;  // the shell adds the number of the letter
};

// What the audit says of either.
struct ReleaseOf {
    base::CaseId case_id;
    base::StationId station;
    std::string actor;  // who said RECEIVED
};
Release release_contact(const Contact& contact, const std::string& mask, const ReleaseOf& of);

struct Approval {
    std::string approver;  // id
    std::string mailbox;   // registered, lower case
};
struct ApprovedReveal {
    std::int64_t reveal = 0;
    std::string mask;  // "PHONE-K7Q2", "FIR"
    std::string reason;
    int needed = 1;
    std::string asked_from;  // mailbox of the station, lower case
    std::vector<Approval> approvals;
};
// Nothing when there are too few approvals of different mailboxes, or one of them is of who
// asked, or no value stands behind the mask.
std::optional<Release> release_reveal(const ApprovedReveal& reveal,
                                      const std::vector<redaction::CoveredValue>& covered,
                                      const base::Sensitive<std::string>& display_name,
                                      const ReleaseOf& of);

// "PHONE"; "PERSON,ADDRESS,PHONE" for the bundle: the types that there are. Empty: no value
// stands behind this mask.
std::string types_behind(const std::string& mask,
                         const std::vector<redaction::CoveredValue>& covered,
                         const base::Sensitive<std::string>& display_name);

}  // namespace cases
