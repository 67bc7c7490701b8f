// The detection view: a text made easy to search, with an exact map back to the source.
//
// Promises: view[i] came from source code points [from[i], from[i+1]); what was dropped belongs
// to the code point before it; nothing is reordered. Old chillu (consonant, virama, ZWJ) is
// joined first, then format characters (Cf) and other ignorable ones are dropped, and marks
// that sit on a digit; decimal digits of every script become ASCII, two-part vowel signs are
// composed, full-width and compatibility forms become plain (NFKC per code point), case is
// folded; a word of Latin letters with look-alikes of another script among them is all Latin.
// Indic text is otherwise kept. Source: redaction.md 2.2, Unicode general categories, UAX 15.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "understanding/facts.h"

namespace understanding {

struct View {
    std::u32string text;
    std::vector<std::uint32_t> from;  // text.size() + 1 entries, source offsets

    // The source span of view positions [start, end), which must not be empty. Rounds outwards
    // where one source code point became several (one half is 1, slash, 2).
    Span source_span(Where where, std::size_t start, std::size_t end) const {
        while (end < text.size() && from[end] == from[end - 1]) ++end;
        return {where, from[start], from[end]};
    }
};

View make_view(std::u32string_view source);

// A token of the view: a run of letters and marks of one script, or of digits. View positions.
enum class TokenKind { word, digits };
struct Token {
    std::size_t start = 0;
    std::size_t end = 0;
    TokenKind kind = TokenKind::word;
    bool sentence_start = false;  // first word after a sentence end, newline or text start
    bool capital = false;         // its first letter was upper case in the source
};
std::vector<Token> tokenise(const View& view, std::u32string_view source);

}  // namespace understanding
