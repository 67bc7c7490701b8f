// Whose a number is where the words behind it say so, in five writings; beside what protects
// stands the same said of his.
#include <catch2/catch.hpp>

#include "redaction/examples.h"

using kit::seen;

namespace {

std::string first(std::string_view text) {
    const auto found = seen(text);
    return found.empty() ? std::string() : found.front();
}

}  // namespace

TEST_CASE("behind a number it is told whose it is, whatever he does with it") {
    CHECK(first("That boy keeps ringing 6830720001 which is appa's.") ==
          "PHONE family 6830720001");
    CHECK(first("This man rang 6830720002, the number of my landlady, for my address.") ==
          "PHONE third_party 6830720002");
    CHECK(first("That man says 6830720003 is a bad number. It is used by my daughter.") ==
          "PHONE family 6830720003");
    CHECK(first("ആ പയ്യൻ 6830720004 വിളിച്ചു ശല്യം ചെയ്യുന്നു. അത് അമ്മയുടെ നമ്പർ ആണ്.") ==
          "PHONE family 6830720004");
    CHECK(first("वह आदमी 6830720005 को गंदा नंबर बताता है। यह मेरे भाई का नंबर है।") ==
          "PHONE family 6830720005");
    CHECK(first("aa payyan 6830720006 vilichu shalyam cheyyunnu. athu ammayude number aanu.") ==
          "PHONE family 6830720006");
    CHECK(
        first("wo ladka 6830720007 ko ganda number batata hai. ye mere bhai ka number hai.") !=
        "PHONE offender 6830720007");
    CHECK(first("That boy keeps ringing me from 6831720001, which is his brother's.") !=
          "PHONE family 6831720001");
    CHECK(first("He calls from 6831720002. It is my own cousin who does this.") ==
          "PHONE offender 6831720002");
    CHECK(first("He calls from 6831720003. My brother's number is 6830720008.") ==
          "PHONE offender 6831720003");
}

TEST_CASE("a relative's number stays hers when somebody comes in behind it") {
    CHECK(first("My daughter's number 6830720011 some man put on a bad site.") ==
          "PHONE family 6830720011");
    CHECK(first("എന്റെ മകളുടെ നമ്പർ 6830720012 ആരോ മോശം ഗ്രൂപ്പിൽ ഇട്ടു.") ==
          "PHONE family 6830720012");
    CHECK(first("मेरी बेटी का नंबर 6830720013 किसी ने गंदे ग्रुप में डाल दिया।") ==
          "PHONE family 6830720013");
    CHECK(first("ente molude number 6830720014 aaro mosham groupil ittu.") ==
          "PHONE family 6830720014");
    CHECK(first("Meri beti ka number 6830720015 kisi ne gande group me daal diya.") ==
          "PHONE family 6830720015");
}

TEST_CASE("what she gives him, and from where she or one of hers turns against him, is hers") {
    for (const auto* text :
         {"I gave him 6830720021 when he asked for my number.", "ഞാൻ അവന് 6830720022 കൊടുത്തു.",
          "मैंने उसको 6830720023 दिया था।", "njan avanu 6830720024 koduthu.",
          "maine usko 6830720025 diya tha.", "I rang him from 6830720026 and told him to stop.",
          "ഞാൻ 6830720027 ൽ നിന്ന് അവനെ വിളിച്ചു.", "मैं 6830720028 से उसको मना कर चुकी हूँ।",
          "njan 6830720029 il ninnu avane vilichu.",
          "me 6830720030 se usko mana kar chuki hun, phir bhi nahi manta.",
          "usko 6830720031 se mere bhai ne dhamkaya ki police me denge.",
          "उसको 6830720032 से मेरे भाई ने समझाया।"}) {
        CAPTURE(text);
        CHECK(first(text).find(" offender ") == std::string::npos);
    }
    CHECK(first("I told him to stop and he rang from 6831720021.") ==
          "PHONE offender 6831720021");
    CHECK(first("maine usko mana kiya to usne 6831720022 se gaali di.") ==
          "PHONE offender 6831720022");
}

