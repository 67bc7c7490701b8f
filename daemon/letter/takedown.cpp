#include <algorithm>

#include "letter/case_values.h"
#include "letter/finish.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/letter.h"
#include "letter/template_set.h"

namespace letter {
namespace {

std::vector<Values> what_to_take_down(const redaction::RedactedMail& view) {
    std::vector<Values> items;
    for (const auto& item : view.evidence()) {
        Values line;
        line.put("value", whole_value(item));
        items.push_back(std::move(line));
    }
    return items;
}

}  // namespace

bool has_undecided_links(const redaction::RedactedMail& view) {
    const auto& spans = view.spans();
    return std::any_of(spans.begin(), spans.end(), [](const redaction::RenderedSpan& span) {
        const bool link = span.type == redaction::ValueType::url ||
                          span.type == redaction::ValueType::social_handle;
        return link && span.role == redaction::Role::unknown;
    });
}

base::Result<std::string> write_takedown_request(const Templates& templates,
                                                 const CaseSheet& sheet, base::Seconds zone,
                                                 const understanding::Facts& facts,
                                                 const redaction::RedactedMail& view) {
    if (view.destination() != redaction::Destination::platform)
        return base::Failure{base::FailureKind::defect, "a platform gets no other view", {}};
    if (view.evidence().empty() && view.attachments().empty() && !has_undecided_links(view))
        return std::string();
    const Template& page = find_template(templates, "takedown", "en");
    Values values;
    values.put("case", sheet.number.str());
    values.put("received", base::local_short(sheet.received_at, zone));
    values.put("platforms", platforms_of(page, facts));
    values.lists["items"] = what_to_take_down(view);
    values.lists["attachments"] = attachment_values(view.attachments());
    values.put_if(!view.attachments().empty(), "files");
    auto filled = fill(page, values, mail_width);
    if (!filled) return filled.error();
    return filled->subject + "\n\n" + filled->body;
}

}  // namespace letter
