#include "letter/case_values.h"
#include "letter/finish.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/letter.h"
#include "letter/pictures.h"
#include "letter/template_set.h"

namespace letter {
namespace {

struct StationDraft {
    const Template& page;
    const Envelope& envelope;
    const Address& reply_to;
    std::vector<TextFile> files;
};

base::Result<Letter> write_with(const StationDraft& draft, Values& values,
                                std::vector<redaction::AttachmentNote> notes) {
    values.lists["attachments"] = attachment_values(notes);
    auto filled = fill(draft.page, values, phone_width);
    if (!filled) return filled.error();
    return finish_letter(draft.envelope,
                         {std::move(filled->subject), std::move(filled->body), draft.reply_to,
                          AutoSubmitted::generated, draft.files, std::move(notes)});
}

}  // namespace

base::Result<Letter> write_station_letter(const Templates& templates, const Envelope& envelope,
                                          const CaseSheet& sheet,
                                          const understanding::Facts& facts,
                                          const routing::Decision&,
                                          const redaction::RedactedMail& mail) {
    const Template& page = find_template(templates, "station", language_code(sheet.language));
    auto values = case_values(page, envelope, sheet, facts, mail);
    if (!values) return values.error();
    const auto put =
        put_addresses(*values, answer_way(sheet),
                      {"received", "talked", "noanswer", "notsafe", "wrong", "notours"});
    if (!put) return put.error();
    values->put("station", inert_line(sheet.station_name, 60));
    values->put_if(!mail.evidence().empty(), "evidence");
    if (!sheet.takedown_request.empty()) {
        values->put("takedown_by", base::local_short(sheet.takedown_by, envelope.zone));
        values->put_if(sheet.takedown_lacks_links, "takedown_add");
    }
    const bool left_out = sheet.files == Files::left_out;
    values->put_if(left_out, "files_left_out");
    auto reply_to = reply_address(answer_way(sheet));
    if (!reply_to) return reply_to.error();
    const StationDraft draft{page,
                             envelope,
                             *reply_to,
                             {{"evidence.txt", evidence_text(mail)},
                              {std::string(takedown_file), sheet.takedown_request}}};
    if (left_out) return write_with(draft, *values, all_sealed(mail.attachments()));
    auto written = write_with(draft, *values, fitting_pictures(mail));
    const bool too_large = written.ok() && written->octets.size() > largest_letter;
    if (!too_large) return written;
    return write_with(draft, *values, all_sealed(mail.attachments()));
}

}  // namespace letter
