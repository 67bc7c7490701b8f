// Houses that are told: quoted, behind "resides at", on the line that ends a letter.
#include <algorithm>
#include <catch2/catch.hpp>

#include "redaction/address_edges.h"
#include "redaction/kit.h"

namespace {

std::vector<std::string> found(const std::string& text) {
    return kit::seen(kit::understood(text));
}

bool has_address(const std::vector<std::string>& lines, const std::string& address) {
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& one) {
        return one.starts_with("ADDRESS ") && one.find(address) != std::string::npos;
    });
}

}  // namespace

TEST_CASE("a house behind the word for living there is found without a colon") {
    for (const auto& [text, address] : std::vector<std::pair<std::string, std::string>>{
             {"She resides alone at 'Shreyas', Near Krishna Temple, Mannadi P.O. since June.",
              "Shreyas', Near Krishna Temple, Mannadi P.O"},
             {"Do not post letters to \"Anugraham\", Chalapuram P.O. because he reads them.",
              "Anugraham\", Chalapuram P.O"},
             {"my maiden home is Ettukudi Tharavad, Perumpara lane and he knows it",
              "Ettukudi Tharavad, Perumpara lane"},
             {"हमारा पता 7बी, मेघमल्हार रेजीडेंसी, पुष्पा मार्ग है।", "7बी, मेघमल्हार रेजीडेंसी, पुष्पा मार्ग"},
             {"njan thamasam Qtr 5, Pattalam Lines aanu", "Qtr 5, Pattalam Lines"},
             {"line se andar Line 7, Quarter 12 me rehti hu", "Line 7, Quarter 12"}}) {
        const auto lines = found(text);
        CAPTURE(text, lines);
        CHECK(has_address(lines, address));
    }
}

TEST_CASE("a post office takes the house before it along, in Malayalam too") {
    const auto lines = found("വിലാസം\nതൈപ്പറമ്പ്, കാഞ്ഞിരക്കുഴി പി.ഒ");
    CAPTURE(lines);
    CHECK(has_address(lines, "തൈപ്പറമ്പ്, കാഞ്ഞിരക്കുഴി പി.ഒ"));
}

TEST_CASE("a line of her name, her house and her town tells the house and keeps the town") {
    const auto lines = found("Please help me.\n\nRajani, Vadakkeparambu, Kozhikode");
    CAPTURE(lines);
    CHECK(has_address(lines, "Vadakkeparambu"));
    for (const std::string text :
         {"Please help me.\n\nRajani, IATA, Kozhikode", "He said room 1104, Kovalam, friday",
          "I live in Kochi, Kerala.", "मुझे पता नहीं, वह कौन है।"}) {
        const auto none = found(text);
        CAPTURE(text, none);
        CHECK(std::none_of(none.begin(), none.end(),
                           [](const std::string& one) { return one.starts_with("ADDRESS"); }));
    }
}

TEST_CASE("a room of a hostel and her own room are found") {
    for (const auto& [text, address] : std::vector<std::pair<std::string, std::string>>{
             {"All parcels came to Room 14, Shanthi Working Womens Hostel, my name on them.",
              "Room 14"},
             {"he wrote my room B-214, and laughed", "room B-214"}}) {
        const auto lines = found(text);
        CAPTURE(text, lines);
        CHECK(has_address(lines, address));
    }
}

TEST_CASE("the marks of every writing that may end an address are no part of it") {
    for (const char32_t mark : U",;.:-–=। \n") {
        if (mark != 0) CHECK(redaction::AddressEdges::is_loose(mark));
    }
    for (const char32_t letter : U"a7അअ()\"") {
        if (letter != 0) CHECK_FALSE(redaction::AddressEdges::is_loose(letter));
    }
}

TEST_CASE("the town before the street where she lives stays") {
    for (const std::string text : {"I live in Thrissur near Swaraj Road. He waits there.",
                                   "I stay in Kochi near the Temple Road."}) {
        const auto lines = found(text);
        CAPTURE(text, lines);
        CHECK(has_address(lines, "Road"));
        CHECK_FALSE(has_address(lines, "Thrissur"));
        CHECK_FALSE(has_address(lines, "Kochi"));
    }
}

TEST_CASE("a house is known by its door, its marks, its brackets") {
    for (const auto& [text, house] : std::vector<std::pair<std::string, std::string>>{
             {"I live alone at \"Swaralaya\", Behind Post Office, and he comes at night.",
              "Swaralaya\", Behind Post Office"},
             {"Rahna K\n12/447 Kallarackal, Beach Road\nI get calls.",
              "12/447 Kallarackal, Beach Road"},
             {"Hum A-204 me rehte hain, wo roz aata hai.", "A-204"},
             {"Wo mere 3B ke darwaze pe aata hai.", "3B"},
             {"Avan ente addressum (Sreevalsam, Mudavanmukal) postil ittu.",
              "Sreevalsam, Mudavanmukal"},
             {"I rented No. 42, 3rd Cross, Zarikpura from a man.", "42, 3rd Cross, Zarikpura"},
             {"Send nothing to my house Kottarathil, opp. milk society, he is there.",
              "Kottarathil, opp. milk society"},
         })
        CHECK(has_address(found(text), house));
    CHECK(!has_address(found("Meri class 3B me wo bhi padhta hai."), "3B"));
    CHECK(!has_address(found("It was on 12/10 Monday, he came."), "12"));
}
