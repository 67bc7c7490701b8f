// Facts as JSON, without a word of the mail: kept under the case key, so that changed rules can
// be tried on past cases.
//
// Promises: what routing asks for comes back exactly (kind, places, PIN codes, where the words
// of staff rules stand, zones), and decides the same. No text, no place as she wrote it, no free words, no
// name or address of another writer; a value of LifeFacts only where it is the name of a word
// list. Of the sender only the domain. A form of another version, or an altered one, is a Failure of kind text.
#pragma once

#include <map>
#include <string>

#include "base/result.h"
#include "understanding/facts.h"
#include "understanding/vocabulary.h"

namespace pipeline {

// Which names and words were looked for: hashes, to tell whether other rules would have looked
// for others. The words of staff rules stand apart, by list ("rule.test-mail").
struct WordsLookedFor {
    std::string vocabulary;
    std::map<std::string, std::string> rules;
    bool operator==(const WordsLookedFor&) const = default;
};
WordsLookedFor words_of(const understanding::Vocabulary& vocabulary);

struct KeptFacts {
    understanding::Facts facts;
    WordsLookedFor words;
};

std::string facts_to_json(const understanding::Facts& facts, const WordsLookedFor& words);
base::Result<KeptFacts> facts_from_json(const std::string& text);

}  // namespace pipeline