TEST_CASE(
    "'tera number' is hers without marks of speech, and 'jis X se ... wo' is nobody's he") {
    CHECK(first("Ek ladke ne mujhe call kiya aur bola ki 6830720041 tera hi number hai na.") ==
          "PHONE complainant 6830720041");
    CHECK(first("एक लड़के ने कॉल किया और बोला कि 6830720042 तेरा नंबर है।") ==
          "PHONE complainant 6830720042");
    CHECK(first("oru payyan vilichu 6830720043 ninte number alle ennu chodichu.") ==
          "PHONE complainant 6830720043");
    CHECK(first("jis number 6830720044 se main likh rahi hun wo bhai ka hai") !=
          "PHONE offender 6830720044");
    CHECK(first("जिस नंबर 6830720045 से मैं लिख रही हूँ वो भाई का है।") !=
          "PHONE offender 6830720045");
    CHECK(first("jis number 6831720041 se gaali aati hai wo uska hai") ==
          "PHONE offender 6831720041");
    CHECK(first("mra no 6830720046 hai") == "PHONE complainant 6830720046");
    CHECK(first("mere bhai ka number 6830720047 usne group me daal diya.") ==
          "PHONE family 6830720047");
}

TEST_CASE("a number that something is done to or with is not his") {
    for (const auto* text :
         {"He gave 6830720051 to his gang.", "He says he will put 6830720052 in all toilets.",
          "The bank mails me on 6830720053 and he knows that.",
          "Please stop 6831720051 from calling 6830720054.",
          "Strangers message 6830720055 since he posted it.",
          "mere hi number 6830720056 se usne mere boss ko gaali bheji",
          "मेरे ही नंबर 6830720057 से उसने गाली भेजी।", "ghar walo ne 6830720058 chheen liya.",
          "घरवालों ने 6830720059 छीन लिया।",
          "Anita Kumari, umar 26, 6830720060, pichle mahine se pareshan",
          "അവൻ എന്റെ തന്നെ നമ്പർ 6830720061 ൽ നിന്ന് എല്ലാവർക്കും അയച്ചു.",
          "avan ente thanne number 6830720062 il ninnu ellavarkkum ayachu."}) {
        CAPTURE(text);
        const auto found = seen(text);
        REQUIRE(!found.empty());
        CHECK(found.back().find("PHONE offender") == std::string::npos);
    }
    CHECK(first("Stop this man, he keeps calling from 6831720052.") ==
          "PHONE offender 6831720052");
    CHECK(first("6831720053 is the gang.") == "PHONE offender 6831720053");
    CHECK(first("Rakesh 6831720054 mujhe pareshan karta hai.") == "PERSON offender Rakesh");
}

TEST_CASE("who helps, tells or stands as a witness with her owns the number beside her") {
    for (const auto* text :
         {"mere neeche wale flat ki aunty 6830720071 ne bhi us aadmi ko dekha.",
          "डॉक्टर मैडम 6830720072 ने मुझे मेडिकल कराने को कहा।",
          "usi ke office ki ek ladki 6830720073 bhi shikaar hai.",
          "uski wife ne mujhe 6830720074 se bataya ki wo aisa hi hai.",
          "Main apni beti ki taraf se likh rahi hun. Uska mobile 6830720075 hai.",
          "मैं अपनी बेटी के लिए लिख रही हूँ। उसका मोबाइल 6830720076 है।",
          "Meri beti Ritu ko phone aate hain. Wo 6830720077 chalati hai.",
          "6830720078 - yeh wakil sahiba ka hai, unko copy bhej dena",
          "The one who helped me that night is auto driver Shaji, 6830720079."}) {
        CAPTURE(text);
        const auto found = seen(text);
        REQUIRE(!found.empty());
        CHECK(found.back().find(" offender ") == std::string::npos);
    }
    CHECK(first("ek ladki 6831720071 ne mujhe gaali di.") == "PHONE offender 6831720071");
    CHECK(first("wo 6831720072 chalata hai aur gaali deta hai.") ==
          "PHONE offender 6831720072");
}

