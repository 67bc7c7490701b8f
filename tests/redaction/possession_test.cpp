// Whom a possessive, a pronoun or a sender's frame speaks of, in five writings; beside each
// sentence that protects stands one in which the same words are his.
#include <catch2/catch.hpp>
#include <utility>

#include "redaction/examples.h"

using kit::Lines;
using kit::seen;

namespace {

std::string last(std::string_view text) {
    const auto found = seen(text);
    return found.empty() ? std::string() : found.back();
}

}  // namespace

TEST_CASE("a pronoun that may be a woman's speaks of the friend of the sentence before") {
    CHECK(last("My friend walked with me. Their phone is 6830700701.") !=
          "PHONE offender 6830700701");
    CHECK(last("എന്റെ സഹപ്രവർത്തക കൂടെ നടന്നു. അവരുടെ ഫോൺ 6830700702.") !=
          "PHONE offender 6830700702");
    CHECK(last("मेरी सहकर्मी कल मेरे साथ चली। उसका फोन 6830700703 है।") !=
          "PHONE offender 6830700703");
    CHECK(last("ente koottukari koode nadannu. avarude phone 6830700704.") !=
          "PHONE offender 6830700704");
    CHECK(last("meri sahkarmi kal mere saath chali. uska phone 6830700705 hai.") !=
          "PHONE offender 6830700705");
}

TEST_CASE("the same pronoun behind one who does harm speaks of him") {
    CHECK(last("Two men follow me. Their phone is 6831700701.") == "PHONE offender 6831700701");
    CHECK(last("ഒരാൾ എന്നെ പിന്തുടരുന്നു. അവരുടെ ഫോൺ 6831700702.") == "PHONE offender 6831700702");
    CHECK(last("एक आदमी मेरा पीछा करता है। उसका फोन 6831700703 है।") ==
          "PHONE offender 6831700703");
    CHECK(last("oral enne pinthudarunnu. avarude phone 6831700704.") ==
          "PHONE offender 6831700704");
    CHECK(last("ek aadmi mera peecha karta hai. uska phone 6831700705 hai.") ==
          "PHONE offender 6831700705");
}

TEST_CASE("my number is mine whoever got it from whom") {
    CHECK(last("She also gave my number 6830700711 to strangers.") ==
          "PHONE complainant 6830700711");
    CHECK(last("അവൾ എന്റെ നമ്പർ 6830700712 അപരിചിതർക്ക് കൊടുത്തു.") == "PHONE complainant 6830700712");
    CHECK(last("उसने मेरा नंबर 6830700713 अजनबियों को दे दिया।") == "PHONE complainant 6830700713");
    CHECK(last("avan ente number 6830700714 aparichitharkku koduthu.") ==
          "PHONE complainant 6830700714");
    CHECK(last("usne mera number 6830700715 ajnabiyon ko de diya.") ==
          "PHONE complainant 6830700715");
}

TEST_CASE("his own number is his whoever got it") {
    CHECK(last("He gave his number 6831700711 to strangers.") == "PHONE offender 6831700711");
    CHECK(last("അവൻ അവന്റെ നമ്പർ 6831700712 എഴുതി ഭീഷണിപ്പെടുത്തി.") == "PHONE offender 6831700712");
    CHECK(last("उसने अपना नंबर 6831700713 देकर धमकी दी।") == "PHONE offender 6831700713");
    CHECK(last("avan avante number 6831700714 thannu bheeshanippeduthi.") ==
          "PHONE offender 6831700714");
    CHECK(last("usne apna number 6831700715 dekar dhamki di.") == "PHONE offender 6831700715");
}

TEST_CASE("what one of hers writes from is hers, what he writes from is his") {
    CHECK(last("My sister replied from her account @minnu.draws71 and they abused her too.") ==
          "SOCIAL_HANDLE family @minnu.draws71");
    CHECK(last("എന്റെ അനിയത്തി അവളുടെ നമ്പർ 6830700722 ൽ നിന്ന് മറുപടി കൊടുത്തു.") ==
          "PHONE family 6830700722");
    CHECK(last("कागज़ मैं 6830700723 से भेजूँगी।") == "PHONE complainant 6830700723");
    CHECK(last("ente aniyathi avalude account @minnu.draws74 il ninnu reply koduthu.") ==
          "SOCIAL_HANDLE family @minnu.draws74");
    CHECK(last("kagaz main kagaz.ghar75@example.org se bhejungi.") ==
          "EMAIL complainant kagaz.ghar75@example.org");
    CHECK(last("He abused me from his account @dark.draws71 too.") ==
          "SOCIAL_HANDLE offender @dark.draws71");
    CHECK(last("അവൻ 6831700722 ൽ നിന്ന് മറുപടി അയച്ചു.") == "PHONE offender 6831700722");
    CHECK(last("main 6831700723 se pareshan hu.") == "PHONE offender 6831700723");
}

