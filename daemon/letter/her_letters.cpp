// All that a complainant may get. Each subject, and the first 120 characters of each text, are
// constants of the template: they say nothing to somebody who looks over her shoulder.
#include <algorithm>

#include "letter/finish.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/letter.h"
#include "letter/template_set.h"
#include "letter/values.h"

namespace letter {
namespace {

base::Failure defect(const char* what) { return {base::FailureKind::defect, what, {}}; }

// Four characters that a caller says: letters and digits only, so that nothing else can stand
// in her letter.
bool is_ref(const std::string& ref) {
    return ref.size() == 4 && std::all_of(ref.begin(), ref.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                      (c >= 'a' && c <= 'z');
           });
}

// No In-Reply-To and no References: threading would lift the mail she deleted (promises.md
// 5.4).
base::Result<Letter> finish(const Envelope& envelope, const Template& page,
                            const Values& values, const Address& reply_to,
                            AutoSubmitted automatic) {
    auto filled = fill(page, values, mail_width);
    if (!filled) return filled.error();
    return finish_letter(
        envelope,
        {std::move(filled->subject), std::move(filled->body), reply_to, automatic, {}, {}});
}

}  // namespace

base::Result<Letter> write_acknowledgement(const Templates& templates, const Envelope& envelope,
                                           understanding::Language language,
                                           const std::string& ref) {
    if (!is_ref(ref)) return defect("REF is not four characters");
    Values values;
    values.put("ref", ref);
    const auto& page = find_template(templates, "acknowledgement", language_code(language));
    return finish(envelope, page, values, envelope.from, AutoSubmitted::replied);
}

base::Result<Letter> write_status(const Templates& templates, const Envelope& envelope,
                                  understanding::Language language) {
    const auto& page = find_template(templates, "status", language_code(language));
    return finish(envelope, page, {}, envelope.from, AutoSubmitted::replied);
}

base::Result<Letter> write_news(const Templates& templates, const Envelope& envelope,
                                understanding::Language language, const News& news) {
    if (news.days < 0) return defect("a case is younger than nothing");
    const auto& page = find_template(templates, "news", language_code(language));
    Values values;
    values.put("days", std::to_string(news.days));
    values.put("stage", inert_line(word_for(page, "stage", news.stage), 120));
    values.put("role", inert_line(word_for(page, "role", news.role), 120));
    values.put("next", inert_line(word_for(page, "next", news.stage), 120));
    return finish(envelope, page, values, envelope.from, AutoSubmitted::replied);
}

base::Result<Letter> write_relay(const Templates& templates, const Envelope& envelope,
                                 understanding::Language language, const std::string& token,
                                 const redaction::RedactedMail& words) {
    auto reply_to = address_with_token(envelope.from, token);
    if (!reply_to) return reply_to.error();
    const auto& page = find_template(templates, "relay", language_code(language));
    Values values;
    values.put("text", quote(words.body()));
    return finish(envelope, page, values, *reply_to, AutoSubmitted::generated);
}

}  // namespace letter
