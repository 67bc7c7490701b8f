// Type x role x destination -> action: routing_rules/redaction.yaml, complete.
//
// Promises: a missing row, an unknown destination or an invalid file means the strictest
// treatment (auditors' column); the bounds of weights.h cannot be passed by a file.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "base/result.h"
#include "redaction/reveal_figures.h"
#include "redaction/values.h"
#include "redaction/weights.h"
#include "understanding/facts.h"
#include "yaml/node.h"

namespace redaction {

struct Treatment {
    Action action = Action::drop;
    bool flag = false;
    bool operator==(const Treatment&) const = default;
};

// What a destination gets of a file: a cleaned picture, a line in the list, or no letter at all
// until a person has looked.
enum class AttachmentAction { pass, seal, hold };

// What named a value: nothing, a label of its own ("employee id"), or a device ("MAC").
enum class Label { none, own, device };

class Policy {
  public:
    ~Policy();
    Policy(Policy&&) noexcept;
    Treatment treatment(ValueType type, Role role, Destination destination, Label label) const;
    // "PHONE offender station" for every cell without a row.
    std::vector<std::string> gaps() const;
    const Weights& weights() const;
    const RevealFigures& reveals() const;
    const std::string& version() const;  // first 12 hex digits of the file's SHA-256
    const std::vector<std::string>& public_numbers() const;  // digits only
    bool is_public_number(std::string_view digits) const;    // also the series "14xxx"
    bool is_upi_handle(std::string_view handle) const;       // lower case
    // Luhn decides nothing for these: one widely used table skips it (RuPay).
    bool is_card_prefix_without_luhn(std::string_view digits) const;
    bool images_may_pass_for(understanding::Category category) const;
    // What the file says; what no row names is sealed. `type` in lower case.
    AttachmentAction attachment_action(std::string_view type, understanding::Category category,
                                       Destination destination) const;

    struct Inside;
    explicit Policy(std::unique_ptr<const Inside> inside);

  private:
    std::unique_ptr<const Inside> inside_;
};

base::Result<Policy, base::Problems> load_policy(const yaml::SourceText& source);

}  // namespace redaction
