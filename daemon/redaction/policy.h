// Type x role x destination -> action: routing_rules/redaction.yaml, complete.
//
// Promises: a missing row, an unknown destination or an invalid file means the strictest treatment (auditors'
// column); floors for the margins cannot be undercut by a file.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/problem.h"
#include "base/result.h"
#include "redaction/values.h"
#include "understanding/facts.h"
#include "yaml/node.h"

namespace redaction {

struct Treatment {
    Action action = Action::drop;
    bool flag = false;
};

struct Margins {
    double protected_roles = 0.08;
    double offender = 0.35;  // on PERSON, PHONE, EMAIL, UPI_VPA, BANK_ACCOUNT, ADDRESS, ORG
};

class Policy {
  public:
    ~Policy();
    Policy(Policy&&) noexcept;
    Treatment treatment(ValueType type, Role role, Destination destination, bool labelled) const;
    const Margins& margins() const;
    const std::string& version() const;                           // first 12 hex digits of the file's SHA-256
    const std::vector<std::string>& public_numbers() const;       // digits only
    bool images_may_pass_for(understanding::Category category) const;

    struct Inside;
    explicit Policy(std::unique_ptr<const Inside> inside);

  private:
    std::unique_ptr<const Inside> inside_;
};

base::Result<Policy, base::Problems> load_policy(const yaml::SourceText& source);

}  // namespace redaction
