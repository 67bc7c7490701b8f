#include "pipeline/answers.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "cases/words.h"

namespace pipeline {
namespace {

constexpr std::size_t token_length = 26;
constexpr std::array<std::string_view, 5> recipient_fields{"to", "cc", "delivered-to",
                                                           "x-original-to", "envelope-to"};

bool is_token(std::string_view text) {
    return text.size() == token_length && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
           });
}

bool is_verb(std::string_view text) {
    return !text.empty() && text.size() <= 16 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::optional<TapAddress> tap_of(std::string_view detail) {
    if (is_token(detail)) return TapAddress{"", std::string(detail)};
    const auto dot = detail.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const std::string_view verb = detail.substr(0, dot);
    const std::string_view token = detail.substr(dot + 1);
    if (!is_verb(verb) || !is_token(token)) return std::nullopt;
    return TapAddress{std::string(verb), std::string(token)};
}

// Every local+DETAIL@domain of ours in one header value.
void scan_value(std::string_view value, std::string_view local, std::string_view domain,
                std::vector<TapAddress>& found) {
    const std::string start = std::string(local) + "+";
    for (std::size_t at = value.find(start); at != std::string_view::npos;
         at = value.find(start, at + 1)) {
        const std::size_t from = at + start.size();
        const std::size_t sign = value.find('@', from);
        if (sign == std::string_view::npos) return;
        if (value.substr(sign + 1, domain.size()) != domain) continue;
        const auto tap = tap_of(value.substr(from, sign - from));
        if (tap) found.push_back(*tap);
    }
}

std::vector<std::string> referenced_ids(const message::ParsedMail& mail) {
    std::vector<std::string> ids = mail.in_reply_to;
    ids.insert(ids.end(), mail.references.rbegin(), mail.references.rend());
    return ids;
}

understanding::AnswersTo answers_to(const KnownLetter& letter) {
    if (letter.recipient.str() == "complainant")
        return understanding::AnswersTo::complainant_letter;
    if (letter.kind == "checkpoint") return understanding::AnswersTo::auditor_letter;
    return cases::side_of(letter.recipient) == cases::Side::station
               ? understanding::AnswersTo::station_letter
               : understanding::AnswersTo::desk_letter;
}

// RFC 5321 4.5.5: a notice of non-delivery has no sender.
bool has_sender(const message::ParsedMail& mail) {
    return std::any_of(mail.return_path.begin(), mail.return_path.end(),
                       [](const auto& path) { return path.address.has_value(); });
}

// A return path is for machines: no officer's word counts there.
void look_up(Answer& answer, const TapAddress& tap, const message::ParsedMail& mail,
             Memory& memory) {
    answer.came_to_token_address = true;
    answer.verb = tap.verb;
    if (tap.verb != return_verb) {
        answer.letter = memory.by_token(tap.token);
        return;
    }
    if (has_sender(mail)) return;
    answer.letter = memory.by_return(tap.token);
    answer.returned = answer.letter.has_value();
}

}  // namespace

std::vector<TapAddress> find_tap_addresses(const message::ParsedMail& mail,
                                           std::string_view own_address) {
    std::vector<TapAddress> found;
    const std::string own = base::lower_ascii(own_address);
    const auto sign = own.rfind('@');
    if (sign == std::string::npos) return found;
    for (const auto name : recipient_fields) {
        for (const auto* field : mail.all(name)) {
            const std::string value = base::lower_ascii(field->text);
            scan_value(value, std::string_view(own).substr(0, sign),
                       std::string_view(own).substr(sign + 1), found);
        }
    }
    return found;
}

Answer find_answer(const message::ParsedMail& mail, const settings::IdentitySettings& identity,
                   Memory& memory,
                   const std::function<std::string(const base::RecipientId&)>& mailbox_of) {
    Answer answer;
    for (const auto& own : {identity.address, identity.notices_address}) {
        for (const auto& tap : find_tap_addresses(mail, own)) {
            const bool hers = own == identity.notices_address;
            answer.swallowed = answer.swallowed || (hers && tap.verb == return_verb);
            if (!answer.letter) look_up(answer, tap, mail, memory);
        }
    }
    for (const auto& id : referenced_ids(mail)) {
        if (answer.letter) break;
        answer.letter = memory.by_message_id(id);
    }
    if (!answer.letter || !mail.from.address || mail.all_from.size() != 1) return answer;
    const std::string registered = mailbox_of(answer.letter->recipient);
    const bool same =
        !registered.empty() && base::lower_ascii(*mail.from.address) == registered;
    const Dmarc dmarc = dmarc_of(mail, identity.authserv_id);
    answer.sender_matches = same && (identity.authserv_id.empty() || dmarc == Dmarc::pass);
    return answer;
}

std::string actor_of(const base::RecipientId& recipient) {
    const bool officer = cases::side_of(recipient) == cases::Side::station;
    return (officer ? "officer:" : "desk:") + recipient.str();
}

understanding::Circumstances circumstances_of(const Answer& answer,
                                              const settings::Settings& settings,
                                              base::Instant received_at) {
    understanding::Circumstances c;
    if (answer.letter) c.answers_to = answers_to(*answer.letter);
    c.sender_matches_letter = answer.sender_matches;
    c.token_in_recipient = answer.came_to_token_address;
    c.answer_verb = answer.verb;
    c.authserv_id = settings.identity.authserv_id;
    c.own_addresses = {base::lower_ascii(settings.identity.address),
                       base::lower_ascii(settings.identity.notices_address)};
    c.received_at = received_at;
    c.minute_of_day = base::local_minute_of_day(received_at, settings.zone_offset);
    return c;
}

}  // namespace pipeline
