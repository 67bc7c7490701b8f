// Prints how long it takes to understand and decide one mail with the shipped rules: 4 KB in each writing, and hostile
// bodies of 1 MB. Usage: bench/facts (built in the source tree whose rules it reads).
#include <ctime>
#include <iostream>

#include "../routing/shipped_rules.h"
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

}  // namespace

int main() {
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
