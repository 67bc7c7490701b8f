#include <catch2/catch.hpp>
#include <set>

#include "base/text.h"
#include "letter/fixtures.h"

using namespace fixtures;
using letter::Letter;
using understanding::Language;

namespace {

Letter station_letter(const letter::CaseSheet& with, const understanding::Facts& known,
                      const MailText& mail) {
    auto written = letter::write_station_letter(shipped(), station_envelope(), with, known, {},
                                                redacted(mail));
    if (!written) FAIL(written.error().what);
    return std::move(written).value();
}

routing::Decision undecided() {
    routing::Decision decision;
    decision.reason = routing::Reason::tie;
    decision.candidates = {{base::StationId("tvc.kazhakuttam"), 60},
                           {base::StationId("tvc.museum"), 55.5},
                           {base::StationId("klc.kollam-east"), 20},
                           {base::StationId("klc.kollam-west"), 19}};
    return decision;
}

Letter desk_letter(const letter::CaseSheet& with, const understanding::Facts& known,
                   const routing::Decision& decision) {
    auto written = letter::write_desk_letter(shipped(), desk_envelope(), with, known, decision,
                                             redacted(malayalam_mail()));
    if (!written) FAIL(written.error().what);
    return std::move(written).value();
}

Letter acknowledgement(Language language, const std::string& ref = "7K3M") {
    auto written = letter::write_acknowledgement(shipped(), her_envelope(), language, ref);
    if (!written) FAIL(written.error().what);
    return std::move(written).value();
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = std::min(text.find('\n', i), text.size());
        lines.push_back(text.substr(i, end - i));
        i = end + 1;
    }
    return lines;
}

bool is_single_word(const std::string& line) { return line.find(' ') == std::string::npos; }

}  // namespace

TEST_CASE("a station letter reads as agreed") {
    CHECK(differs_from_golden("station_en",
                              shown(station_letter(sheet(), facts(), malayalam_mail()))) == "");
}

TEST_CASE("a station letter in Malayalam and in Hindi reads as agreed") {
    auto with = sheet();
    with.language = Language::ml;
    CHECK(differs_from_golden("station_ml",
                              shown(station_letter(with, facts(), malayalam_mail()))) == "");
    with.language = Language::hi;
    CHECK(differs_from_golden("station_hi",
                              shown(station_letter(with, facts(), malayalam_mail()))) == "");
}

TEST_CASE("a further mail in a case begins with what it is, and asks for no second call") {
    for (const auto& [word, first] :
         {std::pair{"follow_up", "MORE IN A CASE YOU HAVE. Read it now.\n"},
          std::pair{"stopped",
                    "STOP CAME BY MAIL. It may not be her. No\nmail goes to her now; "
                    "the case goes on.\n"}}) {
        auto with = sheet();
        with.call_by = {};
        with.why_you = word;
        CHECK(station_letter(with, facts(), malayalam_mail()).body.starts_with(first));
        for (const Language language : {Language::ml, Language::hi}) {
            with.language = language;
            const auto body = station_letter(with, facts(), malayalam_mail()).body;
            CHECK(body.find("ACT NOW") == std::string::npos);
            CHECK_FALSE(body.starts_with(first));
        }
    }
}

