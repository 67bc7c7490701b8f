#include "redaction/redact.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "message/oddity_names.h"
#include "redaction/among.h"
#include "redaction/attaching.h"
#include "redaction/life.h"
#include "redaction/tokens.h"
#include "redaction/treating.h"

namespace redaction {

using understanding::ExaminedText;
using understanding::Where;

namespace {

// Letters and digits only, to ask whether two parts of a mail say the same.
std::u32string spoken(const std::u32string& text) {
    std::u32string said;
    for (const char32_t c : understanding::make_view(text).text) {
        const bool letter = c >= 0x80 || (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
        if (letter && c != 0xFFFC) said.push_back(c);
    }
    return said;
}

// "[image: NAME]" stands where HTML has a picture; names of pictures are nobody's words.
std::u32string without_pictures(std::u32string_view text) {
    constexpr std::u32string_view mark = U"[image: ";
    std::u32string rest;
    for (;;) {
        constexpr auto nowhere = std::u32string_view::npos;
        const auto open = text.find(mark);
        const auto close = open == nowhere ? nowhere : text.find(U']', open);
        rest += text.substr(0, close == nowhere ? nowhere : open);
        if (close == nowhere) return rest;
        text.remove_prefix(close + 1);
    }
}

std::set<std::u32string> words_in(const std::u32string& text) {
    const auto view = understanding::make_view(text);
    std::set<std::u32string> words;
    for (const auto& token : understanding::tokenise(view, text))
        words.insert(view.text.substr(token.start, token.end - token.start));
    return words;
}

// What HTML says beyond the plain text beside it.
enum class Beyond { nothing, a_little, much };

Beyond beyond(std::u32string_view plain, std::u32string_view html) {
    const std::u32string said(plain), more = without_pictures(html);
    if (spoken(said).find(spoken(more)) != std::u32string::npos) return Beyond::nothing;
    const auto known = words_in(said), words = words_in(more);
    std::size_t missing = 0;
    for (const auto& word : words) {
        if (known.contains(word)) continue;
        // Another number is another number.
        if (word.find_first_of(U"0123456789") != std::u32string::npos) return Beyond::much;
        ++missing;
    }
    constexpr std::size_t few = 3, share = 10;
    if (missing == 0) return Beyond::nothing;
    return missing <= std::max(few, words.size() / share) ? Beyond::a_little : Beyond::much;
}

bool has_free_text(Destination destination) {
    switch (destination) {
        case Destination::station:
        case Destination::desk:
        case Destination::urgent:
        case Destination::cyber_cell:
            return true;
        case Destination::oversight:
        case Destination::platform:
        case Destination::auditors:
            return false;
    }
    return false;
}

bool is_evidence(const FoundValue& value) {
    if (value.role == Role::offender) {
        return value.type != ValueType::age && value.type != ValueType::address &&
               value.type != ValueType::org;
    }
    const bool thing = value.type == ValueType::url || value.type == ValueType::social_handle ||
                       value.type == ValueType::ip || value.type == ValueType::upi_ref;
    return thing && value.role == Role::unknown;
}

// A field twice, several senders, a text unlike its HTML: each program picks its own.
bool has_two_readings(const message::ParsedMail& mail) {
    constexpr std::array ambiguous{
        message::oddity::two_from,          message::oddity::group_from,
        message::oddity::two_subjects,      message::oddity::two_content_types,
        message::oddity::plain_unlike_html, message::oddity::trees_differ};
    return std::any_of(ambiguous.begin(), ambiguous.end(),
                       [&mail](std::string_view name) { return mail.has_oddity(name); });
}

}  // namespace

// The only maker of a RedactedMail.
class Renderer {
  public:
    Renderer(const message::ParsedMail& mail, const understanding::Facts& facts,
             const Findings& findings, const Policy& policy, Destination destination,
             const TokenSeed& seed)
        : mail_(mail), facts_(facts), findings_(findings), policy_(policy), tokens_(seed) {
        out_.destination_ = destination;
        out_.two_readings_ = redaction::has_two_readings(mail);
        // Every value draws its token in the order of the findings, whatever this destination
        // may see.
        for (const auto& value : findings_.values)
            tokens_.token_of(value.type, value.normal.reveal());
    }

