// Prints how long find_values() takes: microseconds per KB of text in each writing,
// milliseconds for 100 KB of digits and other hostile texts, and for as much of them as holds
// fewer values than a mail may have. Usage: bench/values (built in the source tree whose rules
// it reads), or bench/values en for one title alone, to profile it.
#include <ctime>
#include <iostream>

#include "redaction/hostile.h"
#include "redaction/kit.h"

namespace {

double milliseconds(const std::string& text, int rounds, std::size_t& values) {
    const auto made = kit::mail_of(text);
    // What is loaded once and kept, rules and names, is no part of any text.
    kit::findings_of(kit::mail_of("A man follows me."));
    const auto start = std::clock();
    for (int i = 0; i < rounds; ++i) values = kit::findings_of(made).values.size();
    return static_cast<double>(std::clock() - start) * 1000 / CLOCKS_PER_SEC / rounds;
}

std::string only;

void measure(const std::string& title, const std::string& piece) {
    if (!only.empty() && only != title) return;
    constexpr std::size_t octets = 32768;
    constexpr int rounds = 10;
    std::size_t values = 0;
    const auto spent = milliseconds(hostile::text_of(piece, octets), rounds, values);
    std::cout << title << ": " << spent * 1000 / (octets / 1024.0) << " us/KB, " << values
              << " values\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1) only = argv[1];
    measure("en",
            "A man follows me to the bus stop each evening and says things when I pass. I am "
            "afraid to go out. ");
    measure("en with values",
            "My number is 9846012345. He calls from 9497123456 and asked me to pay "
            "raju.k@okaxis. ");
    measure("ml", "ഞാൻ ജോലിക്ക് പോകുമ്പോൾ ബസ് സ്റ്റോപ്പിൽ വെച്ച് അയാൾ മോശമായി സംസാരിച്ചു. എനിക്ക് പേടിയാണ്. ");
    measure("hi",
            "वह रोज शाम को मेरे घर के पास आता है और गलत बातें बोलता है। मुझे बाहर जाने से डर लगता है। ");
    measure(
        "ml-Latn",
        "njan joliku pokumbol bus stopil vechu ayal mosamayi samsarichu, enikku pediyanu. ");
    measure("hi-Latn",
            "wo roz shaam ko mere ghar ke paas aata hai aur galat baatein bolta hai, mujhe "
            "darr lagta hai. ");
    for (const auto piece : hostile::pieces()) {
        if (!only.empty() && only != piece) continue;
        constexpr std::size_t whole = 100000, fewer = 40000;
        std::size_t values = 0;
        std::cout << "100 KB of '" << piece
                  << "': " << milliseconds(hostile::text_of(piece, whole), 3, values)
                  << " ms, 40 KB: " << milliseconds(hostile::text_of(piece, fewer), 3, values)
                  << " ms, " << values << " values\n";
    }
}
