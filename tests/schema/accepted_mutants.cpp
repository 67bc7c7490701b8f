// Breaks rule files at random and writes each that the loader still takes as a JSON line with
// its kind and text, so that others can hold them against the schemas.
// Usage: accepted_mutants ROUNDS RULES_FOLDER
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "clocks/policy.h"
#include "redaction/policy.h"
#include "retention/policy.h"
#include "routing/rule_book.h"
#include "routing/rule_files.h"
#include "support/mutations.h"

namespace {

// One file of each kind, with every key that a file of the kind has.
std::vector<yaml::SourceText> sound_files() {
    return {{"districts.yaml", R"(districts:
  Kollam: {name_ml: കൊല്ലം, name_hi: कोल्लम, variants: [Quilon], police_districts: [Kollam City]}
  Kottayam: {police_districts: [Kottayam]}
)"},
            {"elsewhere.yaml", R"(pin_prefixes: {Tamil Nadu: ["600-643"], Puducherry: 673310}
places: {Tamil Nadu: [Nagercoil], UAE: Dubai}
)"},
            {"platforms.yaml", "platform_domains:\n  alerts.platform.example: example\n"},
            {"desks.yaml", R"(desks:
  head.klc: {name: Women cell head, mailbox: head.klc@cell.invalid, unit: klc}
  cyberdome:
    name: Cyberdome
    mailbox: desk@cyberdome.invalid
)"},
            {"words/life.yaml", R"(words:
  life.paid:
    en: [paid, "on", yes, i sent]
    ml-Latn: kasu
)"},
            {"weights.yaml",
             R"(weights: {explicit_station: 100, residence: 60.5, namesake_factor: 0.75}
thresholds: {route_least: 30, lead_least: 12}
vetoes: {namesake_elsewhere: false, own_officers: true}
)"},
            {"kerala/klc.yaml", R"(unit: klc
police_district: Kollam City
district: Kollam
stations:
  klc.east:
    name: Kollam East
    name_ml: കൊല്ലം ഈസ്റ്റ്
    mailbox: sho.east@klc.ps.invalid
    aliases: [East of Kollam]
    generic_aliases: Town
    localities: [Harbour View colony]
    pins: [691001, "691002"]
    namesakes: []
    deputies: [klc.vanitha, cyberdome]
    namesake_districts: [Kottayam]
    sub_division: Kollam
  klc.old: {name: Old Fort, retired: true}
  klc.vanitha: {name: Vanitha, type: vanitha, mailbox: vanitha@klc.ps.invalid, retired: false}
)"},
            {"gazetteer/kollam.yaml", R"(district: Kollam
rows:
  - {kind: village, name: Harbour Hill, station: [klc.east, klc.vanitha], pin: 691003}
  - {kind: locality, name: Lake Side, station: klc.east, confirmed: true, confirmed_by: desk, confirmed_on: 2026-11-20}
)"},
            {"officers/klc.yaml", R"(stations:
  klc.east:
    - post: WCPO 1
      rank: WSCPO
      trained_on: [2025-03-10, 2026-03-09]
      active_from: 2026-04-01
      active_to: 2027-03-31
      deputies: [WCPO 2, head.klc]
      official_phone: "68300 10001"
    - {post: WCPO 2, rank: WCPO, trained_on: 2025-03-10, active_from: 2025-04-01}
  klc.vanitha: []
)"},
            {"rules.yaml", R"(rules:
  - id: press
    why: To the desk
    when: {words: [press query], kind: complaint, language: [en, ml], pin: 691001, place: Kollam East, sender_domain: school.example, time_of_day: 22:00-06:00}
    then: {triage: held}
    examples:
      - text: A press query
        subject: Hello
        from: anju@example.org
        at: 23:30
        expect: triage
)"}};
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(std::string_view kind, const std::string& text) {
    std::cout << nlohmann::json{{"kind", kind}, {"text", text}}.dump(-1, ' ', true) << "\n";
}

void break_text(std::string& text, mutations::Dice& dice) {
    for (std::size_t i = 0, many = 1 + dice.below(2); i < many && !text.empty(); ++i)
        text = mutations::mutated(text, dice);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: accepted_mutants ROUNDS RULES_FOLDER\n";
        return 64;
    }
    const std::filesystem::path folder = argv[2];
    struct Policy {
        std::string kind, text;
        bool (*is_taken)(const yaml::SourceText&);
    };
    const std::vector<Policy> policies{
        {"redaction", text_of(folder / "redaction.yaml"),
         [](const yaml::SourceText& text) { return redaction::load_policy(text).ok(); }},
        {"retention", text_of(folder / "retention.yaml"),
         [](const yaml::SourceText& text) { return retention::load_policy(text).ok(); }},
        {"clocks", text_of(folder / "clocks.yaml"),
         [](const yaml::SourceText& text) { return clocks::load_policy(text).ok(); }}};
    const auto sound = sound_files();
    const auto loaded = routing::load_rules(sound, {}, {});
    if (!loaded) {
        std::cerr << base::to_text(loaded.error());
        return 65;
    }
    const std::uint64_t rounds = std::stoull(argv[1]);
    for (std::uint64_t round = 0; round < rounds; ++round) {
        mutations::Dice dice(round);
        const std::size_t turn = round % (sound.size() + policies.size());
        if (turn >= sound.size()) {
            const Policy& policy = policies[turn - sound.size()];
            yaml::SourceText victim{policy.kind + ".yaml", policy.text};
            break_text(victim.text, dice);
            if (policy.is_taken(victim)) write(policy.kind, victim.text);
            continue;
        }
        auto sources = sound;
        auto& victim = sources[turn];
        break_text(victim.text, dice);
        if (routing::load_rules(sources, {}, {}).ok())
            write(routing::kind_of_file(victim.name), victim.text);
    }
    return 0;
}