TEST_CASE("a station reads first why it gets a case that another had, and whom to ask next") {
    const std::pair<const char*, const char*> sentences[] = {
        {"moved",
         "MOVED TO YOU: another station says that\nit is yours. Until you answer RECEIVED\nthe "
         "call "
         "stays with that station.\n"},
        {"routed", "THE DESK sends you this case.\n"},
        {"stands_in", "YOU STAND IN: the station has not\nanswered RECEIVED.\n"},
        {"follow_up",
         "Nothing mailed in her name withdraws,\ncloses or agrees to anything: hear her.\n"}};
    CHECK(letter::why_you_words().size() == std::size(sentences) + 2);  // "spam", "stopped"
    for (const auto& [word, sentence] : sentences) {
        CAPTURE(word);
        auto with = sheet();
        with.why_you = word;
        with.next_contact = "women cell head, 0000 000000";
        const auto body = station_letter(with, facts(), malayalam_mail()).body;
        const std::string ending = "Other voice answers: end the call\n";
        const auto at = body.find(ending);
        REQUIRE(at != std::string::npos);
        CHECK(body.substr(at + ending.size())
                  .starts_with(std::string(sentence) +
                               "Next, if you cannot: women cell head,\n0000 000000\n"));
        for (const Language language : {Language::ml, Language::hi}) {
            with.language = language;
            const auto other = station_letter(with, facts(), malayalam_mail()).body;
            with.why_you = "";
            CHECK(other.size() >
                  station_letter(with, facts(), malayalam_mail()).body.size() + 20);
            with.why_you = word;
        }
    }
    auto with = sheet();
    with.why_you = "because";
    CHECK_FALSE(letter::write_station_letter(shipped(), station_envelope(), with, facts(), {},
                                             redacted(malayalam_mail()))
                    .ok());
}

TEST_CASE("a handover lists open cases and how safe mail is, within forty columns") {
    letter::Envelope envelope = station_envelope();
    envelope.kind = letter::LetterKind::handover;
    const std::vector<letter::OpenCase> open{
        {"APJ-2026-000042", "with_station", "unknown", false, 0},
        {"APJ-2026-000040", "confirmed", "unsafe", false, 3},
        {"APJ-2026-000007", "awaiting_wish", "safe", true, 41}};
    for (const auto& [language, name] :
         {std::pair{Language::en, "en"}, {Language::hi, "hi"}, {Language::ml, "ml"}}) {
        const auto written =
            letter::write_handover(shipped(), envelope, language, "Kazhakuttam", open);
        REQUIRE(written.ok());
        CHECK(differs_from_golden(std::string("handover_") + name, shown(*written)) == "");
        for (const auto& line : lines_of(written->body)) {
            CAPTURE(line);
            CHECK(base::to_code_points(line).size() <= 40);
        }
    }
    CHECK_FALSE(
        letter::write_handover(shipped(), envelope, Language::en, "Kazhakuttam", {}).ok());
}

TEST_CASE("a letter to a cell reads as agreed, and has no word about her") {
    letter::Envelope envelope = station_envelope();
    envelope.kind = letter::LetterKind::assist;
    envelope.recipient = base::RecipientId("cyber.tvc");
    envelope.to = address("cyber.tvc@cell.invalid");
    const auto traced = redacted(malayalam_mail(), redaction::Destination::cyber_cell);
    for (const auto& [language, name] :
         {std::pair{Language::en, "en"}, {Language::hi, "hi"}, {Language::ml, "ml"}}) {
        auto with = sheet();
        with.language = language;
        const auto written =
            letter::write_assist_letter(shipped(), envelope, with, facts(), traced);
        REQUIRE(written.ok());
        const auto text = shown(*written);
        CHECK(differs_from_golden(std::string("assist_") + name, text) == "");
        for (const char* hers :
             {"7K3M", "വീണ", "9000000418", "10-13", "husband", "veena-room"}) {
            CAPTURE(hers);
            CHECK(text.find(hers) == std::string::npos);
        }
        CHECK(text.find("PHONE 9000000417") != std::string::npos);
    }
    CHECK_FALSE(letter::write_assist_letter(shipped(), envelope, sheet(), facts(),
                                            redacted(malayalam_mail()))
                    .ok());
}

