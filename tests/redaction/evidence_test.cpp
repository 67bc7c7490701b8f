// What keeps his identifiers in the letter and hers out of it, beyond the words right beside a
// value: speech between marks, purses, numbers that act, women who are accused, names that are
// told.
#include <catch2/catch.hpp>

#include "redaction/examples.h"

using kit::Lines;
using kit::seen;

TEST_CASE("between marks that he wrote, my is his and your is hers") {
    CHECK(seen("Yesterday he wrote this:\n\"My new number is 6831700201. I know your sister's "
               "number 6830700202.\"\n") ==
          Lines{"PHONE offender 6831700201", "PHONE family 6830700202"});
    CHECK(
        seen("ഇന്നലെ അവൻ എഴുതിയത്: \"എന്റെ നമ്പർ 6831700201. നിന്റെ നമ്പർ 6830700202 എനിക്കറിയാം.\"") ==
        Lines{"PHONE offender 6831700201", "PHONE complainant 6830700202"});
    CHECK(seen("Usne likha: \"mera number 6831700201 hai, tera number 6830700202 mere paas "
               "hai\"") == Lines{"PHONE offender 6831700201", "PHONE complainant 6830700202"});
}

TEST_CASE("between marks that she, a friend or nobody wrote, my stays hers") {
    CHECK(seen("I told him \"my number is 6830700203, leave it\".") ==
          Lines{"PHONE complainant 6830700203"});
    CHECK(seen("My friend wrote \"my number is 6830700204, use it\".") ==
          Lines{"PHONE complainant 6830700204"});
    CHECK(seen("The form says \"my number is 6830700205 and I agree\".") ==
          Lines{"PHONE complainant 6830700205"});
    CHECK(seen("Somebody wrote \"my number is 6830700206 and left it open.") ==
          Lines{"PHONE complainant 6830700206"});
}

TEST_CASE("a note between marks is signed by the number at its end") {
    CHECK(seen("He put a note: \"Come tonight or I tell your husband. 6831700207\"") ==
          Lines{"PHONE offender 6831700207"});
    CHECK(seen("He put a note: \"Is this your number 6830700208\"") ==
          Lines{"PHONE complainant 6830700208"});
}

TEST_CASE("the purse that she paid from is hers, the purse that he pays from is his") {
    CHECK(seen("Maine ek baar ritu.ghar@okaxis se bheja.") ==
          Lines{"UPI_VPA complainant ritu.ghar@okaxis"});
    CHECK(seen("ഞാൻ ഒരു തവണ soumya.veedu@okaxis ൽ നിന്ന് അയച്ചു.") ==
          Lines{"UPI_VPA complainant soumya.veedu@okaxis"});
    CHECK(seen("The money was debited from account 20181100456.") ==
          Lines{"BANK_ACCOUNT complainant 20181100456"});
    CHECK(seen("He sent one rupee from stalker77@ybl with a message.") ==
          Lines{"UPI_VPA offender stalker77@ybl"});
}

TEST_CASE("a number that abuses a relative of hers is not the relative's") {
    CHECK(seen("6831700209 ने मेरी माँ को गाली दी।") == Lines{"PHONE offender 6831700209"});
    CHECK(seen("6831700210 അമ്മയെ തെറി വിളിച്ചു.") == Lines{"PHONE offender 6831700210"});
    CHECK(seen("6830700211 ente ammayude number aanu.") == Lines{"PHONE family 6830700211"});
}

TEST_CASE("her is his word only for a woman who was accused by name") {
    CHECK(seen("A woman called Maneesha threatens me. She lives near. Her number was "
               "6831700212.")
              .back() == "PHONE offender 6831700212");
    CHECK(seen("Binu threatens me and posts her pictures. My friend Haritha saw it. Her number "
               "is 6830700213.")
              .back() == "PHONE third_party 6830700213");
}

TEST_CASE("names that are told of him, and names of those who stand against him") {
    CHECK(seen("He asks for money. The account name shows Bijesh Kumar.") ==
          Lines{"PERSON offender Bijesh Kumar"});
    CHECK(seen("My account name is Remya Kumar.") == Lines{"PERSON unknown Remya Kumar"});
    CHECK(seen("The one who follows me is Rajesh.") == Lines{"PERSON offender Rajesh"});
    CHECK(seen("The one who helped me is Rajesh.") == Lines{"PERSON third_party Rajesh"});
    CHECK(seen("The shop owner Ramesh told him to stop.") ==
          Lines{"PERSON third_party Ramesh"});
}

