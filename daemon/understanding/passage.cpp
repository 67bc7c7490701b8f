#include "understanding/passage.h"

#include <algorithm>

#include "understanding/words.h"

namespace understanding {

namespace {

constexpr std::size_t longest_sentence = 120;  // tokens; bounds the work on text without stops
constexpr std::size_t wrapped_line = 50;       // a longer line goes on in the next one

bool is_blank_line_in(std::u32string_view gap) {
    std::size_t breaks = 0;
    for (const char32_t c : gap) breaks += c == U'\n' ? 1U : 0U;
    return breaks > 1;
}

bool is_space(char32_t c) { return c == U' ' || c == U'\n' || c == U'\t' || c == U'\r'; }

}  // namespace

bool is_own(const Zone& zone) {
    return zone.owner == ZoneOwner::writer && zone.kind != ZoneKind::chat_line;
}

Passage::Passage(Where where, std::u32string text, const Lexicon& lexicon)
    : where_(where),
      text_(std::move(text)),
      view_(make_view(text_)),
      tokens_(tokenise(view_, text_)) {
    word_hits_ = lexicon.words().find(where_, view_, tokens_);
    std::size_t first = 0;  // hits come in the order of their first token
    for (const auto& hit : word_hits_) {
        while (view_.from[tokens_[first].start] < hit.span.start) ++first;
        std::size_t last = first + 1;
        while (last < tokens_.size() && view_.from[tokens_[last].start] < hit.span.end) ++last;
        hits_[hit.list].push_back({first, last});
    }
    const std::size_t hindi = hits("language.hi_latn").size();
    const bool is_hindi = hindi > 0 && hindi * 2 >= hits("language.en").size();
    forget(is_hindi ? "who.me" : "who.i", is_hindi ? U"me" : U"main");
}

void Passage::forget(std::string_view list, std::u32string_view word) {
    const auto found = hits_.find(list);
    if (found == hits_.end()) return;
    std::erase_if(found->second, [&](const Range& hit) {
        return hit.last == hit.first + 1 && token_text(hit.first) == word;
    });
}

const std::vector<Range>& Passage::hits(std::string_view list) const {
    static const std::vector<Range> none;
    const auto found = hits_.find(list);
    return found == hits_.end() ? none : found->second;
}

const Range* Passage::hit_in(std::string_view list, Range range) const {
    const auto& all = hits(list);
    auto at =
        std::lower_bound(all.begin(), all.end(), range.first,
                         [](const Range& hit, std::size_t first) { return hit.first < first; });
    for (; at != all.end() && at->first < range.last; ++at) {
        if (at->last <= range.last) return &*at;
    }
    return nullptr;
}

std::size_t Passage::token_at(std::size_t source_position) const {
    const auto found = std::lower_bound(
        tokens_.begin(), tokens_.end(), source_position,
        [this](const Token& token, std::size_t at) { return view_.from[token.start] < at; });
    return static_cast<std::size_t>(found - tokens_.begin());
}

std::u32string_view Passage::token_text(std::size_t token) const {
    const auto& t = tokens_[token];
    return std::u32string_view(view_.text).substr(t.start, t.end - t.start);
}

std::u32string_view Passage::gap_after(std::size_t token) const {
    const std::size_t from = tokens_[token].end;
    const std::size_t until =
        token + 1 < tokens_.size() ? tokens_[token + 1].start : view_.text.size();
    return std::u32string_view(view_.text).substr(from, until - from);
}

Span Passage::span_of(Range range) const {
    return view_.source_span(where_, tokens_[range.first].start, tokens_[range.last - 1].end);
}

const Zone& Passage::zone_of(std::size_t token) const { return zones_[zone_[token]]; }

void Passage::set_zones(std::vector<Zone> zones) {
    zones_ = std::move(zones);
    zone_.assign(tokens_.size(), 0);
    std::size_t zone = 0;
    for (std::size_t t = 0; t < tokens_.size(); ++t) {
        const auto at = view_.from[tokens_[t].start];
        while (zone + 1 < zones_.size() && at >= zones_[zone].span.end) ++zone;
        zone_[t] = zone;
    }
    cut();
}

bool Passage::ends_sentence(std::size_t token) const {
    const auto gap = gap_after(token);
    if (token + 1 >= tokens_.size() || zone_[token] != zone_[token + 1]) return true;
    if (is_blank_line_in(gap)) return true;
    for (std::size_t i = 0; i < gap.size(); ++i) {
        const char32_t c = gap[i];
        if (c == U';' || c == U'!' || c == U'?' || c == U'।' || c == U'॥') return true;
        const bool spaced = i + 1 < gap.size() && is_space(gap[i + 1]);
        // "Dt. Kollam", "p.o. box"; but "we live on the floor of it. A guest".
        const bool abbreviation = tokens_[token].end - tokens_[token].start < 3 &&
                                  tokens_[token].kind == TokenKind::word &&
                                  (tokens_[token].capital || !tokens_[token + 1].capital);
        if (c == U'.' && spaced && !abbreviation) return true;
    }
    if (gap.find(U'\n') == std::u32string_view::npos) return false;
    const auto line = view_.text.rfind(U'\n', tokens_[token].start);
    const std::size_t start = line == std::u32string::npos ? 0 : line + 1;
    return tokens_[token].end < start + wrapped_line;
}

void Passage::cut() {
    sentences_.clear();
    clauses_.clear();
    sentence_.assign(tokens_.size(), 0);
    clause_.assign(tokens_.size(), 0);
    std::vector<bool> split(tokens_.size() + 1);
    for (const auto& hit : hits("clause.split")) split[hit.first] = true;
    Range sentence, clause;
    for (std::size_t t = 0; t < tokens_.size(); ++t) {
        sentence_[t] = sentences_.size();
        clause_[t] = clauses_.size();
        const bool end = ends_sentence(t) || t + 1 - sentence.first >= longest_sentence;
        constexpr std::u32string_view borders = U",:()[]–—";
        const bool pause = end || split[t + 1] ||
                           gap_after(t).find_first_of(borders) != std::u32string_view::npos;
        if (end) {
            sentence.last = t + 1;
            sentences_.push_back(sentence);
            sentence.first = t + 1;
        }
        if (pause) {
            clause.last = t + 1;
            clauses_.push_back(clause);
            clause.first = t + 1;
        }
    }
}

}  // namespace understanding
