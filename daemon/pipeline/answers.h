// Is this mail an answer to a letter of ours? Looks at token addresses and at our keyed
// Message-IDs, both always (contract.md section 6: "where tokens stand"), and builds the
// Circumstances that the understanding room gets.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identity.h"
#include "cases/life.h"
#include "message/parsed_mail.h"
#include "pipeline/authentication.h"
#include "settings/settings.h"
#include "understanding/facts.h"

namespace pipeline {

// A letter we sent, as far as recognising its answer needs.
struct KnownLetter {
    std::int64_t id = 0;
    base::CaseId case_id;     // that it speaks about, also when a follow-up caused it
    base::CaseNumber number;  // of that case
    std::string kind;
    base::RecipientId recipient;
    bool expired = false;  // its token ran out, or the case is closed
};

// A complainant's case, as a later mail needs to know it.
struct KnownCase {
    cases::CaseLife life;
    std::string ref;          // four characters; empty where they are destroyed
    bool by_herself = false;  // she wrote it: what is told by mail is told to nobody else
};

// What we know from before: letters we sent, open cases of a sender. explain knows nothing.
class Memory {
  public:
    virtual ~Memory() = default;
    virtual std::optional<KnownLetter> by_token(std::string_view token) = 0;
    virtual std::optional<KnownLetter> by_message_id(std::string_view message_id) = 0;
    // To the return path of which letter is this?
    virtual std::optional<KnownLetter> by_return(std::string_view token) = 0;
    virtual std::optional<KnownCase> case_of(const base::CaseId& id) = 0;
    virtual std::optional<KnownCase> open_case_of(std::string_view address) = 0;
    // Whether this address wrote the mail that opened the case.
    virtual bool is_sender_of(const base::CaseId& id, std::string_view address) = 0;
    // In the last 24 hours; counting ends at `most`.
    virtual int count_mails_of(std::string_view address, int most) = 0;
    virtual bool wrote_stop(std::string_view address) = 0;
    // Another case, whose mail has the same Message-ID, Date and text (A11).
    virtual std::optional<base::CaseNumber> case_like(const message::ParsedMail& mail,
                                                      const base::CaseNumber& not_this) = 0;
};

class NoMemory : public Memory {
  public:
    std::optional<KnownLetter> by_token(std::string_view) override { return std::nullopt; }
    std::optional<KnownLetter> by_message_id(std::string_view) override { return std::nullopt; }
    std::optional<KnownLetter> by_return(std::string_view) override { return std::nullopt; }
    std::optional<KnownCase> case_of(const base::CaseId&) override { return std::nullopt; }
    std::optional<KnownCase> open_case_of(std::string_view) override { return std::nullopt; }
    bool is_sender_of(const base::CaseId&, std::string_view) override { return false; }
    int count_mails_of(std::string_view, int) override { return 0; }
    bool wrote_stop(std::string_view) override { return false; }
    std::optional<base::CaseNumber> case_like(const message::ParsedMail&,
                                              const base::CaseNumber&) override {
        return std::nullopt;
    }
};

struct TapAddress {
    std::string verb;   // "received"; may be empty
    std::string token;  // 26 base32 characters, lower case
};

// local+VERB.TOKEN@domain or local+TOKEN@domain of an address of ours, in any header that names
// recipients.
std::vector<TapAddress> find_tap_addresses(const message::ParsedMail& mail,
                                           std::string_view own_address);

// The verb of a return path: local+bounce.TOKEN@domain.
constexpr std::string_view return_verb = "bounce";

struct Answer {
    std::optional<KnownLetter> letter;
    std::string verb;
    bool came_to_token_address = false;
    bool swallowed =
        false;  // to the return path of what she got: whatever it is, nothing follows
    bool returned = false;  // it came to that letter's return path, from an empty sender (D25)
    // From is the mailbox that letter was sent to, by the rules now active, and our mail server
    // says dmarc=pass for its domain where `authserv_id` is set (promises.md 5.6).
    bool sender_matches = false;
};

// `mailbox_of`: the registered address of a recipient id, lower case, or "".
Answer find_answer(const message::ParsedMail& mail, const settings::IdentitySettings& identity,
                   Memory& memory,
                   const std::function<std::string(const base::RecipientId&)>& mailbox_of);

// "officer:tvc.museum", "desk:approver.1": how the trail names whoever answers a letter.
std::string actor_of(const base::RecipientId& recipient);

understanding::Circumstances circumstances_of(const Answer& answer,
                                              const settings::Settings& settings,
                                              base::Instant received_at);

}  // namespace pipeline
