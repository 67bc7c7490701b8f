#include "understanding/endings.h"

#include <algorithm>
#include <array>
#include <optional>

#include "understanding/fold.h"

namespace understanding {

namespace {

using View32 = std::u32string_view;

constexpr std::size_t most_readings = 32;
constexpr std::size_t most_rounds = 4;
constexpr std::size_t shortest_stem = 2;

class Readings {
  public:
    explicit Readings(View32 word) { add(std::u32string(word), {}); }

    void add(std::u32string stem, Glued glued) {
        if (stem.size() < shortest_stem || all_.size() >= most_readings) return;
        for (const auto& known : all_) {
            if (known.stem == stem) return;
        }
        all_.push_back({std::move(stem), glued});
    }
    std::vector<Reading>& all() { return all_; }

  private:
    std::vector<Reading> all_;
};

std::optional<View32> without(View32 word, View32 end) {
    if (word.size() <= end.size() || !word.ends_with(end)) return std::nullopt;
    return word.substr(0, word.size() - end.size());
}

std::u32string join(View32 stem, View32 tail) { return std::u32string(stem).append(tail); }

char32_t chillu_for(char32_t consonant) {
    switch (consonant) {
        case U'ര':
        case U'റ':
            return U'ർ';
        case U'ല':
            return U'ൽ';
        case U'ന':
            return U'ൻ';
        case U'ണ':
            return U'ൺ';
        case U'ള':
            return U'ൾ';
        default:
            return 0;
    }
}

bool is_consonant(char32_t c) { return c >= U'ക' && c <= U'ഺ'; }

// --- Malayalam ------------------------------------------------------------------------------

// In, of, to, from ... with the vowel they begin with; what stands before decides the stem.
constexpr std::array<View32, 24> locatives{
    U"ിൽനിന്നുള്ള", U"ിൽനിന്നും", U"ിൽനിന്ന്", U"ിൽവെച്ച്",   U"ിൽവച്ച്", U"ിലുള്ളത്", U"ിലേയ്ക്ക്", U"ിലേക്ക്",
    U"ിലുള്ള",     U"ിലൂടെ",    U"ിനടുത്ത്",  U"ിനടുത്തുള്ള",  U"ിനടുത്ത", U"ിന്റെ",  U"ിലെ",    U"ിൽ",
    U"ിന്",       U"ിനെ",     U"ിലായി",  U"ിലായിരുന്നു", U"ിലോട്ട്", U"ിലാ",   U"ിലെയും",  U"ിലൊരു"};

// After the doubled stop of a stem in -m or in -t.
constexpr std::array<View32, 22> directs{
    U"്",    U"െ",    U"ു",     U"ുള്ള",      U"ുള്ളത്",  U"ുനിന്ന്",   U"ുനിന്നും", U"ുനിന്നുള്ള",
    U"േക്ക്", U"േയ്ക്ക്", U"ുകാരി", U"ുകാരിയായ", U"ുകാരൻ", U"ുകാരനായ", U"ുകാർ",   U"ുവെച്ച്",
    U"ുവച്ച്", U"ുകൂടി",  U"ൂടെ",   U"െയും",     U"ുവരെ",  U"ോട്ട്"};

constexpr std::array<View32, 18> after_vowel{
    U"യുടെ",     U"യ്ക്ക്",   U"ക്ക്", U"യും", U"യാണ്", U"യെ",  U"യോട്",    U"യ്ക്കടുത്ത്", U"ക്കടുത്ത്",
    U"യ്ക്ക്അടുത്ത്", U"യിലാണ്", U"യോ", U"യാ", U"വും",  U"വാണ്", U"വിനടുത്ത്", U"യായ",    U"യല്ല"};

constexpr std::array<View32, 10> natives{U"ക്കാരിയായ", U"ക്കാരനായ", U"ക്കാരിയാണ്", U"ക്കാരി",
                                         U"ക്കാരൻ",    U"ക്കാർ",    U"കാരിയായ",  U"കാരി",
                                         U"കാരൻ",     U"കാർ"};

constexpr std::array<View32, 13> station_words{
    U"പോലീസ്സ്റ്റേഷൻ", U"പൊലീസ്സ്റ്റേഷൻ", U"സ്റ്റേഷൻ", U"സ്റ്റേഷന്",
    U"പോലീസ്",       U"പോലിസ്",       U"പൊലീസ്",  U"പൊലിസ്",
    U"സ്റ്റേഷ",       U"പോലീസ",       U"പൊലീസ",  U"സ്‌റ്റേഷൻ",
    U"സ്റ്റേഷനു"};

constexpr std::array<View32, 4> place_words{U"പഞ്ചായത്ത്", U"ടൗണ്", U"ടൗൺ", U"പിഒ"};

bool says_near(View32 ending) { return ending.find(U"ടുത്ത") != View32::npos; }

void take_locative(View32 word, Glued outer, Readings& out) {
    outer.at = true;
    for (const auto end : locatives) {
        Glued glued = outer;
        glued.near = glued.near || says_near(end);
        const auto base = without(word, end);
        if (!base || !is_consonant(base->back())) continue;
        const char32_t last = base->back();
        const View32 before = base->substr(0, base->size() - 1);
        out.add(join(*base, U"്"), glued);
        if (const char32_t chillu = chillu_for(last))
            out.add(join(before, {&chillu, 1}), glued);
        if (last == U'യ' || last == U'വ') out.add(std::u32string(before), glued);
        if (const auto m = without(*base, U"ത്ത")) out.add(join(*m, U"ം"), glued);
        if (const auto t = without(*base, U"ട്ട")) out.add(join(*t, U"ട്"), glued);
        if (const auto r = without(*base, U"റ്റ")) out.add(join(*r, U"റ്"), glued);
    }
}

void take_direct(View32 word, Glued glued, Readings& out) {
    glued.at = true;
    for (const auto end : directs) {
        const auto base = without(word, end);
        if (!base) continue;
        Glued here = glued;
        here.native = here.native || end.starts_with(U"ുകാര");
        if (const auto m = without(*base, U"ത്ത")) out.add(join(*m, U"ം"), here);
        if (const auto t = without(*base, U"ട്ട")) out.add(join(*t, U"ട്"), here);
        if (const auto r = without(*base, U"റ്റ")) out.add(join(*r, U"റ്"), here);
    }
}

// Copula, "and", "or" after a consonant: ത്താണ് -> ത്ത്, ലും -> ൽ.
void take_particle(View32 word, Glued glued, Readings& out) {
    constexpr std::array<View32, 9> particles{U"ാണ്", U"ും",  U"ാണെന്ന്", U"ായിരുന്നു", U"ാണു",
                                              U"ോ",  U"ായ", U"ല്ല",    U"ുമാണ്"};
    for (const auto end : particles) {
        const auto base = without(word, end);
        if (!base || !is_consonant(base->back())) continue;
        const char32_t last = base->back();
        const View32 before = base->substr(0, base->size() - 1);
        out.add(join(*base, U"്"), glued);
        if (last == U'മ') out.add(join(before, U"ം"), glued);
        if (const char32_t chillu = chillu_for(last))
            out.add(join(before, {&chillu, 1}), glued);
        if (last == U'യ' || last == U'വ') out.add(std::u32string(before), glued);
    }
}

void take_joined(View32 word, Glued glued, Readings& out) {
    for (const auto end : after_vowel) {
        Glued here = glued;
        here.at = here.at || end.front() == U'യ';
        here.near = here.near || says_near(end);
        if (const auto base = without(word, end)) out.add(std::u32string(*base), here);
    }
    for (const auto end : natives) {
        Glued here = glued;
        here.native = true;
        if (const auto base = without(word, end)) out.add(std::u32string(*base), here);
    }
    for (const auto end : station_words) {
        Glued here = glued;
        here.station = true;
        if (const auto base = without(word, end)) out.add(std::u32string(*base), here);
    }
    for (const auto end : {View32(U"സ്വദേശിനിയായ"), View32(U"സ്വദേശിയായ"), View32(U"സ്വദേശിനി"),
                           View32(U"സ്വദേശി")}) {
        Glued here = glued;
        here.native = true;
        if (const auto base = without(word, end)) out.add(std::u32string(*base), here);
    }
    for (const auto end : {View32(U"ജില്ല"), View32(U"ജില്ലാ")}) {
        Glued here = glued;
        here.district = true;
        if (const auto base = without(word, end)) out.add(std::u32string(*base), here);
    }
    for (const auto end : place_words) {
        if (const auto base = without(word, end)) out.add(std::u32string(*base), glued);
    }
}

// --- romanised Malayalam --------------------------------------------------------------------

struct LatinEnding {
    View32 end;
    View32 by;
    bool native = false;
};

constexpr std::array<LatinEnding, 62> latin_endings{{
    {U"yilninnu", U""},
    {U"ilninnu", U""},
    {U"yilekku", U""},
    {U"ilekku", U""},
    {U"yilekk", U""},
    {U"ilekk", U""},
    {U"yilulla", U""},
    {U"ilulla", U""},
    {U"yillulla", U""},
    {U"illulla", U""},
    {U"yilanu", U""},
    {U"ilanu", U""},
    {U"yilaanu", U""},
    {U"ilaanu", U""},
    {U"yilaan", U""},
    {U"ilaan", U""},
    {U"yile", U""},
    {U"ile", U""},
    {U"yil", U""},
    {U"il", U""},
    {U"ulla", U""},
    {U"yude", U""},
    {U"yum", U""},
    {U"yilum", U""},
    {U"ilum", U""},
    {U"vil", U""},
    {U"vile", U""},
    {U"aanu", U""},
    {U"yaanu", U""},
    {U"yanu", U""},
    {U"thulla", U"m"},
    {U"thullaa", U"m"},
    {U"thekku", U"m"},
    {U"thekk", U"m"},
    {U"thilekku", U"m"},
    {U"thile", U"m"},
    {U"thil", U"m"},
    {U"thinte", U"m"},
    {U"thaanu", U"m"},
    {U"thanu", U"m"},
    {U"thuninnu", U"m"},
    {U"thinu", U"m"},
    {U"thth", U"m"},
    {U"tthu", U"m"},
    {U"tth", U"m"},
    {U"thu", U"m"},
    {U"the", U"m"},
    {U"th", U"m"},
    {U"thukari", U"m", true},
    {U"thukaari", U"m", true},
    {U"thukaran", U"m", true},
    {U"ttulla", U"d"},
    {U"ttekku", U"d"},
    {U"ttuninnu", U"d"},
    {U"ttaanu", U"d"},
    {U"ttil", U"d"},
    {U"ttu", U"d"},
    {U"tte", U"d"},
    {U"tt", U"d"},
    {U"kkaari", U"", true},
    {U"kkari", U"", true},
    {U"kkaran", U"", true},
}};

constexpr std::array<LatinEnding, 8> latin_natives{{
    {U"kaari", U"", true},
    {U"kari", U"", true},
    {U"karan", U"", true},
    {U"kaaran", U"", true},
    {U"kkaaran", U"", true},
    {U"swadeshi", U"", true},
    {U"swadeshini", U"", true},
    {U"karanaya", U"", true},
}};

template <std::size_t N>
void take_latin(View32 word, const std::array<LatinEnding, N>& endings, Readings& out) {
    constexpr std::size_t shortest_latin_stem = 3;
    for (const auto& ending : endings) {
        const auto base = without(word, ending.end);
        if (!base || base->size() < shortest_latin_stem) continue;
        Glued glued;
        glued.native = ending.native;
        glued.at = !ending.native;
        out.add(join(*base, ending.by), glued);
    }
}

}  // namespace

std::vector<Reading> readings_of(View32 settled) {
    Readings readings(settled);
    const Script script = script_of(settled);
    if (script == Script::latin) {
        take_latin(settled, latin_endings, readings);
        take_latin(settled, latin_natives, readings);
    }
    if (script != Script::malayalam) return std::move(readings.all());
    std::size_t from = 0;
    for (std::size_t round = 0; round < most_rounds; ++round) {
        const std::size_t until = readings.all().size();
        for (; from < until; ++from) {
            const Reading word = readings.all()[from];
            take_joined(word.stem, word.glued, readings);
            take_locative(word.stem, word.glued, readings);
            take_direct(word.stem, word.glued, readings);
            take_particle(word.stem, word.glued, readings);
        }
    }
    return std::move(readings.all());
}

}  // namespace understanding
