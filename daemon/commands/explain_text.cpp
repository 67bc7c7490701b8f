#include <fmt/format.h>

#include "commands/explain_decision.h"
#include "commands/explain_json.h"
#include "commands/painted_view.h"
#include "letter/inert_text.h"

namespace commands {
namespace {

using pipeline::Journey;

struct Paint {
    Colour colour;
    std::string operator()(const char* code, const std::string& text) const {
        return colour == Colour::on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
    }
};

const char* code_of(redaction::Action action) {
    switch (action) {
        case redaction::Action::keep:
            return "33";  // yellow: stays, it is the evidence
        case redaction::Action::mask:
            return "32";  // green: covered
        case redaction::Action::drop:
            return "31";
        case redaction::Action::band:
        case redaction::Action::count:
            return "36";
    }
    return "0";
}

std::string join(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

std::string covered_lines(const Journey& journey, const Paint& paint) {
    if (!journey.station_view)
        return "No redacted text: " + journey.held.value_or("held") + "\n";
    std::string out = "What the station reads:\n";
    std::string body;  // opens with the subject
    for (const auto& piece : pieces_of(*journey.station_view, journey.facts)) {
        const std::string text = letter::show_hidden(piece.text);
        body += piece.action ? paint(code_of(*piece.action), text) : text;
    }
    out += "  | ";
    for (const char c : body) {
        out += c;
        if (c == '\n') out += "  | ";
    }
    out += "\nValues found:\n";
    for (const auto& span : journey.station_view->spans()) {
        const std::string what =
            fmt::format("{:<5} {:<14} of {:<12}", redaction::name_of(span.action),
                        redaction::name_of(span.type), redaction::name_of(span.role));
        out += fmt::format("  {} {} {}:{}-{}  {}{}\n", paint(code_of(span.action), what),
                           span.token, understanding::name_of(span.span.where), span.span.start,
                           span.span.end, letter::show_hidden(join(span.cues)),
                           span.flag ? "  (flagged)" : "");
    }
    return out;
}

std::string letter_lines(const Journey& journey) {
    std::string out = "Letters:\n";
    for (const auto& planned : journey.letters) {
        out += fmt::format("  {:<16} to {}  \"{}\"\n", letter::name_of(planned.letter.kind),
                           planned.letter.to.str(), planned.letter.subject);
    }
    if (!journey.no_acknowledgement.empty()) {
        out += fmt::format("  no acknowledgement: {}\n", journey.no_acknowledgement);
    }
    return out;
}

}  // namespace

std::string explain_text(const std::string& file, const Journey& journey, Colour colour) {
    const Paint paint{colour};
    std::string out = paint("1", file) + "\n";
    if (journey.unread)
        return out + "Not read: " + *journey.unread +
               ". The desk would be told, the original stays sealed.\n";
    const auto& facts = journey.facts;
    out +=
        fmt::format("Kind: {}   language: {}   category: {}   child: {}   written by: {}\n",
                    understanding::name_of(facts.kind), understanding::name_of(facts.language),
                    understanding::name_of(facts.category), understanding::name_of(facts.child),
                    understanding::name_of(facts.written_by));
    for (const auto reason : facts.urgency.reasons) {
        out += paint("1;31", fmt::format("URGENT: {}", understanding::name_of(reason))) + "\n";
    }
    if (facts.offender_in_police) out += "The offender may be in the police.\n";
    if (facts.account_may_be_his) out += "This account may not be hers.\n";
    if (facts.mail_unsafe) out += "Mail to her is not safe.\n";
    for (const auto& oddity : journey.mail.oddities) out += "Oddity: " + oddity.name + "\n";
    return out + decision_lines(journey) + covered_lines(journey, paint) +
           letter_lines(journey);
}

}  // namespace commands