    Redaction render() {
        if (has_free_text(out_.destination_)) {
            compose();
        } else {
            for (const auto& text : facts_.texts) cover(text);  // for the counts
        }
        list_attachments();
        return {std::move(out_), std::move(covered_)};
    }

  private:
    void compose() {
        const auto* subject = facts_.text_of(Where::subject);
        const auto* text = facts_.text_of(Where::text);
        const auto* html = facts_.text_of(Where::html);
        if (subject != nullptr) out_.subject_ = cover(*subject);
        if (!out_.subject_.empty()) out_.body_ = out_.subject_ + "\n\n";
        if (text != nullptr) out_.body_ += cover(*text);
        if (html == nullptr) return;
        const auto more = text == nullptr ? Beyond::much : beyond(shown(*text), html->text);
        if (more == Beyond::nothing) return;
        if (more == Beyond::a_little) {
            out_.body_ += "\n\n----- HTML: a few words more, in the sealed original -----\n";
            return;
        }
        if (text != nullptr && !text->text.empty()) out_.body_ += "\n\n----- HTML -----\n\n";
        out_.body_ += cover(*html);
    }

    static std::u32string_view shown(const ExaminedText& text) {
        return std::u32string_view(text.text).substr(0, text.shown_to);
    }

    // The text with every covered value replaced; notes spans, covered values and evidence on
    // the way.
    std::string cover(const ExaminedText& text) {
        std::string out;
        const auto source = shown(text);
        std::uint32_t at = 0;
        for (const auto& value : all_values(text.where)) {
            if (value.span.start < at || value.span.end > source.size()) continue;
            base_append(out, source.substr(at, value.span.start - at));
            out += treat(value);
            at = value.span.end;
        }
        base_append(out, source.substr(at));
        return out_.destination_ == Destination::cyber_cell ? offender_lines(text, out) : out;
    }

    static void base_append(std::string& out, std::u32string_view text) {
        for (const char32_t c : text) {
            if (c != U'\r') base::append_utf8(out, c);
        }
    }

    // The findings of a text; where a child is the victim also the places that routing found
    // (redaction.md 5.3).
    std::vector<FoundValue> all_values(Where where) const {
        std::vector<FoundValue> values;
        for (const auto& value : findings_.values) {
            if (value.span.where == where) values.push_back(value);
        }
        if (facts_.child == understanding::Child::victim &&
            out_.destination_ != Destination::urgent) {
            for (const auto& place : facts_.places) {
                if (place.span.where == where) add_place(place, values);
            }
        }
        std::sort(values.begin(), values.end(),
                  [](const auto& a, const auto& b) { return a.span < b.span; });
        return values;
    }

    static void add_place(const understanding::PlaceMention& place,
                          std::vector<FoundValue>& values) {
        const bool taken =
            std::any_of(values.begin(), values.end(), [&](const FoundValue& value) {
                return value.span.start < place.span.end && place.span.start < value.span.end;
            });
        if (taken) return;
        FoundValue value;
        value.type = ValueType::address;
        value.span = place.span;
        value.as_written = base::Sensitive(place.text);
        value.normal = base::Sensitive(base::lower_ascii(place.text));
        value.role = Role::complainant;
        value.cues = {"child"};
        values.push_back(std::move(value));
    }

