#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "base/text.h"
#include "labelled_mails.h"
#include "shipped_lexicon.h"
#include "understanding/find_facts.h"

using namespace understanding;

namespace {

message::ParsedMail mail_of(const std::string& text,
                            const std::string& from = "Anju Thomas <anju@example.org>") {
    message::ParsedMail mail;
    mail.from = mailbox_of(from);
    mail.text = text;
    message::Leaf leaf;
    leaf.type = "text/plain";
    leaf.size = text.size();
    mail.parts.push_back(leaf);
    return mail;
}

Facts facts_of(const message::ParsedMail& mail, const Circumstances& circumstances = {}) {
    return find_facts(mail, shipped_lexicon(), circumstances);
}

std::string_view word_of(ZoneKind kind) {
    switch (kind) {
        case ZoneKind::fresh:
            return "fresh";
        case ZoneKind::quoted:
            return "quoted";
        case ZoneKind::forwarded:
            return "forwarded";
        case ZoneKind::signature:
            return "signature";
        case ZoneKind::form_line:
            return "form";
        case ZoneKind::chat_line:
            return "chat";
    }
    return "";
}

std::string_view word_of(ZoneOwner owner) {
    switch (owner) {
        case ZoneOwner::writer:
            return "writer";
        case ZoneOwner::other:
            return "other";
        case ZoneOwner::unknown:
            return "unknown";
    }
    return "";
}

// "fresh/writer signature/writer", in order.
std::string zones_of(const std::string& text,
                     const std::string& from = "Anju Thomas <anju@example.org>") {
    const auto facts = facts_of(mail_of(text, from));
    std::string out;
    for (const auto& zone : facts.texts.front().zones) {
        if (!out.empty()) out += ' ';
        out += word_of(zone.kind);
        out += '/';
        out += word_of(zone.owner);
    }
    return out;
}

Facts answer(const std::string& text, AnswersTo to, const std::string& verb = "") {
    Circumstances circumstances;
    circumstances.answers_to = to;
    circumstances.answer_verb = verb;
    return facts_of(mail_of(text, "SHO <sho.museum@tvc.ps.invalid>"), circumstances);
}

std::string officer_word(const std::string& text, const std::string& verb = "") {
    return answer(text, AnswersTo::station_letter, verb).answer_word.value_or("-");
}

void add_header(message::ParsedMail& mail, const std::string& name, const std::string& value) {
    mail.headers.push_back({name, value, value});
}

}  // namespace

TEST_CASE("the shipped rules have every list that is asked for") {
    const auto& lists = shipped_book().vocabulary().lists;
    REQUIRE(required_lists().size() > 100);
    for (const auto id : required_lists()) {
        INFO(id);
        CHECK(lists.contains(std::string(id)));
    }
    std::set<std::string_view> once(required_lists().begin(), required_lists().end());
    CHECK(once.size() == required_lists().size());
}

TEST_CASE("reply, forward and signature have their owners") {
    CHECK(zones_of("Hello.\n> he said\n> so\nAnd I say no.\n") ==
          "fresh/writer quoted/other fresh/writer");
    CHECK(zones_of("See below.\n\nOn Mon, 20 Nov 2026, Suresh <suresh@example.net> "
                   "wrote:\nCome.\nNow.\n") == "fresh/writer quoted/other");
    CHECK(zones_of("See below.\n\nOn Mon, 20 Nov 2026, Anju <anju@example.org> wrote:\n> I "
                   "live here.\n") == "fresh/writer quoted/writer");
    CHECK(zones_of("He wrote:\nI will come.\nI am afraid.\n") == "fresh/writer");
    CHECK(zones_of("Text.\n-- \nAnju\nKovalam\n") == "fresh/writer signature/writer");
    CHECK(zones_of("Text of some length here.\n\nRegards,\nAnju\n") ==
          "fresh/writer signature/writer");
    CHECK(zones_of("വാചകം.\n\nഎന്ന്,\nഅഞ്ജു\n") == "fresh/writer signature/writer");
    CHECK(zones_of("---------- Forwarded message ---------\nFrom: Suresh "
                   "<suresh@example.net>\nSubject: x\n\nHi\n") == "forwarded/other");
    CHECK(zones_of("-----Original Message-----\nFrom: Suresh <suresh@example.net>\n\nHi\n") ==
          "quoted/other");
    CHECK(zones_of("Please read.\n\nFrom: Suresh <suresh@example.net>\nSent: Monday\nTo: "
                   "Anju\nSubject: x\n\nHi\n") == "fresh/writer quoted/other");
}

