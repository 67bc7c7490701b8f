// A letter that a clock calls for: what is due or late, how to say that it is done, and whom to
// ring. Nothing of the case but its number and the station stands in it.
#include "letter/case_values.h"
#include "letter/finish.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/letter.h"
#include "letter/template_set.h"
#include "letter/values.h"

namespace letter {
namespace {

constexpr std::size_t longest_name = 60;
constexpr std::size_t longest_phone = 24;

}  // namespace

base::Result<Letter> write_reminder(const Templates& templates, const Envelope& envelope,
                                    const ReminderSheet& sheet) {
    const Template& page =
        find_template(templates, "reminder", language_code(sheet.answer.language));
    const AnswerWay way{sheet.answer.token, sheet.answer.relay, sheet.answer.address};
    Values values;
    const auto put =
        put_addresses(values, way, {"received", "talked", "noanswer", "notsafe", "wrong"});
    if (!put) return put.error();
    values.put_if(true, sheet.clock);
    values.put("clock", inert_line(word_for(page, "clock", sheet.clock), longest_name));
    values.put_if(sheet.urgent, "urgent");
    values.put_if(sheet.late, "late");
    values.put_if(sheet.stands_in, "stands_in");
    values.put("case", sheet.answer.number.str());
    values.put("due", base::local_short(sheet.due, envelope.zone));
    values.put("station", inert_line(sheet.station_name, longest_name));
    values.put("phone", inert_line(sheet.phone, longest_phone));
    values.put("next_name", inert_line(sheet.next_name, longest_name));
    values.put("next_phone", inert_line(sheet.next_phone, longest_phone));
    auto filled = fill(page, values, phone_width);
    if (!filled) return filled.error();
    auto reply_to = reply_address(way);
    if (!reply_to) return reply_to.error();
    return finish_letter(envelope, {std::move(filled->subject),
                                    std::move(filled->body),
                                    *reply_to,
                                    AutoSubmitted::generated,
                                    {},
                                    {}});
}

}  // namespace letter
