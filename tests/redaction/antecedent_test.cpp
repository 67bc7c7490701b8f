// Of whom a pronoun speaks, and what else says that a number or a page is hers: who is told of
// before, what is marked off, in whose hands it is.
#include <catch2/catch.hpp>

#include "redaction/examples.h"

using kit::Lines;
using kit::seen;

TEST_CASE("his and her numbers are those of the one of hers who was told of last") {
    CHECK(seen("I told my cousin Jithin. His number is 6830011242.") ==
          Lines{"PERSON family Jithin", "PHONE family 6830011242"});
    CHECK(seen("ആങ്ങള മനു കൂടെയുണ്ട്. അവന്റെ നമ്പർ 6830044009.") ==
          Lines{"PERSON family മനു", "PHONE family 6830044009"});
    CHECK(seen("वकील साहब ने कहा कि आपको लिखूँ। उनका नंबर 6830033021 है।") ==
          Lines{"PHONE third_party 6830033021"});
    CHECK(
        seen("Ente pengalude mon Jithin aanu ee mail ayakkunnath. Avante number 6830022009.") ==
        Lines{"PERSON family Jithin", "PHONE family 6830022009"});
    CHECK(seen("Maine apne pati ko bataya. Unka number 6830033008 hai.") ==
          Lines{"PHONE family 6830033008"});
}

TEST_CASE("he stays the one who does harm where another only suffers it") {
    CHECK(seen("He threatened my brother Anil. His number is 6831011242.") ==
          Lines{"PERSON family Anil", "PHONE offender 6831011242"});
    CHECK(seen("Ayal ente ammaye vilichu. Ayalude number 6831022003.") ==
          Lines{"PHONE offender 6831022003"});
    CHECK(seen("Papa 6830033009, mummy 6830033010, mera 6830033011, uska 6831033012.").back() ==
          "PHONE unknown 6831033012");
    CHECK(seen("Koottukari Jesnayude veettil aanu njan ippol. Avante number 6831720157.")
              .back() == "PHONE offender 6831720157");
}

TEST_CASE("a number in his hands stays hers") {
    CHECK(seen("എന്റെ പഴയ സിം 6830044008 അയാളുടെ കയ്യിലാണ്.") ==
          Lines{"PHONE complainant 6830044008"});
    CHECK(seen("Mera number 6830033007 ab uske paas hai.") ==
          Lines{"PHONE complainant 6830033007"});
    CHECK(seen("Wo number 6830033016 mera hi hai jo usne ad me dala.") ==
          Lines{"PHONE complainant 6830033016"});
}

TEST_CASE("what comes from a relative's number is not his for that") {
    CHECK(seen("A message came from my friend's number 6830025001 at night.") ==
          Lines{"PHONE third_party 6830025001"});
    CHECK(seen("मेरी बहन के नंबर 6830025002 से मैसेज आया।") == Lines{"PHONE family 6830025002"});
}

TEST_CASE("where she is reached is hers in every writing") {
    CHECK(seen("Mujhe 6830117804 pe kal raat call aaya.") ==
          Lines{"PHONE complainant 6830117804"});
    CHECK(seen("मुझे 6830117805 पर रात में कॉल आया।") == Lines{"PHONE complainant 6830117805"});
    CHECK(seen("കടയിലെ ഫോണിൽ 0484 2345683 വിളിച്ച് തെറി പറയും.") ==
          Lines{"PHONE complainant 0484 2345683"});
    CHECK(seen("Avan paranju enikku 6831117806 il paisa ayakk ennu").back() !=
          "PHONE complainant 6831117806");
}

