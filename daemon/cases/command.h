// One command line of an answer, as understanding found it, to a command with its argument.
//
// Promises: what is not wholly understood is a Mistake, never a guess; a mask with one wrong
// character is no mask (its check letter tells). Source: contract.md 6, promises.md 5.3.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cases/outcome.h"
#include "cases/words.h"
#include "redaction/values.h"

namespace cases {

enum class Reason { first_call, investigation_order, her_wish, danger_to_life, court_order };
std::string_view name_of(Reason reason);
std::optional<Reason> reason(std::string_view name);
const std::vector<Reason>& all_reasons();

// What REVEAL asks for.
struct Mask {
    redaction::ValueType type = redaction::ValueType::phone;
    std::string code;         // "K7Q2"; empty for the bundle
    bool bundle = false;      // FIR: name, address and phone
    std::string str() const;  // "PHONE-K7Q2", "FIR"
};

struct Command {
    Word word = Word::note;
    Mask mask;                                    // REVEAL
    Reason reason = Reason::investigation_order;  // REVEAL
    std::string argument{};                       // what stands behind any other word
    Outcome outcome = Outcome::warned;            // CLOSED
};

// Why a line changes nothing; each has its sentence in the answer that goes back.
enum class Mistake {
    not_understood,
    not_your_word,  // a word of ours, from somebody who may not say it
    no_mask,        // REVEAL without saying what
    not_a_mask,     // no code of ours: a letter is wrong
    dropped,        // a type that is never revealed by mail
    no_reason,
    unknown_reason,
    no_outcome,
    unknown_outcome,
};
std::string_view name_of(Mistake mistake);

// `answer`: Facts::answer_word.
base::Result<Command, Mistake> read_command(const std::optional<std::string>& answer,
                                            Side side);

}  // namespace cases
