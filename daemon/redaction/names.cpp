#include "redaction/names.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "redaction/among.h"

namespace redaction {

namespace {

using std::literals::operator""sv;

constexpr std::size_t shortest_name = 3;  // letters of a remembered name
constexpr std::size_t longest_word = 48;  // no inflected name is longer
constexpr std::size_t shortest_key = 3;

bool is_malayalam(char32_t c) { return c >= 0x0D00 && c <= 0x0D7F; }
bool is_devanagari(char32_t c) { return c >= 0x0900 && c <= 0x097F; }
bool is_latin_letter(char32_t c) { return c >= U'a' && c <= U'z'; }

// Endings that begin with a vowel sign, behind a stem that has lost its last sign or got a
// linking consonant.
constexpr auto open_endings =
    U"ിന്റെ ുടെ ിന് ിനെ െ ോട് ിനോട് ിൽ ിൽനിന്ന് ിലേക്ക് ാൽ ിനാൽ ും ാണ് ോ േട്ടൻ "
    U"േട്ടന്റെ േട്ടനെ േച്ചി െന്ന െന്നയാൾ ായ ായിരുന്നു ില്ല ുമായി ിനും ിനൊപ്പം െയും "
    U"ോടും ുടെയും ിന്റെയും ിനെയും ാണെന്ന് ാണ െക്കുറിച്ച് െപ്പറ്റി ുടേത് ോടൊപ്പം "
    U"െന്നയാളുടെ െന്നയാളെ ുമായുള്ള െപ്പോലെ േ"sv;
constexpr std::array links{U""sv,  U"യ"sv, U"വ"sv, U"ന"sv,  U"ല"sv, U"ള"sv,
                           U"റ"sv, U"ര"sv, U"മ"sv, U"ത്ത"sv, U"ട്ട"sv};
// The link of names in ം alone: സന്തോഷത്തിൽ is "in joy" and no form of സന്തോഷ്.
constexpr auto link_of_m = U"ത്ത"sv;
constexpr auto closed_endings =
    U"ക്ക് ന്റെ ന് നെ നോട് നും നാണ് ചേട്ടൻ ചേട്ടന്റെ ചേട്ടനെ ചേച്ചി ച്ചേട്ടൻ സാർ "
    U"മാഷ് എന്ന എന്നയാൾ എന്ന് ആണ് ഉം ഉടെ ഓട് നുമായി ക്കും യ്ക്ക് യ്ക്കും "
    U"യ്ക്കുവേണ്ടി ക്കുവേണ്ടി ചേച്ചിയുടെ ചേച്ചിയെ ചേച്ചിക്ക് ക്കു യ്ക്കു നു വിനു "
    U"നോടു യോടു ൾക്കു ച്ചേച്ചി ടീച്ചർ മോൾ മോളുടെ മോളെ മോൻ മോന്റെ നെയും ന്റെയും "
    U"നോടും കുട്ടിയുടെ കുട്ടിയെ ക്ക ക്കയുടെ ക്കയെ ക്കയോട് താത്ത താത്തയുടെ താത്തയെ"sv;
constexpr auto roman_endings =
    U"nte inte vinte ude yude ine ne ye vine ode od nod inod yod vinod um yum vum "
    U"aanu aan anu yanu il yil ettan chettan chechi mol mole molude mon mone monte kutty echi "
    U"echiye echikku echide inu "
    U"vinu kku odu yodu nodu "
    U"inodu vinodu kk ykku ikku kkum ykkum yeyum neyum ineyum inum nteyum yudeyum "
    U"te yaanu ettane ettante chechiye chechikku nu nne ji ikka ikkade ikkaye thatha "
    U"thathayude"sv;

constexpr auto hindi_endings = U"जी दीदी भाभी भैया बाई"sv;

using Endings = std::unordered_set<std::u32string, WordHash, std::equal_to<>>;

// The words of a text, apart at its blanks.
Endings words_of(std::u32string_view text) {
    Endings words;
    while (!text.empty()) {
        const auto end = std::min(text.find(U' '), text.size());
        if (end > 0) words.emplace(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

const Endings& malayalam_endings() {
    static const auto endings = [] {
        Endings all;
        for (const auto link : links) {
            for (const auto& ending : words_of(open_endings))
                all.insert(std::u32string(link) + ending);
        }
        all.merge(words_of(closed_endings));
        return all;
    }();
    return endings;
}

// The endings of the writing that a word begins in; nothing for other writings.
const Endings* endings_of(char32_t first) {
    static const auto roman = words_of(roman_endings), hindi = words_of(hindi_endings);
    if (is_malayalam(first)) return &malayalam_endings();
    if (is_latin_letter(first)) return &roman;
    return is_devanagari(first) ? &hindi : nullptr;
}

constexpr std::size_t longest_roman_ending = 9;
constexpr std::size_t longest_malayalam_ending = 16;

bool is_sign(char32_t c) { return (c >= 0x0D3E && c <= 0x0D4D) || c == 0x0D57 || c == 0x0D02; }
bool is_chillu(char32_t c) { return c >= 0x0D7A && c <= 0x0D7F; }

// The part that stays when an ending is added: രാജൻ, രാജന്റെ share രാജ.
std::u32string stem_of(std::u32string_view name) {
    const char32_t last = name.back();
    const bool changes = is_chillu(last) || last == U'ം' || last == 0x0D4D || last == U'ു';
    if (!is_malayalam(last) || !changes || name.size() <= 2) return std::u32string(name);
    return std::u32string(name.substr(0, name.size() - 1));
}

std::size_t letters_in(std::u32string_view word) {
    return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char32_t c) {
        const bool devanagari_sign = c >= 0x093A && c <= 0x094D;
        return !is_sign(c) && !devanagari_sign;
    }));
}

}  // namespace

void each_stem(std::u32string_view word, const std::function<void(std::u32string_view)>& take) {
    static constexpr std::u32string_view last_signs = U"ൻൽർൾം്ു";
    if (word.empty() || word.size() > longest_word) return;
    const bool malayalam = is_malayalam(word[0]);
    const auto* endings = endings_of(word[0]);
    if (endings == nullptr) return;
    const auto longest = malayalam ? longest_malayalam_ending : longest_roman_ending;
    const auto first = word.size() > longest + 2 ? word.size() - longest : 2;
    std::u32string stem;
    for (std::size_t cut = word.size() - 1; cut >= first; --cut) {
        const auto ending = word.substr(cut);
        if (!endings->contains(ending)) continue;
        const bool of_m = malayalam && ending.starts_with(link_of_m);
        if (!of_m) take(word.substr(0, cut));
        if (!malayalam) continue;
        stem.assign(word.substr(0, cut));
        stem.push_back(0);
        for (const char32_t sign : last_signs) {
            if (of_m && sign != U'ം') continue;
            stem.back() = sign;
            take(stem);
        }
    }
}

namespace {

// Whether the number is new.
bool list(std::vector<int>& numbers, int number) {
    const auto at = std::lower_bound(numbers.begin(), numbers.end(), number);
    if (at != numbers.end() && *at == number) return false;
    numbers.insert(at, number);
    return true;
}

void merge(std::vector<int>& numbers, const std::vector<int>& more) {
    std::vector<int> all;
    std::set_union(numbers.begin(), numbers.end(), more.begin(), more.end(),
                   std::back_inserter(all));
    numbers = std::move(all);
}

}  // namespace

NameBook::Writing NameBook::writing_of(std::u32string_view word) {
    if (word[0] < 0x80) return latin;
    return is_malayalam(word[0]) ? malayalam : other;
}

void NameBook::add(std::u32string_view word, int person) {
    const bool indic = !word.empty() && word[0] >= 0x80;
    const std::size_t least = indic ? 2 : shortest_name;
    if (word.size() < least || letters_in(word) < least || word.size() > longest_word) return;
    const std::u32string name(word);
    if (!list(names_[name], person)) return;
    list(stems_[name], person);
    list(stems_[stem_of(word)], person);
    const auto writing = writing_of(word);
    in_use_[writing] = true;
    for (const auto& key : {sound_key(word), other_sound_key(word)}) {
        if (key.size() >= shortest_key) list(keys_[key][writing], person);
    }
    for (std::size_t n = shortest_name; n < word.size(); ++n)
        list(beginnings_[std::u32string(word.substr(0, n))], person);
}

NameBook::Hit NameBook::find(std::u32string_view word) const {
    if (word.empty() || word.size() > longest_word || names_.empty()) return {};
    for (const auto ask : {&NameBook::whole, &NameBook::inflected, &NameBook::alike}) {
        if (auto hit = (this->*ask)(word); hit.match != NameMatch::none) return hit;
    }
    const auto beginning = beginnings_.find(word);
    if (beginning == beginnings_.end() || word.size() < shortest_name) return {};
    return {NameMatch::beginning, beginning->second};
}

NameBook::Hit NameBook::whole(std::u32string_view word) const {
    const auto found = names_.find(word);
    return found == names_.end() ? Hit{} : Hit{NameMatch::same, found->second};
}

NameBook::Hit NameBook::inflected(std::u32string_view word) const {
    Hit hit;
    const auto* endings = endings_of(word[0]);
    if (endings == nullptr) return hit;
    for (std::size_t cut = word.size() - 1; cut >= 2; --cut) {
        const auto ending = word.substr(cut);
        auto found = stems_.find(word.substr(0, cut));
        // "Anithechi": the name's last vowel is swallowed by the ending's first.
        if (found == stems_.end() && ending.starts_with(U"echi"))
            found = stems_.find(std::u32string(word.substr(0, cut)) + U"a");
        if (found == stems_.end() || !endings->contains(ending)) continue;
        merge(hit.persons, found->second);
    }
    if (!hit.persons.empty()) hit.match = NameMatch::inflected;
    return hit;
}

// The same name in another writing, also with an ending.
NameBook::Hit NameBook::alike(std::u32string_view word) const {
    const auto own = writing_of(word);
    auto others = in_use_;
    others[own] = false;
    if (!among(true, others)) return {};
    for (const auto& key : {sound_key(word), other_sound_key(word)}) {
        if (auto hit = by_key(key, word); hit.match != NameMatch::none) return hit;
    }
    return own == malayalam ? alike_before_ending(word) : Hit{};
}

NameBook::Hit NameBook::alike_before_ending(std::u32string_view word) const {
    for (std::size_t cut = word.size() - 1; cut >= 2; --cut) {
        const auto ending = word.substr(cut);
        if (!malayalam_endings().contains(ending)) continue;
        auto key = sound_key(word.substr(0, cut));
        if (is_sign(ending[0]) && !key.empty() && key.back() == 'A') key.pop_back();
        if (auto hit = by_key(key, word); hit.match != NameMatch::none) return hit;
        // The final ൻ is a part of the ending here: രാജന്റെ.
        if (auto hit = by_key(key + "n", word);
            ending[0] == U'ന' && hit.match != NameMatch::none)
            return hit;
    }
    return {};
}

NameBook::Hit NameBook::by_key(const std::string& key, std::u32string_view word) const {
    Hit hit;
    const auto found = keys_.find(key);
    if (key.size() < shortest_key || found == keys_.end()) return hit;
    // Within one writing a name is spelled as it is spelled.
    const auto own = writing_of(word);
    for (std::size_t writing = 0; writing < writings; ++writing) {
        if (writing != own) merge(hit.persons, found->second[writing]);
    }
    if (!hit.persons.empty()) hit.match = NameMatch::sounds_alike;
    return hit;
}

}  // namespace redaction
