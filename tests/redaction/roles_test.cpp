// Whose is it? Labelled examples in five writings (redaction.md 5.2). Each names one value and
// its owner.
#include <catch2/catch.hpp>

#include "redaction/kit.h"

namespace {

struct Labelled {
    const char* text;
    const char* expected;  // "TYPE role value"
};

// Written before the weights were tuned.
const std::vector<Labelled> examples{
    // English
    {"My number is 9846012345 and I live alone.", "PHONE complainant 9846012345"},
    {"9846012345 is my number.", "PHONE complainant 9846012345"},
    {"His number is 9497123456.", "PHONE offender 9497123456"},
    {"He calls me from 9497123456 every night.", "PHONE offender 9497123456"},
    {"I got calls from 9497123456.", "PHONE offender 9497123456"},
    {"I am writing from my new number 9846012345.", "PHONE complainant 9846012345"},
    {"Please call me on 9846012345 after six.", "PHONE complainant 9846012345"},
    {"Please contact me at 9846012345.", "PHONE complainant 9846012345"},
    {"The accused uses 9497123456.", "PHONE offender 9497123456"},
    {"An unknown number 9497123456 is sending obscene pictures.", "PHONE offender 9497123456"},
    {"My mother's number is 9846012345.", "PHONE family 9846012345"},
    {"You may call my friend on 9846012345.", "PHONE third_party 9846012345"},
    {"9497123456 is not my number.", "PHONE offender 9497123456"},
    {"The number 9846012345 is not mine, it is my mother's.", "PHONE family 9846012345"},
    {"The number 9846012345 was written on a wall.", "PHONE unknown 9846012345"},
    {"He asked me to send money to fraudster1@okaxis.", "UPI_VPA offender fraudster1@okaxis"},
    {"I paid 5000 to account number 12345678901.", "BANK_ACCOUNT offender 12345678901"},
    {"Money went from my account 12345678901.", "BANK_ACCOUNT complainant 12345678901"},
    {"My ex-husband's number is 9497123456.", "PHONE offender 9497123456"},
    {"He sends messages to my number 9846012345 at night.", "PHONE complainant 9846012345"},
    {"She threatens me. Her number is 9497123456.", "PHONE offender 9497123456"},
    {"A man named Rajan Pillai follows me.", "PERSON offender Rajan Pillai"},
    {"My friend Reshma saw it.", "PERSON third_party Reshma"},
    {"My husband Rajesh beats me every day.", "PERSON offender Rajesh"},
    {"My brother Arun took me home.", "PERSON family Arun"},
    {"The blackmailer is Suresh.", "PERSON offender Suresh"},
    {"His email is raju.k@example.com.", "EMAIL offender raju.k@example.com"},
    {"Reply to other.box@example.net please.", "EMAIL complainant other.box@example.net"},
    {"My Aadhaar number is 234123412346.", "AADHAAR complainant 234123412346"},
    {"The fake profile is https://instagram.com/some.person.77",
     "URL offender https://instagram.com/some.person.77"},
    {"A fake account anitha_thomas_22 has my photo.",
     "SOCIAL_HANDLE offender anitha_thomas_22"},
    {"wo dhamki deta hai. number plate HR 26 AW 9326.", "VEHICLE_REG offender HR 26 AW 9326"},
    {"The number 9497123456 belongs to the accused, 9846012345 belongs to me.",
     "PHONE complainant 9846012345"},
    {"Accused's number: 9497123456. Victim's number: 9846012345.",
     "PHONE complainant 9846012345"},
    {"My mother in law beats me. My mother Girija supports me.", "PERSON family Girija"},
    {"My mother in law beats me. My mother's number is 9846012345.", "PHONE family 9846012345"},
    {"എന്റെ അമ്മായിയമ്മ എന്നെ തല്ലുന്നു. അമ്മയുടെ നമ്പർ 9846012345", "PHONE family 9846012345"},
    {"ammavan enne thallunnu. ammayude number 9846012345", "PHONE family 9846012345"},
    {"My mother in law Sarojini beats me.", "PERSON offender Sarojini"},
    {"He drives a car KL 01 AB 1234.", "VEHICLE_REG offender KL 01 AB 1234"},
    // Malayalam
    {"എന്റെ നമ്പർ 9846012345 ആണ്.", "PHONE complainant 9846012345"},
    {"എന്റെ ഫോൺ നമ്പർ 9846012345.", "PHONE complainant 9846012345"},
    {"അയാളുടെ നമ്പർ 9497123456 ആണ്.", "PHONE offender 9497123456"},
    {"9497123456 എന്ന നമ്പറിൽ നിന്ന് എന്നെ വിളിച്ച് ഭീഷണിപ്പെടുത്തുന്നു.", "PHONE offender 9497123456"},
    {"9497123456ൽ നിന്ന് മെസേജ് വരുന്നു.", "PHONE offender 9497123456"},
    {"എന്നെ 9846012345 എന്ന നമ്പറിൽ വിളിക്കാം.", "PHONE complainant 9846012345"},
    {"എന്റെ അമ്മയുടെ നമ്പർ 9846012345.", "PHONE family 9846012345"},
    {"കൂട്ടുകാരിയുടെ നമ്പർ 9846012345.", "PHONE third_party 9846012345"},
    {"9497123456 എന്റെ നമ്പർ അല്ല.", "PHONE offender 9497123456"},
    {"അവൻ 9497123456 എന്ന നമ്പറിൽനിന്ന് ശല്യം ചെയ്യുന്നു.", "PHONE offender 9497123456"},
    {"പ്രതിയുടെ നമ്പർ 9497123456.", "PHONE offender 9497123456"},
    {"രാജൻ എന്നയാൾ എന്നെ പിന്തുടരുന്നു.", "PERSON offender രാജൻ"},
    {"എന്റെ ചേട്ടൻ അരുൺ കൂടെ ഉണ്ടായിരുന്നു.", "PERSON family അരുൺ"},
    {"അവന്റെ അക്കൗണ്ട് നമ്പർ 12345678901 ലേക്ക് പണം അയച്ചു.", "BANK_ACCOUNT offender 12345678901"},
    {"എന്റെ അക്കൗണ്ട് നമ്പർ 12345678901.", "BANK_ACCOUNT complainant 12345678901"},
    // Hindi
    {"मेरा नंबर 9846012345 है।", "PHONE complainant 9846012345"},
    {"उसका नंबर 9497123456 है।", "PHONE offender 9497123456"},
    {"9497123456 से धमकी भरे कॉल आते हैं।", "PHONE offender 9497123456"},
    {"मुझे 9846012345 पर कॉल करें।", "PHONE complainant 9846012345"},
    {"मेरी माँ का नंबर 9846012345 है।", "PHONE family 9846012345"},
    {"मेरी सहेली का नंबर 9846012345 है।", "PHONE third_party 9846012345"},
    {"9497123456 मेरा नंबर नहीं है।", "PHONE offender 9497123456"},
    {"आरोपी का मोबाइल 9497123456 है।", "PHONE offender 9497123456"},
    {"रमेश नाम का आदमी मेरा पीछा करता है।", "PERSON offender रमेश"},
    {"उसने raju77@ybl पर पैसे भेजने को कहा।", "UPI_VPA offender raju77@ybl"},
    // Malayalam in Latin letters
    {"ente number 9846012345 aanu", "PHONE complainant 9846012345"},
    {"avante number 9497123456 aanu", "PHONE offender 9497123456"},
    {"9497123456 enna numberil ninnu shalyam cheyyunnu", "PHONE offender 9497123456"},
    {"9497123456 il ninnu vilikkunnu", "PHONE offender 9497123456"},
    {"enne 9846012345 il vilikkam", "PHONE complainant 9846012345"},
    {"ente ammayude number 9846012345", "PHONE family 9846012345"},
    {"koottukariyude number 9846012345", "PHONE third_party 9846012345"},
    {"9497123456 ente number alla", "PHONE offender 9497123456"},
    {"ayalude number 9497123456, sthiram vilikkunnu", "PHONE offender 9497123456"},
    {"Rajan ennu vilikkunna oral pinthudarunnu", "PERSON offender Rajan"},
    // Hindi in Latin letters
    {"mera number 9846012345 hai", "PHONE complainant 9846012345"},
    {"uska number 9497123456 hai", "PHONE offender 9497123456"},
    {"9497123456 se dhamki wale call aate hain", "PHONE offender 9497123456"},
    {"mujhe 9846012345 par call kare", "PHONE complainant 9846012345"},
    {"meri maa ka number 9846012345 hai", "PHONE family 9846012345"},
    {"meri saheli ka number 9846012345", "PHONE third_party 9846012345"},
    {"9497123456 mera number nahi hai", "PHONE offender 9497123456"},
    {"Ramesh naam ka ladka pareshan karta hai", "PERSON offender Ramesh"},
    {"usne 9497123456 se phone kiya", "PHONE offender 9497123456"},
    // Harder ones, from reading whole complaints.
    {"He called my mobile 9846012345 from 9497123456.", "PHONE complainant 9846012345"},
    {"He called my mobile 9846012345 from 9497123456.", "PHONE offender 9497123456"},
    {"I blocked 9497123456 but now he uses 9497123457.", "PHONE offender 9497123456"},
    {"Someone called Kiran (kiran.k@example.com) is blackmailing me.",
     "EMAIL offender kiran.k@example.com"},
    {"My boss, Mr. Varghese Kurian, touches me.", "PERSON offender Varghese Kurian"},
    {"I am Sajitha, wife of Rameshan.", "PERSON complainant Sajitha"},
    {"I transferred Rs. 20,000 from my account 67012345678 to his account 50100123456789.",
     "BANK_ACCOUNT complainant 67012345678"},
    {"I transferred Rs. 20,000 from my account 67012345678 to his account 50100123456789.",
     "BANK_ACCOUNT offender 50100123456789"},
    {"The Instagram account @dark.knight_77 posted my pictures.",
     "SOCIAL_HANDLE offender @dark.knight_77"},
    {"My Instagram id is anju_smiles22. He follows it.",
     "SOCIAL_HANDLE complainant anju_smiles22"},
    {"He opened a Facebook profile in my name: facebook.com/anitha.thomas.9",
     "URL offender facebook.com/anitha.thomas.9"},
    {"A neighbour named Rajan touched her.", "PERSON offender Rajan"},
    {"My mother's phone 9846011111, do not call 9846022222.", "PHONE family 9846022222"},
    {"My friend Reshma (9846054321) saw it.", "PHONE third_party 9846054321"},
    {"എന്റെ സഹോദരന്റെ നമ്പർ 9846011111 ആണ്, അവനെ വിളിക്കാം.", "PHONE family 9846011111"},
    {"അവൻ എന്റെ 9846012345 എന്ന നമ്പറിലേക്ക് 9497123456 എന്ന നമ്പറിൽ നിന്ന് മെസേജ് അയക്കുന്നു.",
     "PHONE complainant 9846012345"},
    {"അവൻ എന്റെ 9846012345 എന്ന നമ്പറിലേക്ക് 9497123456 എന്ന നമ്പറിൽ നിന്ന് മെസേജ് അയക്കുന്നു.",
     "PHONE offender 9497123456"},
    {"എന്റെ ഗൂഗിൾപേയിൽ നിന്ന് vishnu.k@okaxis എന്ന ഐഡിയിലേക്ക് 2000 രൂപ അയപ്പിച്ചു.",
     "UPI_VPA offender vishnu.k@okaxis"},
    {"എനിക്ക് 9497123456, 9497123457 എന്നീ നമ്പറുകളിൽ നിന്ന് അശ്ലീല സന്ദേശങ്ങൾ വരുന്നു.",
     "PHONE offender 9497123456"},
    {"എന്റെ ഭർത്താവ് സുരേഷ് എന്നെ മർദ്ദിക്കുന്നു.", "PERSON offender സുരേഷ്"},
    {"മുൻ ഭർത്താവ് ബിജുവിന്റെ നമ്പർ 9497123456", "PHONE offender 9497123456"},
    {"രാജേഷിന്റെ അക്കൗണ്ട് നമ്പർ 12345678901. രാജേഷ് എന്നയാൾ ശല്യം ചെയ്യുന്നു.",
     "BANK_ACCOUNT offender 12345678901"},
    {"मेरे नंबर 9846012345 पर 9497123456 से गंदे मैसेज आते हैं।", "PHONE complainant 9846012345"},
    {"मेरे नंबर 9846012345 पर 9497123456 से गंदे मैसेज आते हैं।", "PHONE offender 9497123456"},
    {"आरोपी विशाल, मोबाइल 9497123456, मेरे ऑफिस में काम करता है।", "PHONE offender 9497123456"},
    {"मेरी बेटी नेहा को राहुल परेशान करता है।", "PERSON family नेहा"},
    {"मेरी बेटी नेहा को राहुल परेशान करता है।", "PERSON offender राहुल"},
    {"ente husband Suresh enne thallunnu, pulliyude number 9497123456",
     "PERSON offender Suresh"},
    {"avan ente number 9846012345 il vilichu, avante number 9497123456",
     "PHONE complainant 9846012345"},
    {"koottukari Reshmayude number 9846054321", "PHONE third_party 9846054321"},
    {"mera pati Suresh mujhe marta hai, uska number 9497123456", "PERSON offender Suresh"},
    {"Meri saheli Pooja ka number 9846054321 hai. usne kaha", "PHONE third_party 9846054321"},
    {"mere bhai ka number 9846011111 hai, unse baat kare", "PHONE family 9846011111"},
    {"He took my husband's number 9846077777 and sends him my photos.",
     "PHONE family 9846077777"},
    {"My uncle Raghavan molested me. My husband's number is 9846077777.",
     "PERSON offender Raghavan"},
    {"My uncle Raghavan molested me. My husband's number is 9846077777.",
     "PHONE family 9846077777"},
    {"എന്റെ അമ്മാവൻ രാഘവൻ എന്നെ ഉപദ്രവിച്ചു.", "PERSON offender രാഘവൻ"},
    {"എന്റെ സഹോദരൻ രാഘവൻ കൂടെ ഉണ്ടായിരുന്നു.", "PERSON family രാഘവൻ"},
    {"പ്രതി എന്റെ അയൽക്കാരനായ മോഹനൻ ആണ്.", "PERSON offender മോഹനൻ"},
    {"എന്നെ ബന്ധപ്പെടാൻ: 9846012345", "PHONE complainant 9846012345"},
    {"wo mere husband ke number 9846077777 pe meri photo bhejta hai",
     "PHONE family 9846077777"},
    {"This is my husband's number 9846077777. Please do not call it.",
     "PHONE family 9846077777"},
    {"ഭർത്താവിന്റെ നമ്പർ 9846077777, അതിൽ വിളിക്കരുതേ.", "PHONE family 9846077777"},
    {"मेरे पति का नंबर 9846077777 है, उस पर फोन मत करना।", "PHONE family 9846077777"},
    {"bharthavinte number 9846077777, athil vilikkaruthe", "PHONE family 9846077777"},
    {"pati ka number 9846077777 hai, uspe call mat karna", "PHONE family 9846077777"},
    {"Ramesh, 9497123456, has been following me.", "PHONE offender 9497123456"},
    {"A KL 38 C 4101 bike follows me.", "VEHICLE_REG offender KL 38 C 4101"},
    {"KL 38 C 4101 ബൈക്ക് എന്നും പിന്നാലെ വരുന്നു.", "VEHICLE_REG offender KL 38 C 4101"},
    {"KL 38 C 4101 number ki bike roz peeche aati hai", "VEHICLE_REG offender KL 38 C 4101"},
    {"chor ne meri photos 9497123456 se bheji", "PHONE offender 9497123456"},
    {"He sent Rs 2000 to her account 67012345678.", "BANK_ACCOUNT third_party 67012345678"},
    {"He sent me my location 10.527600, 76.214400.", "GPS complainant 10.527600, 76.214400"},
    {"His account is 50100123456789, IFSC QWER0041017.", "IFSC offender QWER0041017"},
    {"Our house is at TC 14/2231, Vazhuthacaud.",
     "ADDRESS complainant TC 14/2231, Vazhuthacaud"},
};

bool contains(const std::vector<std::string>& lines, const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

TEST_CASE("owners in five writings, one value each") {
    REQUIRE(examples.size() >= 60);
    for (const auto& example : examples) {
        const auto seen = kit::seen(example.text);
        CAPTURE(example.text, seen);
        CHECK(contains(seen, example.expected));
    }
}

TEST_CASE("no number of hers or of her people is taken for the offender's") {
    for (const auto& example : examples) {
        const std::string expected = example.expected;
        if (expected.find(" offender ") != std::string::npos) continue;
        for (const auto& line : kit::seen(example.text)) {
            CAPTURE(example.text, line);
            if (line.find(expected.substr(expected.rfind(' '))) == std::string::npos) continue;
            CHECK(line.find(" offender ") == std::string::npos);
        }
    }
}

TEST_CASE(
    "a Malayalam complaint covers her own number and keeps the caller's, and says why for "
    "each") {
    const auto made = kit::understood(
        "കഴക്കൂട്ടത്ത് താമസിക്കുന്ന ഞാൻ ഒരു പരാതി അറിയിക്കുന്നു.\n"
        "9497123456 എന്ന നമ്പറിൽ നിന്ന് ഒരാൾ എന്നെ വിളിച്ച് ഭീഷണിപ്പെടുത്തുന്നു.\n"
        "എന്റെ നമ്പർ 9846012345 ആണ്. ദയവായി സഹായിക്കണം.\n");
    const auto result = kit::redacted(made, redaction::Destination::station);
    REQUIRE(result.mail.spans().size() == 2);
    const auto& his = result.mail.spans()[0];
    const auto& hers = result.mail.spans()[1];
    CHECK(his.role == redaction::Role::offender);
    CHECK(his.action == redaction::Action::keep);
    CHECK(contains(his.cues, "source:എന്ന നമ്പറിൽ നിന്ന്"));
    CHECK(hers.role == redaction::Role::complainant);
    CHECK(hers.action == redaction::Action::mask);
    CHECK(contains(hers.cues, "possessive:എന്റെ"));
    CHECK(result.mail.body().find("9497123456") != std::string::npos);
    CHECK(result.mail.body().find("9846012345") == std::string::npos);
    CHECK(result.mail.body().find("എന്റെ നമ്പർ [PHONE-") != std::string::npos);
    REQUIRE(result.mail.evidence().size() == 1);
    CHECK(result.mail.evidence()[0].value == "9497123456");
}

TEST_CASE("one value has one owner across the mail") {
    using Lines = std::vector<std::string>;
    CHECK(kit::seen("His number is 9497123456. Today 9497123456 again.") ==
          Lines{"PHONE offender 9497123456", "PHONE offender 9497123456"});
    CHECK(kit::seen("He calls from 9846012345. My number is +91 98460 12345.") ==
          Lines{"PHONE complainant 9846012345", "PHONE complainant +91 98460 12345"});
    CHECK(kit::seen("His number is 9497123456. Pay to 9497123456@ybl.") ==
          Lines{"PHONE offender 9497123456", "UPI_VPA offender 9497123456@ybl"});
}

TEST_CASE("the telephone of a police station is nobody's secret, unless somebody owns it") {
    const auto body = [](std::string_view text) {
        return kit::redacted(kit::mail_of(text), redaction::Destination::station).mail.body();
    };
    CHECK(body("The police station number is 0471 2410131.").find("0471 2410131") !=
          std::string::npos);
    CHECK(body("My police station number is 0471 2410131.").find("0471 2410131") ==
          std::string::npos);
    CHECK(body("पुलिस हमसे 0484 2410131 पर पूछ सकती है।").find("2410131") == std::string::npos);
    CHECK(body("The police may ask us on 0484 2410131.").find("2410131") == std::string::npos);
    CHECK(body("The police station number is 9846012345.").find("9846012345") ==
          std::string::npos);
}

TEST_CASE("the line that names a label speaks for the number below it") {
    using Lines = std::vector<std::string>;
    CHECK(kit::seen("Phone of the accused\n9497123456\nMy husband:\n9846077777\n") ==
          Lines{"PHONE offender 9497123456", "PHONE family 9846077777"});
    CHECK(kit::seen("He calls me daily\n9846012345\n") == Lines{"PHONE unknown 9846012345"});
}

TEST_CASE("lists share their owner") {
    using Lines = std::vector<std::string>;
    CHECK(kit::seen("His numbers are 9497123456, 9497123457 and 9497123458.") ==
          Lines{"PHONE offender 9497123456", "PHONE offender 9497123457",
                "PHONE offender 9497123458"});
}

TEST_CASE("in text of somebody else first and second person change places") {
    using Lines = std::vector<std::string>;
    CHECK(kit::seen("See what he wrote:\n|other Raju|\nmy number is 9497123456\nyour number is "
                    "9846012345\n") ==
          Lines{"PHONE offender 9497123456", "PHONE complainant 9846012345"});
    CHECK(kit::seen("|unknown|\nmy number is 9846012345\n") ==
          Lines{"PHONE unknown 9846012345"});
}

TEST_CASE(
    "a seed is protected whatever the cues say, and a fake profile with her name is the "
    "offender's") {
    using Lines = std::vector<std::string>;
    CHECK(kit::seen("He sends mails from anitha.t@example.org.") ==
          Lines{"EMAIL complainant anitha.t@example.org"});
    CHECK(kit::seen(
              "He made a fake profile https://instagram.com/anitha_thomas_9 with my photos.") ==
          Lines{"URL offender https://instagram.com/anitha_thomas_9"});
    CHECK(kit::seen("My page is https://instagram.com/anitha_thomas_9 since 2019.") ==
          Lines{"URL complainant https://instagram.com/anitha_thomas_9"});
    const auto made = kit::mail_of(
        "He made a fake profile https://instagram.com/anitha_thomas_9 under the name Anitha "
        "Thomas.");
    const auto result = kit::redacted(made, redaction::Destination::station);
    CHECK(result.mail.body().find("https://instagram.com/anitha_thomas_9") !=
          std::string::npos);
    CHECK(result.mail.body().find("Anitha") == std::string::npos);
    CHECK(result.mail.spans()[0].flag);
}

TEST_CASE("an offender's handle that holds a name of her mailbox is kept and flagged") {
    auto made = kit::mail_of("He threatens me from the fake account @anjana_fake_2026.");
    for (auto* mailbox : {&made.mail.from, &made.mail.all_from[0]}) {
        mailbox->name.reset();
        mailbox->address = "anjana.k@example.org";
    }
    const auto result = kit::redacted(made, redaction::Destination::station);
    REQUIRE(result.mail.spans().size() == 1);
    CHECK(result.mail.spans()[0].action == redaction::Action::keep);
    CHECK(result.mail.spans()[0].role == redaction::Role::offender);
    CHECK(result.mail.spans()[0].flag);
}

TEST_CASE("who acts is told from whom it is done to, by case and by preposition") {
    using Lines = std::vector<std::string>;
    CHECK(kit::seen("Rajan threatens me. I told my landlord Kuriakose.") ==
          Lines{"PERSON offender Rajan", "PERSON unknown Kuriakose"});
    CHECK(kit::seen("രതീഷ് എന്റെ മകൻ അദ്വൈതിനെ തല്ലി.") ==
          Lines{"PERSON offender രതീഷ്", "PERSON family അദ്വൈതിനെ"});
    CHECK(kit::seen("He keeps calling 6830099001, my office number.") ==
          Lines{"PHONE unknown 6830099001"});
    CHECK(kit::seen("He keeps calling from 6831099001.") == Lines{"PHONE offender 6831099001"});
    CHECK(kit::seen("He mails me at anu.k99@example.com every day.") ==
          Lines{"EMAIL complainant anu.k99@example.com"});
}

TEST_CASE("a relative who is told of as the doer is one, a relative who suffers is not") {
    using Lines = std::vector<std::string>;
    CHECK(kit::seen("My brother-in-law Prasad locked me in a room and beats me.") ==
          Lines{"PERSON offender Prasad"});
    CHECK(kit::seen("My brother Sajan scolded him.") == Lines{"PERSON family Sajan"});
}

TEST_CASE("the words for the offender name him again: the driver's phone") {
    using Lines = std::vector<std::string>;
    CHECK(kit::seen("The driver Chandran touched me. The driver's phone is 6831700132.") ==
          Lines{"PERSON offender Chandran", "PHONE offender 6831700132"});
}

TEST_CASE("a number nobody claims is judged by the sentence beside it, once she gave her own") {
    using Lines = std::vector<std::string>;
    CHECK(kit::seen("6831700137\n6831700138\nThese two call all night and abuse me.\nMy number "
                    "is 6830700140.") == Lines{"PHONE offender 6831700137",
                                               "PHONE offender 6831700138",
                                               "PHONE complainant 6830700140"});
    CHECK(kit::seen("He threatens me daily.\n6830099001") == Lines{"PHONE unknown 6830099001"});
}

TEST_CASE("an account that may be his proves nothing about its name and mailbox") {
    auto made = kit::mail_of("Write to anitha.t@example.org. Anitha Thomas");
    made.facts.account_may_be_his = true;
    CHECK(kit::seen(made) == std::vector<std::string>{"EMAIL unknown anitha.t@example.org",
                                                      "PERSON unknown Anitha Thomas"});
}

TEST_CASE("signature and form lines decide") {
    using Lines = std::vector<std::string>;
    CHECK(kit::seen("Please help.\n|signature|\nReena Mathew\n9846012345\n") ==
          Lines{"PERSON complainant Reena Mathew", "PHONE complainant 9846012345"});
    CHECK(kit::seen("|form writer|\nName: Reena Mathew\nPhone: 9846012345\n|form "
                    "other|\nAccused: Biju Kumar\nPhone: 9497123456\n") ==
          Lines{"PERSON complainant Reena Mathew", "PHONE complainant 9846012345",
                "PERSON offender Biju Kumar", "PHONE offender 9497123456"});
    for (const char* number :
         {"6830445566", "6830 445 566", "68304-45566", "+91 68304 45566"}) {
        const auto text = std::string("He follows me home.\n\nMeera Suresh\n") + number;
        CHECK(kit::seen(kit::understood(text)) ==
              Lines{"PERSON complainant Meera Suresh",
                    std::string("PHONE complainant ") + number});
    }
}
