#include <algorithm>
#include <array>

#include "base/text.h"
#include "redaction/among.h"
#include "redaction/digit_runs.h"
#include "redaction/names.h"
#include "redaction/page.h"
#include "redaction/redact.h"
#include "redaction/treating.h"
#include "understanding/look_alike.h"

namespace redaction {

namespace {

// What may not stand in a letter, in comparable form, by the way it is looked for.
struct Forbidden {
    std::vector<std::string> numbers;                  // digits
    std::vector<std::string> codes;                    // ASCII letters and digits
    std::vector<std::vector<std::u32string>> phrases;  // words in a row
    NameBook names;
    std::vector<std::string> allowed;  // kept values of the offender with a seed in them
    std::vector<std::vector<std::u32string>> kept_names;  // "Suresh Thomas" of Anitha Thomas
};

std::string only(const std::string& text, bool (*wanted)(char32_t)) {
    std::string kept;
    for (const char c : text) {
        const auto lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (static_cast<unsigned char>(lower) < 0x80 &&
            wanted(static_cast<unsigned char>(lower)))
            kept.push_back(lower);
    }
    return kept;
}

std::vector<std::u32string> words_of(const std::string& utf8) {
    const auto source = base::to_code_points(utf8);
    const auto view = understanding::make_view(source);
    std::vector<std::u32string> words;
    for (const auto& token : understanding::tokenise(view, source)) {
        words.push_back(view.text.substr(token.start, token.end - token.start));
    }
    return words;
}

bool is_number_type(ValueType type) {
    static constexpr std::array numbers{
        ValueType::phone,        ValueType::aadhaar, ValueType::vid, ValueType::card,
        ValueType::bank_account, ValueType::upi_ref, ValueType::imei};
    return among(type, numbers);
}

void forbid_name(const std::string& name, Forbidden& forbidden) {
    std::u32string in_one_word;
    for (const auto& word : words_of(name)) {
        forbidden.names.add(word, 0);
        in_one_word += word;
    }
    forbidden.names.add(in_one_word, 0);
}

void forbid_value(const FoundValue& value, Forbidden& forbidden) {
    const auto& normal = value.normal.reveal();
    constexpr std::size_t least_number = 7, least_code = 5;
    if (value.type == ValueType::person) {
        forbid_name(normal, forbidden);
        const auto& name = value.name.reveal();  // perhaps in another writing
        forbid_name(name.empty() ? value.as_written.reveal() : name, forbidden);
    } else if (value.type == ValueType::address || value.type == ValueType::org) {
        if (auto words = words_of(normal); words.size() > 1)
            forbidden.phrases.push_back(std::move(words));
    } else if (value.type == ValueType::pin_code || value.type == ValueType::dob) {
        forbidden.phrases.push_back(words_of(normal));
    } else if (value.type == ValueType::age) {
        return;  // shown as a band; two digits stand in every letter
    } else if (is_number_type(value.type)) {
        if (auto digits = only(normal, is_digit); digits.size() >= least_number)
            forbidden.numbers.push_back(std::move(digits));
    } else if (auto code = only(normal, is_alnum); code.size() >= least_code) {
        const bool digits = code.find_first_not_of("0123456789") == std::string::npos;
        (digits ? forbidden.numbers : forbidden.codes).push_back(std::move(code));
    }
}

void forbid_seed(const std::string& seed, Forbidden& forbidden) {
    if (seed.find('@') != std::string::npos || seed.find('.') != std::string::npos) {
        forbidden.codes.push_back(only(seed, is_alnum));
    } else {
        forbid_name(seed, forbidden);
    }
}

void allow_name(const FoundValue& value, Forbidden& forbidden) {
    auto words = words_of(value.as_written.reveal());
    if (words.size() > 1) forbidden.kept_names.push_back(std::move(words));
}

// His name within his own link or account is what a platform is asked to act on.
bool names_him_to_a_platform(const FoundValue& value, Destination destination) {
    return value.type == ValueType::person && value.role == Role::offender &&
           destination == Destination::platform;
}

// A seed inside a kept value of the offender counts as decided; so does the person at risk in
// an urgent copy.
Forbidden forbidden_at(const Findings& findings, const Policy& policy,
                       Destination destination) {
    Forbidden forbidden;
    bool vital = false;
    for (const auto& value : findings.values) {
        const bool kept = treatment_of(value, policy, destination).action == Action::keep;
        const bool to_be_reached = is_kept_as_vital(value, destination);
        vital = vital || to_be_reached;
        if (!kept && !names_him_to_a_platform(value, destination))
            forbid_value(value, forbidden);
        if (to_be_reached || (kept && (value.holds_seed || value.is_public))) {
            forbidden.allowed.push_back(only(value.normal.reveal(), is_alnum));
        }
        if (kept && value.type == ValueType::person) allow_name(value, forbidden);
    }
    for (const auto& seed : findings.seeds) {
        const bool name = seed.reveal().find_first_of("@.") == std::string::npos;
        if (!(name && vital)) forbid_seed(seed.reveal(), forbidden);
    }
    return forbidden;
}

// One text of the letter in the forms in which it is searched.
class Searched {
  public:
    explicit Searched(const std::string& utf8) : source_(base::to_code_points(utf8)) {
        view_ = understanding::make_view(source_);
        tokens_ = understanding::tokenise(view_, source_);
        open_.assign(view_.text.size(), true);
        std::size_t gap = 0;
        for (std::size_t i = 0; i < view_.text.size(); ++i) {
            const char32_t c = understanding::look_alike(view_.text[i]);
            if (is_alnum(c)) {
                alnum_.push_back(static_cast<char>(c));
                at_.push_back(i);
            }
            constexpr std::size_t longest_separator = 4;
            if (const char32_t digit = digit_at(i)) {
                if (gap > longest_separator) digits_.push_back(' ');
                digits_.push_back(static_cast<char>(digit));
                gap = 0;
            } else {
                gap += is_latin(c) || c >= 0x80 ? longest_separator + 1 : 1;
            }
        }
    }