TEST_CASE("a page is hers where she says nothing but that it is") {
    CHECK(seen("I run @ammini.adukkala and cook there.") ==
          Lines{"SOCIAL_HANDLE complainant @ammini.adukkala"});
    CHECK(seen("X pe mai @trishnot.funny.") ==
          Lines{"SOCIAL_HANDLE complainant @trishnot.funny"});
    CHECK(
        seen("Reel il avan @dolma.rai tag cheythu, pinne @dolma.rai ne tag cheythu.").front() ==
        "SOCIAL_HANDLE complainant @dolma.rai");
    CHECK(seen("My id (closed since May): @aparna.lifts") ==
          Lines{"SOCIAL_HANDLE complainant @aparna.lifts"});
    CHECK(seen("I found @ghost.rider77 on Monday.") ==
          Lines{"SOCIAL_HANDLE offender @ghost.rider77"});
}

TEST_CASE("behind a mark it is said whose a number is") {
    CHECK(seen("6830220870 - mera purana, band\n6830220871 - main\n").front() ==
          "PHONE complainant 6830220870");
    CHECK(seen("6830220872 - ente pazhaya number").front() == "PHONE complainant 6830220872");
}

TEST_CASE("a mail address keeps all its parts when stops stand apart") {
    CHECK(seen("Write to me at devi . k @ example . org please.") ==
          Lines{"EMAIL complainant devi . k @ example . org"});
}

TEST_CASE("one whose part she takes is not the one she accuses") {
    CHECK(
        seen(
            "The boys ring me at night. One of them is innocent, he told me all. His number is "
            "6830081001.")
            .back() == "PHONE third_party 6830081001");
    CHECK(seen("അവർ കുറ്റക്കാരിയല്ല. അവരുടെ നമ്പർ 6830081002.").back() ==
          "PHONE third_party 6830081002");
    CHECK(seen("वो शरीफ निकला, उसका नंबर 6830081003 है।").back() ==
          "PHONE third_party 6830081003");
}

TEST_CASE("a row that begins with her is hers") {
    CHECK(seen("me -> 6830081011\nhis -> 6831081012\n") ==
          Lines{"PHONE complainant 6830081011", "PHONE offender 6831081012"});
    CHECK(seen("1 | me | 6830081013 | jio") == Lines{"PHONE complainant 6830081013"});
    CHECK(seen("The list had, besides me (rubina.s@example.org), a third.") ==
          Lines{"EMAIL complainant rubina.s@example.org"});
    CHECK(seen("Mine, which he now has: 6830081014") == Lines{"PHONE complainant 6830081014"});
}

TEST_CASE("a relative who rings is not the caller she complains of") {
    CHECK(seen("Her own mother phones us from 6830081021 every day.").back() ==
          "PHONE family 6830081021");
    CHECK(seen("He says \"chechi\" and calls from 6831081022.").back() ==
          "PHONE offender 6831081022");
}

TEST_CASE(
    "a line that begins with a name on no list is nobody's, and what was given away too") {
    const std::string story =
        "Every night after eleven the phone rings and there is only breathing. ";
    CHECK(seen(story + "My number is 6830081031.\n\nzzemax: 6830081032\n\nI cannot sleep any "
                       "more and the baby cries and we are all afraid.")
              .at(1) == "PHONE unknown 6830081032");
}

TEST_CASE("behind a number his speaks of what follows it") {
    CHECK(seen("6831081131 is his new number.") == Lines{"PHONE offender 6831081131"});
    CHECK(seen("People look for me on 6830081132 because of his nasty words.").back() !=
          "PHONE offender 6830081132");
}

TEST_CASE("in a petition the one who petitions is she") {
    CHECK(seen("The mobile number of the petitioner is 6830091001.") ==
          Lines{"PHONE complainant 6830091001"});
    CHECK(seen("ഹർജിക്കാരിയുടെ നമ്പർ 6830091002.") == Lines{"PHONE complainant 6830091002"});
    CHECK(seen("मेरी मुवक्किल का नंबर 6830091003 है।").back() == "PHONE complainant 6830091003");
    CHECK(seen("Parathikkariyude number 6830091004, prathiyude number 6831091005.") ==
          Lines{"PHONE complainant 6830091004", "PHONE offender 6831091005"});
}

