#include "understanding/find_facts.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/identity.h"
#include "base/mail_domain.h"
#include "base/text.h"
#include "understanding/answers.h"
#include "understanding/examined_text.h"
#include "understanding/find_places.h"
#include "understanding/language.h"
#include "understanding/life_facts.h"
#include "understanding/mail_kind.h"
#include "understanding/passage.h"
#include "understanding/urgency.h"
#include "understanding/who_writes.h"
#include "understanding/zones.h"

namespace understanding {

namespace {

// A mail with several From addresses comes from none of them.
std::string domain_of_sender(const message::ParsedMail& mail, const Sender& sender) {
    if (mail.all_from.size() > 1) return {};
    return std::string(base::domain_of(sender.address));
}

Sender sender_of(const message::ParsedMail& mail) {
    return {mail.from.name.value_or(""), base::lower_ascii(mail.from.address.value_or(""))};
}

std::vector<Passage> read_passages(const message::ParsedMail& mail, const Lexicon& lexicon,
                                   const Sender& sender, bool& complete,
                                   std::vector<std::size_t>& shown_to) {
    auto to_read = texts_to_read(mail);
    complete = to_read.complete;
    std::vector<Passage> passages;
    passages.reserve(to_read.texts.size());
    for (auto& text : to_read.texts) {
        shown_to.push_back(text.shown_to);
        passages.emplace_back(text.where, std::move(text.text), lexicon);
        passages.back().set_zones(find_zones(passages.back(), sender));
    }
    return passages;
}

std::optional<std::string> find_case_number(const std::vector<Passage>& passages) {
    static const RE2 pattern(R"((?i)\b(APJ-\d{4}-\d{6})\b)", RE2::Quiet);
    for (const auto& passage : passages) {
        std::string number;
        if (!RE2::PartialMatch(base::to_utf8(passage.view().text), pattern, &number)) continue;
        std::transform(number.begin(), number.end(), number.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
        if (base::CaseNumber::parse(number)) return number;
    }
    return std::nullopt;
}

bool is_answer(MailKind kind) {
    return kind == MailKind::officer_answer || kind == MailKind::desk_answer ||
           kind == MailKind::auditor_answer;
}

// A lawyer's or a teacher's signature is not the woman's address.
void lower_signatures(const Passage& passage, std::vector<PlaceMention>& places) {
    for (auto& place : places) {
        const auto& zone = passage.zone_of(passage.token_at(place.span.start));
        if (place.role == PlaceRole::signature && zone.kind == ZoneKind::signature)
            place.role = PlaceRole::near_by;
    }
}

// "Do not send this to Ranni police station", "they did not take my complaint": she knows why;
// a person decides, as with an offender among its officers.
bool is_refused(const PlaceMention& place) {
    return std::find(place.cues.begin(), place.cues.end(), "place.refused") != place.cues.end();
}

// A body twice, plain and HTML, names each place twice: the second naming says nothing new.
void add_places(const Passage& passage, const PlaceIndex& index, const Sender& sender,
                Facts& facts) {
    auto places = find_places(passage, index, sender);
    auto pins = find_pins(passage, places, sender);
    if (facts.written_by == WrittenBy::other) lower_signatures(passage, places);
    if (places.size() >= most_places) facts.complete = false;
    if (std::any_of(places.begin(), places.end(), is_refused)) facts.offender_in_police = true;
    facts.places.insert(facts.places.end(), std::make_move_iterator(places.begin()),
                        std::make_move_iterator(places.end()));
    facts.pins.insert(facts.pins.end(), std::make_move_iterator(pins.begin()),
                      std::make_move_iterator(pins.end()));
}

void find_circumstances(const std::vector<Passage>& passages, const Sender& sender,
                        Facts& facts) {
    facts.language = find_language(passages);
    facts.written_by = find_writer(passages);
    facts.child = find_child(passages, facts.written_by);
    facts.offender_in_police = is_offender_in_police(passages);
    facts.account_may_be_his = may_account_be_his(passages, sender);
    facts.mail_unsafe = is_mail_unsafe(passages);
    facts.life = find_life_facts(passages);
}

}  // namespace

Facts find_facts(const message::ParsedMail& mail, const Lexicon& lexicon,
                 const Circumstances& circumstances) {
    Facts facts;
    Sender sender = sender_of(mail);
    std::vector<std::size_t> shown_to;  // of each passage
    auto passages = read_passages(mail, lexicon, sender, facts.complete, shown_to);
    find_circumstances(passages, sender, facts);
    sender.writes = facts.written_by;
    for (const auto& passage : passages) add_places(passage, lexicon.places(), sender, facts);
    facts.urgency =
        find_urgency(passages, circumstances.own_addresses, facts.child, facts.places);
    // "He is molesting my child": a child at risk is the victim, however it is spoken of.
    if (std::find(facts.urgency.reasons.begin(), facts.urgency.reasons.end(),
                  UrgentReason::child_at_risk) != facts.urgency.reasons.end())
        facts.child = Child::victim;
    facts.category = find_category(passages, facts.life);
    const bool harm = facts.category != Category::other;
    const auto kind = find_kind(mail, passages, lexicon, circumstances, facts.urgency,
                                harm ? Tells::of_harm : Tells::nothing);
    facts.kind = kind.kind;
    facts.automatic = kind.automatic;
    facts.sender_domain = domain_of_sender(mail, sender);
    facts.minute_of_day = circumstances.minute_of_day;
    facts.answers_letter = circumstances.answers_to != AnswersTo::nothing;
    if (is_answer(facts.kind))
        facts.answer_word = find_answer(passages, circumstances.answer_verb);
    facts.quoted_case_number = find_case_number(passages);
    for (auto& passage : passages) {
        auto hits = passage.give_word_hits();
        facts.words.insert(facts.words.end(), std::make_move_iterator(hits.begin()),
                           std::make_move_iterator(hits.end()));
        facts.texts.push_back(
            {passage.where(), passage.text(), passage.zones(), shown_to[facts.texts.size()]});
    }
    return facts;
}

}  // namespace understanding
