#include "redaction/grammar.h"

#include <algorithm>
#include <array>

#include "redaction/among.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

using understanding::Language;
using Words = std::u32string_view;

// Malayalam: ends in the word itself.
constexpr std::array<Words, 6> own_endings{U"ന്റെ", U"ൻ്റെ", U"ുടെ", U"ന്റേത്", U"ുടേത്", U"ൻറെ"};
constexpr std::array<Words, 36> moved_endings{
    U"റെ",   U"ത്തെ",  U"ത്തോട്", U"റോട്", U"റെയും",  U"ളെയും", U"രെയും", U"ത്തെയും", U"നേയും",
    U"യേയും", U"റേയും", U"നേം",  U"യേം", U"നെ",    U"യെ",   U"ളെ",   U"രെ",    U"വിനെ",
    U"നെയും", U"യെയും", U"ക്ക്",   U"ക്കും", U"ക്കു",    U"നോടു",  U"യോടു",  U"ളോടു",   U"രോടു",
    U"നോട്",  U"യോട്",  U"ളോട്",  U"രോട്", U"വിനോട്", U"നോടും", U"യോടും", U"വിന്",   U"ിനെ"};
// Of a title behind a name; "chechikku" may be the one who knows.
constexpr std::array<Words, 14> titled_objects{U"ane",  U"iye", U"nod", U"nodu", U"yod",
                                               U"yodu", U"ന്നെ", U"നെ",  U"യെ",   U"റെ",
                                               U"നോട്",  U"യോട്", U"റോട്", U"rod"};
// Manglish: glued or apart.
constexpr std::array<Words, 9> own_particles{U"nte", U"inte", U"yude", U"ude",  U"de",
                                             U"ന്റെ", U"യുടെ",  U"ഉടെ",  U"vinte"};
constexpr std::array<Words, 26> moved_particles{
    U"kku",  U"ykku", U"ikku", U"nu",  U"inu",  U"vinu", U"vinum", U"ye",    U"ine",
    U"vine", U"nod",  U"nodu", U"yod", U"yodu", U"od",   U"odu",   U"nodum", U"yodum",
    U"kkum", U"ne",   U"നെ",   U"യെ",  U"ക്ക്",   U"യോട്",  U"നോട്",   U"ന്"};
// Hindi in both writings.
constexpr std::array<Words, 6> hindi_own{U"का", U"की", U"के", U"ka", U"ki", U"ke"};
constexpr std::array<Words, 8> hindi_moved{U"को", U"ko",  U"से",  U"se",
                                           U"पर", U"par", U"pe", U"में"};
constexpr std::array<Words, 13> before_objects{
    U"to",   U"with", U"told", U"tell", U"informed", U"asked", U"as",
    U"from", U"for",  U"of",   U"at",   U"call",     U"called"};

constexpr std::array<Words, 14> object_pronouns{
    U"him",  U"them", U"her",  U"avane", U"avare", U"ayale",   U"avale",
    U"usko", U"unko", U"उसको", U"उनको",  U"ivane", U"avalkku", U"herself"};

template <std::size_t N>
bool ends_in(Words word, const std::array<Words, N>& endings) {
    constexpr std::size_t shortest_name = 2;
    return std::any_of(endings.begin(), endings.end(), [&](Words ending) {
        return word.size() >= ending.size() + shortest_name && word.ends_with(ending);
    });
}

bool is_malayalam(char32_t c) { return c >= 0x0D00 && c <= 0x0D7F; }

// "Rajan's", "husband's", "Thomas'".
bool has_apostrophe(const Page& page, const understanding::Token& last) {
    const auto& text = page.text();
    const auto is_mark = [&](std::size_t at) {
        return at < text.size() && (text[at] == U'\'' || text[at] == 0x2019);
    };
    const bool behind_mark =
        last.end >= 2 && text[last.end - 1] == U's' && is_mark(last.end - 2);
    return is_mark(last.end) || behind_mark;
}

