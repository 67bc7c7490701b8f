// The part of Weighing that hears whose zone it is: forms, signatures, quoted mail, chats.
#include "redaction/weighing.h"

namespace redaction {

using understanding::ZoneKind;
using understanding::ZoneOwner;

// "On ... Raju <raju@...> wrote:", the first line of what is quoted.
bool Weighing::is_quoted_sender() const {
    if (zone_->kind != ZoneKind::quoted && zone_->kind != ZoneKind::forwarded) return false;
    if (value_.type != ValueType::person && value_.type != ValueType::email) return false;
    if (!zone_->owner_address.empty() && value_.normal == zone_->owner_address) return true;
    const auto first = page_.line_of(page_.range_of(zone_->span).start);
    const bool quoted_line = page_.text()[first.start] == U'>';
    return value_.range.start < first.end && !quoted_line && !zone_->owner_address.empty();
}

// "To:" of his mail is hers, who else stands there a third party's.
void Weighing::header_line() {
    if (zone_->kind != ZoneKind::quoted && zone_->kind != ZoneKind::forwarded) return;
    const auto line = page_.line_of(value_.range.start);
    const auto first = page_.token_at(line.start);
    if (first >= page_.tokens().size()) return;
    const auto label = page_.cue_from("role.header_to", page_.tokens()[first].start);
    if (!label || label->end >= page_.text().size() || page_.text()[label->end] != U':') return;
    in_header_line_ = true;
    const bool to = page_.text().compare(label->start, 2, U"cc") != 0 &&
                    page_.text().compare(label->start, 3, U"bcc") != 0;
    scores_[to ? Role::complainant : Role::third_party] += weights_.cues.form_label;
    cues_.emplace_back(to ? "zone:to" : "zone:copy to");
}

// The name of the one whose lines these are, or the number where he is not saved by name.
bool Weighing::is_speaker() const {
    if (zone_->owner_name.empty() || zone_->kind == ZoneKind::form_line) return false;
    if (value_.type == ValueType::phone && zone_->kind == ZoneKind::chat_line) {
        std::string digits;
        for (const char c : zone_->owner_name)
            if (c >= '0' && c <= '9') digits.push_back(c);
        return !digits.empty() && digits.ends_with(value_.normal);
    }
    if (!is_person(value_)) return false;
    return zone_->owner_name.starts_with(page_.as_written(value_.range));
}

// "Accused: X, works at Y. Complainant: Z": a label rules its own sentence.
bool Weighing::is_behind_form() const {
    return zone_->kind == ZoneKind::form_line &&
           page_.clause_of(value_.range.start).start > page_.line_of(value_.range.start).start;
}

void Weighing::zone() {
    if (zone_ == nullptr) return;
    // "Witness:", the one label of a form that is neither side's.
    if (zone_->kind == ZoneKind::form_line && zone_->owner == ZoneOwner::unknown) {
        scores_[Role::third_party] += weights_.cues.form_label;
        cues_.emplace_back("zone:form");
        return;
    }
    owned_zone();
}

// Of her own words, or of his.
void Weighing::owned_zone() {
    const bool hers = zone_->owner == ZoneOwner::writer, his = zone_->owner == ZoneOwner::other;
    const auto weigh = [&](double weight, const char* name) {
        scores_[hers ? Role::complainant : Role::offender] += weight;
        cues_.emplace_back(name);
    };
    const bool labelled_his = hers && nearest_on("role.offender_noun", Side::left).has_value();
    if (his && is_behind_form()) return;
    if (!hers && !his) return;
    if (zone_->kind == ZoneKind::form_line && !labelled_his && !beside_person_)
        weigh(weights_.cues.form_label, "zone:form");
    if (zone_->kind == ZoneKind::signature && hers)
        weigh(weights_.cues.signature, "zone:signature");
    if (his) header_line();
    if (is_speaker()) weigh(weights_.cues.form_label, "zone:speaker");
    if (his && is_quoted_sender()) weigh(weights_.cues.quoted_sender, "zone:quoted sender");
    if (zone_->kind == ZoneKind::signature && his)
        weigh(weights_.cues.quoted_signature, "zone:signature");
}

// "Come up tonight or I tell all. X": a speech between marks ends with nothing but the number.
bool Weighing::signs_speech() const {
    if (zone_->kind != ZoneKind::quoted || !zone_->owner_address.empty()) return false;
    const auto end = page_.range_of(zone_->span).end;
    const auto clause = page_.clause_of(value_.range.start);
    const bool last =
        right_token_ >= page_.tokens().size() || page_.tokens()[right_token_].start >= end;
    return last && page_.token_at(clause.start) == left_token_;
}

}  // namespace redaction