TEST_CASE(
    "a quote under her name alone is hers, and under her name at another address nobody's") {
    CHECK(zones_of("See.\n\nOn Mon, 20 Nov 2026, Anju wrote:\n> my number\n") ==
          "fresh/writer quoted/writer");
    CHECK(zones_of("See.\n\n-----Original Message-----\nFrom: Anju\nSent: Monday\nTo: "
                   "Suresh\nSubject: x\n\nmy number\n") == "fresh/writer quoted/writer");
    CHECK(zones_of("See.\n\nOn Mon, 20 Nov 2026, Anju <other@example.net> wrote:\n> my "
                   "number\n") == "fresh/writer quoted/unknown");
    CHECK(zones_of("See.\n\nOn Mon, 20 Nov 2026, Suresh wrote:\n> my number\n") ==
          "fresh/writer quoted/other");
}

TEST_CASE("form lines belong to whom their label names") {
    CHECK(
        zones_of("Complainant: Anju\nAddress: Varkala\nAccused: Suresh\nAddress: Kovalam\n") ==
        "form/writer form/writer form/other form/other");
}

TEST_CASE("chat lines belong to their speaker") {
    CHECK(zones_of(
              "[12/03/2026, 10:15:33 PM] Suresh: hi\n[12/03/2026, 10:16:00 PM] Anju: no\n") ==
          "chat/other chat/writer");
    CHECK(zones_of("12/03/26, 22:15 - A: hi\n12/03/26, 22:16 - B: ho\n") ==
          "chat/unknown chat/unknown");
    CHECK(zones_of("12/03/26, 10:15\u202Fpm - Suresh: hi\nand more of it\n\nI am afraid.\n") ==
          "chat/other fresh/writer");
}

TEST_CASE("zones cover every text without gaps, whatever it holds") {
    for (const std::string text : {"", "\n", "\n\n>", ">\n>\n", "a", "-- \n", "x\n-- \n>y\n\n",
                                   "a:\n:\n::\n", "\r\n\r\n> a\r\n"}) {
        const auto facts = facts_of(mail_of(text));
        if (facts.texts.empty()) continue;
        std::uint32_t at = 0;
        for (const auto& zone : facts.texts.front().zones) {
            CHECK(zone.span.start == at);
            at = zone.span.end;
        }
        CHECK(at == facts.texts.front().text.size());
    }
}

TEST_CASE("soft breaks of a flowed mail are joined, hard ones stay") {
    auto mail = mail_of("I live in \nKazha \n> quoted \n> text\n-- \nAnju\n");
    add_header(mail, "Content-Type", "text/plain; charset=utf-8; format=flowed");
    CHECK(base::to_utf8(facts_of(mail).texts.front().text) ==
          "I live in Kazha \n> quoted text\n-- \nAnju\n");
    add_header(mail, "X", "y");
    mail.headers.front().text = "text/plain; format=flowed; delsp=yes";
    CHECK(base::to_utf8(facts_of(mail).texts.front().text) ==
          "I live inKazha\n> quotedtext\n-- \nAnju\n");
    CHECK(base::to_utf8(facts_of(mail_of("soft \nbreak\n")).texts.front().text) ==
          "soft \nbreak\n");
}

TEST_CASE(
    "every text of a mail is read once: subject, body with further parts, differing html") {
    auto mail = mail_of("Hello there.");
    mail.subject = "Subject";
    mail.more_text = {"Second part."};
    mail.html_text = "Hello   there.\n";
    auto facts = facts_of(mail);
    REQUIRE(facts.texts.size() == 2);
    CHECK(facts.texts[0].where == Where::subject);
    CHECK(base::to_utf8(facts.texts[1].text) == "Hello there.\n\nSecond part.");
    mail.more_text.clear();
    facts = facts_of(mail);
    CHECK(facts.texts.size() == 2);
    mail.html_text = "Hello there. He lives in Kovalam.";
    facts = facts_of(mail);
    REQUIRE(facts.texts.size() == 3);
    CHECK(facts.texts[2].where == Where::html);
}

