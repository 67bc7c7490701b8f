#include "redaction/people.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "redaction/grammar.h"
#include "redaction/introductions.h"
#include "redaction/name_words.h"
#include "redaction/signatures.h"
#include "redaction/standing.h"
#include "redaction/unlisted_names.h"
#include "understanding/place_index.h"
#include "understanding/words.h"

namespace redaction {

namespace {

using understanding::TokenKind;

// The words of a text as a view shows them.
std::vector<std::u32string> view_words(std::string_view utf8) {
    const auto source = base::to_code_points(utf8);
    const auto view = understanding::make_view(source);
    std::vector<std::u32string> words;
    for (const auto& token : understanding::tokenise(view, source)) {
        if (token.kind == TokenKind::word) {
            words.push_back(view.text.substr(token.start, token.end - token.start));
        }
    }
    return words;
}

// As user names and hurried people write it: anithathomas.
std::u32string in_one_word(const std::vector<std::u32string>& parts) {
    std::u32string word;
    for (const auto& part : parts) word += part;
    return word;
}

bool is_initial(const Page& page, std::size_t token) {
    const auto word = page.word(token);
    return (word.size() == 1 && is_latin(word[0]) && page.is_capital(token)) ||
           (is_indic(word[0]) && page.covered_by("type.initial", page.tokens()[token].start));
}

}  // namespace

People::People(const understanding::Lexicon& lexicon, const GivenNames& given,
               const HeaderIdentity& header)
    : lexicon_(lexicon), given_(given) {
    for (const auto& name : header.names) {
        if (name.find('@') != std::string::npos) continue;
        const auto words = view_words(name);
        remember_everyday(words, remember(words, KnownBy::header), KnownBy::header);
    }
}

void People::remember_everyday(const std::vector<std::u32string>& words, int person,
                               KnownBy by) {
    constexpr std::size_t shortest = 4;
    const auto& lists = lexicon_.words();
    for (const auto& word : words) {
        if (word.size() < shortest || !is_latin(word[0]) ||
            !lists.contains("type.plain", word) || lists.contains("role.kin", word) ||
            lists.contains("role.mine", word) || is_place(word))
            continue;
        if (person < 0) person = persons_.add_unnamed(word, by);
        everyday_.emplace(word, person);
    }
}

bool People::is_everyday(std::u32string_view word) const {
    const auto& words = lexicon_.words();
    return words.contains("type.plain", word) || words.contains("role.kin", word);
}

// Names of stations and districts stay readable, whoever bears them.
bool People::is_place(const std::u32string& word) const {
    const auto view = understanding::make_view(word);
    const auto tokens = understanding::tokenise(view, word);
    return !lexicon_.places().find(view, tokens, std::vector<bool>(tokens.size())).empty();
}

// Everyday words and place names do not become names; what is left of a name is remembered.
int People::remember(std::vector<std::u32string> parts, KnownBy by) {
    // "From: Rani" bears her name, though Ranni sounds like it.
    const auto is_listed = [&](const auto& part) {
        const auto kind = given_.find(part);
        return kind == NameKind::name || (kind == NameKind::homograph && by == KnownBy::header);
    };
    std::erase_if(parts, [&](const auto& part) {
        return part.size() < 2 || is_everyday(part) || (!is_listed(part) && is_place(part));
    });
    if (parts.empty()) return -1;
    if (by != KnownBy::header) {
        for (auto& part : parts) part = given_.base_of(part);
    }
    if (const int holder = persons_.holder_of(parts); holder >= 0) {
        persons_.know(holder, by);
        return holder;
    }
    if (const int same = by == KnownBy::header ? -1 : persons_.namesake_of(parts); same >= 0) {
        for (const auto& part : parts) book_.add(part, same);
        persons_.know(same, by);
        return same;
    }
    const int number = persons_.add(parts, by);
    for (const auto& part : parts) book_.add(part, number);
    if (by == KnownBy::header && parts.size() > 1) book_.add(in_one_word(parts), number);
    return number;
}

void People::learn(const Page& page) {
    constexpr std::size_t most_persons = 500;
    if (persons_.all().size() >= most_persons) return;
    learn_introductions(page, *this);
    learn_signatures(page, *this);
    learn_given_names(page);
    learn_unlisted(page, *this);
}

// Common given names that stand alone, with the names behind them.
void People::learn_given_names(const Page& page) {
    const auto& tokens = page.tokens();
    for (std::size_t t = 0; t < tokens.size(); ++t) {
        if (!could_be_small_name(page, t) && !could_be_name(page, t)) continue;
        const auto kind = given_.find(page.word(t));
        if (kind == NameKind::none &&
            (book_.find(page.word(t)).match != NameMatch::none || !is_heard_person(page, t)))
            continue;
        if (kind != NameKind::none && !stands_for_person(page, t, kind) &&
            !begins_full_name(page, t))
            continue;
        std::vector<std::u32string> parts{std::u32string(page.word(t))};
        std::size_t end = t + 1;
        constexpr std::size_t most = 3;
        while (end < tokens.size() && end - t < most && side_by_side(page, end - 1, end) &&
               goes_on_with(page, end)) {
            parts.emplace_back(page.word(end));
            ++end;
        }
        while (parts.size() < most && is_first_name_before(page, t)) {
            --t;
            parts.emplace(parts.begin(), page.word(t));
        }
        if (!names_a_venue(page, end - 1)) remember(std::move(parts), KnownBy::given_name);
        t = end - 1;
    }
}

// "Meera Suresh", "ബിന്ദു ശശി", "Geeta Kumari": an everyday word before a name, or before another
// that ends names.
bool People::begins_full_name(const Page& page, std::size_t token) const {
    const auto next = token + 1;
    if (next >= page.tokens().size() || !could_be_name(page, token) ||
        !side_by_side(page, token, next) || !could_be_name(page, next))
        return false;
    const auto kind = given_.find(page.word(next));
    return kind == NameKind::name || (kind == NameKind::homograph && ends_names(page, next));
}

// "I have your chat with Sobin": a capital within a sentence that sounds like a name, where one
// speaks to persons, or of what they do.
bool People::is_heard_person(const Page& page, std::size_t token) const {
    constexpr std::size_t shortest = 4;
    const auto& word = page.tokens()[token];
    if (is_indic(page.word(token)[0]) || !page.is_capital(token) || word.sentence_start ||
        page.shouts() || page.word(token).size() < shortest || !could_be_name(page, token) ||
        !given_.sounds_like_one(page.word(token)))
        return false;
    return acts(page, token) || is_acted_upon(page, token) ||
           case_of(page, {word.start, word.end}) != Case::bare;
}

// "Ansu Mathew": a capital within a sentence right before a name.
bool People::is_first_name_before(const Page& page, std::size_t token) const {
    if (token == 0 || page.shouts()) return false;
    const auto before = token - 1;
    static constexpr std::array<List, 5> others{"type.honorific", "type.police", "type.org",
                                                "type.place_word", "type.month"};
    static const ListSet set = set_of(others);
    return !is_indic(page.word(before)[0]) && page.word(before).size() > 2 &&
           !page.tokens()[before].sentence_start && could_be_name(page, before) &&
           side_by_side(page, before, token) && (page.lists_of(before) & set).none();
}

namespace {

// "जतिन हँसा।": where a sentence ends stands its verb.
bool stands_for_verb(const Page& page, std::size_t token) {
    const auto& tokens = page.tokens();
    const auto clause = page.clause_of(tokens[token].start);
    const bool last = token + 1 >= tokens.size() || tokens[token + 1].start >= clause.end;
    constexpr std::size_t most_names = 3;
    return is_indic(page.word(token)[0]) && last &&
           token >= page.token_at(clause.start) + most_names;
}

}  // namespace

// A surname or second name behind a given name.
bool People::goes_on_with(const Page& page, std::size_t token) const {
    if (!could_be_small_name(page, token) && !is_initial(page, token)) return false;
    if (stands_for_verb(page, token)) return false;
    if (given_.find(page.word(token)) != NameKind::none) return true;
    return !is_indic(page.word(token)[0]) && could_be_name(page, token) && !page.shouts();
}

bool People::holds_seed_name(const std::string& identifier) const {
    constexpr std::size_t shortest = 4;
    const auto text = base::to_code_points(identifier);
    return std::any_of(persons().begin(), persons().end(), [&](const Person& person) {
        return person.is_seed() &&
               std::any_of(person.parts.begin(), person.parts.end(), [&](const auto& part) {
                   if (part[0] >= 0x80) return false;
                   const auto at = text.find(part);
                   if (at == std::u32string::npos) return false;
                   const bool alone =
                       (at == 0 || !is_latin(text[at - 1])) &&
                       (at + part.size() >= text.size() || !is_latin(text[at + part.size()]));
                   return part.size() >= shortest || (part.size() == 3 && alone);
               });
    });
}

bool People::holds_name_of_mailbox(const std::string& identifier,
                                   const std::string& local) const {
    constexpr std::size_t shortest = 4;
    std::string part;
    const auto is_held = [&] {
        return part.size() >= shortest && identifier.find(part) != std::string::npos &&
               given_.find(base::to_code_points(part)) != NameKind::none;
    };
    for (const char c : local) {
        if (c >= 'a' && c <= 'z') {
            part.push_back(c);
            continue;
        }
        if (is_held()) return true;
        part.clear();
    }
    return is_held();
}

namespace {

// എന്റെ is no form of whatever was taken for a name.
bool is_pronoun(const Page& page, std::size_t token) {
    static const ListSet pronouns =
        set_of(std::array<List, 9>{"role.mine", "role.me", "role.i", "role.your", "role.yours",
                                   "role.his", "role.him", "role.hers", "role.his_own"});
    return (page.lists_of(token) & pronouns).any();
}

}  // namespace

NameBook::Hit People::known(const Page& page, std::size_t token) const {
    if (page.tokens()[token].kind != TokenKind::word || is_pronoun(page, token)) return {};
    auto hit = book_.find(page.word(token));
    if (hit.match == NameMatch::none && page.is_capital(token)) {
        const auto own = everyday_.find(page.word(token));
        if (own != everyday_.end()) return {NameMatch::same, {own->second}};
    }
    if (hit.match == NameMatch::sounds_alike && !could_be_small_name(page, token)) return {};
    if (hit.match == NameMatch::beginning) {
        const bool likely = could_be_name(page, token) && !is_indic(page.word(token)[0]) &&
                            !page.tokens()[token].sentence_start;
        std::erase_if(hit.persons, [&](int p) { return !persons_.at(p).is_seed(); });
        if (!likely || hit.persons.empty()) return {};
    }
    return hit;
}

// The longest run of words of one person, with initials beside it. Returns the token after it.
std::size_t People::run_from(const Page& page, std::size_t first, Candidates& found) const {
    const auto& tokens = page.tokens();
    auto hit = known(page, first);
    if (hit.match == NameMatch::none) return first;
    auto persons = hit.persons;
    std::size_t end = first + 1;
    while (end < tokens.size() && side_by_side(page, end - 1, end)) {
        const auto next = known(page, end);
        std::vector<int> both;
        std::set_intersection(persons.begin(), persons.end(), next.persons.begin(),
                              next.persons.end(), std::back_inserter(both));
        if (both.empty()) break;
        persons = both;
        ++end;
    }
    std::size_t start = first;
    if (start > 0 && is_initial(page, start - 1) && side_by_side(page, start - 1, start))
        --start;
    if (end < tokens.size() && is_initial(page, end) && side_by_side(page, end - 1, end)) ++end;
    const auto person = *std::min_element(persons.begin(), persons.end(), [&](int a, int b) {
        const auto &pa = persons_.at(a), &pb = persons_.at(b);
        return pa.by != pb.by ? pa.by < pb.by : a < b;
    });
    found.push_back({ValueType::person,
                     {tokens[start].start, tokens[end - 1].end},
                     score::words + 1,
                     persons_.at(person).normal,
                     Label::none,
                     "name"});
    return end;
}

// "D I L N A": a name in letters of their own.
std::size_t People::spaced_from(const Page& page, std::size_t first, Candidates& found) const {
    const auto& tokens = page.tokens();
    const auto is_letter = [&](std::size_t t) {
        return tokens[t].kind == TokenKind::word && page.word(t).size() == 1 &&
               is_latin(page.word(t)[0]);
    };
    std::u32string word;
    auto end = first;
    constexpr std::size_t shortest = 4, longest = 24;
    // One sign between all of them: "r e s h m a", "r.e.s.h.m.a".
    const auto is_apart = [&](std::size_t t) {
        return tokens[t].start - tokens[t - 1].end == 1 &&
               page.text()[tokens[t].start - 1] == page.text()[tokens[first].end];
    };
    for (; end < tokens.size() && word.size() < longest && is_letter(end); ++end) {
        if (end > first && !is_apart(end)) break;
        word += page.word(end);
    }
    if (word.size() < shortest) return first;
    const auto hit = book_.find(word);
    const bool known = hit.match == NameMatch::same;
    if (!known && given_.find(word) == NameKind::none) return first;
    found.push_back({ValueType::person,
                     {tokens[first].start, tokens[end - 1].end},
                     score::words + 1,
                     known ? persons_.at(hit.persons[0]).normal : base::to_utf8(word),
                     Label::none,
                     "spaced name"});
    return end;
}

Candidates People::find(const Page& page) const {
    Candidates found;
    const auto& tokens = page.tokens();
    for (std::size_t t = 0; t < tokens.size();) {
        auto next = run_from(page, t, found);
        if (next == t) next = spaced_from(page, t, found);
        t = next > t ? next : t + 1;
    }
    return found;
}

}  // namespace redaction
