#include "redaction/given_names.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "redaction/spelling.h"

namespace redaction {

namespace {

// Shorter keys are shared by half the language.
constexpr std::size_t shortest_key = 4, shortest_spelling = 5;
// "same" is no form of Sam: the stem of an inflected Latin name is a name of some length.
constexpr std::size_t shortest_latin_stem = 4;

// The dot below that many leave out: फ़रीदा, फरीदा.
constexpr char32_t nukta = 0x093C;

std::u32string without_nukta(std::u32string_view word) {
    std::u32string bare;
    for (const char32_t c : word) {
        if (c != nukta) bare.push_back(c);
    }
    return bare;
}

// The words of a list as a view shows them; entries of several words are none here.
template <class Take>
void each_word(const understanding::Lexicon& lexicon, const char* list, Take take) {
    const auto& lists = lexicon.vocabulary().lists;
    const auto found = lists.find(list);
    if (found == lists.end()) return;
    for (const auto& [writing, words] : found->second.words) {
        for (const auto& word : words) {
            const auto view = understanding::make_view(base::to_code_points(word));
            if (view.text.find(U' ') == std::u32string::npos)
                take(without_nukta(view.text), writing);
        }
    }
}

// The words of another script in an entry of a list.
std::vector<std::u32string> words_of_entry(const std::string& entry) {
    const auto source = base::to_code_points(entry);
    const auto view = understanding::make_view(source);
    std::vector<std::u32string> words;
    for (const auto& token : understanding::tokenise(view, source)) {
        if (view.text[token.start] >= 0x80)
            words.push_back(view.text.substr(token.start, token.end - token.start));
    }
    return words;
}

// What the rules know of other kinds, in another script.
std::vector<std::u32string> everyday_words(const understanding::Lexicon& lexicon) {
    std::vector<std::u32string> all;
    for (const auto& [list, vocabulary] : lexicon.vocabulary().lists) {
        if (list == "type.given_name" || list == "type.homograph") continue;
        for (const auto& [writing, entries] : vocabulary.words) {
            for (const auto& entry : entries) {
                auto words = words_of_entry(entry);
                all.insert(all.end(), words.begin(), words.end());
            }
        }
    }
    return all;
}

struct CaseEnding {
    std::u32string_view ending;
    std::u32string_view nominative;
};

// Malayalam endings that are cut from words of which only their case tells that they are names.
constexpr std::array case_endings{
    CaseEnding{U"യുടെയും", U""}, CaseEnding{U"യെയും", U""},  CaseEnding{U"യോടും", U""},
    CaseEnding{U"യ്ക്കും", U""},  CaseEnding{U"യ്ക്ക്", U""},   CaseEnding{U"യുടെ", U""},
    CaseEnding{U"യോട്", U""},   CaseEnding{U"ക്കും", U""},   CaseEnding{U"ക്ക്", U""},
    CaseEnding{U"യെ", U""},    CaseEnding{U"യും", U""},    CaseEnding{U"ന്റെയും", U"ൻ"},
    CaseEnding{U"ന്റെ", U"ൻ"},  CaseEnding{U"നെയും", U"ൻ"}, CaseEnding{U"നോട്", U"ൻ"},
    CaseEnding{U"നെ", U"ൻ"},   CaseEnding{U"നും", U"ൻ"}};

std::u32string without_person_case(std::u32string_view word) {
    constexpr std::size_t shortest_stem = 2;
    for (const auto& [ending, nominative] : case_endings) {
        if (!word.ends_with(ending) || word.size() < ending.size() + shortest_stem) continue;
        return std::u32string(word.substr(0, word.size() - ending.size())) +
               std::u32string(nominative);
    }
    return std::u32string(word);
}

}  // namespace

GivenNames::GivenNames(const understanding::Lexicon& lexicon) {
    each_word(lexicon, "type.given_name", [&](const std::u32string& word, const auto& writing) {
        names_[word] = NameKind::name;
        // Of the long lists of romanised names every third word of a language has the sounds.
        if (writing.ends_with("-Latn")) return;
        if (auto key = sound_key(word); key.size() >= shortest_key)
            sounds_.insert(std::move(key));
    });
    each_word(lexicon, "type.homograph", [&](const std::u32string& word, const auto&) {
        names_[word] = NameKind::homograph;
    });
    learn_spellings(lexicon);
}

// Names of Latin letters, but those that a word of the rules is spelled like in its script.
void GivenNames::learn_spellings(const understanding::Lexicon& lexicon) {
    for (const auto& [name, kind] : names_) {
        if (kind != NameKind::name || name[0] >= 0x80) continue;
        for (auto& key : spelling_keys(name)) {
            if (key.size() >= shortest_spelling) spellings_.insert(std::move(key));
        }
    }
    for (const auto& word : everyday_words(lexicon)) {
        for (const auto& key : spelling_keys(word)) spellings_.erase(key);
    }
    for (const auto& key : spellings_) beginnings_.insert(key.substr(0, shortest_spelling));
}

// Most words do not, and none of their stems need be asked about.
bool GivenNames::begins_like_one(std::u32string_view word) const {
    constexpr std::size_t enough = 10;  // letters for so many sounds
    const auto keys = spelling_keys(word.substr(0, enough));
    return std::any_of(keys.begin(), keys.end(), [&](const auto& key) {
        return beginnings_.contains(key.substr(0, shortest_spelling));
    });
}

bool GivenNames::is_spelled_like_one(std::u32string_view word) const {
    const auto keys = spelling_keys(word);
    return std::any_of(keys.begin(), keys.end(),
                       [&](const auto& key) { return spellings_.contains(key); });
}

NameKind GivenNames::listed(std::u32string_view word) const {
    if (word.find(nukta) != std::u32string_view::npos) return listed(without_nukta(word));
    const auto found = names_.find(word);
    return found == names_.end() ? NameKind::none : found->second;
}

NameKind GivenNames::find(std::u32string_view word) const {
    auto kind = listed(word);
    if (kind != NameKind::none) return kind;
    const bool latin = !word.empty() && word[0] < 0x80;
    each_stem(word, [&](std::u32string_view stem) {
        if (kind == NameKind::none && (!latin || stem.size() >= shortest_latin_stem))
            kind = listed(stem);
    });
    if (kind != NameKind::none || latin || word.empty() || !begins_like_one(word)) return kind;
    if (is_spelled_like_one(word)) return NameKind::name;
    each_stem(word, [&](std::u32string_view stem) {
        if (kind == NameKind::none && is_spelled_like_one(stem)) kind = NameKind::name;
    });
    return kind;
}

std::u32string GivenNames::base_of(std::u32string_view word) const {
    if (listed(word) != NameKind::none) return std::u32string(word);
    const bool latin = !word.empty() && word[0] < 0x80;
    std::u32string base;
    each_stem(word, [&](std::u32string_view stem) {
        const bool fits = !latin || stem.size() >= shortest_latin_stem;
        if (base.empty() && fits && listed(stem) != NameKind::none) base = stem;
    });
    if (base.empty() && !latin && begins_like_one(word) && !is_spelled_like_one(word)) {
        each_stem(word, [&](std::u32string_view stem) {
            if (base.empty() && is_spelled_like_one(stem)) base = stem;
        });
    }
    return base.empty() ? without_person_case(word) : base;
}

bool GivenNames::sounds_like_one(std::u32string_view word) const {
    const auto heard = [&](std::u32string_view form) {
        const auto key = sound_key(form);
        return key.size() >= shortest_key && sounds_.contains(key);
    };
    if (heard(word)) return true;
    bool found = false;
    each_stem(word, [&](std::u32string_view stem) { found = found || heard(stem); });
    return found;
}

}  // namespace redaction
