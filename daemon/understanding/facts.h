// What we understood of a mail. Pure values; each finding says where it stands and which words led to it.
//
// Offsets are code points into ExaminedText::text of the source named by `where`.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identity.h"
#include "base/instant.h"

namespace understanding {

enum class MailKind {
    complaint, follow_up, status_request, stop, officer_answer, desk_answer, auditor_answer,
    platform_alert, bounce, auto_reply, canary, bulk, empty
};
enum class Language { ml, hi, en, ml_latn, hi_latn, mixed, und };
enum class Child { no, mentioned, victim };
enum class WrittenBy { self, other, unclear };
enum class Category {
    threats, blackmail, stalking, impersonation, image_abuse, obscene, fraud, hacking, defamation, workplace,
    domestic, dowry, public_harassment, self_harm, other
};
enum class UrgentReason { self_harm, danger_to_life, missing_person, child_at_risk };
enum class Where { subject, text, html, header };

std::string_view name_of(MailKind kind);      // spelled as in explain --json
std::string_view name_of(Language language);  // "ml-Latn", "hi-Latn"
std::string_view name_of(Child child);
std::string_view name_of(WrittenBy writer);
std::string_view name_of(Category category);
std::string_view name_of(UrgentReason reason);
std::string_view name_of(Where where);
std::optional<Category> category(std::string_view name);
std::optional<MailKind> mail_kind(std::string_view name);

struct Span {
    Where where = Where::text;
    std::uint32_t start = 0;
    std::uint32_t end = 0;  // past the last
    auto operator<=>(const Span&) const = default;
};

enum class ZoneKind { fresh, quoted, forwarded, signature, form_line, chat_line };
enum class ZoneOwner { writer, other, unknown };

struct Zone {
    ZoneKind kind = ZoneKind::fresh;
    Span span;
    ZoneOwner owner = ZoneOwner::writer;
    std::string owner_name;     // quoted sender, chat speaker, form label; may be empty
    std::string owner_address;  // may be empty
};

// One text that is read, redacted and quoted to the officer. Zones cover it without gaps, in order.
struct ExaminedText {
    Where where = Where::text;
    std::u32string text;
    std::vector<Zone> zones;
    // Where the words end that a mail program shows; no letter quotes what stands behind.
    std::size_t shown_to = std::u32string::npos;
};

// A word of a list that was found; lists are ids of the vocabulary ("role.mine").
struct WordHit {
    std::string list;
    Span span;
};

enum class PlaceKind { station, district, locality, local_body, elsewhere };
enum class MatchTier { tight, alias, broad, near };
enum class PlaceRole { explicit_station, residence, incident, offender, signature, person_name, near_by, subject, quoted, unknown };

std::string_view name_of(PlaceRole role);
std::string_view name_of(MatchTier tier);

struct PlaceCandidate {
    PlaceKind kind = PlaceKind::station;
    base::StationId station;  // stations and confirmed localities
    std::string district;     // revenue district as in the rules: "Thiruvananthapuram"
    std::string name;         // the name in the rules that matched
    bool operator==(const PlaceCandidate&) const = default;
};

struct PlaceMention {
    Span span;
    std::string text;  // as written
    MatchTier tier = MatchTier::tight;
    PlaceRole role = PlaceRole::unknown;
    std::vector<PlaceCandidate> candidates;
    std::vector<std::string> cues;
};

struct PinMention {
    Span span;
    std::string pin;  // six ASCII digits
    PlaceRole role = PlaceRole::unknown;
};

struct Urgency {
    std::vector<UrgentReason> reasons;
    bool flagged() const { return !reasons.empty(); }
};

// What the officer's first ten lines say (letters.md); each is set only when a cue stands in the mail.
struct LifeFacts {
    std::optional<std::string> safe_hours;
    bool money_paid = false;
    bool same_house = false;
    std::optional<std::string> relation;     // "husband", "ex", "colleague"...
    std::vector<std::string> platforms;      // "instagram", "whatsapp"...
    std::optional<std::string> threat;       // "publish", "kill", "attack"...
    std::optional<std::string> threat_when;  // "tonight", "tomorrow"...
};

struct Facts {
    MailKind kind = MailKind::complaint;
    Language language = Language::und;
    Urgency urgency;
    Child child = Child::no;
    WrittenBy written_by = WrittenBy::unclear;
    bool offender_in_police = false;
    bool account_may_be_his = false;
    bool mail_unsafe = false;
    bool answers_letter = false;  // its token or our Message-ID names a letter of ours
    std::string sender_domain;  // of the one From address, lower case; empty for none or several
    std::optional<int> minute_of_day;  // local time at which it was received; unknown for an example without
    bool automatic = false;  // RFC 3834 and its relatives: never acknowledged
    Category category = Category::other;
    LifeFacts life;
    // False: a text was too long (1 MB) or named too many places, its end was not examined.
    bool complete = true;
std::vector<ExaminedText> texts;  // subject first, then text, then html
    std::vector<WordHit> words;       // every hit of every list, by position
    std::vector<PlaceMention> places;
    std::vector<PinMention> pins;
    std::optional<std::string> quoted_case_number;  // a number somebody wrote: proves nothing
    std::optional<std::string> answer_word;         // officer's or desk's answer: "RECEIVED", "ROUTE tvc.museum"

    const ExaminedText* text_of(Where where) const;
};

// What the outside of the mail proves, looked up by the pipeline before the facts are found.
enum class AnswersTo { nothing, station_letter, desk_letter, complainant_letter, auditor_letter };

struct Circumstances {
    AnswersTo answers_to = AnswersTo::nothing;  // a valid token or our keyed Message-ID
    bool sender_matches_letter = false;         // From is the mailbox that letter was sent to
    bool same_sender_open_case = false;         // without a token
    bool token_in_recipient = false;            // it came to a token address, valid or not
    std::string answer_verb;                    // from a tap address: "received"; may be empty
    bool is_canary = false;
    std::string authserv_id;                    // whose Authentication-Results we believe; may be empty
    std::vector<std::string> own_addresses;     // lower case
    base::Instant received_at{};
    std::optional<int> minute_of_day;           // local
};

}  // namespace understanding