TEST_CASE("an urgent letter about a child, written by somebody else, in thread mode") {
    auto known = facts();
    known.written_by = understanding::WrittenBy::other;
    known.child = understanding::Child::victim;
    known.category = understanding::Category::self_harm;
    known.urgency.reasons = {understanding::UrgentReason::self_harm,
                             understanding::UrgentReason::child_at_risk};
    known.mail_unsafe = true;
    known.account_may_be_his = true;
    known.life = {};
    auto with = sheet();
    with.relay = letter::RelayMode::thread;
    with.mail_safety = "unsafe";
    with.acknowledgement_uncertain = true;
    with.possible_repeat_of = "APJ-2026-000007";
    with.call_by = {};
    MailText mail;
    mail.subject = "please help";
    mail.body = "My neighbour's daughter says she wants to end it.";
    const Letter letter = station_letter(with, known, mail);
    CHECK(letter.subject == "URGENT [APJ-2026-000042] Kazhakuttam - self_harm");
    CHECK(differs_from_golden("station_thread_urgent", shown(letter)) == "");
}

TEST_CASE("what an alert says of her stands on top of the letter, also of a forwarded one") {
    understanding::Facts known = facts();
    known.kind = understanding::MailKind::platform_alert;
    known.life = {};
    auto with = sheet();
    with.call_by = {};
    MailText alert;
    alert.body =
        "This is an automated safety referral: please act.\n"
        "Account name: Riya K\nProfile: https://www.facebook.com/riya.k.900001\n"
        "Phone on file: +91 68300 99887\nPhone: +91 68300 11111\nLast IP address: "
        "203.0.113.77\n"
        "Time of post: 2026-11-22 16:41 UTC\nPost text: I cannot live any more.\n"
        "Tonight I will end it all.\n\nThis mail is confidential.\n";
    const std::string post = "Post: I cannot live any more. Tonight I\nwill end it all.\n";
    const auto body = station_letter(with, known, alert).body;
    CHECK(body.starts_with(
        "ACT NOW. No call has a due time.\nPhone: +91 68300 99887\n"
        "IP: 203.0.113.77\nName: Riya K\nProfile:\n"
        "hxxps[:]//www[.]facebook[.]com/riya.k.900001\n"
        "Time: 2026-11-22 16:41 UTC\nGOT IT, send number. Tap, send it empty:\n"));
    const auto at = body.find(post);
    REQUIRE(at != std::string::npos);
    CHECK(at < body.find("Safe hours"));
    CHECK(body.find("68300 11111") > body.find("WHAT THE MAIL SAYS"));

    // The marks of a forwarded mail in front of each line, and a field that says nothing.
    MailText forwarded;
    forwarded.body =
        "See below.\n> Account name: Riya K\n> Phone on file:\n> > IP: 203.0.113.77\n";
    const auto second = station_letter(with, known, forwarded).body;
    CHECK(second.starts_with(
        "ACT NOW. No call has a due time.\nIP: 203.0.113.77\nName: Riya K\nGOT IT"));

    CHECK(body.find("Writer: not clear") != std::string::npos);  // a machine, and no woman

    // Covered for this reader: covered on top too. A complaint has no such lines.
    alert.found = {{"+91 68300 99887"}};
    CHECK(station_letter(with, known, alert).body.find("Phone: [PHONE-") != std::string::npos);
    CHECK(station_letter(with, facts(), alert).body.find("IP: 203.0.113.77\nName") ==
          std::string::npos);
    for (const Language language : {Language::ml, Language::hi}) {
        with.language = language;
        const auto other = station_letter(with, known, alert).body;
        CHECK(other.find("IP: 203.0.113.77\n") < other.find("Tonight I"));
    }
}

TEST_CASE("a mail of which nothing is known gives the five lines that are always there") {
    understanding::Facts nothing;
    const auto lines = lines_of(station_letter(sheet(), nothing, {"", "hi", {}, {}}).body);
    REQUIRE(lines.size() > 8);
    CHECK(lines[0] == "CALL HER BY Mon 23 Nov 14:20");
    CHECK(lines[1] == "GOT IT, send number. Tap, send it empty:");
    CHECK(lines[2] == "complaints+received.k7q2mzr5tw3yxa4bcd6efghijk@example.org");
    CHECK(lines[3] == "Safe hours: not said   Say first: 7K3M");
    CHECK(lines[4] == "Mail to her: NOT known safe");
    CHECK(lines[5] == "Writer: not clear   Age: not said");
    CHECK(lines[6] == "Other voice answers: end the call");
    CHECK(lines[7] == "");
}

