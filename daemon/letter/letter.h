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
#include "cases/released.h"
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
// What a complainant may get; a letter of another kind is never addressed to her.
bool goes_to_her(LetterKind kind);

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

// local+TOKEN@domain of our own address (RFC 5233 subaddress); without a token the address
// itself.
base::Result<Address> address_with_token(const Address& own, const std::string& token);

// plus: addresses local+VERB.TOKEN@domain to tap; thread: words to type.
enum class RelayMode { plus, thread };

// What a station or desk letter says around the redacted text.
// left_out: the server of its station takes no larger letter (D15); it says that the sealed
// original can be asked for.
enum class Files { as_policy_says, left_out };

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
    // Why a station gets a case that another had: of why_you_words(), or empty.
    std::string why_you = {};
    // Who is asked next and the official phone of that post, while nobody answers; may be
    // empty.
    std::string next_contact = {};
    Files files = Files::as_policy_says;  // of a station letter
    // Of an image case, for a station: write_takedown_request(), and by when it must have gone.
    std::string takedown_request = {};
    base::Instant takedown_by{};
    bool takedown_lacks_links = false;  // has_undecided_links() of that view
};
const std::vector<std::string_view>& why_you_words();

// What an officer sends on to a platform as it is, in the view made for platforms: his links
// and accounts whole, SHA-256 of the files, times and the request itself; nothing of her
// (redaction.md 4, letters.md). Empty where there is nothing to take down. Links and accounts
// of which nobody knows whose they are do not stand in it: the officer asks her, and adds them.
// It travels in a station letter as the file takedown_file.
inline constexpr std::string_view takedown_file = "takedown-request.txt";
base::Result<std::string> write_takedown_request(const Templates& templates,
                                                 const CaseSheet& sheet, base::Seconds zone,
                                                 const understanding::Facts& facts,
                                                 const redaction::RedactedMail& view);
bool has_undecided_links(const redaction::RedactedMail& view);

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

// To a station where a post was filled or left: its open cases, in words without a case's text.
struct OpenCase {
    std::string number, state, mail_safety;
    bool spoken_with = false;
    int days = 0;
};
base::Result<Letter> write_handover(const Templates& templates, const Envelope& envelope,
                                    understanding::Language language,
                                    const std::string& station_name,
                                    const std::vector<OpenCase>& cases);

// To a cell that traces accounts, in the view made for it: the lines with the offender's
// identifiers, and those whole in evidence.txt. Nobody is called from it: no REF, no safe
// hours. `station_name` is the station that asks.
base::Result<Letter> write_assist_letter(const Templates& templates, const Envelope& envelope,
                                         const CaseSheet& sheet,
                                         const understanding::Facts& facts,
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
    std::optional<Address> reply_to =
        std::nullopt;          // with the letter's token; none: our own address
    std::string station = {};  // its name, where the reader must know which
};
base::Result<Letter> write_desk_notice(const Templates& templates, const Envelope& envelope,
                                       const Notice& notice);

// How a letter about a case is answered: its own token, by address or by thread.
struct AnswerTo {
    base::CaseNumber number;
    std::string token;
    RelayMode relay = RelayMode::plus;
    Address address;                                                 // our own
    understanding::Language language = understanding::Language::en;  // what its reader reads
};

// A released value as the letters show it: on one line, nothing hidden, links broken.
std::string shown_value(const std::string& value);

// Her contact number, in a mail without any text of the case (promises.md 5.3).
struct CallFacts {
    std::string ref;         // four characters, said first
    std::string safe_hours;  // "10-13"; empty: not said
};
base::Result<Letter> write_contact_letter(const Templates& templates, const Envelope& envelope,
                                          const AnswerTo& answer, const CallFacts& call,
                                          const cases::ReleasedValue& value);

// One covered value, or the bundle, after its approvals.
struct RevealSheet {
    AnswerTo answer;
    std::string mask, reason;
};
base::Result<Letter> write_reveal_letter(const Templates& templates, const Envelope& envelope,
                                         const RevealSheet& sheet,
                                         const cases::ReleasedValue& value);

