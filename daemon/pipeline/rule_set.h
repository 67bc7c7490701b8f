// Everything the women cell writes, loaded together: rules, words, redaction policy, templates.
// One fingerprint.
//
// Promise: a set is whole or absent. What is wrong comes back as Problems in file order, all at
// once.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/problem.h"
#include "base/result.h"
#include "clocks/policy.h"
#include "letter/templates.h"
#include "pipeline/facts_json.h"
#include "redaction/given_names.h"
#include "redaction/policy.h"
#include "retention/policy.h"
#include "routing/rule_book.h"
#include "settings/settings.h"
#include "understanding/lexicon.h"
#include "yaml/node.h"

namespace pipeline {

// The files as they were read, once: what is parsed is what is hashed and stored.
struct RuleFiles {
    std::vector<yaml::SourceText> rules;
    std::vector<yaml::SourceText> templates;
    std::string signature;  // what stands in rules.signature; empty: there is none
};

struct RuleSet {
    routing::RuleBook book;
    understanding::Lexicon lexicon;
    redaction::GivenNames names;
    redaction::Policy policy;
    letter::Templates templates;
    retention::Policy retention;
    clocks::Policy clocks;
    std::string fingerprint;  // "sha256:..." over all files
    WordsLookedFor words;

    RuleSet(routing::RuleBook b, redaction::Policy p, letter::Templates t, retention::Policy r,
            clocks::Policy c, std::string f)
        : book(std::move(b)),
          lexicon(book.vocabulary()),
          names(lexicon),
          policy(std::move(p)),
          templates(std::move(t)),
          retention(std::move(r)),
          clocks(std::move(c)),
          fingerprint(std::move(f)),
          words(words_of(book.vocabulary())) {}
};

struct LoadedRuleSet {
    std::shared_ptr<const RuleSet> rules;
    base::Problems warnings;
};

base::Result<RuleFiles> read_rule_files(const settings::Settings& settings);
base::Result<LoadedRuleSet, base::Problems> load_rule_set(const RuleFiles& files,
                                                          const settings::Settings& settings);
std::string fingerprint(const RuleFiles& files);

// For the database: the last good set, as name -> text, and back.
std::map<std::string, std::string> to_stored(const RuleFiles& files);
RuleFiles from_stored(const std::map<std::string, std::string>& files);

// The rules and templates this binary was built with (init writes them; hold mode writes
// letters with them).
const RuleFiles& shipped_files();
base::Result<std::shared_ptr<const RuleSet>, base::Problems> shipped_rules();  // loaded once

// Runs the examples that stand beside the rules; each that fails is a Problem.
base::Problems run_examples(const RuleSet& rules);

}  // namespace pipeline
