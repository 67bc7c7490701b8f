// Prints how long it takes to understand and decide one mail with the shipped rules: 4 KB in each writing, and hostile
// bodies of 1 MB. Usage: bench/facts (built in the source tree whose rules it reads).
#include <cctype>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>

#include "../routing/shipped_rules.h"
#include "pipeline/rule_set.h"
#include "understanding/find_facts.h"
#include "understanding/lexicon.h"

namespace {

std::string repeat(const std::string& piece, std::size_t octets) {
    std::string out;
    while (out.size() + piece.size() <= octets) out += piece;
    return out;
}

void measure(const std::string& title, const std::string& text, int rounds, const routing::RuleBook& book,
             const understanding::Lexicon& lexicon) {
    message::ParsedMail mail;
    mail.text = text;
    mail.from.address = "anju@example.org";
    std::size_t places = 0;
    const auto start = std::clock();
    for (int i = 0; i < rounds; ++i) {
        const auto facts = understanding::find_facts(mail, lexicon, {});
        places = facts.places.size();
        if (book.decide(facts).rules_sha256.empty()) return;
    }
    const auto spent = std::clock() - start;
    std::cout << title << ": " << spent * 1000000 / CLOCKS_PER_SEC / rounds
              << " us, " << places << " places\n";
}

// Six syllables that no rule of folding joins: as many names as are asked for, all of their own sound.
std::string name_of(std::size_t number) {
    static const char* const syllables[] = {"ka", "ta", "pa", "ma", "la", "ra", "sa", "va", "cha"};
    std::string name;
    for (int i = 0; i < 6; ++i, number /= std::size(syllables)) name += syllables[number % std::size(syllables)];
    name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
    return name;
}

// The shipped rules with many stations in place of Kerala's: in each file 250, each with nine localities.
pipeline::RuleFiles many_stations(std::size_t stations) {
    constexpr std::size_t in_a_file = 250, localities = 9;
    pipeline::RuleFiles files = pipeline::shipped_files();
    auto& sources = files.rules;
    std::erase_if(sources, [](const yaml::SourceText& source) {
        const bool of_kerala = source.name.find('/') != std::string::npos && !source.name.starts_with("words/");
        return of_kerala || source.name == "districts.yaml" || source.name == "desks.yaml" || source.name == "rules.yaml";
    });
    std::string districts = "districts:\n  Testland:\n    police_districts: [Testland]\n";
    sources.push_back({"districts.yaml", std::move(districts)});
    std::size_t next = 0;
    for (std::size_t file = 0; file * in_a_file < stations; ++file) {
        const std::string unit = "u" + std::to_string(file);
        std::string text = "unit: " + unit + "\npolice_district: Testland\ndistrict: Testland\nstations:\n";
        for (std::size_t i = 0; i < in_a_file; ++i) {
            const std::string slug = "s" + std::to_string(i);
            const std::string name = name_of(next++);
            text += "  " + unit + "." + slug + ":\n    name: " + name + "\n    mailbox: sho." + name + std::string(name.rbegin(), name.rend()) +
                    "@ps.invalid\n    localities: [";
            for (std::size_t k = 0; k < localities; ++k) text += (k > 0 ? ", " : "") + name_of(next++);
            text += "]\n";
        }
        sources.push_back({"many/" + unit + ".yaml", std::move(text)});
    }
    return files;
}

long resident_kilobytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
    return 0;
}

int measure_many_stations() {
    constexpr std::size_t stations = 20000;
    const auto files = many_stations(stations);
    const long before = resident_kilobytes();
    const auto start = std::chrono::steady_clock::now();
    const auto worked = std::clock();
    const auto loaded = pipeline::load_rule_set(files, {});
    if (!loaded) {
        std::cerr << base::to_text(loaded.error()).substr(0, 600);
        return 65;
    }
    const auto spent = std::chrono::steady_clock::now() - start;
    const auto work = std::clock() - worked;
    std::cout << "20,000 stations with 200,000 names, loaded as the daemon does: "
              << std::chrono::duration_cast<std::chrono::milliseconds>(spent).count() << " ms by the clock, " << work * 1000 / CLOCKS_PER_SEC
              << " ms of work on all cores; most memory "
              << (resident_kilobytes() - before) / 1024 << " MB\n";
    measure("4 KB English, 20,000 stations",
            repeat("I live in " + name_of(77) + " with my parents. A man from " + name_of(123456) + " keeps calling me. ", 4096),
            100, loaded->rules->book, loaded->rules->lexicon);
    return 0;
}

}  // namespace

int main(int argc, char**) {
    if (argc > 1) return measure_many_stations();
    auto loaded = routing::load_rules(shipped_sources(), {}, {});
    if (!loaded) {
        std::cerr << base::to_text(loaded.error());
        return 65;
    }
    const auto& book = loaded->book;
    const auto start = std::clock();
    const understanding::Lexicon lexicon(book.vocabulary());
    const auto spent = std::clock() - start;
    std::cout << "lexicon of the shipped rules: "
              << spent * 1000 / CLOCKS_PER_SEC << " ms\n";
    constexpr std::size_t usual = 4096, hostile = 1024UL * 1024;
    const std::string en = "I live in Kazhakuttam with my parents. A man who lives in Kovalam keeps calling me and sends pictures. ";
    const std::string ml = "ഞാൻ കഴക്കൂട്ടത്ത് താമസിക്കുന്നു. ഒരാൾ എന്നെ നിരന്തരം വിളിച്ച് ശല്യം ചെയ്യുന്നു, വീട്ടിൽ പറഞ്ഞാൽ പ്രശ്നമാകും. ";
    const std::string mg = "njan Kazhakuttathu thamasikkunnu. oral enne vilichu shalyam cheyyunnu, enikku pedi aanu. ";
    measure("4 KB English", repeat(en, usual), 200, book, lexicon);
    measure("4 KB Malayalam", repeat(ml, usual), 200, book, lexicon);
    measure("4 KB Manglish", repeat(mg, usual), 200, book, lexicon);
    measure("1 MB Malayalam", repeat(ml, hostile), 1, book, lexicon);
    measure("1 MB one sentence of places", repeat("Kovalam Varkala 695001 ", hostile), 1, book, lexicon);
    measure("1 MB of he and police station", repeat("he police station Kovalam kill me kill time ", hostile), 1, book, lexicon);
    measure("1 MB of quotes", repeat("> a: b\n", hostile), 1, book, lexicon);
    measure("1 MB of labels", repeat("Accused: x\n", hostile), 1, book, lexicon);
    measure("1 MB of numbers", repeat("14 9 695 001 ", hostile), 1, book, lexicon);
    measure("1 MB of one word", std::string(hostile - 1, 'a'), 1, book, lexicon);
    return 0;
}
