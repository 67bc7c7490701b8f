// How heavily the words around a value speak about whose it is (redaction.md 5.2, steps 3 to
// 5): the shipped numbers, and how far `margins`, `weights`, `distance` and `priors` of
// routing_rules/redaction.yaml may move them.
//
// Promises: what makes a value hers has a floor, what makes it his has a ceiling; a file beyond
// them is a problem with its place, never a quiet correction.
#pragma once

#include <map>

#include "base/problem.h"
#include "redaction/values.h"
#include "yaml/keys.h"

namespace redaction {

// The least lead that a role needs to be decided.
struct Margins {
    double protected_roles = 0.08;
    double offender = 0.35;  // on PERSON, PHONE, EMAIL, UPI_VPA, BANK_ACCOUNT, ADDRESS, ORG
    bool operator==(const Margins&) const = default;
};

// One kind of cue each; the words stand in words/roles.yaml.
struct CueWeights {
    double possessive = 1.0;
    double kin = 1.3;
    double third_party = 1.3;
    double contact_request = 1.5;
    double form_label = 1.5;
    double signature = 1.2;
    double beside_person = 1.1;  // "Reshma's number X"
    double witness = 0.9;        // X saw it
    double goal = 0.7;
    double object = 0.25;  // "me" marks the person acted upon, it owns nothing
    double offender_word = 1.2;
    double third_person = 1.0;
    double source = 1.2;
    double naming = 1.2;
    double calling = 0.5;  // agent X
    double harm = 0.9;
    double harm_by_number = 0.5;
    double payment = 0.7;
    double denied_hers = 1.4;  // taken from her
    double denied_his = 0.8;
    double quoted_signature = 0.6;
    double quoted_sender = 0.6;
    bool operator==(const CueWeights&) const = default;
};

// A cue i words away weighs 1 / (1 + left * i) before the value, 1 / (1 + right * i) behind it,
// and beyond an inner "and" so much less again.
struct Distance {
    double left = 0.35;
    double right = 0.5;
    double beyond_and = 0.5;
    bool operator==(const Distance&) const = default;
};

// What a type says by itself when no word does.
struct Prior {
    Role role = Role::unknown;
    double weight = 0;
    bool operator==(const Prior&) const = default;
};

struct Weights {
    Margins margins;
    CueWeights cues;
    Distance distance;
    std::map<ValueType, Prior> priors;
    bool operator==(const Weights&) const = default;
};

Weights shipped_weights();

// The four maps of a policy file over the shipped numbers.
Weights load_weights(yaml::TableReader& file, base::Problems& problems);

}  // namespace redaction
