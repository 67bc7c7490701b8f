#include "cases/command.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ensure.h"
#include "base/text.h"
#include "cases/arguments.h"
#include "redaction/tokens.h"

namespace cases {
namespace {

struct ReasonWords {
    Reason reason;
    std::string_view words;
};

// As officers may write them; blanks stand for blank, hyphen and underscore alike.
constexpr std::array<ReasonWords, 16> spoken{{
    {Reason::first_call, "first call"},
    {Reason::first_call, "ആദ്യ വിളി"},
    {Reason::first_call, "पहली कॉल"},
    {Reason::investigation_order, "investigation order"},
    {Reason::investigation_order, "അന്വേഷണ ഉത്തരവ്"},
    {Reason::investigation_order, "जाँच आदेश"},
    {Reason::investigation_order, "जांच आदेश"},
    {Reason::her_wish, "her wish"},
    {Reason::her_wish, "അവളുടെ ആഗ്രഹം"},
    {Reason::her_wish, "उसकी इच्छा"},
    {Reason::danger_to_life, "danger to life"},
    {Reason::danger_to_life, "ജീവന് അപകടം"},
    {Reason::danger_to_life, "जान का खतरा"},
    {Reason::court_order, "court order"},
    {Reason::court_order, "കോടതി ഉത്തരവ്"},
    {Reason::court_order, "अदालत का आदेश"},
}};

bool is_separator(char c) { return c == '_' || c == '-' || c == ' ' || c == '\t'; }

// Lower case, one blank between words.
std::string spoken_form(std::string_view text) {
    std::string out;
    for (const char c : base::lower_ascii(text)) {
        if (!is_separator(c)) {
            out.push_back(c);
        } else if (!out.empty() && out.back() != ' ') {
            out.push_back(' ');
        }
    }
    return std::string(base::trim_ascii(out));
}

bool begins_with_words(std::string_view text, std::string_view words) {
    if (!text.starts_with(words)) return false;
    if (text.size() == words.size()) return true;
    return std::string_view(" .,;:!").find(text[words.size()]) != std::string_view::npos;
}

std::optional<Reason> reason_in(std::string_view rest) {
    const std::string text = spoken_form(rest);
    for (const auto& [reason, words] : spoken) {
        if (begins_with_words(text, words)) return reason;
    }
    return std::nullopt;
}

// "[phone-k7q2]" or "PHONE – K7Q2": the first word, and a second one if the hyphen stands free.
struct Cut {
    std::string mask;  // upper case, without brackets
    std::string rest;
};

std::string upper_ascii(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

std::string with_plain_hyphens(std::string text) {
    for (const std::string_view dash :
         {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}) {
        for (auto at = text.find(dash); at != std::string::npos; at = text.find(dash, at))
            text.replace(at, dash.size(), "-");
    }
    return text;
}

Cut cut_mask(std::string_view argument) {
    const std::string text = with_plain_hyphens(std::string(base::trim_ascii(argument)));
    const auto end = std::min(text.find_first_of(" \t,;:"), text.size());
    Cut cut{upper_ascii(std::string_view(text).substr(0, end)),
            std::string(base::trim_ascii(std::string_view(text).substr(end)))};
    std::erase_if(cut.mask, [](char c) { return c == '[' || c == ']' || c == '.'; });
    while (!cut.rest.empty() &&
           std::string_view(",;:-").find(cut.rest.front()) != std::string_view::npos)
        cut.rest.erase(0, 1);
    cut.rest = std::string(base::trim_ascii(cut.rest));
    return cut;
}

base::Result<Mask, Mistake> mask_of(const std::string& text) {
    if (text.empty()) return Mistake::no_mask;
    if (text == "FIR") return Mask{redaction::ValueType::person, "", true};
    const auto hyphen = text.rfind('-');
    if (hyphen == std::string::npos)
        return redaction::value_type(text) ? Mistake::dropped : Mistake::not_a_mask;
    const auto type = redaction::value_type(text.substr(0, hyphen));
    const std::string code = text.substr(hyphen + 1);
    if (!type || !redaction::is_token_code(code)) return Mistake::not_a_mask;
    return Mask{*type, code, false};
}

base::Result<Command, Mistake> read_reveal(std::string_view argument) {
    const Cut cut = cut_mask(argument);
    auto mask = mask_of(cut.mask);
    if (!mask) return mask.error();
    Command command;
    command.word = Word::reveal;
    command.mask = *mask;
    if (cut.rest.empty()) {
        // The bundle is asked for a registered case: its reason is the investigation.
        if (mask->bundle) return command;
        return Mistake::no_reason;
    }
    const auto why = reason_in(cut.rest);
    if (!why) return Mistake::unknown_reason;
    command.reason = *why;
    return command;
}

base::Result<Command, Mistake> read_closed(std::string_view argument) {
    const std::string words = spoken_form(argument);
    if (words.empty()) return Mistake::no_outcome;
    const auto outcome = outcome_in(words);
    if (!outcome) return Mistake::unknown_outcome;
    Command command;
    command.word = Word::closed;
    command.outcome = *outcome;
    return command;
}

}  // namespace

std::string_view name_of(Reason reason) {
    switch (reason) {
        case Reason::first_call:
            return "first_call";
        case Reason::investigation_order:
            return "investigation_order";
        case Reason::her_wish:
            return "her_wish";
        case Reason::danger_to_life:
            return "danger_to_life";
        case Reason::court_order:
            return "court_order";
    }
    base::ensure(false);
    return {};
}

const std::vector<Reason>& all_reasons() {
    static const std::vector<Reason> reasons{Reason::first_call, Reason::investigation_order,
                                             Reason::her_wish, Reason::danger_to_life,
                                             Reason::court_order};
    return reasons;
}

std::optional<Reason> reason(std::string_view name) {
    for (const Reason reason : all_reasons()) {
        if (name_of(reason) == name) return reason;
    }
    return std::nullopt;
}

std::string_view name_of(Mistake mistake) {
    switch (mistake) {
        case Mistake::not_understood:
            return "not_understood";
        case Mistake::not_your_word:
            return "not_your_word";
        case Mistake::no_mask:
            return "no_mask";
        case Mistake::not_a_mask:
            return "not_a_mask";
        case Mistake::dropped:
            return "dropped";
        case Mistake::no_reason:
            return "no_reason";
        case Mistake::unknown_reason:
            return "unknown_reason";
        case Mistake::no_outcome:
            return "no_outcome";
        case Mistake::unknown_outcome:
            return "unknown_outcome";
    }
    base::ensure(false);
    return {};
}

std::string Mask::str() const {
    return bundle ? "FIR" : std::string(redaction::name_of(type)) + "-" + code;
}

base::Result<Command, Mistake> read_command(const std::optional<std::string>& answer,
                                            Side side) {
    if (!answer) return Mistake::not_understood;
    const WordRow* row = find_word(*answer);
    if (row == nullptr) return Mistake::not_understood;
    if (!may_say(*row, side)) return Mistake::not_your_word;
    const auto behind = std::string_view(*answer).substr(row->name.size());
    if (row->word == Word::reveal) return read_reveal(behind);
    if (row->word == Word::closed) return read_closed(behind);
    Command command;
    command.word = row->word;
    command.argument = std::string(base::trim_ascii(behind));
    if (row->word != Word::note) return command;
    if (const auto done = done_in(command.argument))
        command.word =
            *done == Done::takedown_sent ? Word::takedown_sent : Word::child_reported;
    return command;
}

}  // namespace cases
