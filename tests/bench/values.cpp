// Prints how long find_values() takes: microseconds per KB of text in each writing,
// milliseconds for 100 KB of digits. Usage: bench/values (built in the source tree whose rules
// it reads), or bench/values en for one title alone, to profile it.
#include <ctime>
#include <iostream>

#include "redaction/kit.h"

namespace {

std::string repeat(const std::string& piece, std::size_t octets) {
    std::string out;
    while (out.size() < octets) out += piece;
    return out;
}

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
    const auto spent = milliseconds(repeat(piece, octets), rounds, values);
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
    for (const std::string digits :
         {"9846 ", "7", "0 1 2 3 4 5 6 7 8 9\n", "98460-12345 ", "1.1."}) {
        if (!only.empty()) break;
        constexpr std::size_t octets = 100000;
        std::size_t values = 0;
        const auto spent = milliseconds(repeat(digits, octets), 3, values);
        std::cout << "100 KB of '" << digits.substr(0, 6) << "...': " << spent << " ms\n";
    }
}
