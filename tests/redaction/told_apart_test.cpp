#include <catch2/catch.hpp>

#include "redaction/examples.h"

using kit::Lines;
using kit::seen;

TEST_CASE("his deed in a phrase of its own says nothing of the number in the next one") {
    for (const auto text :
         {"My husband beats me and the school has 6830712341 in its register.",
          "A boy sends me dirty messages, the milkman always rings 6830712342.",
          "He made a fake id and defames me, the courier rings 6830712343.",
          "ഒരു പയ്യൻ മോശം മെസ്സേജ് അയക്കുന്നു, സ്കൂളിൽ 6830712344 കൊടുത്തിട്ടുണ്ട്.",
          "bharthavu enne thallum, bankil 6830712345 aanu koduthath.",
          "मेरा पति मुझे मारता है और बैंक में 6830712346 दिया हुआ है।",
          "mera pati mujhe maarta hai aur bank mein 6830712347 diya hua hai.",
          "ഒരു ആൺകുട്ടി ശല്യം ചെയ്യുന്നു, സ്കൂളിൽ കൊടുത്തിരിക്കുന്നത് 6830712348 ആണ്."}) {
        CAPTURE(text);
        for (const auto& line : seen(text)) CHECK(line.find("offender") == std::string::npos);
    }
}

TEST_CASE("his deed and his number in one breath stay together") {
    for (const auto text : {"A boy sends me dirty messages, number 6830712351.",
                            "My husband threatens me from 6830712352.",
                            "My husband beats me and he calls from 6830712353.",
                            "A man sends me bad videos and his number is 6830712354.",
                            "ek ladka gande message bhejta hai, number 6830712355.",
                            "oru payyan mosham message ayakkunnu, number 6830712356."}) {
        CAPTURE(text);
        CHECK(seen(text).back().find("PHONE offender") == 0);
    }
}

TEST_CASE("what has an owner of its own is that one's") {
    CHECK(seen("A boy writes to me, the caterer's number is 6830712361.") ==
          Lines{"PHONE third_party 6830712361"});
    CHECK(seen("avan enne shalyam cheyyunnu, veettudamayude number 6830712362.") ==
          Lines{"PHONE third_party 6830712362"});
    CHECK(seen("ek aadmi dhamki deta hai, dukan wale ka number 6830712363 hai.") ==
          Lines{"PHONE third_party 6830712363"});
    CHECK(seen("bharthavu enne thallum, njan number 6830712364 aayi maatti.") ==
          Lines{"PHONE complainant 6830712364"});
    CHECK(seen("A man keeps calling me, the 6830712365 sim is in my name.") ==
          Lines{"PHONE complainant 6830712365"});
}

TEST_CASE(
    "what she says of a number in its own phrase parts it from his deed behind and his number "
    "before") {
    for (const auto text : {"I left 6830712371 with the constable and he threatens me.",
                            "njan 6830712372 schoolil koduthittund, avan bheeshani peduthunnu.",
                            "His number is 6831111111, 6830712373 is where I can talk safely.",
                            "uska number 6831111111, 6830712374 mera dukan wala hai."}) {
        CAPTURE(text);
        const auto lines = seen(text);
        CHECK(lines.back().find("offender") == std::string::npos);
    }
    CHECK(seen("His numbers are 6831111111, 6831111112 and he threatens me.") ==
          Lines{"PHONE offender 6831111111", "PHONE offender 6831111112"});
}
