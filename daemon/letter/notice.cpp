#include <algorithm>
#include <array>

#include "letter/finish.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/letter.h"
#include "letter/template_set.h"
#include "letter/values.h"

namespace letter {
namespace {

constexpr std::array<std::string_view, 19> events{
    "quarantined",     "held",         "refused",      "officer_answer",   "reappeared",
    "hold_mode",       "too_large",    "unverified",   "contact_withheld", "reveal_limit",
    "value_not_taken", "not_composed", "about_police", "spam_refused",     "calls_failed",
    "call_not_safe",   "check_call",   "called_spam",  "legal_action"};

}  // namespace

base::Result<Letter> write_desk_notice(const Templates& templates, const Envelope& envelope,
                                       const Notice& notice) {
    if (std::find(events.begin(), events.end(), notice.event) == events.end()) {
        return base::Failure{
            base::FailureKind::defect, "no notice is written for this event", {}};
    }
    const Template& page = find_template(templates, "notice", "en");
    Values values;
    values.put_if(true, notice.event);
    // hold mode concerns no single case
    if (notice.number != base::CaseNumber{}) values.put("case", notice.number.str());
    values.put("at", base::local_short(notice.at, envelope.zone));
    values.put("detail", inert_line(word_for(page, "detail", notice.detail), 120));
    values.put("station", inert_line(notice.station, 60));
    values.put("answer_word", inert_line(notice.answer_word, 80));
    auto filled = fill(page, values, mail_width);
    if (!filled) return filled.error();
    return finish_letter(envelope, {std::move(filled->subject),
                                    std::move(filled->body),
                                    notice.reply_to,
                                    AutoSubmitted::generated,
                                    {},
                                    {}});
}

}  // namespace letter