TEST_CASE("where she is asked for and where she is paid is hers") {
    CHECK(
        seen("He keeps calling the shop where I work, 0484 2345678, and asks for me.").back() !=
        "PHONE offender 0484 2345678");
    CHECK(seen("I got 1 rupee to devi.r@oksbi from badboy@ybl with a dirty note.") ==
          Lines{"UPI_VPA complainant devi.r@oksbi", "UPI_VPA offender badboy@ybl"});
}

TEST_CASE(
    "in Hinglish the number behind one who was threatened, or before a pronoun, is hers") {
    CHECK(kit::seen(kit::understood(
              "sir wo roz mujhe pareshan karta hai aur gande message bhejta hai. meri behen "
              "Ritu ko bhi dhamki di. uska number 6830700401 hai, usse baat kar lo.")) ==
          Lines{"PERSON family Ritu", "PHONE family 6830700401"});
    CHECK(kit::seen(
              kit::understood("Usne meri behen Ritu ko dhamki di. Uska number 6831700401 hai."))
              .back() == "PHONE offender 6831700401");
    CHECK(kit::seen(kit::understood(
              "padosan Meena aunty ne dekha, 6830700402 unka no. Wo mujhe dhamki deta hai.")) ==
          Lines{"PERSON third_party Meena aunty", "PHONE third_party 6830700402"});
    CHECK(kit::seen(kit::understood(
              "vo mere sasur ke number 6830700403 par video bhejne ki dhamki deta hai.")) ==
          Lines{"PHONE family 6830700403"});
    CHECK(kit::seen(kit::understood(
                        "Roz gande message. Jab bhi 6830700404 on karti hu uske msg aate hai."))
              .back() == "PHONE unknown 6830700404");
}

TEST_CASE("what she says of two numbers of hers is heard, and when she may be called") {
    const auto of = [](std::string_view told) {
        const auto text = "Someone troubles me every day and sends dirty messages. ";
        return kit::seen(kit::understood(text + std::string(told)));
    };
    for (const auto& line :
         of("I have two numbers 6830700501 and 6830700502, he calls on both."))
        CHECK(line.find("offender") == std::string::npos);
    for (const auto& line : of("My new one is 6830700503, the old 6830700504 is known to him."))
        CHECK(line.find("offender") == std::string::npos);
    CHECK(of("Only after 8 at night 6830700506.") == Lines{"PHONE unknown 6830700506"});
}

TEST_CASE("in Hindi wo goes on with the one who is respected") {
    CHECK(seen("हमारी सहेली ने सब सुना, वो बोलेगी। उनका नंबर 6830310011") ==
          Lines{"PHONE third_party 6830310011"});
    CHECK(seen("Meri mausi ne sab suna, wo bolengi. Unka number 6830310012") ==
          Lines{"PHONE family 6830310012"});
    CHECK(seen("मेरा आदमी बाहर है, उनको बताया है। उनका नंबर 6830310013") ==
          Lines{"PHONE family 6830310013"});
}

TEST_CASE("who saw it or helped is no offender for a pronoun") {
    for (const auto* text : {
             "The guard saw everything. His number is 6830310031.",
             "Watchman ellam kandu. Ayalude number 6830310031.",
             "വാച്ച്മാൻ ഇത് കണ്ടു. അയാളുടെ നമ്പർ 6830310031.",
             "Guard ne sab dekha. Uska number 6830310031.",
             "गार्ड ने सब सुना था। उसका नंबर 6830310031 है",
             "दुकानदार ने फुटेज दिखाया, उसका 6830310031",
         })
        CHECK(seen(text) == Lines{"PHONE third_party 6830310031"});
    for (const auto* text : {
             "A boy saw me at the stop. His number is 6831310032.",
             "I saw him there. His number is 6831310032.",
             "He knows my house. His number is 6831310032.",
             "Ek ladke ne mujhe dekha. Uska number 6831310032.",
             "मैंने उसे देखा। उसका नंबर 6831310032 है।",
         })
        CHECK(seen(text) == Lines{"PHONE offender 6831310032"});
}
