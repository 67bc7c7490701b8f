// Whose a person is: tradesmen, relatives of others, names that are only told.
#include <catch2/catch.hpp>

#include "redaction/kit.h"

using Lines = std::vector<std::string>;

namespace {

Lines read(std::string_view text) { return kit::seen(kit::understood(text)); }

}  // namespace

TEST_CASE("whoever helps in his trade is no offender, though he is called by it") {
    CHECK(read("A man named Prakash threatens me every day. The mechanic Sajeevan opened the "
               "seat of my scooter and found a tracker under it.") ==
          Lines{"PERSON offender Prakash", "PERSON third_party Sajeevan"});
    CHECK(
        read("Prakash mera peecha karta hai. mechanic Suresh ne scooty khol ke tracker nikala "
             "aur mujhe bataya.") ==
        Lines{"PERSON offender Prakash", "PERSON third_party Suresh"});
    // Where nobody else stands accused he is.
    CHECK(read("The driver Suresh comes every day behind me in the bus.").back() ==
          "PERSON offender Suresh");
}

TEST_CASE("a relative of another who does harm is the offender") {
    CHECK(read("The neighbour's son Unnikuttan hid a phone in our bathroom. He sends me the "
               "video and asks for money.") == Lines{"PERSON offender Unnikuttan"});
    CHECK(read("padosi ka beta Unnikuttan roz mera peecha karta hai. usne mujhe dhamki di.") ==
          Lines{"PERSON offender Unnikuttan"});
}

TEST_CASE("a word for a relative is his only where it is said of him") {
    CHECK(read("The cleaner of the bus is not known to me, other children call him Unnikuttan.")
              .back() != "PERSON family Unnikuttan");
    CHECK(read("Gaon ke mukhiya ke bete Suresh ne photo daal di.").back() !=
          "PERSON family Suresh");
    CHECK(read("गाँव के मुखिया का बेटा सुरेश मुझे घूरता है।").back() != "PERSON family सुरेश");
    CHECK(read("മെമ്പറുടെ മകൻ സുരേഷ് എന്നെ കണ്ടു.").back() != "PERSON family സുരേഷ്");
    CHECK(read("My brother Suresh took me to the hospital.").back() == "PERSON family Suresh");
}

TEST_CASE("a name that is only told before anybody was spoken of accuses nobody") {
    CHECK(read("Hamar naam Sarojini, chhapra jila. Koi roz phone karta hai, usne dhamki di.")
              .front() != "PERSON offender Sarojini");
    CHECK(read("My friend told me to write. The owner Suresh will give the recording of the "
               "camera. A man named Prakash threatens me.")
              .front() != "PERSON offender Suresh");
}

TEST_CASE("who suffers the same, or does as a woman does, is not taken for him") {
    CHECK(read("He mails me poems at night. My labmate Shalini has the same trouble.") ==
          Lines{"PERSON third_party Shalini"});
    CHECK(read("ठेकेदार हमें धमकाता है। कल फुलवा गई थी, मुझे सब पता है।") !=
          Lines{"PERSON offender फुलवा"});
    CHECK(read("Thekedar hame dhamkata hai. Kal Kamla gayi thi, mujhe sab bataya.") !=
          Lines{"PERSON offender Kamla"});
    CHECK(read("Ayal locker room il vannu. Suja undayirunnu koode, enikku pedi aayi.") !=
          Lines{"PERSON offender Suja"});
    CHECK(read("വാട്സാപ്പിൽ എന്റെ ഫോട്ടോ വന്നു എന്ന് അഡ്മിൻ വിഷ്ണു പറഞ്ഞപ്പോഴാണ് അറിഞ്ഞത്.") ==
          Lines{"PERSON third_party വിഷ്ണു"});
    CHECK(read("सुपरवाइजर महेंद्र मेरा हाथ पकड़ता है।") == Lines{"PERSON offender महेंद्र"});
}

TEST_CASE("a relative who suffers, asks or is at home does no harm") {
    CHECK(read("पड़ोसी ओमप्रकाश मुझे धमकी देता है। मेरी ननद सुनीता भी परेशान हैं।").back() ==
          "PERSON family सुनीता");
    CHECK(read("Padosi mujhe dhamki deta hai. Meri nanad Sunita bhi pareshan hain.").back() ==
          "PERSON family Sunita");
    CHECK(read("मेरी माँ सरोज घर पर अकेली रहती हैं। एक आदमी धमकी देता है।").front() ==
          "PERSON family सरोज");
    CHECK(read("Ente bharthavu Reji chodichappol Thankachanum makan Tijoum koodi thalli. "
               "Thankachan enne shalyam cheyyunnu.")
              .front() == "PERSON family Reji");
    CHECK(read("My husband Harish is in the party too.\n\nHe who troubles me sends messages.")
              .front() == "PERSON family Harish");
    // Who beats her is no less accused.
    CHECK(read("मेरे पति हरीश शराबी हैं। वो मुझे मारते हैं।").front() == "PERSON offender हरीश");
}