// "Renjith nte", "राजन को": the particle right behind.
Case by_particle(const Page& page, Words particle) {
    const auto language = page.language();
    // A short mail may be too short to tell; "ka" is of no other writing.
    const bool unsaid = language == Language::und && is_hindi_of(particle);
    const bool hindi = is_indic(particle.front()) ? !is_malayalam(particle.front())
                                                  : language == Language::hi_latn || unsaid;
    if (hindi) {
        if (is_hindi_of(particle)) return Case::genitive;
        return among(particle, hindi_moved) ? Case::object : Case::bare;
    }
    // "ne" marks the doer in Hindi and the one acted upon in Malayalam.
    if (!is_malayalam(particle.front()) && language != Language::ml_latn) return Case::bare;
    if (among(particle, own_particles)) return Case::genitive;
    return among(particle, moved_particles) ? Case::object : Case::bare;
}

// "Sajithine", "Remyaye", "Neethuvinu": of Latin names that are no listed name with such an end
// (Jasmine, Faye).
bool is_latin_object(const Page& page, Words word, std::size_t at) {
    static constexpr std::array<Words, 12> endings{U"ine",    U"ane",    U"aye",    U"iye",
                                                   U"uvine",  U"uvinu",  U"ivinu",  U"avinu",
                                                   U"ineyum", U"aneyum", U"ayeyum", U"vinum"};
    constexpr std::size_t shortest_stem = 3;
    return !page.covered_by("type.given_name", at) && !page.covered_by("type.homograph", at) &&
           std::any_of(endings.begin(), endings.end(), [&](Words ending) {
               return word.size() >= ending.size() + shortest_stem && word.ends_with(ending);
           });
}

// A short mail may be too short to tell; these endings are of no other writing.
bool speaks_malayalam(const Page& page) {
    return page.language() == Language::ml_latn || page.language() == Language::und;
}

Case by_ending(const Page& page, Words word, std::size_t at) {
    const bool is_kin = page.covered_by("role.kin", at) ||
                        page.covered_by("type.honorific_after", at) ||
                        page.covered_by("role.offender_noun", at);
    if (is_malayalam(word.back())) {
        if (ends_in(word, own_endings)) return Case::genitive;
        return ends_in(word, moved_endings) ? Case::object : Case::bare;
    }
    if (!speaks_malayalam(page)) return Case::bare;
    // achane, ammaye, chettaneyum; of names it may be the end: Irene
    static constexpr std::array<Words, 7> objects{U"ne",    U"ye",    U"le", U"neyum",
                                                  U"yeyum", U"leyum", U"yem"};
    if (is_kin && word != U"uncle" && ends_in(word, objects)) return Case::object;
    static constexpr std::array<Words, 3> own{U"nte", U"yude", U"ude"};
    static constexpr std::array<Words, 9> moved{U"kku",  U"yod",  U"yodu",  U"nod",  U"nodu",
                                                U"ykku", U"kkum", U"yodum", U"nodum"};
    if (ends_in(word, own)) return Case::genitive;
    if (ends_in(word, moved)) return Case::object;
    const bool name =
        page.language() == Language::ml_latn && page.lists_of(page.token_at(at)).none();
    return name && is_latin_object(page, word, at) ? Case::object : Case::bare;
}

// "Remya chechiye", "ബിന്ദു ടീച്ചറുടെ": the title behind a name bears its case.
Case by_title(const Page& page, std::size_t title) {
    if (title >= page.tokens().size()) return Case::bare;
    const auto& token = page.tokens()[title];
    const auto name_end = page.tokens()[title - 1].end;
    if (page.text()[name_end] != U' ' || token.start - name_end > 1 ||
        !page.covered_by("type.honorific_after", token.start))
        return Case::bare;
    return by_ending(page, page.word(title), token.start);
}

// "troubled Meera": in English the object stands behind its verb.
bool is_verb_of_object(const Page& page, std::size_t token) {
    const auto word = page.word(token);
    return page.language() == Language::en && !page.is_capital(token) &&
           (word.ends_with(U"ed") || word.ends_with(U"ing")) &&
           page.covered_by("role.harm", page.tokens()[token].start);
}

