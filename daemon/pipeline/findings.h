// The parts of `doctor`, one file each, and how they say what they found. For doctor.cpp and
// its parts alone; the promises stand in doctor.h.
#pragma once

#include "pipeline/doctor.h"

namespace pipeline {

using Grade = Finding::Grade;
using Findings = std::vector<Finding>;

inline Finding fine(std::string name, std::string sentence) {
    return {Grade::fine, std::move(name), std::move(sentence), ""};
}
inline Finding warning(std::string name, std::string sentence, std::string to_do) {
    return {Grade::warning, std::move(name), std::move(sentence), std::move(to_do)};
}
inline Finding problem(std::string name, std::string sentence, std::string to_do,
                       base::FailureKind kind = base::FailureKind::settings) {
    return {Grade::problem, std::move(name), std::move(sentence), std::move(to_do), kind};
}
inline Finding problem(std::string name, const base::Failure& failure) {
    return problem(std::move(name), failure.what, failure.hint, failure.kind);
}

// Both servers: login, certificate, what the mailbox offers, how full it is.
void look_at_servers(Findings& all, const settings::Settings& settings);
// Clock, disk, permissions, keys, swap and core dumps.
void look_at_machine(Findings& all, const settings::Settings& settings);
// Rules, test mail, letters, open alarms.
void look_at_database(Findings& all, const settings::Settings& settings);
void look_at_settings(Findings& all, const settings::Settings& settings);

}  // namespace pipeline
