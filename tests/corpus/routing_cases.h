// The labelled complaints of tests/corpus/routing.
//
// A file per writing. A case begins with a line
//     ## ml-07 station=none urgent=none trap=station-equals-district
// where station is a station id, or none where a person must decide; urgent is none or the
// reasons, joined by commas; trap names what the case tries. Then a Subject line, an empty line
// and the body, up to the next case. The labels were written before the rules' words were read.
// Cases whose number is divisible by three are held out: words are never tuned on them. The
// cases of the folder practice are read by whoever tunes words, and counted apart; those of its
// files *-held.txt were written in the same hour as their neighbours and are held out too. Who
// wrote *-blind.txt and *-blind-held.txt had read neither the words nor any other case.
#pragma once

#include <string>
#include <vector>

namespace corpus {

enum class Part { seen, held_out, practice, practice_held };

struct RoutingCase {
    std::string name;  // "ml-07"
    std::string writing;
    std::string station;  // "none": the desk
    std::string urgent;
    std::string trap;
    std::string subject;
    std::string body;
    Part part = Part::seen;

    std::string octets() const;  // as a mail, 8-bit UTF-8
};

// Empty where no case is found; throws std::runtime_error for a case that is not well written.
std::vector<RoutingCase> routing_cases();

}  // namespace corpus
