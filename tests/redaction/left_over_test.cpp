// Numbers, purses and vehicles that nobody claims: his, where the mail says which is hers. In
// doubt, and where the sentence may speak of one of hers, nobody's.
#include <catch2/catch.hpp>

#include "redaction/examples.h"

using kit::Lines;
using kit::seen;

TEST_CASE("a number in the midst of the story is his when another is said to be hers") {
    CHECK(
        seen(
            "Every night after eleven the phone rings and there is only breathing. The display "
            "said 6831700301. I cannot sleep any more and the baby cries. My number is "
            "6830700301.") ==
        Lines{"PHONE offender 6831700301", "PHONE complainant 6830700301"});
    CHECK(seen("എന്നും രാത്രി പതിനൊന്ന് മണി കഴിഞ്ഞാൽ ഫോൺ അടിക്കും, എടുത്താൽ ഒച്ചയില്ല. സ്ക്രീനിൽ തെളിഞ്ഞത് "
               "6831700302. "
               "ഉറക്കം പോയി, കുഞ്ഞ് പേടിച്ച് കരയുന്നു. എന്റെ നമ്പർ 6830700302.") ==
          Lines{"PHONE offender 6831700302", "PHONE complainant 6830700302"});
    CHECK(seen("रोज़ रात ग्यारह बजे के बाद घंटी बजती है और कोई साँस लेता है। स्क्रीन पर दिखा 6831700303। "
               "अब नींद नहीं आती और बच्ची डर जाती है। मेरा नंबर 6830700303 है।") ==
          Lines{"PHONE offender 6831700303", "PHONE complainant 6830700303"});
    CHECK(seen("Ennum rathri pathinonnu mani kazhinjal phone adikkum, eduthal occha illa. "
               "Screenil "
               "vannath 6831700304. Urakkam poyi, kunju pedichu karayunnu. Ente number "
               "6830700304.") ==
          Lines{"PHONE offender 6831700304", "PHONE complainant 6830700304"});
    CHECK(
        seen("Roz raat gyarah baje ke baad ghanti bajti hai aur koi saans leta hai. Screen pe "
             "dikha 6831700305. Ab neend nahi aati aur bachchi dar jati hai. Mera number "
             "6830700305 hai.") ==
        Lines{"PHONE offender 6831700305", "PHONE complainant 6830700305"});
}

TEST_CASE("a lone number at the end of the mail is hers, and what stands before it is his") {
    CHECK(
        seen(
            "Every night after eleven the phone rings and there is only breathing. The display "
            "said 6831700306. I cannot sleep any more and the baby cries.\n\n6830700306\n") ==
        Lines{"PHONE offender 6831700306", "PHONE unknown 6830700306"});
}

TEST_CASE("what is left over stays undecided where it may be one of hers") {
    // No other number is known to be hers.
    CHECK(
        seen(
            "Every night after eleven the phone rings and there is only breathing. The display "
            "said 6830700307. I cannot sleep any more and the baby cries all night.") ==
        Lines{"PHONE unknown 6830700307"});
    // A letter head stands before the story.
    CHECK(seen("6830700308\nAn old cupboard was offered on the market page last month and sold "
               "within a day. My number is 6830700309.") ==
          Lines{"PHONE unknown 6830700308", "PHONE complainant 6830700309"});
    // A land line.
    CHECK(
        seen("An old cupboard was offered on the market page last month and sold within a day. "
             "The hall has 0484 2700310. It took three days to carry. My number is "
             "6830700310.") ==
        Lines{"PHONE unknown 0484 2700310", "PHONE complainant 6830700310"});
    // An advertisement that he put up.
    CHECK(
        seen("An old cupboard was offered on the market page last month and sold within a day. "
             "On the wall stood \"free tonight 6830700311\". It took three days to carry. My "
             "number "
             "is 6830700312.") ==
        Lines{"PHONE unknown 6830700311", "PHONE complainant 6830700312"});
}

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