TEST_CASE("of two numbers the new one is whose the old one was, and what he put in is his") {
    const auto both = [](std::string_view text) {
        auto found = seen(text);
        REQUIRE(found.size() == 2);
        return found[0].substr(0, found[0].rfind(' ')) + ", " +
               found[1].substr(0, found[1].rfind(' '));
    };
    CHECK(both("Main apna purana number 6830720081 band kar chuki hun, naya 6830720082 hai.") ==
          "PHONE complainant, PHONE complainant");
    CHECK(both("मेरा पुराना नंबर 6830720083 था, नया 6830720084 है।") ==
          "PHONE complainant, PHONE complainant");
    CHECK(both("His old number was 6831720081, the new one is 6831720082.") ==
          "PHONE offender, PHONE offender");
    CHECK(both("He changed the recovery phone of my gmail from 6830720085 to 6831720083.") ==
          "PHONE complainant, PHONE offender");
    CHECK(both("The OTP went to 6830720086 and he asked me to read it on 6831720084.")
              .starts_with("PHONE complainant"));
    CHECK(first("mere naam aur 6830720087 se farzi id bani hai") !=
          "PHONE offender 6830720087");
    CHECK(first("The recovery was changed to 6831720085, the number of my ex husband.") ==
          "PHONE offender 6831720085");
}

TEST_CASE("whom he rang, what he noted and what he told the world of is not his") {
    for (const auto* text :
         {"He called the bride's house, 6830720091, and broke the marriage.",
          "From the parcel cover he noted 6830720092.",
          "The ward phone 6830720093 also he rings.",
          "He told the whole office that 6830720094 can be called at night.",
          "He sends it to the boy she is going to marry (Akhil, 6830720095).",
          "usne jo phone diya tha wo band hai, meri apni 6830720096",
          "Us ladke ke papa ko maine 6830720097 se phone kiya to unhone bola ladke hain.",
          "उस लड़के के पापा को मैंने 6830720098 से फोन किया तो उन्होंने मना कर दिया।",
          "Mechanic Shaji ne tracker nikala. Shaji bhai ka no 6830720099."}) {
        CAPTURE(text);
        const auto found = seen(text);
        REQUIRE(!found.empty());
        CHECK(found.back().find("PHONE offender") == std::string::npos);
    }
    CHECK(first("He rings from 6831720091 at night.") == "PHONE offender 6831720091");
    CHECK(first("He told me to call 6831720092.") == "PHONE offender 6831720092");
    CHECK(first("usne apne 6831720093 se gaali di.") == "PHONE offender 6831720093");
}

TEST_CASE("a number she asks the owner of, one he talks on and one of a feigned man is his") {
    for (const auto* text :
         {"Please find whose is this number 6831720101, I hear only breathing.",
          "ye kiska nambar hai 6831720102, roz phone aata hai.",
          "यह किसका नम्बर है 6831720103, रोज फोन आता है।",
          "A manager took my certificate. He talks in 6831720104.",
          "It was a conference call, him on 6831720105 and both abused me.",
          "hr bankar 6831720106 se photo mangi, phir blackmail.",
          "एचआर बनकर 6831720107 से फोटो मांगी, फिर ब्लैकमेल।",
          "6831720108\nBoth these are of the boy who is behind me."}) {
        CAPTURE(text);
        const auto found = seen(text);
        REQUIRE(!found.empty());
        CHECK(found.back().starts_with("PHONE offender"));
    }
    CHECK(first("He talks in public. My phone is 6830720101.") ==
          "PHONE complainant 6830720101");
    CHECK(first("usne police bankar mere number 6830720102 pe phone kiya.") !=
          "PHONE offender 6830720102");
}
