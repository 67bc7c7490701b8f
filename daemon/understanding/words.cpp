#include "understanding/words.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace understanding {

namespace {

constexpr char32_t gap_mark = U' ';
constexpr std::size_t longest_gap = 3;

// How a word ends at a node of the trie.
struct Ending {
    std::uint32_t list = 0;
    bool stem = false;
};

struct TrieNode {
    std::vector<Ending> endings;
    std::map<char32_t, std::uint32_t> next;  // while the trie grows
};

// A list and the last token of its longest word from some token on; few at a time.
using Longest = std::vector<std::pair<std::uint32_t, std::size_t>>;

void keep_longest(Longest& longest, std::uint32_t list, std::size_t last) {
    for (auto& [known, token] : longest) {
        if (known != list) continue;
        token = last;
        return;
    }
    longest.emplace_back(list, last);
}

bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r'; }

// The marks that do not part a phrase: blanks, hyphens, apostrophes, and one slash or stop
// inside an abbreviation (a/c, d.o.b, P. O.).
bool joins(const std::u32string& text, const Token& before, const Token& after) {
    const auto gap = std::u32string_view(text).substr(before.end, after.start - before.end);
    if (gap.size() > longest_gap) return false;
    if (std::count(gap.begin(), gap.end(), U'\n') > 1) return false;
    std::size_t stops = 0;
    for (const char32_t c : gap) {
        if (is_blank(c) || c == U'-' || c == U'\'' || c == 0x2019 || c == 0x2010) continue;
        if (c != U'.' && c != U'/') return false;
        ++stops;
    }
    constexpr std::size_t longest_abbreviation = 4;
    return stops == 0 || gap.size() == 1 || before.end - before.start <= longest_abbreviation;
}

}  // namespace

struct WordIndex::Inside {
    std::vector<std::string> names;
    std::vector<TrieNode> nodes{TrieNode{}};
    // The edges of node n are [first_edge[n], first_edge[n + 1]), by letter.
    std::vector<std::uint32_t> first_edge;
    std::vector<char32_t> letters;
    std::vector<std::uint32_t> targets;

    // 0 when there is none: no edge leads back to the root.
    std::uint32_t step(std::uint32_t node, char32_t c) const {
        const auto from = letters.begin() + first_edge[node];
        const auto until = letters.begin() + first_edge[node + 1];
        const auto found = std::lower_bound(from, until, c);
        if (found == until || *found != c) return 0;
        return targets[static_cast<std::size_t>(found - letters.begin())];
    }

    std::uint32_t grow(std::uint32_t node, char32_t c) {
        const auto [found, is_new] =
            nodes[node].next.try_emplace(c, static_cast<std::uint32_t>(nodes.size()));
        const auto next = found->second;
        if (is_new) nodes.emplace_back();
        return next;
    }

    // Lays the edges out one behind the other: words are looked up in every letter of a mail.
    void freeze() {
        for (auto& node : nodes) {
            first_edge.push_back(static_cast<std::uint32_t>(letters.size()));
            for (const auto& [letter, target] : node.next) {
                letters.push_back(letter);
                targets.push_back(target);
            }
            node.next.clear();
        }
        first_edge.push_back(static_cast<std::uint32_t>(letters.size()));
    }

    void add(std::uint32_t list, std::string_view word);
    std::uint32_t walk_token(const View& view, const std::vector<Token>& tokens, std::size_t t,
                             std::uint32_t node, Longest& longest) const;
    void walk(const View& view, const std::vector<Token>& tokens, std::size_t first,
              Longest& longest) const;
};

void WordIndex::Inside::add(std::uint32_t list, std::string_view word) {
    const bool stem = word.ends_with('~');
    if (stem) word.remove_suffix(1);
    const auto source = base::to_code_points(word);
    const auto view = make_view(source);
    std::uint32_t node = 0;
    for (const auto& token : tokenise(view, source)) {
        if (node != 0) node = grow(node, gap_mark);
        for (std::size_t i = token.start; i < token.end; ++i) node = grow(node, view.text[i]);
    }
    if (node != 0) nodes[node].endings.push_back({list, stem});
}

std::uint32_t WordIndex::Inside::walk_token(const View& view, const std::vector<Token>& tokens,
                                            std::size_t t, std::uint32_t node,
                                            Longest& longest) const {
    for (std::size_t i = tokens[t].start; i < tokens[t].end; ++i) {
        node = step(node, view.text[i]);
        if (node == 0) return 0;
        const bool whole = i + 1 == tokens[t].end;
        for (const auto& ending : nodes[node].endings) {
            if (whole || ending.stem) keep_longest(longest, ending.list, t);
        }
    }
    return node;
}

// Follows the trie from one token on; keeps for each list the last token of its longest word.
void WordIndex::Inside::walk(const View& view, const std::vector<Token>& tokens,
                             std::size_t first, Longest& longest) const {
    std::uint32_t node = 0;
    for (std::size_t t = first; t < tokens.size(); ++t) {
        if (t > first) {
            if (!joins(view.text, tokens[t - 1], tokens[t])) return;
            node = step(node, gap_mark);
            if (node == 0) return;
        }
        node = walk_token(view, tokens, t, node, longest);
        if (node == 0) return;
    }
}

WordIndex::WordIndex(const std::map<std::string, WordList>& lists)
    : inside_(std::make_unique<Inside>()) {
    for (const auto& [id, list] : lists) {
        const auto number = static_cast<std::uint32_t>(inside_->names.size());
        inside_->names.push_back(id);
        for (const auto& [writing, words] : list.words) {
            for (const auto& word : words) inside_->add(number, word);
        }
    }
    inside_->freeze();
}

WordIndex::~WordIndex() = default;
WordIndex::WordIndex(WordIndex&&) noexcept = default;

std::vector<WordHit> WordIndex::find(Where where, const View& view,
                                     const std::vector<Token>& tokens) const {
    std::vector<WordHit> hits;
    Longest longest;
    for (std::size_t t = 0; t < tokens.size(); ++t) {
        longest.clear();
        inside_->walk(view, tokens, t, longest);
        std::sort(longest.begin(), longest.end());
        for (const auto& [list, last] : longest) {
            hits.push_back({inside_->names[list],
                            view.source_span(where, tokens[t].start, tokens[last].end)});
        }
    }
    return hits;
}

bool WordIndex::contains(std::string_view list, std::u32string_view word) const {
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
        node = inside_->step(node, word[i]);
        if (node == 0) return false;
        for (const auto& ending : inside_->nodes[node].endings) {
            const bool whole = i + 1 == word.size();
            if ((whole || ending.stem) && inside_->names[ending.list] == list) return true;
        }
    }
    return false;
}

}  // namespace understanding
