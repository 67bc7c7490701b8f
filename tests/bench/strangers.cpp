// What if a stranger says it in other words? Forgets one word in so many of the lists that say whose a place is, at
// random but the same each time, and decides the labelled mails that may be read. Prints how many still reach their
// station and how many a wrong one: a rule that rests on a single word shows here, before a mail from outside shows it.
// Usage: bench/strangers [one word in N, default 5] [rounds, default 20] [show]
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

#include "../corpus/routing_cases.h"
#include "../routing/shipped_rules.h"
#include "message/read_mail.h"
#include "understanding/find_facts.h"
#include "understanding/lexicon.h"

namespace {

// FNV-1a: which words are forgotten must not depend on the machine.
std::uint64_t hash_of(const std::string& text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash ^ (hash >> 29U);
}

bool is_about_places(const std::string& list) {
    return list.starts_with("who.") || list.starts_with("place.") || list.starts_with("writer.") || list == "clause.split";
}

understanding::Vocabulary forget(understanding::Vocabulary vocabulary, int round, std::uint64_t one_in) {
    for (auto& [id, list] : vocabulary.lists) {
        if (!is_about_places(id)) continue;
        for (auto& [writing, words] : list.words)
            std::erase_if(words, [&, name = id](const std::string& word) {
                return hash_of(std::to_string(round) + '/' + name + '/' + word) % one_in == 0;
            });
    }
    return vocabulary;
}

struct Sum {
    int mails = 0, with_station = 0, right = 0, wrong = 0;
};

bool may_be_read(const corpus::RoutingCase& which) {
    return which.part == corpus::Part::seen || which.part == corpus::Part::practice;
}

}  // namespace

int main(int argc, char** argv) {
    const std::uint64_t one_in = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 5;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 20;
    auto loaded = routing::load_rules(shipped_sources(), {}, {});
    if (!loaded || one_in == 0) return 65;
    const auto& book = loaded->book;
    std::map<std::string, message::ParsedMail> mails;
    std::map<std::string, int> wrong;
    const auto cases = corpus::routing_cases();
    for (const auto& which : cases)
        if (may_be_read(which)) mails.emplace(which.name, message::read_mail(which.octets(), message::Contents::kept));
    Sum sum;
    for (int round = 0; round < rounds; ++round) {
        const understanding::Lexicon lexicon(forget(book.vocabulary(), round, one_in));
        for (const auto& which : cases) {
            if (!may_be_read(which)) continue;
            const auto decision = book.decide(understanding::find_facts(mails.at(which.name), lexicon, {}));
            const bool sent = decision.action == routing::Action::forward;
            const bool is_right = sent && decision.station.str() == which.station;
            ++sum.mails;
            sum.with_station += which.station == "none" ? 0 : 1;
            sum.right += is_right ? 1 : 0;
            sum.wrong += sent && !is_right ? 1 : 0;
            if (sent && !is_right) ++wrong[which.name + " " + std::string(routing::name_of(decision.reason)) + " " + which.trap];
        }
    }
    if (sum.mails == 0) return 65;
    std::cout << "one word in " << one_in << " forgotten, " << rounds << " times: " << sum.mails << " decisions, right "
              << sum.right * 1000LL / sum.with_station << " per mille of those with a station, wrong " << sum.wrong * 1000LL / sum.mails
              << " per mille of all\n";
    if (argc > 3)
        for (const auto& [name, times] : wrong) std::cout << "  " << times << " " << name << "\n";
    return 0;
}
