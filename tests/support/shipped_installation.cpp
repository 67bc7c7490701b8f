#include "support/shipped_installation.h"

#include <cstdio>
#include <cstdlib>

#include "support/in_process_reader.h"

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

pipeline::Journey journey_of(const std::string& octets) {
    InProcessReader reader;
    pipeline::NoMemory memory;
    const auto settings = rehearsal_settings();
    const seal::Key key{std::string(32, 'k')};
    const pipeline::Tools tools{reader, *shipped_rules(), settings, memory, key};
    const auto now = base::from_unix(1795323600);
    auto journey = pipeline::walk({octets, now, now}, tools, fixed_stamp());
    if (!journey) {
        std::fputs(base::to_text(journey.error()).c_str(), stderr);
        std::abort();
    }
    return std::move(*journey);
}

}  // namespace support