    // What was decided to stay is not searched for names.
    void allow(const std::string& value) {
        if (value.empty()) return;
        for (auto i = alnum_.find(value); i != std::string::npos;
             i = alnum_.find(value, i + 1)) {
            for (auto k = at_[i]; k <= at_[i + value.size() - 1]; ++k) open_[k] = false;
        }
    }

    // The whole name of a person who stays, although a part of it may be hers too.
    void allow_name(const std::vector<std::u32string>& name) {
        for (std::size_t t = 0; t + name.size() <= tokens_.size(); ++t) {
            if (!stands_at(name, t)) continue;
            for (std::size_t k = 0; k < name.size(); ++k) open_[tokens_[t + k].start] = false;
        }
    }

    bool holds(const Forbidden& forbidden) const {
        const auto in_digits = [&](const std::string& n) {
            return digits_.find(n) != std::string::npos;
        };
        return std::any_of(forbidden.numbers.begin(), forbidden.numbers.end(), in_digits) ||
               std::any_of(forbidden.codes.begin(), forbidden.codes.end(),
                           [&](const auto& c) { return has_code(c); }) ||
               std::any_of(forbidden.phrases.begin(), forbidden.phrases.end(),
                           [&](const auto& p) { return has_phrase(p); }) ||
               has_name(forbidden.names);
    }

  private:
    // A digit, or a letter between two that is read as one; 0: neither.
    char32_t digit_at(std::size_t at) const {
        const auto& text = view_.text;
        if (is_digit(text[at])) return text[at];
        const bool between =
            at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]);
        return between ? guessed_digit(understanding::look_alike(text[at])) : 0;
    }

    bool has_code(const std::string& code) const {
        if (code.empty()) return false;
        for (auto i = alnum_.find(code); i != std::string::npos; i = alnum_.find(code, i + 1)) {
            if (open_[at_[i]]) return true;
        }
        return false;
    }

    std::u32string_view word(std::size_t t) const {
        return std::u32string_view(view_.text)
            .substr(tokens_[t].start, tokens_[t].end - tokens_[t].start);
    }

    bool has_phrase(const std::vector<std::u32string>& phrase) const {
        if (phrase.empty()) return false;
        for (std::size_t t = 0; t + phrase.size() <= tokens_.size(); ++t) {
            if (stands_at(phrase, t)) return true;
        }
        return false;
    }

    bool stands_at(const std::vector<std::u32string>& words, std::size_t token) const {
        std::size_t k = 0;
        while (k < words.size() && word(token + k) == words[k]) ++k;
        return k == words.size();
    }

    bool has_name(const NameBook& names) const {
        for (std::size_t t = 0; t < tokens_.size(); ++t) {
            if (!open_[tokens_[t].start] || tokens_[t].kind != understanding::TokenKind::word)
                continue;
            const auto match = names.find(word(t)).match;
            if (match == NameMatch::same || match == NameMatch::inflected) return true;
        }
        return false;
    }

    std::u32string source_;
    understanding::View view_;
    std::vector<understanding::Token> tokens_;
    std::vector<bool> open_;
    std::string alnum_, digits_;
    std::vector<std::size_t> at_;  // view position of each of alnum_
};

bool leaks(const std::string& text, const Forbidden& forbidden) {
    Searched searched(text);
    for (const auto& value : forbidden.allowed) searched.allow(value);
    for (const auto& name : forbidden.kept_names) searched.allow_name(name);
    return searched.holds(forbidden);
}

}  // namespace

std::optional<std::string> find_leak(const message::ParsedMail& finished_letter,
                                     const Findings& findings, const Policy& policy,
                                     Destination destination) {
    const auto forbidden = forbidden_at(findings, policy, destination);
    if (finished_letter.subject && leaks(*finished_letter.subject, forbidden)) return "subject";
    for (const auto& leaf : finished_letter.parts) {
        if (leaf.filename && leaks(*leaf.filename, forbidden)) return "filename";
        if (leaf.text && leaks(*leaf.text, forbidden)) return "body";
    }
    for (const auto* text : {&finished_letter.text, &finished_letter.html_text}) {
        if (*text && leaks(**text, forbidden)) return "body";
    }
    for (const auto& text : finished_letter.more_text) {
        if (leaks(text, forbidden)) return "body";
    }
    return std::nullopt;
}

}  // namespace redaction
