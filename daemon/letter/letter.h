// Finished letters: RFC 5322 octets, CR LF, composed new by us with mimetic; nothing of a
// mail's headers travels.
//
// Promises: one recipient each (RFC 5321 envelope); From, To, Subject, Date, Message-ID,
// MIME-Version, Content-*, Reply-To, Auto-Submitted and nothing else; ASCII headers, RFC 2047
// words where needed; body text/plain, UTF-8, at most 78 columns except addresses to tap;
// encoded so that no 8-bit octet leaves. Links in bodies are broken (hxxps[:]//). The same
// input gives the same octets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identity.h"
#include "base/instant.h"
#include "base/result.h"
#include "letter/templates.h"
#include "redaction/redacted_mail.h"
#include "routing/decision.h"
#include "understanding/facts.h"

namespace letter {

enum class LetterKind {
    station,
    desk,
    acknowledgement,
    relay,
    notice,
    transcript,
    status,
    reminder,
    digest,
    assist,
    handover,
    drill,
    reveal,
    contact,
    checkpoint,
    alarm
};
std::string_view name_of(LetterKind kind);
std::optional<LetterKind> letter_kind(std::string_view name);

// Who the envelope and the header name. Addresses are checked when made: no CR, LF, NUL, blank,
// and exactly one @.
class Address {
  public:
    static base::Result<Address> make(std::string_view text);
    const std::string& str() const { return text_; }
    std::string domain() const;
    auto operator<=>(const Address&) const = default;

  private:
    explicit Address(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

// Everything about sending that the pure room cannot know.
struct Envelope {
    LetterKind kind = LetterKind::station;
    base::RecipientId recipient;
    Address to;
    Address from;                        // header From
    std::string from_name;               // display name
    std::optional<Address> return_path;  // empty: <> (RFC 3834)
    std::string message_id;              // without brackets
    base::Instant date{};
    base::Seconds zone{19800};
};

struct Letter {
    LetterKind kind = LetterKind::station;
    base::RecipientId recipient;
    Address to;
    std::optional<Address> return_path;
    std::string message_id;
    std::string subject;  // decoded
    std::string body;     // the text part, LF, for explain
    std::vector<redaction::AttachmentNote> attachments;
    std::string octets;
};

// plus: addresses local+VERB.TOKEN@domain to tap; thread: words to type.
enum class RelayMode { plus, thread };

// What a station or desk letter says around the redacted text.
struct CaseSheet {
    base::CaseNumber number;
    std::string ref;           // four characters, said first on the phone
    std::string station_name;  // where the mail goes; empty while nobody has decided
    base::Instant received_at{};
    base::Instant call_by{};  // 20 h after arrival, or 0 when there is nothing to call
    std::string token;        // of this letter; ASCII letters and digits
    RelayMode relay = RelayMode::plus;
    Address answer_to;                    // our own address
    std::string mail_safety = "unknown";  // or "safe", "unsafe"
    bool acknowledgement_uncertain = false;
    std::string possible_repeat_of;  // case number or empty
    // For the desk: in the order of decision.candidates.
    std::vector<std::string> station_names_of_candidates;
    // For the desk: one more sentence (quarantine, held, refused ...); may be empty.
    std::string desk_reason;
    // For a station: what its officers read; en, hi or ml.
    understanding::Language language = understanding::Language::en;
    // A follow-up that proved nothing: it may not be from her.
    bool without_token = false;
};

// A desk letter about a mail that was forwarded (decision.action) is a copy for the urgent
// desk: it asks for no decision.
base::Result<Letter> write_station_letter(const Templates& templates, const Envelope& envelope,
                                          const CaseSheet& sheet,
                                          const understanding::Facts& facts,
                                          const routing::Decision& decision,
                                          const redaction::RedactedMail& mail);
base::Result<Letter> write_desk_letter(const Templates& templates, const Envelope& envelope,
                                       const CaseSheet& sheet,
                                       const understanding::Facts& facts,
                                       const routing::Decision& decision,
                                       const redaction::RedactedMail& mail);

// To the desk, about a mail or letter that has no redacted text: unread, refused, answer
// recorded, reappeared.
struct Notice {
    std::string event;  // template section: "quarantined", "refused", "officer_answer",
                        // "reappeared", "hold_mode", "too_large"
    base::CaseNumber number;
    base::Instant at{};
    std::string detail;  // from a closed list of ours: reason word, SMTP code, recipient id
    std::string answer_word;  // officer_answer: the understood word; may be empty
};
base::Result<Letter> write_desk_notice(const Templates& templates, const Envelope& envelope,
                                       const Notice& notice);

// The discreet acknowledgement (promises.md 5.4): constant but for REF.
base::Result<Letter> write_acknowledgement(const Templates& templates, const Envelope& envelope,
                                           understanding::Language language,
                                           const std::string& ref);

}  // namespace letter