TEST_CASE("what no mail program shows is read behind the rest, and marked") {
    auto mail = mail_of("Hello there.");
    mail.more_text = {"a comment", "Second part.", "epilogue"};
    mail.unshown = {0, 2};
    const auto facts = facts_of(mail);
    REQUIRE(facts.texts.size() == 1);
    CHECK(base::to_utf8(facts.texts[0].text) ==
          "Hello there.\n\nSecond part.\n\na comment\n\nepilogue");
    CHECK(facts.texts[0].shown_to == std::string("Hello there.\n\nSecond part.").size());
}

TEST_CASE("a complaint that stands nowhere else is shown, wherever it stands") {
    auto mail = mail_of(" \n");
    mail.more_text = {"He beats me."};
    mail.unshown = {0};
    const auto facts = facts_of(mail);
    REQUIRE(facts.texts.size() == 1);
    CHECK(facts.texts[0].shown_to == std::u32string::npos);
}

TEST_CASE("a text beyond a megabyte is cut and said to be so") {
    CHECK(facts_of(mail_of("short")).complete);
    const auto facts = facts_of(mail_of(std::string(1024 * 1024 + 1, 'a')));
    CHECK_FALSE(facts.complete);
    CHECK(facts.texts.front().text.size() == 1024 * 1024);
}

TEST_CASE("an officer's word counts as the whole first line, in three languages") {
    CHECK(officer_word("RECEIVED\n") == "RECEIVED");
    CHECK(officer_word("  ok, thanks\n\n> the letter\n> NOT OURS\n") == "RECEIVED");
    CHECK(officer_word("കിട്ടി\n") == "RECEIVED");
    CHECK(officer_word("मिला\n") == "RECEIVED");
    CHECK(officer_word("Called talked\n") == "CALLED TALKED");
    CHECK(officer_word("NO ANSWER") == "CALLED NO ANSWER");
    CHECK(officer_word("Not ours, Kovalam station\n") == "NOT OURS Kovalam station");
    CHECK(officer_word("CLOSED counselled she was heard alone\n") ==
          "CLOSED counselled she was heard alone");
    CHECK(officer_word("REVEAL PHONE-K7Q2 first_call\n") == "REVEAL PHONE-K7Q2 first_call");
    CHECK(officer_word("WISH NO\n") == "WISH NO");
    CHECK(officer_word("FIR 12/2026\n") == "FIR 12/2026");
}

TEST_CASE(
    "every word of a case's life is understood in three languages, and a typo of it is not") {
    struct Said {
        const char* word;
        std::vector<std::string> lines;
    };
    const std::vector<Said> all{
        {"CALLED TALKED",
         {"called talked", "spoke", "വിളിച്ചു സംസാരിച്ചു", "സംസാരിച്ചു", "बात हुई", "बात हो गई"}},
        {"CALLED NO ANSWER",
         {"called no answer", "എടുത്തില്ല", "ഫോൺ എടുത്തില്ല", "जवाब नहीं", "फोन नहीं उठाया"}},
        {"CALLED NOT SAFE", {"called not safe", "സുരക്ഷിതമല്ല", "सुरक्षित नहीं"}},
        {"CALLED WRONG NUMBER", {"wrong number", "തെറ്റായ നമ്പർ", "गलत नंबर"}},
        {"SAFE MAIL", {"safe mail", "മെയിൽ സുരക്ഷിതം", "मेल सुरक्षित"}},
        {"UNSAFE MAIL",
         {"unsafe mail", "mail not safe", "മെയിൽ സുരക്ഷിതമല്ല", "मेल असुरक्षित", "मेल सुरक्षित नहीं"}},
        {"SIGNED", {"signed", "ഒപ്പിട്ടു", "हस्ताक्षर हुए"}},
        {"IDENTIFIED", {"identified", "തിരിച്ചറിഞ്ഞു", "पहचान हुई"}},
        {"WISH YES", {"wish yes", "ആഗ്രഹം അതെ", "इच्छा हाँ", "इच्छा हां"}},
        {"WISH NO", {"wish no", "ആഗ്രഹം ഇല്ല", "इच्छा नहीं"}},
        {"WISH LATER", {"wish later", "ആഗ്രഹം പിന്നീട്", "इच्छा बाद में"}},
        {"FIR", {"fir", "എഫ്ഐആർ", "एफआईआर"}},
        {"CLOSED", {"closed", "അവസാനിപ്പിച്ചു", "बंद", "बंद किया"}},
        {"NOTE", {"note", "കുറിപ്പ്", "टिप्पणी"}},
    };
    for (const auto& [word, lines] : all) {
        for (const std::string& line : lines) {
            CAPTURE(line);
            CHECK(officer_word(line + "\n") == word);
            CHECK(officer_word("> " + line + "\n") == "-");
            CHECK(officer_word("x" + line + "\n") == "-");
            CHECK(officer_word("she said\n" + line + "\n") == "-");
            CHECK_FALSE(facts_of(mail_of(line + "\n")).answer_word.has_value());
        }
    }
}

