#include "pipeline/takedown.h"

#include "clocks/plan.h"

namespace pipeline {
namespace {

std::optional<std::string> leak_in_text(std::string text, const redaction::Findings& findings,
                                        const redaction::Policy& policy) {
    message::ParsedMail read;
    read.text = std::move(text);
    return redaction::find_leak(read, findings, policy, redaction::Destination::platform);
}

}  // namespace

bool is_image_case(const understanding::Facts& facts) {
    return facts.category == understanding::Category::image_abuse;
}

base::Result<std::optional<std::string>> put_takedown(letter::CaseSheet& sheet,
                                                      const RuleSet& rules, base::Seconds zone,
                                                      const ForPlatform& about) {
    auto request =
        letter::write_takedown_request(rules.templates, sheet, zone, about.facts, about.view);
    if (!request) return request.error();
    if (auto leak = leak_in_text(*request, about.findings, rules.policy)) return leak;
    const auto lane =
        about.facts.urgency.flagged() ? clocks::Lane::urgent : clocks::Lane::usual;
    sheet.takedown_request = std::move(*request);
    sheet.takedown_lacks_links = letter::has_undecided_links(about.view);
    sheet.takedown_by = sheet.received_at + clocks::takedown_within(rules.clocks, lane);
    return std::optional<std::string>{};
}

std::optional<std::string> leak_in_request(const message::ParsedMail& letter,
                                           const redaction::Findings& findings,
                                           const redaction::Policy& policy) {
    for (const auto& leaf : letter.parts) {
        if (leaf.filename != letter::takedown_file) continue;
        if (!leaf.text) return "unread";
        if (auto leak = leak_in_text(*leaf.text, findings, policy)) return leak;
    }
    return std::nullopt;
}

}  // namespace pipeline
