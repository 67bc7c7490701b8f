// Letters that an answer brings about: her number, a covered value, what became of a request.
#include <algorithm>

#include "cases/words.h"
#include "letter/case_values.h"
#include "letter/finish.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/letter.h"
#include "letter/template_set.h"
#include "letter/values.h"

namespace letter {
namespace {

base::Failure defect(const char* what) { return {base::FailureKind::defect, what, {}}; }

AnswerWay way_of(const AnswerTo& answer) {
    return {answer.token, answer.relay, answer.address};
}

base::Result<Letter> finish(const Envelope& envelope, const Template& page,
                            const Values& values, const AnswerTo& answer) {
    auto reply_to = reply_address(way_of(answer));
    if (!reply_to) return reply_to.error();
    auto filled = fill(page, values, mail_width);
    if (!filled) return filled.error();
    return finish_letter(envelope, {std::move(filled->subject),
                                    std::move(filled->body),
                                    *reply_to,
                                    AutoSubmitted::generated,
                                    {},
                                    {}});
}

// "PERSON,ADDRESS" as the template names them.
std::string named_types(const Template& page, std::string_view types) {
    std::string out;
    while (!types.empty()) {
        const auto end = std::min(types.find(','), types.size());
        out += (out.empty() ? "" : ", ") + word_for(page, "what", types.substr(0, end));
        types.remove_prefix(std::min(end + 1, types.size()));
    }
    return inert_line(out, 120);
}

constexpr std::size_t longest_value = 400;

}  // namespace

std::string shown_value(const std::string& value) { return inert_line(value, longest_value); }

base::Result<Letter> write_contact_letter(const Templates& templates, const Envelope& envelope,
                                          const AnswerTo& answer, const CallFacts& call,
                                          const cases::ReleasedValue& value) {
    if (value.items().size() != 1) return defect("a contact letter carries one number");
    const Template& page = find_template(templates, "contact", language_code(answer.language));
    Values values;
    const auto put =
        put_addresses(values, way_of(answer), {"talked", "noanswer", "notsafe", "wrong"});
    if (!put) return put.error();
    values.put("case", answer.number.str());
    values.put("number", shown_value(value.items().front().value.reveal()));
    values.put("safe_hours", inert_line(call.safe_hours, 60));
    values.put("ref", inert_line(call.ref, 8));
    return finish(envelope, page, values, answer);
}

base::Result<Letter> write_reveal_letter(const Templates& templates, const Envelope& envelope,
                                         const RevealSheet& sheet,
                                         const cases::ReleasedValue& value) {
    if (value.items().empty()) return defect("a reveal letter carries a value");
    const Template& page =
        find_template(templates, "reveal", language_code(sheet.answer.language));
    Values values;
    values.put("case", sheet.answer.number.str());
    values.put("mask", inert_line(sheet.mask, 40));
    values.put("reason", inert_line(word_for(page, "reason", sheet.reason), 60));
    for (const auto& item : value.items()) {
        Values one;
        one.put("what", named_types(page, redaction::name_of(item.type)));
        one.put("value", shown_value(item.value.reveal()));
        values.lists["items"].push_back(std::move(one));
    }
    return finish(envelope, page, values, sheet.answer);
}

const std::vector<std::string_view>& reply_events() {
    static const std::vector<std::string_view> events{"asked",          "not_understood",
                                                      "not_your_word",  "no_mask",
                                                      "not_a_mask",     "dropped",
                                                      "no_reason",      "unknown_reason",
                                                      "destroyed",      "not_of_this_case",
                                                      "waits_already",  "not_yet",
                                                      "case_limit",     "station_limit",
                                                      "no_approvers",   "refused",
                                                      "expired",        "held",
                                                      "voted",          "own",
                                                      "over",           "token_expired",
                                                      "not_yours",      "try_again",
                                                      "too_soon",       "desk_decides",
                                                      "tell_her",       "legal_action",
                                                      "check_call",     "check_call_waits",
                                                      "check_approved", "check_refused",
                                                      "not_heard",      "not_now",
                                                      "no_outcome",     "unknown_outcome",
                                                      "spam_desk",      "moved_on",
                                                      "no_station",     "there_already",
                                                      "never_to",       "not_composed",
                                                      "no_cell",        "no_date",
                                                      "no_case",        "mail_not_safe",
                                                      "not_the_writer", "nothing_to_ask",
                                                      "not_passed_on",  "not_delivered",
                                                      "copies",         "call_passed"};
    return events;
}

base::Result<Letter> write_reply(const Templates& templates, const Envelope& envelope,
                                 const ReplySheet& sheet) {
    const auto& events = reply_events();
    if (std::find(events.begin(), events.end(), sheet.event) == events.end())
        return defect("no reply is written for this event");
    const Template& page =
        find_template(templates, "reply", language_code(sheet.answer.language));
    Values values;
    values.put_if(true, sheet.event);
    values.put("case", sheet.answer.number.str());
    values.put("mask", inert_line(sheet.mask, 40));
    const cases::Side side = cases::side_of(envelope.recipient);
    values.put_if(side == cases::Side::station, "for_station");
    values.put_if(side == cases::Side::approver, "for_approver");
    if (sheet.figure > 0) values.put("figure", std::to_string(sheet.figure));
    return finish(envelope, page, values, sheet.answer);
}

base::Result<Letter> write_approval_request(const Templates& templates,
                                            const Envelope& envelope,
                                            const ApprovalSheet& sheet) {
    const Template& page = find_template(templates, "approval", "en");
    Values values;
    const auto put = put_addresses(values, way_of(sheet.answer), {"approve", "refuse"});
    if (!put) return put.error();
    values.put("case", sheet.answer.number.str());
    values.put("station", inert_line(sheet.station_name, 60));
    values.put("what", named_types(page, sheet.what_type));
    values.put("mask", inert_line(sheet.mask, 40));
    values.put("reason", inert_line(word_for(page, "reason", sheet.reason), 60));
    values.put("until", base::local_short(sheet.until, envelope.zone));
    values.put("of_case", std::to_string(sheet.of_case));
    values.put("of_day", std::to_string(sheet.of_day));
    values.put("case_limit", std::to_string(sheet.case_limit));
    values.put("day_limit", std::to_string(sheet.day_limit));
    values.put_if(sheet.needed > 1, "two");
    return finish(envelope, page, values, sheet.answer);
}

}  // namespace letter
