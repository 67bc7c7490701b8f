#include "redaction/hostile.h"

namespace hostile {

namespace {

// Syllables, so that it could be a name: no two numbers give the same.
std::string invented_name(std::size_t number) {
    constexpr std::string_view consonants = "bdgjklmnprst", vowels = "aeiou";
    std::string name;
    do {
        name += consonants[number % consonants.size()];
        number /= consonants.size();
        name += vowels[number % vowels.size()];
        number /= vowels.size();
    } while (number > 0);
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name + "n";
}

}  // namespace

const std::vector<std::string_view>& pieces() {
    static const std::vector<std::string_view> all{
        // digits and what joins them
        "7", "9846 ", "0 1 2 3 4 5 6 7 8 9\n", "98460-12345 ", "98460-12345@1.2.", "1.1.",
        "1.1.1.1", "1.1.1.1 ", "1.2.3.4 ", "1-1-", "1/1/", ",1,1", "1:1:", "1 (1) ", "+91 +91 ",
        "1a1a", "1a", "a1-", "1 l ", "൯൮൪൬", "൯ ൮ ", "९८-", "12/12/2020 ", "8.12345,",
        "2341 2341 2346 ", "my number is 9846012345 ", "₹1 ",
        // digits as words
        "onpathu naalu ", "nine ", "nine eight ", "double ", "ഒൻപത് എട്ട് ", "नौ आठ ",
        // codes
        "KL01KL01", "kl 01 ", "A C U P A ", "00:1a:", "::", "fir/1/", "his fir/1/",
        "case no 1/a/",
        // addresses and links
        "a@a@a@", "a@b.", "[at]", "https://a.b/", "http://", "wa.me/91his ", "www.{}.com ", ")",
        "((((", "\"", "“",
        // names
        "Anitha ", "അനിത ", "അനിതയുടെ ", "Rajesh Kumar ", "Rajesh Kumar {} {} ", "Mr {} ",
        "Mr {} രാജേഷ് ", "my name is {} ", "my name is ", "name: ", "എന്നയാൾ ", "Rajesh, ",
        "Rajesh and ", "Anitha , and ", "Mr {} told. {}@ybl ",
        "{}: Rajesh Kumar my name is {} ",
        // words about them
        "husband and Anitha ", "my husband Rajesh and ", "husband called ", "and Anitha she ",
        "her call രാജേഷ് ", "my mother's brother's sister ", "amma ", "not mine ", "my number ",
        "he harasses me. Rajesh her ",
        // places
        "house ", "address: ", "school ", "{} school ", "a", "അ", "a ", "\n"};
    return all;
}

std::string text_of(std::string_view piece, std::size_t octets) {
    constexpr std::string_view hole = "{}";
    std::string text;
    for (std::size_t number = 1; text.size() < octets; ++number) {
        auto rest = piece;
        for (auto at = rest.find(hole); at != rest.npos; at = rest.find(hole)) {
            text.append(rest.substr(0, at)).append(invented_name(number));
            rest.remove_prefix(at + hole.size());
        }
        text.append(rest);
    }
    return text;
}

}  // namespace hostile