TEST_CASE("a station's own lines fit forty columns, all lines seventy-eight") {
    int own = 0;
    for (const Language language : {Language::en, Language::ml, Language::hi}) {
        auto with = sheet();
        with.language = language;
        with.station_name = "Thiruvananthapuram Rural Cyber Crime Police Station";
        auto known = facts();
        known.life.safe_hours = "between ten and one on working days, never on Sundays";
        for (const std::string& line :
             lines_of(station_letter(with, known, malayalam_mail()).body)) {
            CAPTURE(line);
            const std::size_t width = base::count_code_points(line);
            if (line.starts_with("|")) {
                CHECK(width <= 78);
            } else if (!is_single_word(line)) {
                CHECK(width <= 40);
                ++own;
            } else {
                CHECK((width <= 78 || line.find('@') != std::string::npos));
            }
        }
    }
    CHECK(own > 60);
}

TEST_CASE("each address to tap stands alone on its line and carries the token") {
    const auto lines = lines_of(station_letter(sheet(), facts(), malayalam_mail()).body);
    std::set<std::string> verbs;
    for (const std::string& line : lines) {
        if (!line.starts_with("complaints+")) continue;
        const std::size_t dot = line.find('.');
        CHECK(line.substr(dot) == ".k7q2mzr5tw3yxa4bcd6efghijk@example.org");
        verbs.insert(line.substr(11, dot - 11));
    }
    CHECK(verbs == std::set<std::string>{"received", "talked", "noanswer", "notsafe", "wrong",
                                         "notours"});
}

TEST_CASE(
    "evidence.txt holds the offender's identifiers whole, and the letter itself no link") {
    const Letter letter = station_letter(sheet(), facts(), malayalam_mail());
    const ReadLetter read = fixtures::read(letter.octets);
    REQUIRE(read.parts.size() == 2);
    CHECK(without_cr(read.parts[1].text) ==
          "PHONE 9000000417\nURL https://instagram.example/veena.real\n");
    CHECK(read.parts[1].header("Content-Disposition") ==
          "attachment; filename=\"evidence.txt\"");
    CHECK(without_cr(read.parts[0].text) == letter.body);
    CHECK(letter.body.find("://") == std::string::npos);
    CHECK(letter.body.find("hxxps[:]//instagram[.]example/veena.real") != std::string::npos);
    CHECK(letter.body.find("അവന്\u200D പറഞ്ഞു") != std::string::npos);
}

TEST_CASE("the subject of her mail stands once, and her name, number and file name nowhere") {
    const Letter letter = station_letter(sheet(), facts(), malayalam_mail());
    const std::string subject = malayalam_mail().subject;
    const std::size_t at = letter.body.find(subject);
    REQUIRE(at != std::string::npos);
    CHECK(letter.body.find(subject, at + 1) == std::string::npos);
    for (const char* hers : {"9000000418", "വീണ", "veena-room"}) {
        CHECK(letter.body.find(hers) == std::string::npos);
        CHECK(letter.octets.find(hers) == std::string::npos);
    }
}

TEST_CASE("a value of which nobody can tell whose it is, is counted apart") {
    auto mail = malayalam_mail();
    CHECK(station_letter(sheet(), facts(), mail).body.find("OWNERSHIP UNDECIDED") ==
          std::string::npos);
    mail.found.back().role = redaction::Role::unknown;
    const Letter letter = station_letter(sheet(), facts(), mail);
    CHECK(letter.body.find("\n\nOWNERSHIP UNDECIDED: hers or his, ask\n- URL: 1\n") !=
          std::string::npos);
    auto written = letter::write_desk_letter(shipped(), desk_envelope(), sheet(), facts(), {},
                                             redacted(mail));
    REQUIRE(written.ok());
    CHECK(written->body.find("\n\nOWNERSHIP UNDECIDED: hers or his, ask\n- URL: 1\n") !=
          std::string::npos);
}