TEST_CASE("whose number is left beside a value, the word right before it says") {
    CHECK(last("Do not write to my husband Gireesh, his number 6830700731 they also have.") !=
          "PHONE offender 6830700731");
    CHECK(last("You may also call me, Haseena, 6830700732.") != "PHONE offender 6830700732");
    CHECK(last("mujhe bhi call kar sakte ho, Haseena, 6830700733.") !=
          "PHONE offender 6830700733");
    CHECK(last("Ramesh, 6831700731, has been following me.") == "PHONE offender 6831700731");
}

TEST_CASE("a mailbox that bears the first name of somebody is that person's") {
    CHECK(last("My friend Reshma saw it, reshma.hr71@example.org, but did nothing.") ==
          "EMAIL third_party reshma.hr71@example.org");
    CHECK(last("मैंने रेशमा को बताया, reshma.hr72@example.org, उन्होंने कुछ नहीं किया।") !=
          "EMAIL offender reshma.hr72@example.org");
    CHECK(last("എന്റെ കൂട്ടുകാരി രേഷ്മ കണ്ടു, reshma.hr73@example.org ആണ്.") ==
          "EMAIL third_party reshma.hr73@example.org");
    CHECK(last("ente koottukari Reshma kandu, reshma.hr74@example.org aanu.") ==
          "EMAIL third_party reshma.hr74@example.org");
    CHECK(last("meri saheli Reshma ne dekha, reshma.hr75@example.org hai.") ==
          "EMAIL third_party reshma.hr75@example.org");
    CHECK(last("Vivek threatens me every day. I found vivek.m76@example.net in the list.") ==
          "EMAIL offender vivek.m76@example.net");
    // Behind her own name she may bear her husband's or father's.
    CHECK(last("Vivek threatens me every day. I found sindhu.vivek77@example.net there.") !=
          "EMAIL offender sindhu.vivek77@example.net");
}

TEST_CASE("lines of a form go on under its heading and end with the next one") {
    const auto text = [](const char* heading, const char* own) {
        return kit::understood(std::string(heading) +
                               "\nPhone: 6831700741\nInsta id - praji_rider741\nBike: KL 59 R "
                               "9741\n" +
                               own + "\nPhone: 6830700742\n");
    };
    const Lines his{"PHONE offender 6831700741", "SOCIAL_HANDLE offender praji_rider741",
                    "VEHICLE_REG offender KL 59 R 9741"};
    for (const auto& [heading, own] : {std::pair("Details of the man:", "My details:"),
                                       std::pair("പ്രതിയുടെ വിവരങ്ങൾ:", "എന്റെ വിവരങ്ങൾ:"),
                                       std::pair("आरोपी की जानकारी:", "मेरी जानकारी:"),
                                       std::pair("prathiyude vivarangal:", "ente vivarangal:"),
                                       std::pair("aaropi ki details:", "meri details:")}) {
        CAPTURE(heading);
        auto found = seen(text(heading, own));
        REQUIRE(found.size() == 4);
        CHECK(found.back() != "PHONE offender 6830700742");
        found.pop_back();
        CHECK(found == his);
    }
    CHECK(seen(kit::understood("Accused:\nName: Ramesh\n\nPhone: 6830700743\n")).back() !=
          "PHONE offender 6830700743");
}

