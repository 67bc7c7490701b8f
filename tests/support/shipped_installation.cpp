#include "support/shipped_installation.h"

#include <cstdio>
#include <cstdlib>

namespace support {

std::shared_ptr<const pipeline::RuleSet> shipped_rules() {
    static const std::shared_ptr<const pipeline::RuleSet> rules = [] {
        auto loaded = pipeline::load_rule_set(pipeline::shipped_files(), rehearsal_settings());
        if (!loaded) {
            std::fputs(base::to_text(loaded.error()).c_str(), stderr);
            std::abort();
        }
        return loaded->rules;
    }();
    return rules;
}

}  // namespace support
