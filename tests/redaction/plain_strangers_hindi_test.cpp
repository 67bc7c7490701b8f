// Whose a number is as plain Hindi says it, in either writing: by the verb, by what points back
// at it; beside what protects stands the same said of his.
#include <catch2/catch.hpp>

#include "redaction/examples.h"

using kit::seen;

namespace {

std::string first(std::string_view text) {
    const auto found = seen(kit::understood(text));
    return found.empty() ? std::string() : found.front();
}

bool is_his(std::string_view text) {
    return first(text).find(" offender ") != std::string::npos;
}

}  // namespace

TEST_CASE("what is tied to something of hers does not come from there") {
    for (const auto* text :
         {"Mera bank khata 6830740001 se juda hai isliye sim band nahi kar sakti.",
          "मेरा पैन 6830740002 से लिंक है।", "mera aadhaar 6830740003 se linked hai.",
          "jo 6830740004 hai wo mere gpay se juda hai."}) {
        CAPTURE(text);
        CHECK(first(text).find("PHONE complainant") == 0);
    }
    CHECK(is_his("wo mujhe gaali deta hai. Uska insta 6831740001 se linked hai."));
}

TEST_CASE("who stands right behind 'from it' and writes is she, and so does a woman's verb") {
    for (const auto* text : {"mera pati marta hai aur 6830740011 se main ye mail likh rahi hu.",
                             "वो लड़का तंग करता है, 6830740012 से मैं शिकायत लिख रही हूँ।",
                             "meri didi sab jaanti hai aur 6830740013 se bolti hai.",
                             "मेरी सहेली मेरे लिए 6830740014 से मैसेज भेज देती है।",
                             "wo dhamki deta hai. meri bua 6830740015 rakhti hai."}) {
        CAPTURE(text);
        CHECK(!is_his(text));
    }
    CHECK(is_his("us gali ka ladka 6831740011 se mujhe gaali deta hai."));
    CHECK(is_his("ek ladka 6831740012 se mujhe gande msg bhejta hai."));
}

TEST_CASE("what points back at a number says whose it is") {
    for (const auto* text : {"kya 6830740021 ki detail nikal sakti hai, wo mera hi number hai.",
                             "6830740022 band pada hai, wo meri dukan ka number hai.",
                             "उस आदमी ने 6830740023 सबको दिया, वो मेरी दुकान का नंबर है।",
                             "us aadmi ne 6830740024 group me dala jo mera office number hai.",
                             "gawahi ke liye 6830740025 wali meri saheli ko bulaiye.",
                             "mujhse 6830740026 chheena gaya tha."}) {
        CAPTURE(text);
        CHECK(!is_his(text));
    }
    CHECK(is_his("6831740021 se dhamki aati hai, wo mera peecha karta hai."));
    CHECK(is_his("6831740022 chalane wale ko saza milni chahiye."));
}

TEST_CASE("her name is hers where it is said in passing, whatever he did with it") {
    for (const auto* text :
         {"usne mere naam Sunita se nakli insta id bana li.",
          "उसने मेरे नाम सुनीता से फेक आईडी बनाई।", "usne deewar par Sunita likha jo mera naam hai.",
          "wo pareshan karta hai. mujhe ghar me Sunita bulate hain.",
          "वो तंग करता है। आप मुझे सुनीता कहकर बुला सकते हैं।",
          "hamari kamwali Sunita ne use jhankte dekha, uske baad se pareshan kar raha hai."}) {
        CAPTURE(text);
        CHECK(first(text).find("PERSON ") == 0);
        CHECK(!is_his(text));
    }
    CHECK(is_his("Raju mujhe roz pareshan karta hai aur gaali deta hai."));
}

TEST_CASE("who is told to stop, is to be caught or is paid by force is he") {
    CHECK(is_his("maine 6831740031 ko mana kiya par wo nahi manta."));
    CHECK(is_his("kya aap 6831740032 wale ko giraftar karenge?"));
    CHECK(is_his("usne 6831740033 par paise dalwaye."));
    CHECK(!is_his("mere papa ne 6830740034 par paise bhijwaye the."));
    CHECK(!is_his("maine apni behen ke 6830740035 ko mana kiya."));
}