TEST_CASE("what stands below the last message of his in a chat may be hers") {
    const std::string chat =
        "[12/11/26, 21:03] Sajeer: pick up\n[12/11/26, 21:04] Anitha: no\n[12/11/26, 21:05] "
        "Sajeer: send money\n";
    CHECK(seen(kit::understood(chat + "my number is 6830700751\n")).back() !=
          "PHONE offender 6830700751");
    CHECK(seen(kit::understood(chat + "ente number 6830700752 aanu\n")).back() !=
          "PHONE offender 6830700752");
    CHECK(seen(kit::understood(chat + "എന്റെ നമ്പർ 6830700753\n")).back() !=
          "PHONE offender 6830700753");
    CHECK(seen(kit::understood(chat + "मेरा नंबर 6830700754\n")).back() !=
          "PHONE offender 6830700754");
    CHECK(seen(kit::understood(chat + "mera number 6830700755\n")).back() !=
          "PHONE offender 6830700755");
    CHECK(seen(kit::understood(chat + "[12/11/26, 21:06] Sajeer: my number is 6831700756\n"))
              .back() == "PHONE offender 6831700756");
}

TEST_CASE("one's own is hers where she acts and his where he does") {
    CHECK(last("uska naam Vikrant hai, maine apne khate 67112340888 se bheje.") ==
          "BANK_ACCOUNT complainant 67112340888");
    CHECK(last("वह धमकाता है, अब तक दे चुकी हूँ, अपने naz.aliya92@okaxis से।") !=
          "UPI_VPA offender naz.aliya92@okaxis");
    CHECK(last("usne apne khate 50200767891237 me paise mange.") ==
          "BANK_ACCOUNT offender 50200767891237");
    CHECK(last("njan itta account 50200767891238 aanu.") ==
          "BANK_ACCOUNT offender 50200767891238");
    CHECK(last("Kaagaz mere khate 67112340889 se.") == "BANK_ACCOUNT complainant 67112340889");
}

TEST_CASE("a number is found in spoken digits with oh, behind a password, among shares") {
    CHECK(last("my number is six eight three oh four double two nine one seven") ==
          "PHONE complainant six eight three oh four double two nine one seven");
    CHECK(last("He sent me an OTP request on 6830700761.").starts_with("PHONE "));
    CHECK(last("He shares 6830700762 with his friends.").starts_with("PHONE "));
    CHECK(seen("The order number is 6830700763.").empty());
}

TEST_CASE("who is told of behind a comma does not own the number before it") {
    CHECK(last("maine apne bhai mukesh ko bataya 6830700771, wo delhi me hai.") !=
          "PHONE offender 6830700771");
    CHECK(last("मैंने अपने भाई को बताया 6830700772, वह दिल्ली में है।") != "PHONE offender 6830700772");
    CHECK(last("I told my brother, 6830700773, he is in Delhi.") !=
          "PHONE offender 6830700773");
    CHECK(last("ഞാൻ ചേട്ടനോട് പറഞ്ഞു 6830700774, അവൻ ഡൽഹിയിലാണ്.") != "PHONE offender 6830700774");
    CHECK(last("njan chettanodu paranju 6830700775, avan delhiyil aanu.") !=
          "PHONE offender 6830700775");
    CHECK(last("My real one is @nimi.paints") == "SOCIAL_HANDLE complainant @nimi.paints");
    CHECK(last("enne vilikkan 6830700776 mathi.") == "PHONE complainant 6830700776");
    CHECK(last("എന്നെ വിളിക്കാൻ 6830700777.") == "PHONE complainant 6830700777");
}

TEST_CASE("one's own is that of a stranger who acts") {
    CHECK(seen("गाली देने वाले ने अपना नंबर 6831310021 लिख कर फेंका।") ==
          Lines{"PHONE offender 6831310021"});
    CHECK(seen("मैंने धमकी देने वाले को अपना नंबर 6830310022 कभी नहीं दिया।") ==
          Lines{"PHONE complainant 6830310022"});
    CHECK(seen("सताने वाले का नाम मुकेश है।") == Lines{"PERSON offender मुकेश"});
}

TEST_CASE("his number stays his where she calls it") {
    CHECK(seen("मैंने उसके 6831310041 पर फोन करके मना किया।") == Lines{"PHONE offender 6831310041"});
    CHECK(seen("Maine uske number 6831310042 pe call kiya to gaali di.") ==
          Lines{"PHONE offender 6831310042"});
    CHECK(seen("Wo meri saheli ko uske 6830310045 pe call karta hai.").back() !=
          "PHONE offender 6830310045");
    CHECK(seen("मैंने सहेली को उसके 6830310046 पर फोन किया।").back() != "PHONE offender 6830310046");
}