TEST_CASE("what is sent through a number is his, whom to reach through one is hers") {
    for (const std::string text :
         {"He sends dirty jokes through 6831700331.", "अश्लील संदेश 6831700331 के जरिए भेजता है।",
          "gande message 6831700331 dwara bheje ja rahe hain",
          "മോശം മെസ്സേജ് 6831700331 വഴി അയക്കുന്നു", "mosham message 6831700331 vazhi ayakkunnu"}) {
        CAPTURE(text);
        CHECK(seen(text) == Lines{"PHONE offender 6831700331"});
    }
    for (const std::string text :
         {"Contact me through 6830700331.", "मुझसे 6830700331 के जरिए बात करें",
          "mujhse 6830700331 ke zariye baat karein", "എന്നെ 6830700331 വഴി ബന്ധപ്പെടുക",
          "enne 6830700331 vazhi vilikkuka"}) {
        CAPTURE(text);
        CHECK(seen(text) == Lines{"PHONE complainant 6830700331"});
    }
    CHECK(seen("You can reach me through my sister, 6830700331.") ==
          Lines{"PHONE family 6830700331"});
}

TEST_CASE("the next sentence may point back at the number and say what came from it") {
    for (const std::string text :
         {"See this number: 6831700332. All the dirty messages came from it.",
          "6831700332. This is the number that abused me.",
          "ये नंबर देखिए 6831700332। इसी से गंदे मैसेज आए",
          "ye no dekhiye: 6831700332. isi se sab gande msg aaye",
          "ഈ നമ്പർ നോക്കൂ: 6831700332. ഇതിൽ നിന്നാണ് മെസേജ് വന്നത്",
          "ee no nokkane sir: 6831700332. ithil ninnaanu msg ellam vannathu"}) {
        CAPTURE(text);
        CHECK(seen(text) == Lines{"PHONE offender 6831700332"});
    }
    CHECK(seen("My husband's is 6830700332. All the dirty messages came from it.") ==
          Lines{"PHONE family 6830700332"});
    CHECK(seen("See this: 6830700332. I get the dirty messages when I write from it.") ==
          Lines{"PHONE unknown 6830700332"});
}

TEST_CASE("a telephone in her name is hers, unless he took it out; so is one she writes from") {
    for (const std::string text :
         {"The sim 6830700333 is in my name and he abuses me.",
          "6830700333 wala sim mere naam par hai", "6830700333 sim ente peril aanu",
          "I am writing from 6830700333 and he threatens me.",
          "main 6830700333 se likh rahi hu aur wo dhamki deta hai",
          "ഞാൻ 6830700333 ൽ നിന്നാണ് എഴുതുന്നത്"}) {
        CAPTURE(text);
        CHECK(seen(text) == Lines{"PHONE complainant 6830700333"});
    }
    CHECK(seen("He took a sim 6831700333 in my name and abuses people.") ==
          Lines{"PHONE offender 6831700333"});
    CHECK(seen("I get dirty calls from 6831700333 and I am writing for help.") ==
          Lines{"PHONE offender 6831700333"});
}

TEST_CASE("who bears the name of his purse is he, unless somebody knows better") {
    CHECK(seen("He asks for money. The agent Kuttan collects on kuttan.agent@paytm.") ==
          Lines{"PERSON offender Kuttan", "UPI_VPA offender kuttan.agent@paytm"});
    CHECK(seen("The scanner shows Sahil Khan. He threatened me until I paid to "
               "sahil.khan77@ybl.")
              .front() == "PERSON offender Sahil Khan");
    CHECK(seen("My friend Kuttan saw it. He asks for money on kuttan.agent@paytm.").front() ==
          "PERSON third_party Kuttan");
    CHECK(seen("He asks for money on sharma.agent@paytm. Haritha knows.").back() ==
          "PERSON third_party Haritha");
}

TEST_CASE("a plus and a foreign code make a telephone, whatever a check digit says") {
    kit::hold(
        {{"call +44 7700 900832 now", {"PHONE +44 7700 900832"}},
         {"1) 6831740138\n2) 6831740139\n3) 0484 2740140\n",
          {"PHONE 6831740138", "PHONE 6831740139", "PHONE 0484 2740140"}},
         {"5,000 was sent to 918010044172231 yesterday", {"BANK_ACCOUNT 918010044172231"}},
         {"Our daughter Angel is 5.", {"PERSON Angel", "AGE 5"}}});
}
