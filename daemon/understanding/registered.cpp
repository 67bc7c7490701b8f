#include "understanding/registered.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "understanding/view.h"

namespace understanding {
namespace {

constexpr std::size_t near = 60;  // code points of the view
constexpr int shortest_number = 5;
constexpr std::array<std::string_view, 2> words_of_office{"police.person", "place.station"};
constexpr std::array<std::string_view, 2> words_of_him{"police.person", "who.he"};

bool is_blank(char32_t c) { return c == U' ' || c == U'\n' || c == U'\t' || c == U'\r'; }
bool is_figure(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_ascii_letter(char32_t c) { return c >= U'a' && c <= U'z'; }

// One text with single blanks; from[i] is the source offset of flat[i].
struct Flat {
    Where where = Where::text;
    std::u32string text;
    std::vector<std::uint32_t> from;
};

Flat flatten(const ExaminedText& examined) {
    const View view = make_view(examined.text);
    Flat flat{examined.where, {}, {}};
    for (std::size_t i = 0; i < view.text.size(); ++i) {
        const char32_t c = is_blank(view.text[i]) ? U' ' : view.text[i];
        if (c == U' ' && (flat.text.empty() || flat.text.back() == U' ')) continue;
        flat.text += c;
        flat.from.push_back(view.from[i]);
    }
    return flat;
}

std::u32string wanted_form(const std::string& text) {
    std::u32string flat;
    for (const char32_t c : make_view(base::to_code_points(text)).text) {
        const char32_t one = is_blank(c) ? U' ' : c;
        if (one != U' ' || (!flat.empty() && flat.back() != U' ')) flat += one;
    }
    while (!flat.empty() && flat.back() == U' ') flat.pop_back();
    return flat;
}

// Before an ending a chillu is its consonant again: കുമാർ, കുമാറിനെ.
std::vector<std::u32string> forms_of(const std::string& text) {
    constexpr std::array<std::pair<char32_t, char32_t>, 5> chillus{
        {{U'ർ', U'റ'}, {U'ൻ', U'ന'}, {U'ൽ', U'ല'}, {U'ൾ', U'ള'}, {U'ൺ', U'ണ'}}};
    std::vector<std::u32string> forms{wanted_form(text)};
    if (forms[0].empty()) return {};
    for (const auto& [chillu, consonant] : chillus) {
        if (forms[0].back() != chillu) continue;
        forms.push_back(forms[0]);
        forms[1].back() = consonant;
        break;
    }
    return forms;
}

bool is_plain(char32_t c) { return is_ascii_letter(c) || is_figure(c); }

// In front of it no letter or figure of any writing; behind it none of plain Latin.
bool begins_alone(const std::u32string& text, std::size_t begin) {
    return begin == 0 || (!is_plain(text[begin - 1]) && text[begin - 1] <= 0x7F);
}

bool stands_alone(const std::u32string& text, std::size_t begin, std::size_t end) {
    return begins_alone(text, begin) && (end == text.size() || !is_plain(text[end]));
}

bool has_number(const std::u32string& text, std::size_t begin, std::size_t end) {
    int figures = 0;
    for (std::size_t i = begin; i < end; ++i) {
        if (is_figure(text[i]) && ++figures == shortest_number) return true;
        if (!is_figure(text[i]) && text[i] != U' ' && text[i] != U'-') figures = 0;
    }
    return false;
}

// An at-sign with something on both sides.
bool holds_address(const std::u32string& text) {
    const auto is_part = [](char32_t c) { return c != U' ' && c != U'@'; };
    for (std::size_t i = 1; i + 1 < text.size(); ++i)
        if (text[i] == U'@' && is_part(text[i - 1]) && is_part(text[i + 1])) return true;
    return false;
}

std::optional<Beside> surer(std::optional<Beside> one, std::optional<Beside> other) {
    return one == Beside::certain || !other ? one : other;
}

// The first letters of every place where something sought can stand: most of a register stands
// in no mail, and need not be looked for.
class Beginnings {
  public:
    void add(const Flat& flat) {
        for (std::size_t i = 0; i < flat.text.size(); ++i)
            if (begins_alone(flat.text, i)) known_.insert(beginning(flat.text, i));
    }
    bool has(const std::u32string& wanted) const {
        return wanted.size() < letters || known_.contains(beginning(wanted, 0));
    }

  private:
    static constexpr std::size_t letters = 3;

    static std::uint64_t beginning(const std::u32string& text, std::size_t at) {
        constexpr int bits_of_a_code_point = 21;
        std::uint64_t key = 0;
        for (std::size_t i = at; i < std::min(at + letters, text.size()); ++i)
            key = key << bits_of_a_code_point | text[i];
        return key;
    }

    std::unordered_set<std::uint64_t> known_;
};

class Search {
  public:
    explicit Search(const Facts& facts) : facts_(facts) {
        for (const auto& text : facts.texts) flats_.push_back(flatten(text));
        for (const auto& flat : flats_) beginnings_.add(flat);
        has_address_ = std::any_of(flats_.begin(), flats_.end(),
                                   [](const Flat& flat) { return holds_address(flat.text); });
    }

    // Nothing: it is not there.
    std::optional<Beside> look_for(const std::u32string& wanted) const {
        std::optional<Beside> found;
        const bool is_mailbox = wanted.find(U'@') != std::u32string::npos;
        if (!beginnings_.has(wanted) || (is_mailbox && !has_address_)) return found;
        for (const Flat& flat : flats_) {
            for (auto at = flat.text.find(wanted); at != std::u32string::npos;
                 at = flat.text.find(wanted, at + 1)) {
                const std::size_t end = at + wanted.size();
                if (!stands_alone(flat.text, at, end)) continue;
                const bool sure = is_mailbox ? is_beside(flat, at, end, words_of_him)
                                             : is_beside_office(flat, at, end);
                if (sure) return Beside::certain;
                found = Beside::doubt;
            }
        }
        return found;
    }

  private:
    bool is_beside_office(const Flat& flat, std::size_t begin, std::size_t end) const {
        const auto [first, last] = around(flat, begin, end);
        return has_number(flat.text, first, begin) || has_number(flat.text, end, last) ||
               is_beside(flat, begin, end, words_of_office);
    }

    static std::pair<std::size_t, std::size_t> around(const Flat& flat, std::size_t begin,
                                                      std::size_t end) {
        return {begin - std::min(begin, near), std::min(end + near, flat.text.size())};
    }

    bool is_beside(const Flat& flat, std::size_t begin, std::size_t end,
                   const std::array<std::string_view, 2>& lists) const {
        const auto [first, last] = around(flat, begin, end);
        const std::uint32_t from = flat.from[first];
        const std::uint32_t to = flat.from[last - 1];
        return std::any_of(facts_.words.begin(), facts_.words.end(), [&](const WordHit& hit) {
            return hit.span.where == flat.where && hit.span.start >= from &&
                   hit.span.start <= to &&
                   std::find(lists.begin(), lists.end(), hit.list) != lists.end();
        });
    }

    const Facts& facts_;
    std::vector<Flat> flats_;
    Beginnings beginnings_;
    bool has_address_ = false;
};

}  // namespace

std::vector<NamedOfficer> find_registered(const Facts& facts,
                                          const std::vector<Registered>& known) {
    std::vector<NamedOfficer> officers;
    if (known.empty()) return officers;
    const Search search(facts);
    for (const Registered& one : known) {
        std::optional<Beside> beside;
        for (const auto& form : forms_of(one.text)) {
            beside = surer(beside, search.look_for(form));
        }
        if (!beside) continue;
        const auto same =
            std::find_if(officers.begin(), officers.end(),
                         [&](const NamedOfficer& seen) { return seen.station == one.station; });
        if (same == officers.end()) {
            officers.push_back({one.station, *beside});
        } else if (*beside == Beside::certain) {
            same->beside = Beside::certain;
        }
    }
    return officers;
}

}  // namespace understanding