TEST_CASE("without evidence there is one part") {
    auto mail = malayalam_mail();
    mail.found.resize(3);
    const Letter letter = station_letter(sheet(), facts(), mail);
    CHECK(fixtures::read(letter.octets).parts.empty());
    CHECK(letter.body.find("evidence.txt") == std::string::npos);
}

TEST_CASE("the same input gives the same octets") {
    CHECK(station_letter(sheet(), facts(), malayalam_mail()).octets ==
          station_letter(sheet(), facts(), malayalam_mail()).octets);
}

TEST_CASE("a sheet without a token, or with an unknown mail safety, gives no letter") {
    auto with = sheet();
    with.token = "";
    auto written = letter::write_station_letter(shipped(), station_envelope(), with, facts(),
                                                {}, redacted(malayalam_mail()));
    REQUIRE_FALSE(written.ok());
    CHECK(written.error().what == "a letter about a case has no token");
    with = sheet();
    with.mail_safety = "perhaps";
    written = letter::write_station_letter(shipped(), station_envelope(), with, facts(), {},
                                           redacted(malayalam_mail()));
    REQUIRE_FALSE(written.ok());
    CHECK(written.error().what == "unknown mail safety");
}

TEST_CASE("a desk letter shows up to three candidates with reason and scores") {
    auto with = sheet();
    with.station_names_of_candidates = {"Kazhakuttam", "Museum", "Kollam East", "Kollam West"};
    const Letter letter = desk_letter(with, facts(), undecided());
    CHECK(letter.subject == "[APJ-2026-000042] desk - impersonation");
    CHECK(letter.body.find("kollam-west") == std::string::npos);
    CHECK(differs_from_golden("desk_tie", shown(letter)) == "");
}

TEST_CASE("a desk letter without candidates says so, with the sentence of its sender") {
    auto with = sheet();
    with.relay = letter::RelayMode::thread;
    with.desk_reason = "The mail names a station that is closed.";
    auto known = facts();
    known.offender_in_police = true;
    routing::Decision decision;
    decision.reason = routing::Reason::offender_in_police;
    CHECK(differs_from_golden("desk_none", shown(desk_letter(with, known, decision))) == "");
}

TEST_CASE("the urgent desk's copy of a letter that went to a station asks for no decision") {
    auto known = facts();
    known.urgency.reasons = {understanding::UrgentReason::danger_to_life};
    routing::Decision decision;
    decision.action = routing::Action::forward;
    decision.station = base::StationId("tvc.kazhakuttam");
    decision.candidates = {{decision.station, 100}};
    const Letter letter = desk_letter(sheet(), known, decision);
    CHECK(letter.subject == "URGENT [APJ-2026-000042] desk - impersonation");
    CHECK(letter.body.starts_with(
        "COPY: the letter went to Kazhakuttam.\n"
        "See that somebody there answers; if nobody does, phone the station.\n"
        "URGENT: life in danger, will publish tonight\n\nHOW TO ANSWER"));
}

