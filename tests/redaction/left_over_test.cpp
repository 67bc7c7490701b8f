// Purses and vehicles that nobody claims, and whose a number is by the grammar of the sentence.
// In doubt, and where the sentence may speak of one of hers, nobody's.
#include <catch2/catch.hpp>

#include "redaction/examples.h"

using kit::Lines;
using kit::seen;

TEST_CASE("a purse that nobody claims is his where money is sent") {
    CHECK(seen("They promised a job and said that a fee must be paid first. Sent to "
               "these:\nfee.desk77@ybl\nI had saved that money for the school.") ==
          Lines{"UPI_VPA offender fee.desk77@ybl"});
    CHECK(seen("Unhone naukri ka vaada kiya aur bola pehle fees deni hogi. Maine do baar paise "
               "bheje:\n1,499 -> fee.hr@axl\nSchool ke liye jode the.") ==
          Lines{"UPI_VPA offender fee.hr@axl"});
}

TEST_CASE("a vehicle that nobody claims is his, her own and her friend's are not") {
    CHECK(
        seen("For two weeks somebody waits below the office every evening and follows me home. "
             "Black bullet KL 41 H 303, no helmet, grey shirt, always alone.") ==
        Lines{"VEHICLE_REG offender KL 41 H 303"});
    CHECK(
        seen("For two weeks somebody waits below the office every evening and follows me home. "
             "My scooter KL 41 H 304 was scratched.") ==
        Lines{"VEHICLE_REG complainant KL 41 H 304"});
}

TEST_CASE("a purse stays his beside a name nobody knows, and when she says what she sent") {
    CHECK(seen("They promised a job and said that a fee must be paid first. I sent it to "
               "fee.desk77@ybl and then again.") == Lines{"UPI_VPA offender fee.desk77@ybl"});
    CHECK(
        seen(
            "Mere bank ka OTP leke usne saare paise uda liye, sab gaya mayank.a91@oksbi me.") ==
        Lines{"UPI_VPA offender mayank.a91@oksbi"});
    CHECK(seen("They promised a job and said that a fee must be paid first. My UPI is "
               "anu.ghar77@ybl and it was used.") ==
          Lines{"UPI_VPA complainant anu.ghar77@ybl"});
}

TEST_CASE("in a chat export without years the number that writes is his") {
    const auto made = kit::understood(
        "I paste it as it is.\n\n[02/11, 10:41 pm] +91 68317 00320: hi dear\n[02/11, 10:44 pm] "
        "Me: "
        "who is this\n[02/11, 10:45 pm] +91 68317 00320: send me your photo\n");
    CHECK(seen(made) ==
          Lines{"PHONE offender +91 68317 00320", "PHONE offender +91 68317 00320"});
}

TEST_CASE(
    "below a heading that announces the suspect the form is his, even behind a blank line") {
    const auto made = kit::understood(
        "Suspect details:\n\nPhone: 6831700321\nEmail: "
        "rk.321@example.net\n\nPhone: 6830700321\n");
    CHECK(seen(made) == Lines{"PHONE offender 6831700321", "EMAIL offender rk.321@example.net",
                              "PHONE complainant 6830700321"});
}

TEST_CASE("who acts or owns the next word does not own the number") {
    // He gives it to the child.
    CHECK(seen("उसने बच्ची को 6831700322 दिया और कहा मिस कॉल देना।") ==
          Lines{"PHONE offender 6831700322"});
    CHECK(seen("उसकी बेटी का नंबर 6830700323 है।") == Lines{"PHONE third_party 6830700323"});
    // The shop is the husband's, what is in her hands is the mother's.
    CHECK(seen("Avan vilichath 6831700324 il ninna, ente bharthavinte kadayil vannu.") ==
          Lines{"PHONE offender 6831700324"});
    CHECK(seen("6830700325 ente ammayude kayyil aanu, avarkku ariyilla.") ==
          Lines{"PHONE family 6830700325"});
    // "Mera phone" is the label of the number behind it.
    CHECK(seen("Uska number 6831700326 mera phone 6830700326") ==
          Lines{"PHONE offender 6831700326", "PHONE complainant 6830700326"});
}

TEST_CASE("words that point to a number stand before it with their postposition") {
    CHECK(seen("Mujhe gandi photo aayi is number se 6831700327, maine dekhi nahi.") ==
          Lines{"PHONE offender 6831700327"});
    CHECK(seen("मुझे गंदी फोटो आई इस नंबर से 6831700328, मैंने देखी नहीं।") ==
          Lines{"PHONE offender 6831700328"});
    CHECK(seen("Enikku photo vannath ee numberil ninnu 6831700329, njan nokkiyilla.") ==
          Lines{"PHONE offender 6831700329"});
}

TEST_CASE("a number follows the one of whom the story spoke last") {
    // The husband, a shop, somebody whose name is on no list, an advertisement.
    CHECK(seen("He sends messages all night from many numbers. My husband went to ask and came "
               "home beaten. 6830700330 is in the ward now. My number is 6830700331.")
              .front() == "PHONE unknown 6830700330");
    CHECK(seen("He sends messages all night from many numbers. The bakery opens at seven, "
               "6830700332, on the first floor. My number is 6830700333.")
              .front() == "PHONE unknown 6830700332");
    CHECK(
        seen("He sends messages all night from many numbers. Zuhraba's number 6830700334 is in "
             "the file. My number is 6830700335.") == Lines{"PERSON unknown Zuhraba",
                                                            "PHONE unknown 6830700334",
                                                            "PHONE complainant 6830700335"});
    CHECK(seen("He sends messages all night from many numbers. The advertisement carries "
               "6830700338 in red letters. My number is 6830700339.")
              .front() == "PHONE unknown 6830700338");
}

TEST_CASE("in brackets behind a name stands what is his, unless the brackets speak of hers") {
    CHECK(
        seen(
            "Rajan threatens me every night. Behind it all is Rajan (union clerk, 6831700350).")
            .back() == "PHONE offender 6831700350");
    CHECK(seen("Rajan threatens me every night. Behind it all is Rajan (he has my mother's "
               "6830700351).")
              .back() == "PHONE family 6830700351");
}

TEST_CASE("an answer below a quoted question belongs to whom was asked for") {
    const auto made = kit::understood(
        "> पूरा नाम:\nफरज़ाना बेगम\n> उसका नंबर:\nदो हैं 6831700352 और एक दुबई वाला\n");
    CHECK(seen(made).back() == "PHONE offender 6831700352");
}

TEST_CASE("a pronoun and a number without a verb say whose it is") {
    CHECK(seen("Innale thurannu paranju. avan 6831700353. amma 6830700353.") ==
          Lines{"PHONE offender 6831700353", "PHONE family 6830700353"});
    CHECK(seen("avan 6830700354 groupil cherthu.") == Lines{"PHONE unknown 6830700354"});
}

TEST_CASE("the title alone is the accused when he is spoken of by it") {
    CHECK(seen("Biju maash enne bheeshanippeduthunnu, rathri message ayakkunnu. Maashinte "
               "whatsapp "
               "6831700355.")
              .back() == "PHONE offender 6831700355");
}