TEST_CASE("a line that is not understood is no answer") {
    CHECK(officer_word("ok but this is not ours\n") == "-");
    CHECK(officer_word("We have not received anything\n") == "-");
    CHECK(officer_word("> RECEIVED\n") == "-");
    CHECK(officer_word("") == "-");
    CHECK_FALSE(facts_of(mail_of("RECEIVED\n")).answer_word.has_value());
}

TEST_CASE("a command stands in a text/plain part, not in HTML alone") {
    Circumstances circumstances;
    circumstances.answers_to = AnswersTo::station_letter;
    auto mail = mail_of("", "SHO <sho.museum@tvc.ps.invalid>");
    mail.text.reset();
    mail.html_text = "RECEIVED\n";
    CHECK_FALSE(facts_of(mail, circumstances).answer_word.has_value());
    mail.text = "RECEIVED\n";
    CHECK(facts_of(mail, circumstances).answer_word == "RECEIVED");
    auto hers = mail_of("", "A <a@example.org>");
    hers.text.reset();
    hers.html_text = "STOP\n";
    CHECK(facts_of(hers).kind == MailKind::stop);
}

TEST_CASE("an officer who quotes a platform's alert still answers") {
    const std::string text =
        "RECEIVED\n\n> ---------- Forwarded message ----------\n"
        "> From: Safety <safety@alerts.platform.example>\n> Self-harm alert: a user may harm "
        "herself. Profile: x\n> Post: I want to die\n> IP address: 192.0.2.7\n";
    Circumstances circumstances;
    circumstances.answers_to = AnswersTo::station_letter;
    circumstances.sender_matches_letter = true;
    const auto mail = mail_of(text, "SHO <sho.museum@tvc.ps.invalid>");
    const auto facts = facts_of(mail, circumstances);
    CHECK(facts.kind == MailKind::officer_answer);
    CHECK(facts.answer_word == "RECEIVED");
    auto away = mail;
    add_header(away, "Auto-Submitted", "auto-replied");
    CHECK(facts_of(away, circumstances).kind == MailKind::auto_reply);
}

TEST_CASE("a tapped address speaks for its empty mail") {
    CHECK(officer_word("", "received") == "RECEIVED");
    CHECK(officer_word("", "noanswer") == "CALLED NO ANSWER");
    CHECK(officer_word("", "notours") == "NOT OURS");
    CHECK(answer("", AnswersTo::station_letter, "talked").kind == MailKind::officer_answer);
}

TEST_CASE("the desk routes, holds and refuses") {
    const auto word = [](const std::string& text) {
        return answer(text, AnswersTo::desk_letter);
    };
    CHECK(word("ROUTE tvc.museum\n").answer_word == "ROUTE tvc.museum");
    CHECK(word("SAME AS APJ-2026-000042\n").answer_word == "SAME AS APJ-2026-000042");
    CHECK(word("refuse\n").answer_word == "REFUSE");
    CHECK(word("HOLD 2026-12-01").kind == MailKind::desk_answer);
}

TEST_CASE("what the outside proves decides the kind") {
    const std::string text = "He wrote again today.";
    CHECK(answer(text, AnswersTo::complainant_letter).kind == MailKind::follow_up);
    CHECK(answer(text, AnswersTo::auditor_letter).kind == MailKind::auditor_answer);
    Circumstances circumstances;
    circumstances.same_sender_open_case = true;
    CHECK(facts_of(mail_of(text), circumstances).kind == MailKind::follow_up);
    circumstances.is_canary = true;
    CHECK(facts_of(mail_of(text), circumstances).kind == MailKind::canary);
}

TEST_CASE("STOP with danger below it is no request") {
    CHECK(facts_of(mail_of("STOP\n")).kind == MailKind::stop);
    CHECK(facts_of(mail_of("STOP\n\nI will kill myself\n")).kind == MailKind::complaint);
    CHECK(facts_of(mail_of("STATUS\n\nHe came again and stood at the gate of my office with "
                           "his friends.\n"))
              .kind == MailKind::complaint);
}

