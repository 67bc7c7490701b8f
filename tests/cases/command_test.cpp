#include "cases/command.h"

#include <catch2/catch.hpp>
#include <set>

using cases::Mistake;
using cases::Side;
using cases::Word;

namespace {

// "REVEAL PHONE-K7Q2 first_call", or the name of the mistake.
std::string read(const std::optional<std::string>& answer, Side side = Side::station) {
    const auto command = cases::read_command(answer, side);
    if (!command) return std::string(cases::name_of(command.error()));
    std::string out(cases::row_of(command->word).name);
    if (command->word == Word::closed)
        return out + " " + std::string(cases::name_of(command->outcome));
    if (command->word != Word::reveal) return out;
    return out + " " + command->mask.str() + " " + std::string(cases::name_of(command->reason));
}

// A code whose check letter fits, found by trying: the room itself gives none.
std::string a_code() {
    for (const char c : std::string("23456789ABCDEFGHJKMNPQRSTUVWXYZ")) {
        const std::string code = std::string("K7Q") + c;
        if (read("REVEAL PHONE-" + code + " first_call") != "not_a_mask") return code;
    }
    return "";
}

const std::string mask = "PHONE-" + a_code();

}  // namespace

TEST_CASE("every word of the closed list has one row, and is read by its name") {
    std::set<std::string_view> names;
    for (const auto& row : cases::words()) {
        CAPTURE(row.name);
        CHECK(names.insert(row.name).second);
        CHECK((row.station || row.desk || row.approver));
        REQUIRE(cases::find_word(row.name) != nullptr);
        CHECK(cases::find_word(row.name)->word == row.word);
        CHECK(cases::row_of(row.word).name == row.name);
    }
    CHECK(names.size() == 27);
}

TEST_CASE("a longer word wins, and a word inside another is none") {
    CHECK(cases::find_word("CALLED NO ANSWER")->word == Word::called_no_answer);
    CHECK(cases::find_word("NOTE she is safe")->word == Word::note);
    CHECK(cases::find_word("NOTED") == nullptr);
    CHECK(read("NOTE takedown sent.") == "NOTE TAKEDOWN SENT");
    CHECK(read("NOTE TAKEDOWN SENT? not yet") == "NOTE");
    CHECK(read("NOTE CHILD REPORT SENT", Side::desk) == "NOTE CHILD REPORT SENT");
    CHECK(read("NOTE child report not sent") == "NOTE");
    CHECK(cases::find_word("SAFE MAIL")->word == Word::safe_mail);
    CHECK(cases::find_word("") == nullptr);
}

TEST_CASE("each side says its own words only") {
    CHECK(read("RECEIVED", Side::station) == "RECEIVED");
    CHECK(read("RECEIVED", Side::desk) == "RECEIVED");
    CHECK(read("APPROVE", Side::approver) == "APPROVE");
    CHECK(read("REFUSE", Side::approver) == "REFUSE");
    CHECK(read("APPROVE", Side::station) == "not_your_word");
    CHECK(read("APPROVE", Side::desk) == "APPROVE");
    CHECK(read("CLOSED warned", Side::desk) == "not_your_word");
    CHECK(read("CLOSED warned", Side::approver) == "not_your_word");
    CHECK(read("REVEAL " + mask + " first_call", Side::desk) == "not_your_word");
    CHECK(read("REVEAL " + mask + " first_call", Side::approver) == "not_your_word");
    for (const auto& row : cases::words()) {
        CAPTURE(row.name);
        CHECK(read(std::string(row.name), Side::other) == "not_your_word");
    }
}

TEST_CASE("the recipient of a letter tells the side of its answer") {
    const auto side = [](const char* id) { return cases::side_of(base::RecipientId(id)); };
    CHECK(side("tvc.museum") == Side::station);
    CHECK(side("desk.triage") == Side::desk);
    CHECK(side("desk.urgent") == Side::desk);
    CHECK(side("approver.2") == Side::approver);
    CHECK(side("oversight.1") == Side::other);
    CHECK(side("complainant") == Side::other);
    CHECK(side("cyberdome") == Side::other);
}

TEST_CASE("no answer word is a line that was not understood") {
    CHECK(read(std::nullopt) == "not_understood");
    CHECK(read("RECIEVED") == "not_understood");
}

TEST_CASE("REVEAL reads a mask in the forms that phones and people give it") {
    REQUIRE(mask.size() == 10);
    const std::string code = mask.substr(6);
    std::string small = code;
    for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    for (const std::string& form :
         {mask, "[" + mask + "]", "phone-" + small, "[Phone-" + small + "]",
          "PHONE\u2013" + code, mask + ",", mask + ":"}) {
        CAPTURE(form);
        CHECK(read("REVEAL " + form + " first_call") == "REVEAL " + mask + " first_call");
    }
}

