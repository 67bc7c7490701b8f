// The shipped rules as a lexicon, read once for all tests of this room.
#pragma once

#include "../routing/shipped_rules.h"
#include "understanding/lexicon.h"

inline const routing::RuleBook& shipped_book() {
    static const routing::RuleBook book = [] {
        auto loaded = routing::load_rules(shipped_sources(), {}, {});
        if (!loaded)
            throw std::runtime_error("the shipped rules do not load: " +
                                     loaded.error().front().sentence);
        return std::move(loaded->book);
    }();
    return book;
}

inline const understanding::Lexicon& shipped_lexicon() {
    static const understanding::Lexicon lexicon(shipped_book().vocabulary());
    return lexicon;
}