// What a clock of a case calls for: to the station, or to who hears after it.
struct ReminderSheet {
    AnswerTo answer;
    std::string clock;  // a name of clocks::name_of()
    base::Instant due{};
    bool late = false;  // else it is a reminder before the end
    bool urgent = false;
    bool stands_in = false;    // the reader hears because the station did not answer
    std::string station_name;  // empty: no station has the case
    std::string phone;         // official, of its officer; for who hears after the station
    std::string next_name, next_phone;  // who hears next; empty: nobody
};
base::Result<Letter> write_reminder(const Templates& templates, const Envelope& envelope,
                                    const ReminderSheet& sheet);

// The daily list to a station, a district or oversight.
struct DigestLine {
    base::CaseNumber number;  // none: a line about a station
    std::string station;      // its name; empty in the station's own list
    base::Instant since{};
    bool urgent = false;
    std::string clock;  // of late ones: which clock ended
};
struct DigestSheet {
    std::string day;  // local
    understanding::Language language = understanding::Language::en;
    std::vector<DigestLine> uncalled, unanswered, undecided, late, empty_posts,
        drill_unanswered;
};
base::Result<Letter> write_digest(const Templates& templates, const Envelope& envelope,
                                  const DigestSheet& sheet);

// The monthly drill to a station. `answer` has no number: there is no case.
struct DrillSheet {
    AnswerTo answer;
    std::string month;  // "2026-12"
    std::string station_name;
    base::Instant due{};
};
base::Result<Letter> write_drill(const Templates& templates, const Envelope& envelope,
                                 const DrillSheet& sheet);

// What an answer led to, or why it changed nothing. `event` is one of reply_events().
struct ReplySheet {
    AnswerTo answer;
    std::string event, mask;
    int figure = 0;  // how many approve (asked), or the limit; 0: none
};
const std::vector<std::string_view>& reply_events();
base::Result<Letter> write_reply(const Templates& templates, const Envelope& envelope,
                                 const ReplySheet& sheet);

// To one approver of the desk: what kind of value, for whom and why; never the value.
struct ApprovalSheet {
    AnswerTo answer;
    std::string station_name, mask, what_type, reason;
    base::Instant until{};
    std::int64_t of_case = 0, of_day = 0;  // requests so far, with this one
    int case_limit = 0, day_limit = 0;
    int needed = 1;
};
base::Result<Letter> write_approval_request(const Templates& templates,
                                            const Envelope& envelope,
                                            const ApprovalSheet& sheet);

// To operators and auditors, and lists of figures to the desk: words of the program itself,
// which no template can break. Nothing of a mail stands in them.
struct TextFile {
    std::string name;  // ours: letters, digits, '.', '-'
    std::string text;  // empty: no file
};
base::Result<Letter> write_service_letter(const Envelope& envelope, const std::string& subject,
                                          const std::string& text, const TextFile& file = {});

// All that a complainant may get (promises.md 5.4), from her_letters.cpp.
//
// The acknowledgement, constant but for REF.
base::Result<Letter> write_acknowledgement(const Templates& templates, const Envelope& envelope,
                                           understanding::Language language,
                                           const std::string& ref);
// The answer to STATUS for everybody whose mail nobody called safe: the same octets for all.
base::Result<Letter> write_status(const Templates& templates, const Envelope& envelope,
                                  understanding::Language language);
// The answer to STATUS where mail is safe.
struct News {
    std::int64_t days = 0;  // since it came
    std::string stage;      // a state of a case: "with_station"
    std::string role;       // who has it: "desk", "station", "nobody"
};
base::Result<Letter> write_news(const Templates& templates, const Envelope& envelope,
                                understanding::Language language, const News& news);
// An officer's words, where mail is safe. `token` stands in Reply-To; empty: answers are known
// by our Message-ID.
base::Result<Letter> write_relay(const Templates& templates, const Envelope& envelope,
                                 understanding::Language language, const std::string& token,
                                 const redaction::RedactedMail& words);

}  // namespace letter