    std::string treat(const FoundValue& value) {
        const auto treatment = treatment_of(value, policy_, out_.destination_);
        RenderedSpan span{value.span, value.type,     value.role, treatment.action,
                          {},         treatment.flag, value.cues, is_released(value)};
        const auto type = std::string(name_of(value.type));
        std::string shown;
        switch (treatment.action) {
            case Action::keep:
                shown = value.as_written.reveal();
                note_evidence(value);
                break;
            case Action::mask:
                shown = span.token = tokens_.token_of(value.type, value.normal.reveal());
                note_covered(value, span.token);
                break;
            case Action::drop:
            case Action::count:
                shown = span.token = "[" + type + "]";
                break;
            case Action::band:
                span.token = age_band(value.normal.reveal());
                shown = "[" + type + " " + span.token + "]";
                break;
        }
        if (treatment.action == Action::mask || treatment.action == Action::drop)
            ++out_.covered_[value.type];
        out_.spans_.push_back(std::move(span));
        return shown;
    }

    bool is_released(const FoundValue& value) const {
        if (!is_kept_as_vital(value, out_.destination_)) return false;
        auto ordinary = value;
        ordinary.vital = Vital::no;
        return treatment_of(ordinary, policy_, out_.destination_).action != Action::keep;
    }

    void note_covered(const FoundValue& value, const std::string& token) {
        const bool known = std::any_of(covered_.begin(), covered_.end(),
                                       [&](const CoveredValue& c) { return c.token == token; });
        if (!known) covered_.push_back({token, value.type, value.role, value.as_written});
    }

    void note_evidence(const FoundValue& value) {
        if (value.is_public || !is_evidence(value)) return;
        const auto& whole = value.as_written.reveal();
        const bool known = std::any_of(
            out_.evidence_.begin(), out_.evidence_.end(), [&](const EvidenceItem& item) {
                return item.type == value.type && item.value == whole;
            });
        if (!known) out_.evidence_.push_back({value.type, whole});
    }

    // The cyber cell reads the lines with an identifier of the offender, nothing else of her
    // words.
    std::string offender_lines(const ExaminedText& text, const std::string& covered) const {
        std::vector<std::size_t> lines;
        for (const auto& span : out_.spans_) {
            if (span.span.where != text.where || span.action != Action::keep ||
                span.role == Role::official)
                continue;
            const auto begin = text.text.begin();
            lines.push_back(static_cast<std::size_t>(std::count(
                begin, begin + static_cast<std::ptrdiff_t>(span.span.start), U'\n')));
        }
        std::string kept;
        std::size_t line = 0;
        for (std::size_t start = 0; start <= covered.size(); ++line) {
            const auto end = std::min(covered.find('\n', start), covered.size());
            if (among(line, lines)) {
                kept += covered.substr(start, end - start) + "\n";
            }
            start = end + 1;
        }
        return kept;
    }

    void list_attachments() {
        for (const auto* leaf : attached_leaves(mail_)) {
            const auto action = action_for(*leaf, facts_, policy_, out_.destination_);
            out_.attachments_.push_back(note_for(*leaf, out_.attachments_.size() + 1, action));
        }
    }

    const message::ParsedMail& mail_;
    const understanding::Facts& facts_;
    const Findings& findings_;
    const Policy& policy_;
    Tokens tokens_;
    RedactedMail out_;
    std::vector<CoveredValue> covered_;
};

int RedactedMail::count(Action action) const {
    return static_cast<int>(std::count_if(
        spans_.begin(), spans_.end(), [&](const auto& span) { return span.action == action; }));
}

int RedactedMail::count_released() const {
    return static_cast<int>(std::count_if(spans_.begin(), spans_.end(),
                                          [](const auto& span) { return span.released; }));
}

base::Result<Redaction, HoldReason> redact(const message::ParsedMail& mail,
                                           const understanding::Facts& facts,
                                           const routing::Decision&, const Findings& findings,
                                           const Policy& policy, Destination destination,
                                           const TokenSeed& seed) {
    if (mail.unreadable) return HoldReason{"unreadable"};
    if (!findings.complete) return HoldReason{"incomplete"};
    for (const auto* leaf : attached_leaves(mail)) {
        if (action_for(*leaf, facts, policy, destination) == AttachmentAction::hold)
            return HoldReason{"attachment"};
    }
    return Renderer(mail, facts, findings, policy, destination, seed).render();
}

}  // namespace redaction
