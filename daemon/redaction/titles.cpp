#include "redaction/titles.h"

#include <array>
#include <set>
#include <tuple>

#include "redaction/among.h"
#include "redaction/grammar.h"
#include "redaction/name_words.h"

namespace redaction {

namespace {

// What is already a part of a value, by the page.
class Taken {
  public:
    Taken(const std::vector<std::size_t>& pages_of, const std::vector<Mention>& mentions) {
        for (std::size_t m = 0; m < mentions.size(); ++m) {
            const auto& range = mentions[m].candidate.range;
            ranges_.insert({pages_of[m], range.start, range.end});
        }
    }
    bool touches(std::size_t page, Range range) const {
        auto after = ranges_.lower_bound({page, range.end, 0});
        return after != ranges_.begin() && std::get<0>(*std::prev(after)) == page &&
               std::get<2>(*std::prev(after)) > range.start;
    }

  private:
    std::set<std::tuple<std::size_t, std::size_t, std::size_t>> ranges_;
};

bool leads_a_name(const Page& page, std::size_t token) {
    static constexpr std::array<std::u32string_view, 30> titles{
        U"ഡോക്ടർ", U"സിസ്റ്റർ", U"ഫാദർ",  U"കേണൽ",   U"മേജർ",   U"പ്രൊഫ",  U"ഉസ്താദ്", U"ബേബി",
        U"डॉक्टर", U"सिस्टर",  U"फादर",  U"कर्नल",   U"मेजर",    U"कैप्टन",  U"प्रो",   U"उस्ताद",
        U"गुरुजी",  U"मिस",    U"मिस्टर", U"doctor", U"father", U"major", U"capt",  U"captain",
        U"ustad", U"guruji", U"swami", U"baby",   U"sister", U"master"};
    const auto word = page.word(token);
    if (page.covered_by("type.honorific", page.tokens()[token].start)) return true;
    const bool title = among(word, titles);
    return title && (is_indic(word[0]) || page.is_capital(token));
}

bool follows_a_name(const Page& page, std::size_t token) {
    const auto& tokens = page.tokens();
    if (page.covered_by("type.honorific_after", tokens[token].start)) return true;
    return !is_indic(page.word(token)[0]) && page.is_capital(token) && !page.shouts() &&
           !tokens[token].sentence_start && page.covered_by("role.kin", tokens[token].start);
}

Range with_titles(const Page& page, Range name, const auto& is_free) {
    const auto& tokens = page.tokens();
    constexpr int most = 2;
    auto first = page.token_at(name.start);
    for (int i = 0; i < most && first > 0 && side_by_side(page, first - 1, first); ++i) {
        const Range title{tokens[first - 1].start, tokens[first - 1].end};
        if (!leads_a_name(page, first - 1) || !is_free(title)) break;
        name.start = title.start;
        --first;
    }
    // "Jithinte chettan" is another one.
    if (case_of(page, name) == Case::genitive) return name;
    auto next = page.token_at(name.end);
    for (int i = 0; i < most && next > 0 && next < tokens.size(); ++i, ++next) {
        const Range title{tokens[next].start, tokens[next].end};
        if (title.start < name.end || !side_by_side(page, next - 1, next) ||
            !follows_a_name(page, next) || !is_free(title))
            break;
        name.end = title.end;
    }
    return name;
}

}  // namespace

void take_titles(const std::vector<Page>& pages, const std::vector<std::size_t>& pages_of,
                 std::vector<Mention>& mentions) {
    const Taken taken(pages_of, mentions);
    for (std::size_t m = 0; m < mentions.size(); ++m) {
        const auto role = mentions[m].verdict.role;
        if (mentions[m].candidate.type != ValueType::person || role == Role::offender ||
            role == Role::official)
            continue;
        const auto p = pages_of[m];
        auto& range = mentions[m].candidate.range;
        mentions[m].name = range;
        range =
            with_titles(pages[p], range, [&](Range title) { return !taken.touches(p, title); });
    }
}

}  // namespace redaction
