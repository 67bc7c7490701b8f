#include "pipeline/doctor.h"

#include "base/ensure.h"
#include "pipeline/findings.h"

namespace pipeline {

std::string_view name_of(Finding::Grade grade) {
    switch (grade) {
        case Grade::fine:
            return "ok";
        case Grade::warning:
            return "warning";
        case Grade::problem:
            return "problem";
    }
    base::ensure(false);
    return {};
}

std::vector<Finding> examine(const settings::Settings& settings) {
    Findings all;
    look_at_servers(all, settings);
    look_at_machine(all, settings);
    look_at_database(all, settings);
    look_at_settings(all, settings);
    return all;
}

}  // namespace pipeline
