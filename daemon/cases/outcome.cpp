#include "cases/outcome.h"

#include <array>

#include "base/ensure.h"

namespace cases {
namespace {

struct Spoken {
    Outcome outcome;
    std::string_view words;
};

constexpr std::array<Spoken, 39> spoken_words{{
    {Outcome::legal_action, "legal action"},
    {Outcome::legal_action, "നിയമനടപടി"},
    {Outcome::legal_action, "कानूनी कार्रवाई"},
    {Outcome::counselled, "counselled"},
    {Outcome::counselled, "counseled"},
    {Outcome::counselled, "കൗൺസിലിങ് നൽകി"},
    {Outcome::counselled, "परामर्श दिया"},
    {Outcome::warned, "warned"},
    {Outcome::warned, "താക്കീത് നൽകി"},
    {Outcome::warned, "चेतावनी दी"},
    {Outcome::content_removed, "content removed"},
    {Outcome::content_removed, "ഉള്ളടക്കം നീക്കി"},
    {Outcome::content_removed, "सामग्री हटाई"},
    {Outcome::settled_heard_alone, "settled heard alone"},
    {Outcome::settled_heard_alone, "ഒറ്റയ്ക്ക് കേട്ട് ഒത്തുതീർപ്പായി"},
    {Outcome::settled_heard_alone, "अकेले सुनकर समझौता"},
    {Outcome::no_offence, "no offence"},
    {Outcome::no_offence, "no offense"},
    {Outcome::no_offence, "കുറ്റമില്ല"},
    {Outcome::no_offence, "अपराध नहीं"},
    {Outcome::not_traced, "not traced"},
    {Outcome::not_traced, "കണ്ടെത്താനായില്ല"},
    {Outcome::not_traced, "पता नहीं चला"},
    {Outcome::transferred, "transferred"},
    {Outcome::transferred, "കൈമാറി"},
    {Outcome::transferred, "स्थानांतरित"},
    {Outcome::is_false, "false"},
    {Outcome::is_false, "വ്യാജം"},
    {Outcome::is_false, "झूठी शिकायत"},
    {Outcome::duplicate, "duplicate"},
    {Outcome::duplicate, "ആവർത്തനം"},
    {Outcome::duplicate, "दोहराव"},
    {Outcome::spam, "spam"},
    {Outcome::spam, "സ്പാം"},
    {Outcome::spam, "स्पैम"},
    {Outcome::withdrawn_heard, "withdrawn heard"},
    {Outcome::withdrawn_heard, "withdrawn heard alone"},
    {Outcome::withdrawn_heard, "ഒറ്റയ്ക്ക് കേട്ട് പിൻവലിച്ചു"},
    {Outcome::withdrawn_heard, "अकेले सुनकर वापस"},
}};

bool begins_with(std::string_view text, std::string_view words) {
    if (!text.starts_with(words)) return false;
    return text.size() == words.size() ||
           std::string_view(" .,;:!").find(text[words.size()]) != std::string_view::npos;
}

}  // namespace

std::string_view name_of(Outcome outcome) {
    switch (outcome) {
        case Outcome::legal_action:
            return "legal_action";
        case Outcome::counselled:
            return "counselled";
        case Outcome::warned:
            return "warned";
        case Outcome::content_removed:
            return "content_removed";
        case Outcome::settled_heard_alone:
            return "settled_heard_alone";
        case Outcome::no_offence:
            return "no_offence";
        case Outcome::not_traced:
            return "not_traced";
        case Outcome::transferred:
            return "transferred";
        case Outcome::is_false:
            return "false";
        case Outcome::duplicate:
            return "duplicate";
        case Outcome::spam:
            return "spam";
        case Outcome::withdrawn_heard:
            return "withdrawn_heard";
    }
    base::ensure(false);
    return {};
}

const std::vector<Outcome>& all_outcomes() {
    using enum Outcome;
    static const std::vector<Outcome> outcomes{
        legal_action, counselled,     warned,      content_removed, settled_heard_alone,
        no_offence,   not_traced,     transferred, is_false,        duplicate,
        spam,         withdrawn_heard};
    return outcomes;
}

CaseEvent closing_event(Outcome outcome) {
    if (outcome == Outcome::settled_heard_alone || outcome == Outcome::withdrawn_heard)
        return CaseEvent::closed_heard;
    return outcome == Outcome::spam ? CaseEvent::called_spam : CaseEvent::closed;
}

std::optional<Outcome> outcome_in(std::string_view spoken) {
    for (const auto& [outcome, words] : spoken_words) {
        if (begins_with(spoken, words)) return outcome;
    }
    return std::nullopt;
}

}  // namespace cases
