#include "understanding/language.h"

#include <algorithm>
#include <cstddef>

#include "understanding/fold.h"

namespace understanding {

namespace {

struct Counts {
    std::size_t malayalam = 0, devanagari = 0, latin = 0, other = 0;
    std::size_t english = 0, manglish = 0, hinglish = 0;
    std::size_t all() const { return malayalam + devanagari + latin + other; }
};

void count(const Passage& passage, Counts& counts) {
    for (std::size_t t = 0; t < passage.tokens().size(); ++t) {
        if (passage.tokens()[t].kind != TokenKind::word || !is_own(passage.zone_of(t)))
            continue;
        switch (script_of(passage.token_text(t))) {
            case Script::malayalam:
                ++counts.malayalam;
                break;
            case Script::devanagari:
                ++counts.devanagari;
                break;
            case Script::latin:
                ++counts.latin;
                break;
            case Script::other:
                ++counts.other;
                break;
        }
    }
    const auto own = [&](std::string_view list) {
        const auto& hits = passage.hits(list);
        return static_cast<std::size_t>(std::count_if(
            hits.begin(), hits.end(),
            [&](const Range& hit) { return is_own(passage.zone_of(hit.first)); }));
    };
    counts.english += own("language.en");
    counts.manglish += own("language.ml_latn");
    counts.hinglish += own("language.hi_latn");
}

Language of_latin(const Counts& c) {
    const std::size_t most = std::max({c.english, c.manglish, c.hinglish});
    if (most == 0) return Language::und;
    constexpr std::size_t sparse = 12;  // fewer than one small word in twelve says nothing
    if (most * sparse < c.latin) return Language::und;
    // English words stand in every romanised text; a third of native small words decides.
    const std::size_t native = std::max(c.manglish, c.hinglish);
    if (native * 2 >= c.english && native > 0)
        return c.manglish >= c.hinglish ? Language::ml_latn : Language::hi_latn;
    return Language::en;
}

}  // namespace

Language find_language(const std::vector<Passage>& passages) {
    Counts c;
    for (const auto& passage : passages) count(passage, c);
    if (c.all() == 0) return Language::und;
    const std::size_t indic = std::max(c.malayalam, c.devanagari);
    const std::size_t lesser = std::min(c.malayalam, c.devanagari);
    if (c.other * 2 > c.all()) return Language::und;
    if (lesser * 4 > c.all()) return Language::mixed;
    // English words (names, "Instagram", addresses) are part of every Indic mail; whole English
    // parts are not.
    if (indic * 5 >= c.all() * 2)
        return c.malayalam >= c.devanagari ? Language::ml : Language::hi;
    const Language latin = of_latin(c);
    if (indic * 6 >= c.all()) return Language::mixed;
    return latin;
}

}  // namespace understanding