TEST_CASE("a follow-up without a token says so in every language") {
    auto with = sheet();
    with.without_token = true;
    for (const auto& [language, sentence] : std::vector<std::pair<Language, std::string>>{
             {Language::en, "NO TOKEN: it may not be from her."},
             {Language::ml, "ടോക്കൺ ഇല്ല:"},
             {Language::hi, "टोकन नहीं:"}}) {
        with.language = language;
        CHECK(station_letter(with, facts(), malayalam_mail()).body.find(sentence) !=
              std::string::npos);
    }
    CHECK(desk_letter(with, facts(), undecided()).body.find("NO TOKEN") != std::string::npos);
    with.language = Language::en;
    CHECK(station_letter(with, facts(), malayalam_mail()).body.find("Writer: not clear") !=
          std::string::npos);
    with.without_token = false;
    CHECK(station_letter(with, facts(), malayalam_mail()).body.find("Writer: herself") !=
          std::string::npos);
    CHECK(desk_letter(with, facts(), undecided()).body.find("NO TOKEN") == std::string::npos);
}

TEST_CASE("each event of the desk has its notice") {
    std::string all;
    for (const char* event :
         {"quarantined", "held", "refused", "officer_answer", "reappeared", "hold_mode",
          "too_large", "unverified", "contact_withheld", "reveal_limit", "value_not_taken",
          "not_composed", "about_police", "spam_refused", "calls_failed", "call_not_safe",
          "check_call", "called_spam", "legal_action"}) {
        letter::Notice notice{event, base::CaseNumber(2026, 42),
                              *base::from_rfc3339("2026-11-22T12:50:00Z"), "", ""};
        if (notice.event == "hold_mode") notice.number = {};
        if (notice.event == "quarantined") notice.detail = "encrypted";
        if (notice.event == "refused") notice.detail = "tvc.museum 550 5.1.1";
        if (notice.event == "unverified") notice.detail = "tvc.museum";
        if (notice.event == "contact_withheld") notice.detail = "several";
        if (notice.event == "reveal_limit") notice.detail = "station_limit";
        if (notice.event == "value_not_taken") notice.detail = "leak";
        if (notice.event == "not_composed") notice.detail = "tvc.kovalam";
        if (notice.event == "calls_failed") notice.detail = "three_tries";
        if (notice.event == "check_call") notice.detail = "withdrawn_heard";
        if (notice.event == "legal_action") {
            notice.detail = "her_wish";
            notice.station = "Museum";
        }
        if (notice.event == "reappeared")
            notice.reply_to = address("complaints+k7q2mzr5tw3yxa4bcd6efghijk@example.org");
        if (notice.event == "officer_answer") notice.answer_word = "CALLED TALKED";
        const auto written = letter::write_desk_notice(shipped(), desk_envelope(), notice);
        if (!written) FAIL(written.error().what);
        all += shown(*written) + "\n########\n";
    }
    CHECK(differs_from_golden("notices", all) == "");
}

TEST_CASE("the second person reads what was called spam, and answers with one word") {
    auto with = sheet();
    with.why_you = "spam";
    const auto body = desk_letter(with, facts(), undecided()).body;
    CHECK(body.starts_with("DECIDE: is it spam?"));
    CHECK(body.find("ROUTE") == std::string::npos);
    CHECK(body.find("\ncomplaints+approve.k7q2mzr5tw3yxa4bcd6efghijk@example.org\n") !=
          std::string::npos);
    CHECK(body.find("\ncomplaints+refuse.k7q2mzr5tw3yxa4bcd6efghijk@example.org\n") !=
          std::string::npos);
    CHECK(body.find("WHAT THE MAIL SAYS") != std::string::npos);
}

TEST_CASE("an event that has no notice is a failure, not a general letter") {
    for (const char* event : {"", "rejected", "yes"}) {
        const auto written =
            letter::write_desk_notice(shipped(), desk_envelope(), {event, {}, {}, "", ""});
        REQUIRE_FALSE(written.ok());
        CHECK(written.error().what == "no notice is written for this event");
    }
}

TEST_CASE("the acknowledgement reads as agreed in three languages") {
    CHECK(differs_from_golden("acknowledgement_en", shown(acknowledgement(Language::en))) ==
          "");
    CHECK(differs_from_golden("acknowledgement_ml", shown(acknowledgement(Language::ml))) ==
          "");
    CHECK(differs_from_golden("acknowledgement_hi", shown(acknowledgement(Language::hi))) ==
          "");
}

