#include "letter/template_names.h"

#include <string>

#include "letter/letter.h"

namespace letter {
namespace {

using Names = std::vector<std::string_view>;

// What both a station and the desk read about a case.
constexpr std::string_view of_case =
    "case category urgent call_by ref tap received_address safe_hours mail_unknown mail_safe "
    "mail_unsafe writer_self writer_other writer_unclear age child_victim child_mentioned "
    "danger money_paid he he_reads_mail account_may_be_his without_token "
    "acknowledgement_uncertain repeat_of received kind platforms text covered type "
    "count evidence attachments name media_type size sha256 sealed flagged undecided "
    "two_readings now_follow_up now_stopped alert_phone alert_ip alert_name alert_profile "
    "alert_time alert_post";
constexpr std::string_view of_station =
    "station talked_address noanswer_address notsafe_address wrong_address notours_address "
    "now_moved now_routed now_stands_in next_contact files_left_out takedown_by takedown_add";
constexpr std::string_view of_assist =
    "case station category urgent received platforms text evidence attachments name media_type "
    "size sha256 received_address tap";
constexpr std::string_view of_takedown =
    "case received platforms items value files attachments media_type size sha256";
constexpr std::string_view of_desk =
    "reason desk_reason candidates place station_id score offender_in_police forwarded station "
    "now_spam approve_address refuse_address";
constexpr std::string_view events =
    "quarantined held refused officer_answer reappeared hold_mode too_large unverified "
    "contact_withheld reveal_limit value_not_taken not_composed about_police spam_refused "
    "calls_failed call_not_safe check_call called_spam legal_action";
constexpr std::string_view of_notice = "case at detail answer_word station";

constexpr std::string_view of_news = "days stage role next";
constexpr std::string_view of_contact =
    "case number safe_hours ref tap talked_address noanswer_address notsafe_address "
    "wrong_address";
constexpr std::string_view of_reveal = "case mask reason items what value";
constexpr std::string_view of_reply =
    "asked not_understood not_your_word no_mask not_a_mask dropped no_reason unknown_reason "
    "destroyed not_of_this_case waits_already not_yet case_limit station_limit no_approvers "
    "refused expired held voted own over token_expired not_yours try_again too_soon "
    "desk_decides tell_her legal_action check_call check_call_waits check_approved "
    "check_refused not_heard not_now no_outcome unknown_outcome spam_desk moved_on call_passed "
    "no_station there_already never_to not_composed stays_yours no_cell cell_not_asked unread "
    "no_date not_at_desk spam_waits no_second_person no_case same_case joined_case "
    "mail_not_safe not_the_writer nothing_to_ask not_passed_on not_delivered copies "
    "files copies_and_files";
constexpr std::string_view clocks =
    "decision receipt first_call takedown child_report signature wish check_call report "
    "progress";
constexpr std::string_view of_reminder =
    "case clock due late urgent station phone stands_in next_name next_phone tap "
    "received_address talked_address noanswer_address notsafe_address wrong_address";
constexpr std::string_view of_digest =
    "day uncalled uncalled_count unanswered unanswered_count undecided undecided_count late "
    "late_count posts posts_count drill drill_count more case station since urgent clock";
constexpr std::string_view of_drill = "month station due tap received_address";
constexpr std::string_view of_approval =
    "case station what mask reason until of_case of_day case_limit day_limit two tap "
    "approve_address refuse_address";

constexpr std::string_view needed_by_station =
    "case station category urgent call_by received_address ref writer_other child_victim "
    "danger text covered attachments sha256 evidence flagged undecided takedown_by "
    "takedown_add";
constexpr std::string_view needed_by_desk =
    "case category urgent reason desk_reason candidates station_id text covered attachments "
    "sha256 flagged undecided";

void append_words(Names& names, std::string_view list) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        names.push_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

Names words(std::string_view list, std::string_view more = {}) {
    Names names;
    append_words(names, list);
    append_words(names, more);
    return names;
}

std::vector<TemplateKind> make_kinds() {
    return {
        {"station", ReadBy::station, words("en hi ml"), words("case station category urgent"),
         words(of_case, of_station), words(needed_by_station)},
        {"desk", ReadBy::desk, words("en"), words("case category urgent reason"),
         words(of_case, of_desk), words(needed_by_desk)},
        {"notice", ReadBy::desk, words("en"), words("case", events), words(of_notice, events),
         words(of_notice, events)},
        {"acknowledgement", ReadBy::her, words("en hi ml"), {}, words("ref"), words("ref")},
        {"status", ReadBy::her, words("en hi ml"), {}, {}, {}},
        {"news", ReadBy::her, words("en hi ml"), {}, words(of_news), words(of_news)},
        {"relay", ReadBy::her, words("en hi ml"), {}, words("text"), words("text")},
        {"contact", ReadBy::station, words("en hi ml"), words("case"), words(of_contact),
         words("case number safe_hours ref talked_address")},
        {"reveal", ReadBy::station, words("en hi ml"), words("case mask"), words(of_reveal),
         words(of_reveal)},
        {"reminder", ReadBy::station, words("en hi ml"),
         words("case clock late urgent", clocks), words(of_reminder, clocks),
         words("case clock due phone next_phone", clocks)},
        {"digest", ReadBy::station, words("en hi ml"), words("day uncalled_count late_count"),
         words(of_digest), words(of_digest)},
        {"drill", ReadBy::station, words("en hi ml"), words("month station"), words(of_drill),
         words(of_drill)},
        {"reply", ReadBy::station, words("en hi ml"), words("case"),
         words("case mask figure for_station for_approver", of_reply),
         words("case mask for_station for_approver", of_reply)},
        {"review", ReadBy::reviewer, words("en hi ml"), {}, {}, {}},
        {"handover", ReadBy::station, words("en hi ml"), words("station"),
         words("station cases case state days mail spoken_with"),
         words("station cases case state days mail spoken_with")},
        {"assist", ReadBy::cell, words("en hi ml"), words("case station category urgent"),
         words(of_assist),
         words("case station category text evidence attachments sha256 received_address")},
        {"takedown", ReadBy::platform, words("en"), words("case"), words(of_takedown),
         words("case received items value attachments sha256")},
        {"approval", ReadBy::desk, words("en"), words("case what"), words(of_approval),
         words(of_approval)},
    };
}

}  // namespace

const std::vector<TemplateKind>& template_kinds() {
    static const std::vector<TemplateKind> kinds = make_kinds();
    return kinds;
}

const std::vector<std::string_view>& reply_events() {
    static const Names events = words(of_reply);
    return events;
}

}  // namespace letter
