#include "cases/contact.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/ensure.h"

namespace cases {
namespace {

using redaction::FoundValue;
using redaction::Role;
using redaction::ValueType;
using understanding::Span;

constexpr std::string_view asks_list = "role.contact_request";
constexpr std::string_view forbids_list = "role.no_contact";
constexpr std::array reasons{NoContact::offender_in_police,
                             NoContact::other_writer,
                             NoContact::no_number,
                             NoContact::relatives_number,
                             NoContact::do_not_call,
                             NoContact::several,
                             NoContact::station_limit,
                             NoContact::destroyed,
                             NoContact::held,
                             NoContact::not_kept};

bool ends_sentence(char32_t c) {
    return c == U'\n' || c == U'.' || c == U'!' || c == U'?' || c == U';' || c == U'\u0964';
}

bool is_digit_at(const std::u32string& text, std::size_t i) {
    return i < text.size() && text[i] >= U'0' && text[i] <= U'9';
}

// No end of a sentence between them; a dot inside a number ends none.
bool in_one_sentence(const std::u32string& text, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to && i < text.size(); ++i) {
        if (!ends_sentence(text[i])) continue;
        const bool inside_number =
            text[i] == U'.' && i > 0 && is_digit_at(text, i - 1) && is_digit_at(text, i + 1);
        if (!inside_number) return false;
    }
    return true;
}

bool overlap(const Span& a, const Span& b) {
    return a.where == b.where && a.start < b.end && b.start < a.end;
}

std::vector<Span> hits_of(const understanding::Facts& facts, std::string_view list) {
    std::vector<Span> spans;
    for (const auto& hit : facts.words) {
        if (hit.list == list) spans.push_back(hit.span);
    }
    return spans;
}

struct Gap {
    std::size_t from = 0, to = 0;
};

Gap between(const Span& a, const Span& b) {
    return a.start < b.start ? Gap{a.end, b.start} : Gap{b.end, a.start};
}

// The words about calling that stand next to a number: in its sentence, no other number
// between.
class Cues {
  public:
    Cues(const redaction::Findings& findings, const understanding::Facts& facts)
        : findings_(findings), facts_(facts), forbids_(hits_of(facts, forbids_list)) {
        for (const Span& ask : hits_of(facts, asks_list)) {
            const bool negated = std::any_of(forbids_.begin(), forbids_.end(),
                                             [&](const Span& f) { return overlap(f, ask); });
            if (!negated) asks_.push_back(ask);
        }
    }

    bool asks_for(const FoundValue& number) const { return any_near(asks_, number); }
    bool forbids(const FoundValue& number) const { return any_near(forbids_, number); }
    // "Please do not call", beside no number: it may be meant of all.
    bool forbids_all() const {
        return std::any_of(forbids_.begin(), forbids_.end(), [&](const Span& cue) {
            return std::none_of(
                findings_.values.begin(), findings_.values.end(), [&](const FoundValue& value) {
                    return value.type == ValueType::phone && near(cue, value.span);
                });
        });
    }

  private:
    bool any_near(const std::vector<Span>& cues, const FoundValue& number) const {
        return std::any_of(cues.begin(), cues.end(),
                           [&](const Span& cue) { return near(cue, number.span); });
    }

    bool near(const Span& cue, const Span& number) const {
        if (cue.where != number.where) return false;
        const auto* text = facts_.text_of(cue.where);
        if (text == nullptr) return false;
        const Gap gap = between(cue, number);
        if (!in_one_sentence(text->text, gap.from, gap.to)) return false;
        return std::none_of(findings_.values.begin(), findings_.values.end(),
                            [&](const FoundValue& other) {
                                return other.type == ValueType::phone &&
                                       other.span.where == cue.where && other.span != number &&
                                       other.span.start >= gap.from && other.span.end <= gap.to;
                            });
    }

    const redaction::Findings& findings_;
    const understanding::Facts& facts_;
    std::vector<Span> forbids_, asks_;
};

// One number, however often and in whatever form it is written.
struct Number {
    std::string normal;
    const FoundValue* first = nullptr;
    bool asked = false;
    bool forbidden = false;
};

std::vector<Number> numbers_of_hers(const redaction::Findings& findings, const Cues& cues) {
    std::vector<Number> numbers;
    for (const auto& value : findings.values) {
        if (value.type != ValueType::phone || value.role != Role::complainant ||
            value.is_public)
            continue;
        const auto& normal = value.normal.reveal();
        auto known = std::find_if(numbers.begin(), numbers.end(),
                                  [&](const Number& n) { return n.normal == normal; });
        if (known == numbers.end())
            known = numbers.insert(numbers.end(), {normal, &value, false, false});
        known->asked = known->asked || cues.asks_for(value);
        known->forbidden = known->forbidden || cues.forbids(value);
    }
    return numbers;
}

bool has_relatives_number(const redaction::Findings& findings) {
    return std::any_of(findings.values.begin(), findings.values.end(), [](const auto& value) {
        return value.type == ValueType::phone &&
               (value.role == Role::family || value.role == Role::third_party);
    });
}

base::Result<Contact, NoContact> only_one(const std::vector<const Number*>& numbers,
                                          NoContact otherwise) {
    if (numbers.empty()) return otherwise;
    if (numbers.size() > 1) return NoContact::several;
    const FoundValue& value = *numbers.front()->first;
    return Contact{value.as_written, value.normal};
}

}  // namespace

std::string_view name_of(NoContact reason) {
    switch (reason) {
        case NoContact::offender_in_police:
            return "offender_in_police";
        case NoContact::other_writer:
            return "other_writer";
        case NoContact::no_number:
            return "no_number";
        case NoContact::relatives_number:
            return "relatives_number";
        case NoContact::do_not_call:
            return "do_not_call";
        case NoContact::several:
            return "several";
        case NoContact::station_limit:
            return "station_limit";
        case NoContact::destroyed:
            return "destroyed";
        case NoContact::held:
            return "held";
        case NoContact::not_kept:
            return "not_kept";
    }
    base::ensure(false);
    return {};
}

std::optional<NoContact> no_contact(std::string_view name) {
    for (const NoContact reason : reasons) {
        if (name_of(reason) == name) return reason;
    }
    return std::nullopt;
}

base::Result<Contact, NoContact> choose_contact(const redaction::Findings& findings,
                                                const understanding::Facts& facts) {
    if (facts.offender_in_police) return NoContact::offender_in_police;
    if (facts.written_by != understanding::WrittenBy::self) return NoContact::other_writer;
    const Cues cues(findings, facts);
    const auto numbers = numbers_of_hers(findings, cues);
    if (numbers.empty())
        return has_relatives_number(findings) ? NoContact::relatives_number
                                              : NoContact::no_number;
    std::vector<const Number*> asked, callable;
    const bool none_at_all = cues.forbids_all();
    for (const Number& number : numbers) {
        if (number.forbidden) continue;
        if (number.asked) asked.push_back(&number);
        if (!none_at_all) callable.push_back(&number);
    }
    if (!asked.empty()) return only_one(asked, NoContact::do_not_call);
    return only_one(callable, NoContact::do_not_call);
}

}  // namespace cases
