// Values that are described, headed or named before anybody owns them: hers in the same words
// stays hers.
#include <catch2/catch.hpp>

#include "redaction/examples.h"

using kit::Lines;
using kit::seen;

TEST_CASE("a number is whose the description before it says") {
    CHECK(seen("The number that keeps sending me pictures is 6831700301.") ==
          Lines{"PHONE offender 6831700301"});
    CHECK(seen("The number on which I can be called is 6830700302.") ==
          Lines{"PHONE complainant 6830700302"});
    CHECK(seen("The number which my brother uses is 6830700303.") ==
          Lines{"PHONE family 6830700303"});
    CHECK(seen("जिस नंबर से मुझे धमकी दी जा रही है वह 6831700304 है।") ==
          Lines{"PHONE offender 6831700304"});
    CHECK(seen("जिस नंबर से मैं लिख रही हूँ वह 6830700305 है।") ==
          Lines{"PHONE complainant 6830700305"});
    CHECK(seen("jo number mere pati chalate hain wo 6830700306 hai.") ==
          Lines{"PHONE family 6830700306"});
    CHECK(seen("jo khata diya wo 50191700307123 hai.") ==
          Lines{"BANK_ACCOUNT offender 50191700307123"});
    CHECK(seen("jis khate me meri salary aati hai wo 30191700308123 hai.") ==
          Lines{"BANK_ACCOUNT complainant 30191700308123"});
}

TEST_CASE("in Malayalam the deed, what did it and its kind stand before the value") {
    CHECK(seen("എന്നെ ഭീഷണിപ്പെടുത്തിയ ആളുടെ നമ്പർ 6831700309 ആണ്.") ==
          Lines{"PHONE offender 6831700309"});
    CHECK(seen("എന്റെ ഫോട്ടോ ഇട്ട ഐഡി @nizhal.raathri ആണ്.") ==
          Lines{"SOCIAL_HANDLE offender @nizhal.raathri"});
    CHECK(seen("ഞാൻ എഴുതുന്ന നമ്പർ 6830700310 ആണ്.") == Lines{"PHONE complainant 6830700310"});
    CHECK(seen("എനിക്ക് ശമ്പളം വരുന്ന അക്കൗണ്ട് 30191700311123 ആണ്.") ==
          Lines{"BANK_ACCOUNT complainant 30191700311123"});
    CHECK(seen("enne vilicha aalude number 6831700312 aanu.") ==
          Lines{"PHONE offender 6831700312"});
    CHECK(seen("ente chechi use cheyyunna number 6830700313 aanu.") ==
          Lines{"PHONE family 6830700313"});
}

TEST_CASE("what stands under a heading of his is his, line after line, and no further") {
    CHECK(seen("He follows me.\nDetails of the man:\nPhone: 6831700314\nCar: KL 59 R 9105\n\n"
               "Phone: 6830700315\n") == Lines{"PHONE offender 6831700314",
                                               "VEHICLE_REG offender KL 59 R 9105",
                                               "PHONE unknown 6830700315"});
    CHECK(seen("Details of the man:\nCar: KL 59 R 9105\nMy phone: 6830700316\n").back() ==
          "PHONE complainant 6830700316");
    CHECK(seen("Details of the man:\nCar: KL 59 R 9105\nMy details:\nPhone: 6830700317\n")
              .back() != "PHONE offender 6830700317");
    CHECK(seen("Details of the man:\nCar: KL 59 R 9105\nAnitha Thomas\nPhone: 6830700318\n")
              .back() != "PHONE offender 6830700318");
}

TEST_CASE("a heading that tells what he did makes nothing his") {
    CHECK(seen("Details that he took:\nAccount: 30191700327123\n") !=
          Lines{"BANK_ACCOUNT offender 30191700327123"});
}

TEST_CASE("his is not said of him where the sentence before told of a man of hers") {
    CHECK(seen("He threatens me. My husband believes me. His number is 6830700329.").back() ==
          "PHONE family 6830700329");
    CHECK(seen("He threatens me. My husband knows him. His number is 6831700330.").back() ==
          "PHONE offender 6831700330");
    CHECK(seen("My daughter saw it. His number is 6831700331.").back() ==
          "PHONE offender 6831700331");
}

TEST_CASE("a paragraph's end parts a number from what was told before") {
    CHECK(seen("A man calls me daily.\n\n6830700332\n") == Lines{"PHONE unknown 6830700332"});
    CHECK(seen("A man calls me daily from these:\n\n6831700333\n") ==
          Lines{"PHONE offender 6831700333"});
}

TEST_CASE("numbers in a row are whose the sentence behind them says") {
    CHECK(seen("6831700319\n6831700320\nAll these are his.\n") ==
          Lines{"PHONE offender 6831700319", "PHONE offender 6831700320"});
    CHECK(seen("6830700321\n6830700322\nAll these are mine.\n") !=
          Lines{"PHONE offender 6830700321", "PHONE offender 6830700322"});
    CHECK(seen("I think all these are his.\n6830700323\n") ==
          Lines{"PHONE unknown 6830700323"});
}

TEST_CASE("an account with his name, or like another account of his, is his") {
    CHECK(seen("Praveen threatens me. The receipt shows praveen.k91@oksbi.").back() ==
          "UPI_VPA offender praveen.k91@oksbi");
    CHECK(seen("പ്രവീൺ എന്നെ ഭീഷണിപ്പെടുത്തുന്നു. രസീതിൽ praveen.k91@oksbi.").back() ==
          "UPI_VPA offender praveen.k91@oksbi");
    CHECK(seen("He threatens me from quiet91@example.net. The receipt shows quiet91@oksbi.") ==
          Lines{"EMAIL offender quiet91@example.net", "UPI_VPA offender quiet91@oksbi"});
    CHECK(seen("Praveen Nair threatens me. My brother Suresh Nair knows. The receipt shows "
               "nair.store@oksbi.")
              .back() == "UPI_VPA unknown nair.store@oksbi");
    CHECK(seen("Praveen threatens me. My mail is praveen.leena@example.net.").back() ==
          "EMAIL complainant praveen.leena@example.net");
}

TEST_CASE("in his own words the number that he rang is hers") {
    CHECK(seen("He wrote: \"I rang you on 6830700324 and you did not pick up\"") !=
          Lines{"PHONE offender 6830700324"});
    CHECK(seen("Usne likha: \"6830700325 pe tujhe phone kiya tune uthaya nahi\"") !=
          Lines{"PHONE offender 6830700325"});
    CHECK(seen("Usne likha: \"himmat hai to 6831700326 pe call kar, main yahin hun\"").back() ==
          "PHONE offender 6831700326");
}

TEST_CASE("who is described owns what his pronoun owns") {
    CHECK(seen("जिस आदमी ने मुझे बचाया उसका नंबर 6830310001 है।") ==
          Lines{"PHONE third_party 6830310001"});
    CHECK(seen("जिन आंटी ने मेरी मदद की उनका फोन 6830310002") ==
          Lines{"PHONE third_party 6830310002"});
    CHECK(seen("जिसने मुझे धमकाया उसका नंबर 6831310003 है।") == Lines{"PHONE offender 6831310003"});
    CHECK(seen("Jis ladki ne mujhe bachaya uska number 6830310004 hai.") ==
          Lines{"PHONE third_party 6830310004"});
    CHECK(seen("Jis aadmi ne meri photo viral ki uska number 6831310005 hai.") ==
          Lines{"PHONE offender 6831310005"});
}