// "to Rajan", "told my landlord Rajan": over the words that introduce him.
bool stands_behind_preposition(const Page& page, std::size_t first) {
    static constexpr std::array<List, 7> introducing{
        "role.mine",    "role.kin",          "role.third",    "role.neutral",
        "role.his_own", "role.suspect_noun", "type.role_noun"};
    static const ListSet set = set_of(introducing);
    constexpr std::size_t touching = 2, most = 6;
    const auto& tokens = page.tokens();
    for (auto t = first; t > 0 && first - t < most; --t) {
        if (tokens[t].start - tokens[t - 1].end > touching) return false;
        if (among(page.word(t - 1), before_objects) ||
            (t == first && is_verb_of_object(page, t - 1)))
            return true;
        if ((page.lists_of(t - 1) & set).none() && page.word(t - 1) != U"the") return false;
    }
    return false;
}

}  // namespace

bool is_titled_woman(const Page& page, Range name) {
    constexpr std::size_t touching = 2;
    const auto& tokens = page.tokens();
    const auto first = page.token_at(name.start), next = page.token_at(name.end);
    if (first < tokens.size() && page.covered_by("role.woman", tokens[first].start))
        return true;
    if (first > 0 && name.start - tokens[first - 1].end <= touching &&
        page.covered_by("role.woman", tokens[first - 1].start))
        return true;
    return next < tokens.size() && tokens[next].start - name.end <= touching &&
           page.covered_by("role.woman", tokens[next].start);
}

bool is_told_young(const Page& page, Range name) {
    constexpr std::size_t longest_gap = 3, of_age = 18;
    const auto& tokens = page.tokens();
    const auto next = page.token_at(name.end);
    if (next >= tokens.size() || tokens[next].kind != understanding::TokenKind::digits ||
        tokens[next].start - name.end > longest_gap ||
        page.text().substr(name.end, tokens[next].start - name.end).find(U'\n') !=
            std::u32string::npos)
        return false;
    std::size_t age = 0;
    for (const char32_t c : page.word(next)) age = age * 10 + (c - U'0');
    return age > 0 && age < of_age && page.word(next).size() <= 2;
}

bool is_told_married(const Page& page, Range name) {
    constexpr std::size_t beside = 2, close = 20;
    const auto before = page.last_cue_before("role.married", name.start);
    const auto behind = page.first_cue_after("role.married", name.end);
    const auto clause = page.clause_of(name.start);
    return (before && before->end + beside >= name.start) ||
           (behind && behind->start <= name.end + close && behind->end <= clause.end);
}

bool drops_subject(const Page& page) {
    static constexpr std::array dropping{Language::ml, Language::ml_latn, Language::hi,
                                         Language::hi_latn};
    return among(page.language(), dropping);
}

bool is_stress(std::u32string_view word) {
    static constexpr std::array<Words, 10> stress{U"hi",     U"bhi", U"ही",   U"भी",  U"തന്നെ",
                                                  U"thanne", U"too", U"also", U"hee", U"own"};
    return among(word, stress);
}

bool is_hindi_of(std::u32string_view word) { return among(word, hindi_own); }

Case case_of(const Page& page, Range noun) {
    const auto& tokens = page.tokens();
    const auto last = page.token_at(noun.end - 1);
    if (last >= tokens.size()) return Case::bare;
    if (has_apostrophe(page, tokens[last])) return Case::genitive;
    if (among(page.word(last), object_pronouns)) return Case::object;
    if (const auto own = by_ending(page, page.word(last), tokens[last].start);
        own != Case::bare)
        return own;
    constexpr std::size_t touching = 2;
    const auto touches = [&](std::size_t token) {
        return token < tokens.size() && tokens[token].start - tokens[token - 1].end <= touching;
    };
    auto next = last + 1;
    if (const auto case_of_title = by_title(page, next); case_of_title != Case::bare)
        return case_of_title;
    // "Savita madam ko", "Varkichan chettane"
    if (touches(next) && page.covered_by("type.honorific_after", tokens[next].start)) {
        if (ends_in(page.word(next), titled_objects)) return Case::object;
        ++next;
    }
    if (touches(next)) {
        const auto case_behind = by_particle(page, page.word(next));
        if (case_behind != Case::bare) return case_behind;
    }
    return stands_behind_preposition(page, page.token_at(noun.start)) ? Case::object
                                                                      : Case::bare;
}

}  // namespace redaction
