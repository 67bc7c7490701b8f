#include "letter/template_names.h"

namespace letter {
namespace {

using Names = std::vector<std::string_view>;

Names joined(Names first, const Names& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

// What both a station and the desk read about a case.
const Names& case_names() {
    static const Names names{"case",
                             "category",
                             "urgent",
                             "call_by",
                             "ref",
                             "tap",
                             "received_address",
                             "safe_hours",
                             "mail_unknown",
                             "mail_safe",
                             "mail_unsafe",
                             "writer_self",
                             "writer_other",
                             "writer_unclear",
                             "age",
                             "child_victim",
                             "child_mentioned",
                             "danger",
                             "money_paid",
                             "he",
                             "he_reads_mail",
                             "account_may_be_his",
                             "without_token",
                             "acknowledgement_uncertain",
                             "repeat_of",
                             "received",
                             "kind",
                             "platforms",
                             "her_subject",
                             "text",
                             "covered",
                             "type",
                             "count",
                             "evidence",
                             "attachments",
                             "name",
                             "media_type",
                             "size",
                             "sha256",
                             "sealed"};
    return names;
}

const Names& event_names() {
    static const Names names{"quarantined", "refused",   "officer_answer",
                             "reappeared",  "hold_mode", "too_large"};
    return names;
}

std::vector<TemplateKind> make_kinds() {
    return {
        {"station",
         {"en", "hi", "ml"},
         {"case", "station", "category", "urgent"},
         joined(case_names(), {"station", "talked_address", "noanswer_address",
                               "notsafe_address", "wrong_address", "notours_address"}),
         {"case", "station", "category", "urgent", "call_by", "received_address", "ref",
          "writer_other", "child_victim", "danger", "text", "covered", "attachments", "sha256",
          "evidence"}},
        {"desk",
         {"en"},
         {"case", "category", "urgent", "reason"},
         joined(case_names(), {"reason", "desk_reason", "candidates", "place", "station_id",
                               "score", "offender_in_police", "forwarded", "station"}),
         {"case", "category", "urgent", "reason", "desk_reason", "candidates", "station_id",
          "text", "covered", "attachments", "sha256"}},
        {"notice",
         {"en"},
         joined({"case"}, event_names()),
         joined({"case", "at", "detail", "answer_word"}, event_names()),
         joined({"case", "at", "detail", "answer_word"}, event_names())},
        {"acknowledgement", {"en", "hi", "ml"}, {}, {"ref"}, {"ref"}},
    };
}

}  // namespace

const std::vector<TemplateKind>& template_kinds() {
    static const std::vector<TemplateKind> kinds = make_kinds();
    return kinds;
}

}  // namespace letter