TEST_CASE("the five reasons are read with blanks, hyphens, capitals and in three languages") {
    for (const auto reason : cases::all_reasons()) {
        const std::string name(cases::name_of(reason));
        CAPTURE(name);
        CHECK(read("REVEAL " + mask + " " + name) == "REVEAL " + mask + " " + name);
        std::string spoken = name;
        for (char& c : spoken) c = c == '_' ? ' ' : c;
        CHECK(read("REVEAL " + mask + " " + spoken) == "REVEAL " + mask + " " + name);
    }
    CHECK(read("REVEAL " + mask + " Court-Order, please") == "REVEAL " + mask + " court_order");
    CHECK(read("REVEAL " + mask + " കോടതി ഉത്തരവ്") == "REVEAL " + mask + " court_order");
    CHECK(read("REVEAL " + mask + " पहली कॉल") == "REVEAL " + mask + " first_call");
    CHECK(read("REVEAL " + mask + " ജീവന് അപകടം") == "REVEAL " + mask + " danger_to_life");
    CHECK(read("REVEAL " + mask + " उसकी इच्छा") == "REVEAL " + mask + " her_wish");
}

TEST_CASE("a reason outside the list is refused, and so is a part of one") {
    for (const char* reason : {"because", "urgent", "first", "first_caller", "court", "her",
                               "not first_call", "curiosity"}) {
        CAPTURE(reason);
        CHECK(read("REVEAL " + mask + " " + reason) == "unknown_reason");
    }
    CHECK(read("REVEAL " + mask) == "no_reason");
}

TEST_CASE("one wrong character makes a mask none") {
    for (std::size_t i = 6; i < mask.size(); ++i) {
        for (const char c : std::string("23456789ABCDEFGHJKMNPQRSTUVWXYZ")) {
            if (c == mask[i]) continue;
            std::string wrong = mask;
            wrong[i] = c;
            CAPTURE(wrong);
            CHECK(read("REVEAL " + wrong + " first_call") == "not_a_mask");
        }
    }
    for (const char* wrong :
         {"PHONE-", "PHONE-K7", "FOO-K7Q2", "-", "PHONE-K7Q2K", "her number"}) {
        CAPTURE(wrong);
        CHECK(read("REVEAL " + std::string(wrong) + " first_call") == "not_a_mask");
    }
    CHECK(read("REVEAL") == "no_mask");
}

TEST_CASE("a type without a code names a dropped value, which no mail reveals") {
    for (const char* type : {"AADHAAR", "[AADHAAR]", "passport", "PHONE"}) {
        CAPTURE(type);
        CHECK(read("REVEAL " + std::string(type) + " court_order") == "dropped");
    }
}

TEST_CASE("the bundle needs no reason of its own") {
    CHECK(read("REVEAL FIR") == "REVEAL FIR investigation_order");
    CHECK(read("REVEAL fir court order") == "REVEAL FIR court_order");
    CHECK(read("REVEAL FIR because") == "unknown_reason");
}

TEST_CASE(
    "CLOSED reads its outcome with blanks, hyphens, capitals, a note, and in three languages") {
    REQUIRE(cases::all_outcomes().size() == 12);
    for (const auto outcome : cases::all_outcomes()) {
        const std::string name(cases::name_of(outcome));
        CAPTURE(name);
        std::string words = name;
        for (char& c : words) c = c == '_' ? ' ' : c;
        for (const std::string& form : {name, words, name + " and a note", words + ", a note"})
            CHECK(read("CLOSED " + form) == "CLOSED " + name);
    }
    CHECK(read("CLOSED Settled-Heard-Alone") == "CLOSED settled_heard_alone");
    CHECK(read("CLOSED താക്കീത് നൽകി") == "CLOSED warned");
    CHECK(read("CLOSED ഒറ്റയ്ക്ക് കേട്ട് പിൻവലിച്ചു") == "CLOSED withdrawn_heard");
    CHECK(read("CLOSED ഒറ്റയ്ക്ക് കേട്ട് ഒത്തുതീർപ്പായി") == "CLOSED settled_heard_alone");
    CHECK(read("CLOSED चेतावनी दी") == "CLOSED warned");
    CHECK(read("CLOSED अकेले सुनकर समझौता") == "CLOSED settled_heard_alone");
    CHECK(read("CLOSED अकेले सुनकर वापस") == "CLOSED withdrawn_heard");
}

TEST_CASE("an outcome that is not of the list, or half of one, closes nothing") {
    CHECK(read("CLOSED") == "no_outcome");
    for (const char* words : {"done", "settled", "withdrawn", "heard alone", "not warned",
                              "warnedx", "settled heard", "APJ-2026-000042"}) {
        CAPTURE(words);
        CHECK(read(std::string("CLOSED ") + words) == "unknown_outcome");
    }
}