TEST_CASE("a delivery report makes a bounce, its wording alone does not") {
    auto mail = mail_of("Delivery to the following recipient failed.", "MAILER-DAEMON");
    mail.subject = "Delivery Status Notification (Failure)";
    CHECK(facts_of(mail).kind == MailKind::bounce);
    auto report = mail_of("failed", "Mail System <system@mx.example.org>");
    message::Leaf leaf;
    leaf.type = "message/delivery-status";
    report.parts.push_back(leaf);
    CHECK(facts_of(report).kind == MailKind::bounce);
    auto person = mail_of("I got this back, he blackmails me.");
    person.subject = "Fwd: Delivery Status Notification (Failure)";
    leaf.enclosing_mail = 1;
    person.parts.push_back(leaf);
    CHECK(facts_of(person).kind == MailKind::complaint);
}

TEST_CASE("an attachment alone is a complaint, not an empty mail") {
    auto mail = mail_of("");
    CHECK(facts_of(mail).kind == MailKind::empty);
    message::Leaf leaf;
    leaf.type = "image/jpeg";
    leaf.size = 1000;
    leaf.disposition = message::Disposition::attachment;
    mail.parts.push_back(leaf);
    CHECK(facts_of(mail).kind == MailKind::complaint);
}

TEST_CASE("Auto-Submitted is read with its comment and parameters") {
    auto mail = mail_of("He blackmails me.");
    add_header(mail, "Auto-Submitted", "no (typed by hand)");
    CHECK_FALSE(facts_of(mail).automatic);
    mail.headers.front().text = "Auto-Generated; owner-email=\"x@example.org\"";
    CHECK(facts_of(mail).automatic);
    CHECK(facts_of(mail).kind == MailKind::complaint);
    mail.headers.front().text = "auto-replied";
    CHECK(facts_of(mail).kind == MailKind::auto_reply);
}

TEST_CASE("danger quoted from our own letter is not danger") {
    Circumstances circumstances;
    circumstances.own_addresses = {"complaints@example.org"};
    const std::string text =
        "Thank you.\n\nOn Mon, 20 Nov 2026, Desk <complaints@example.org> wrote:\n> URGENT "
        "suicide\n";
    CHECK_FALSE(facts_of(mail_of(text), circumstances).urgency.flagged());
    CHECK(facts_of(mail_of(text)).urgency.flagged());
}

TEST_CASE("her own mailbox said to be his is doubted") {
    CHECK(facts_of(mail_of("His mail is anju@example.org and he sends me threats."))
              .account_may_be_his);
    CHECK_FALSE(facts_of(mail_of("My mail is anju@example.org. He sends me threats."))
                    .account_may_be_his);
    CHECK(facts_of(mail_of("A person named Suresh threatens me.", "Suresh K <sk@example.org>"))
              .account_may_be_his);
    CHECK_FALSE(facts_of(mail_of("A person named Suresh threatens me.")).account_may_be_his);
}

TEST_CASE("the same mail always gives the same facts") {
    const auto mail =
        mail_of("I live in Kazhakuttam. He lives in Kovalam. Call me after 5 pm.");
    const auto one = facts_of(mail), two = facts_of(mail);
    REQUIRE(one.places.size() == 2);
    CHECK(one.places[0].candidates == two.places[0].candidates);
    CHECK(one.places[0].span == two.places[0].span);
    CHECK(one.life.safe_hours == std::optional<std::string>("after 17"));
    CHECK(one.words.size() == two.words.size());
}

TEST_CASE("a platform's alert counts unless our server calls its domain forged") {
    auto mail = mail_of("A user may need help.", "Safety <alert@alerts.platform.example>");
    CHECK(facts_of(mail).kind == MailKind::platform_alert);
    Circumstances circumstances;
    circumstances.authserv_id = "mx.example.org";
    CHECK(facts_of(mail, circumstances).kind == MailKind::platform_alert);
    add_header(mail, "Authentication-Results", "mx.other.example; dmarc=fail");
    CHECK(facts_of(mail, circumstances).kind == MailKind::platform_alert);
    add_header(mail, "Authentication-Results", "mx.example.org; spf=fail; dmarc=fail");
    CHECK(facts_of(mail, circumstances).kind == MailKind::complaint);
    mail.text = "Self-harm alert: this user will end their life. I will end my life.";
    CHECK(facts_of(mail, circumstances).urgency.flagged());
}