TEST_CASE("romanised, mixed and unknown writing is acknowledged in English") {
    for (const Language language :
         {Language::ml_latn, Language::hi_latn, Language::mixed, Language::und}) {
        CHECK(acknowledgement(language).octets == acknowledgement(Language::en).octets);
    }
}

TEST_CASE("two acknowledgements differ in REF only") {
    std::string other = acknowledgement(Language::ml, "ZZ99").body;
    const std::size_t at = other.find("ZZ99");
    REQUIRE(at != std::string::npos);
    other.replace(at, 4, "7K3M");
    CHECK(other == acknowledgement(Language::ml).body);
    CHECK_FALSE(
        letter::write_acknowledgement(shipped(), her_envelope(), Language::en, "12\r\n").ok());
    CHECK_FALSE(
        letter::write_acknowledgement(shipped(), her_envelope(), Language::en, "APJ-1").ok());
}

TEST_CASE("a lock screen shows nothing but thanks") {
    const std::vector<std::pair<Language, std::string>> previews{
        {Language::en,
         "Your message|Thank you. Your message has reached us and a person will read it. You "
         "need not do "
         "anything now, nor keep this mail."},
        {Language::ml,
         "നിങ്ങളുടെ സന്ദേശം|നന്ദി. സന്ദേശം ലഭിച്ചു; ഒരാൾ അത് വായിക്കും. ഇപ്പോൾ ഒന്നും ചെയ്യേണ്ട, ഈ മെയിൽ "
         "സൂക്ഷിക്കേണ്ടതുമില്ല."},
        {Language::hi,
         "आपका संदेश|धन्यवाद। संदेश मिल गया; कोई व्यक्ति इसे पढ़ेगा। अभी कुछ करना या यह मेल रखना ज़रूरी "
         "नहीं।"}};
    for (const auto& [language, start] : previews) {
        const Letter letter = acknowledgement(language);
        std::string preview = letter.subject + "|" + letter.body;
        std::replace(preview.begin(), preview.end(), '\n', ' ');
        CAPTURE(preview);
        CHECK(preview.starts_with(start));
        // The preview is a mail program's first 120 characters.
        std::u32string seen =
            base::to_code_points(preview).substr(0, letter.subject.size() + 120);
        CHECK(base::to_utf8(seen).find("APJ-") == std::string::npos);
        CHECK(base::lower_ascii(letter.octets).find("complain") == std::string::npos);
        CHECK(base::lower_ascii(letter.octets).find("police") == std::string::npos);
    }
}

TEST_CASE("an acknowledgement is tied to no other mail and asks no machine for an answer") {
    const ReadLetter read = fixtures::read(acknowledgement(Language::en).octets);
    std::vector<std::string> names;
    for (const auto& [name, value] : read.whole.headers) names.push_back(name);
    CHECK(names == std::vector<std::string>{"From", "To", "Reply-To", "Subject", "Date",
                                            "Message-ID", "Auto-Submitted", "MIME-Version",
                                            "Content-Type", "Content-Transfer-Encoding"});
    CHECK(read.whole.header("Auto-Submitted") == "auto-replied");
    CHECK(read.whole.header("Reply-To") == "hello@mail.example.net");
    CHECK(read.whole.header("Subject") == "Your message");
    CHECK_FALSE(acknowledgement(Language::en).return_path);
}

TEST_CASE("a letter without a usable Message-ID is not written") {
    for (const char* id : {"", "abc", "a@b@c", "a b@c", "a\r\nX: y@c", "@c", "a@"}) {
        auto envelope = her_envelope();
        envelope.message_id = id;
        const auto written =
            letter::write_acknowledgement(shipped(), envelope, Language::en, "7K3M");
        REQUIRE_FALSE(written.ok());
        CHECK(written.error().what == "a letter has no usable Message-ID");
    }
}
