#include "letter/case_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "letter/alert_lines.h"
#include "letter/finish.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/pictures.h"
#include "letter/template_set.h"

namespace letter {
namespace {

using understanding::Facts;

base::Failure defect(const char* what) { return {base::FailureKind::defect, what, {}}; }

bool is_token(const std::string& token) {
    return !token.empty() && std::all_of(token.begin(), token.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
}

void append(std::string& list, const std::string& item) {
    if (!list.empty()) list += ", ";
    list += item;
}

std::string danger_of(const Template& page, const Facts& facts) {
    std::string danger;
    for (const auto reason : facts.urgency.reasons) {
        append(danger, word_for(page, "urgent", name_of(reason)));
    }
    if (facts.life.threat) append(danger, word_for(page, "threat", *facts.life.threat));
    if (facts.life.threat_when) {
        danger += danger.empty() ? "" : " ";
        danger += word_for(page, "when", *facts.life.threat_when);
    }
    return inert_line(danger, 120);
}

std::string relation_of(const Template& page, const Facts& facts) {
    std::string he;
    if (facts.life.relation) append(he, word_for(page, "relation", *facts.life.relation));
    if (facts.life.same_house) append(he, word_for(page, "relation", "same_house"));
    return inert_line(he, 120);
}

// Her age as the policy lets it be seen: a band.
std::string age_of(const redaction::RedactedMail& mail) {
    for (const auto& span : mail.spans()) {
        const bool hers =
            span.role == redaction::Role::complainant && span.type == redaction::ValueType::age;
        if (hers && span.action == redaction::Action::band) return inert_line(span.token, 20);
    }
    return {};
}

void put_life(Values& values, const Template& page, const CaseSheet& sheet,
              const Facts& facts) {
    using understanding::Child;
    using understanding::WrittenBy;
    // In a mail that may not be hers her voice does not say who wrote it, nor in a machine's.
    const bool alert = facts.kind == understanding::MailKind::platform_alert;
    const bool unproved = (sheet.without_token || alert) && facts.written_by == WrittenBy::self;
    const auto writer = unproved ? WrittenBy::unclear : facts.written_by;
    values.put("safe_hours", inert_line(facts.life.safe_hours.value_or(""), 60));
    values.put_if(writer == WrittenBy::self, "writer_self");
    values.put_if(writer == WrittenBy::other, "writer_other");
    values.put_if(writer == WrittenBy::unclear, "writer_unclear");
    values.put_if(facts.child == Child::victim, "child_victim");
    values.put_if(facts.child == Child::mentioned, "child_mentioned");
    values.put("danger", danger_of(page, facts));
    values.put_if(facts.life.money_paid, "money_paid");
    values.put("he", relation_of(page, facts));
    values.put_if(facts.mail_unsafe, "he_reads_mail");
    values.put_if(facts.account_may_be_his, "account_may_be_his");
    values.put("platforms", platforms_of(page, facts));
    values.put("kind", word_for(page, "kind", name_of(facts.kind)));
}

base::Result<void> put_sheet(Values& values, const Envelope& envelope, const CaseSheet& sheet) {
    const std::string& safety = sheet.mail_safety;
    if (safety != "unknown" && safety != "safe" && safety != "unsafe")
        return defect("unknown mail safety");
    values.put_if(true, "mail_" + safety);
    values.put("case", sheet.number.str());
    values.put("ref", inert_line(sheet.ref, 8));
    if (base::unix_seconds(sheet.call_by) != 0) {
        values.put("call_by", base::local_short(sheet.call_by, envelope.zone));
    }
    values.put("received", base::local_short(sheet.received_at, envelope.zone));
    values.put_if(sheet.without_token, "without_token");
    values.put_if(sheet.acknowledgement_uncertain, "acknowledgement_uncertain");
    values.put("repeat_of", inert_line(sheet.possible_repeat_of, 20));
    values.put("next_contact", inert_line(sheet.next_contact, 80));
    if (sheet.why_you.empty()) return {};
    const auto& words = why_you_words();
    if (std::find(words.begin(), words.end(), sheet.why_you) == words.end())
        return defect("no sentence says why the station gets it");
    values.put_if(true, "now_" + sheet.why_you);
    return {};
}

std::vector<Values> type_counts(const std::map<redaction::ValueType, int>& counts) {
    std::vector<Values> items;
    for (const auto& [type, count] : counts) {
        Values item;
        item.put("type", std::string(name_of(type)));
        item.put("count", std::to_string(count));
        items.push_back(std::move(item));
    }
    return items;
}

// What the policy flags: nobody could tell whose it is.
std::vector<Values> undecided_values(const redaction::RedactedMail& mail) {
    std::map<redaction::ValueType, int> counts;
    for (const auto& span : mail.spans()) {
        if (span.flag) ++counts[span.type];
    }
    return type_counts(counts);
}

void put_mail(Values& values, const redaction::RedactedMail& mail) {
    values.put("age", age_of(mail));
    values.put_if(mail.has_two_readings(), "two_readings");
    // The body begins with the subject, when there is one.
    values.put("text", quote(mail.body()));
    values.lists["undecided"] = undecided_values(mail);
    values.put_if(!values.lists["undecided"].empty(), "flagged");
    values.lists["covered"] = type_counts(mail.covered());
    values.lists["attachments"] = attachment_values(mail.attachments());
}

}  // namespace

const std::vector<std::string_view>& why_you_words() {
    static const std::vector<std::string_view> words{"moved", "routed",    "stands_in",
                                                     "spam",  "follow_up", "stopped"};
    return words;
}

base::Result<Values> case_values(const Template& page, const Envelope& envelope,
                                 const CaseSheet& sheet, const Facts& facts,
                                 const redaction::RedactedMail& mail) {
    if (!is_token(sheet.token)) return defect("a letter about a case has no token");
    Values values;
    const auto done = put_sheet(values, envelope, sheet);
    if (!done) return done.error();
    values.put_if(facts.urgency.flagged(), "urgent");
    values.put("category", std::string(name_of(facts.category)));
    put_life(values, page, sheet, facts);
    put_mail(values, mail);
    if (facts.kind == understanding::MailKind::platform_alert) put_alert_lines(values, mail);
    return values;
}

std::string platforms_of(const Template& page, const Facts& facts) {
    std::string list;
    for (const std::string& name : facts.life.platforms)
        append(list, word_for(page, "platform", name));
    return inert_line(list, 120);
}

std::vector<Values> attachment_values(const std::vector<redaction::AttachmentNote>& notes) {
    std::vector<Values> items;
    for (const auto& note : notes) {
        Values item;
        item.put("name", inert_line(note.name, 40));
        item.put("media_type", inert_line(note.type, 60));
        item.put("size", std::to_string(note.size));
        item.put("sha256", inert_line(note.sha256, 64));
        item.put_if(!note.passes, "sealed");
        items.push_back(std::move(item));
    }
    return items;
}

base::Result<Address> address_with_token(const Address& own, const std::string& token) {
    if (token.empty()) return own;
    return tagged(own, token);
}

std::string whole_value(const redaction::EvidenceItem& item) {
    std::string value = show_hidden(item.value);
    for (char& c : value) {
        if (c == '\n') c = ' ';
    }
    return value;
}

std::string evidence_text(const redaction::RedactedMail& mail) {
    std::string out;
    for (const auto& item : mail.evidence())
        out += std::string(name_of(item.type)) + " " + whole_value(item) + "\n";
    return out;
}

AnswerWay answer_way(const CaseSheet& sheet) {
    return {sheet.token, sheet.relay, sheet.answer_to};
}

base::Result<void> put_addresses(Values& values, const AnswerWay& way,
                                 const std::vector<std::string>& verbs) {
    if (way.relay == RelayMode::thread) return {};
    for (const std::string& verb : verbs) {
        const auto address = tagged(way.answer_to, verb + "." + way.token);
        if (!address) return address.error();
        values.put(verb + "_address", address->str());
    }
    values.put_if(true, "tap");
    return {};
}

base::Result<Address> reply_address(const AnswerWay& way) {
    if (!is_token(way.token)) return defect("a letter that is answered has no token");
    if (way.relay == RelayMode::thread) return way.answer_to;
    return tagged(way.answer_to, way.token);
}

base::Result<Letter> finish_sealed(const Envelope& envelope, const Template& page,
                                   const Values& values, const AnswerWay& way, TextFile file,
                                   const redaction::RedactedMail& mail) {
    auto filled = fill(page, values, mail_width);
    if (!filled) return filled.error();
    auto reply_to = reply_address(way);
    if (!reply_to) return reply_to.error();
    return finish_letter(envelope,
                         {std::move(filled->subject), std::move(filled->body), *reply_to,
                          AutoSubmitted::generated, std::vector<TextFile>{std::move(file)},
                          all_sealed(mail.attachments())});
}

}  // namespace letter
