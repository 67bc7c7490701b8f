#include <catch2/catch.hpp>

#include "redaction/checks.h"
#include "redaction/examples.h"

using kit::hold;
using kit::Lines;

TEST_CASE("Verhoeff, Luhn and the GSTIN character pass what they should and nothing else") {
    for (const char* good :
         {"234123412346", "312345678909", "400123456787", "700070007006", "676767676760",
          "2341234123412341", "7777888899990004", "123412341234", "999999999999"}) {
        CAPTURE(good);
        CHECK(redaction::passes_verhoeff(good));
    }
    for (const char* bad : {"234123412347", "2341234123412342", "1341234123412341", ""}) {
        CAPTURE(bad);
        CHECK_FALSE(redaction::passes_verhoeff(bad));
    }
    CHECK(redaction::passes_luhn("4111111111111111"));
    CHECK_FALSE(redaction::passes_luhn("4111111111111112"));
    CHECK(redaction::passes_gstin("27AAPFU0939F1ZV"));
    CHECK(redaction::passes_gstin("32ABCPE5678K1ZL"));
    CHECK_FALSE(redaction::passes_gstin("27AAPFU0939F1ZO"));
    CHECK(redaction::is_palindrome("999999999999"));
}

TEST_CASE("Aadhaar numbers and virtual ids: the true examples of the reference") {
    hold({{"x 234123412346 y", {"AADHAAR 234123412346"}},
          {"x 3123 4567 8909 y", {"AADHAAR 3123 4567 8909"}},
          {"x 400123456787 y", {"AADHAAR 400123456787"}},
          {"x 7000-7000-7006 y", {"AADHAAR 7000-7000-7006"}},
          {"x 6767 6767 6760 y", {"AADHAAR 6767 6767 6760"}},
          {"x 2341234123412341 y", {"VID 2341234123412341"}},
          {"x 7777 8888 9999 0004 y", {"VID 7777 8888 9999 0004"}}});
}

TEST_CASE(
    "Aadhaar numbers and virtual ids: the false examples are masked as long numbers, not "
    "named") {
    hold({{"x 234123412347 y", {"MISC_ID 234123412347"}},
          {"x 123412341234 y", {"MISC_ID 123412341234"}},
          {"x 999999999999 y", {"MISC_ID 999999999999"}},
          {"x 222222222222 y", {"MISC_ID 222222222222"}},
          {"x 2341234123412342 y", {"MISC_ID 2341234123412342"}},
          {"x 1341234123412341 y", {"MISC_ID 1341234123412341"}},
          {"aadhaar 234123412347", {"AADHAAR 234123412347"}}});
}

TEST_CASE("PAN, voter card, passport, licence") {
    hold({{"x ACUPA7085R y", {"PAN ACUPA7085R"}},
          {"x ZZZPZ 9999 Z y", {"PAN ZZZPZ 9999 Z"}},
          {"x ABMXA3211G y", {}},
          {"x ACUPA0000R y", {}},
          {"x ABMPA32111 y", {}},
          {"x WKH1186253 y", {"VOTER_EPIC WKH1186253"}},
          {"x ABC1234566 y", {"VOTER_EPIC ABC1234566"}},
          {"x WKH1186263 y", {}},
          {"voter id WKH1186263", {"VOTER_EPIC WKH1186263"}},
          {"x 1231186253 y", {}},
          {"x J6932157 y", {"PASSPORT J6932157"}},
          {"x K1234567 y", {"PASSPORT K1234567"}},
          {"x Q1234567 y", {}},
          {"x K0234567 y", {}},
          {"x AB123456 y", {}},
          {"x KL38 20180001234 y", {"DRIVING_LICENCE KL38 20180001234"}},
          {"x KL-38 2018 0001234 y", {"DRIVING_LICENCE KL-38 2018 0001234"}},
          {"x KL38 2018000123 y", {}}});
    // Not a licence, and still a long number.
    hold({{"x KL38 18990001234 y", {"MISC_ID 18990001234"}}});
}

TEST_CASE("GSTIN, vehicle marks, IFSC") {
    hold({{"x 27AAPFU0939F1ZV y", {"GSTIN 27AAPFU0939F1ZV"}},
          {"x 32ABCPE5678K1ZL y", {"GSTIN 32ABCPE5678K1ZL"}},
          {"x 27AAPFU0939F1ZO y", {"MISC_ID 27AAPFU0939F1ZO"}},
          {"x 27ABCDE1234F1Z5 y", {"MISC_ID 27ABCDE1234F1Z5"}},
          {"x 369296450896540 y", {"MISC_ID 369296450896540"}},
          {"x KL 38 ZB 2345 y", {"VEHICLE_REG KL 38 ZB 2345"}},
          {"x kl-38-zb-2345 y", {"VEHICLE_REG kl-38-zb-2345"}},
          {"x 23 BH 1001 A y", {"VEHICLE_REG 23 BH 1001 A"}},
          {"x KL 38 ZB 0000 y", {}},
          {"x 23 BH 1001 IO y", {}},
          {"x RM-1134 y", {}},
          {"his car KL 01 2345", {"VEHICLE_REG KL 01 2345"}},
          {"call as 12 or 15 1234 come up", {}},
          {"x ABCD0123456 y", {"IFSC ABCD0123456"}},
          {"x ABCDO123456 y", {}}});
}

TEST_CASE("older and mistyped codes are found where their own label stands") {
    hold({{"voter id KL/01/001/123456", {"VOTER_EPIC KL/01/001/123456"}},
          {"licence number 38/1234/2015", {"DRIVING_LICENCE 38/1234/2015"}},
          {"DL KL-38/1234/2015", {"DRIVING_LICENCE KL-38/1234/2015"}},
          {"licence of 12/05/2015", {}},
          {"his car KLT 1234", {"VEHICLE_REG KLT 1234"}},
          {"pan ACUPA0000R", {"PAN ACUPA0000R"}},
          {"passport Q1234567", {"PASSPORT Q1234567"}},
          {"passport J6 932157", {"PASSPORT J6 932157"}},
          {"ifsc ABCDO123456", {"IFSC ABCDO123456"}},
          {"device 012345000000013", {"IMEI 012345000000013"}}});
}

TEST_CASE("positions in degrees and minutes, and location codes") {
    hold({{"at 10°31'39\" N 76°12'51\" E", {"GPS 10°31'39\" N 76°12'51\" E"}},
          {"10° 31′ 39″ N", {"GPS 10° 31′ 39″ N"}},
          {"at 10 o'clock", {}},
          {"7J3VG6HF+4X", {"GPS 7J3VG6HF+4X"}},
          {"G6HF+4X, Thrissur", {"GPS G6HF+4X"}},
          {"2345+23", {}},
          {"marks 9.5, 7.2", {}}});
}

TEST_CASE("links of hosts with one letter, and no link where a blank is missing") {
    hold({{"t.me/+Ab12", {"URL t.me/+Ab12"}},
          {"x.com/evilguy", {"URL x.com/evilguy"}},
          {"e.g.com", {}}});
}

TEST_CASE("cards, by Luhn and by RuPay prefix") {
    hold({{"x 4111 1111 1111 1111 y", {"CARD 4111 1111 1111 1111"}},
          {"x 6522 0000 0000 0220 y", {"CARD 6522 0000 0000 0220"}},
          {"x 8170 0000 0000 0007 y", {"CARD 8170 0000 0000 0007"}},
          {"x 4111 1111 1111 1112 y", {"MISC_ID 4111 1111 1111 1112"}},
          {"rupay 5085 0000 0000 0003", {"CARD 5085 0000 0000 0003"}},
          {"50000 rupay", {}},
          {"order no 4111111111111111", {}}});
}

TEST_CASE("phones: every grouping, prefix and script") {
    hold({{"9846012345", {"PHONE 9846012345"}},
          {"98460 12345", {"PHONE 98460 12345"}},
          {"984-601-2345", {"PHONE 984-601-2345"}},
          {"9846.012.345", {"PHONE 9846.012.345"}},
          {"98 4601 2345", {"PHONE 98 4601 2345"}},
          {"9 8 4 6 0 1 2 3 4 5", {"PHONE 9 8 4 6 0 1 2 3 4 5"}},
          {"98460\n12345", {"PHONE 98460\n12345"}},
          {"+91 98460 12345", {"PHONE +91 98460 12345"}},
          {"+91-9497996993", {"PHONE +91-9497996993"}},
          {"(+91) 9846012345", {"PHONE (+91) 9846012345"}},
          {"+91 (0) 98460 12345", {"PHONE +91 (0) 98460 12345"}},
          {"0091 9846012345", {"PHONE 0091 9846012345"}},
          {"91 9497996993", {"PHONE 91 9497996993"}},
          {"09497 996993", {"PHONE 09497 996993"}},
          {"9184601234", {"PHONE 9184601234"}},
          {"6000000001", {"PHONE 6000000001"}},
          {"9999999999", {"PHONE 9999999999"}},
          {"Mob9497996993", {"PHONE 9497996993"}},
          {"9846012345/9846012346", {"PHONE 9846012345", "PHONE 9846012346"}},
          {"9846012345 9846012346", {"PHONE 9846012345", "PHONE 9846012346"}},
          {"9846012345, 9846012346", {"PHONE 9846012345", "PHONE 9846012346"}},
          {"൯൮൪൬൦൧൨൩൪൫", {"PHONE ൯൮൪൬൦൧൨൩൪൫"}},
          {"९८४६० १२३४५", {"PHONE ९८४६० १२३४५"}},
          {"９８４６０１２３４５", {"PHONE ９８４６０１２３４５"}},
          {"98\u200B46\u200B012345", {"PHONE 98\u200B46\u200B012345"}},
          {"98460o2345", {"PHONE 98460o2345"}},
          {"984OO12345", {"PHONE 984OO12345"}},
          {"9846012345ൽ നിന്ന്", {"PHONE 9846012345"}},
          {"9846012345ലേക്ക്", {"PHONE 9846012345"}},
          {"_9846012345_", {"PHONE 9846012345"}},
          {"https://wa.me/919846012345", {"PHONE 919846012345"}}});
}

TEST_CASE("landlines of Kerala and numbers of other countries") {
    hold({{"0471-2318188", {"PHONE 0471-2318188"}},
          {"(0471) 2318188", {"PHONE (0471) 2318188"}},
          {"04712318188", {"PHONE 04712318188"}},
          {"0471 231 8188", {"PHONE 0471 231 8188"}},
          {"+91 471 2318188", {"PHONE +91 471 2318188"}},
          {"phone 2318188", {"PHONE 2318188"}},
          {"2318188", {}},
          {"+44 20 7946 0958", {"PHONE +44 20 7946 0958"}},
          {"1800 425 1234", {"PHONE 1800 425 1234"}}});
}

TEST_CASE("public numbers are found and never covered") {
    const auto made =
        kit::mail_of("I called 112 and 1930, then 9497996992 and 1091. Mine is 9497996993.");
    const auto result = kit::redacted(made, redaction::Destination::station);
    REQUIRE(result.mail.body().find(
                "I called 112 and 1930, then 9497996992 and 1091. Mine is [PHONE-") == 0);
}

TEST_CASE("what looks like a phone and is none stays untouched") {
    hold({{"order number 9876543210", {}},
          {"Order ID: 9876543210 not delivered", {}},
          {"tracking id 7012345678", {}},
          {"PNR 6412345678", {}},
          {"the clip has 9876543210 views", {}},
          {"Rs 9876543210", {}},
          {"₹9876543210", {}},
          {"unix time 1763790000", {}},
          {"4,50,000 rupees", {}},
          {"sha 3f9846012345ab12cd34ef5698460123456789ab", {}},
          {"on 22-11-2026 at 10:30", {}},
          {"from 12.10.2026 to 15.11.2026", {}},
          {"File A1/2026 page 12 of 45", {}}});
    // A date does not swallow the phone behind it.
    hold({{"22-11-2026 9846012345", {"PHONE 9846012345"}}});
    // A negative cue yields to a nearer phone word.
    hold({{"order came, phone 9876543210", {"PHONE 9876543210"}}});
}

TEST_CASE("a mobile number is an order or a file only where that is its label") {
    hold({{"I gave 6830711001 when the parcel came.", {"PHONE 6830711001"}},
          {"The OTP comes to 6830711002.", {"PHONE 6830711002"}},
          {"Please write 6830711003 in the FIR.", {"PHONE 6830711003"}},
          {"In the FIR put 68307-11023 only.", {"PHONE 68307-11023"}},
          {"In the FIR put 68307 11024 only.", {"PHONE 68307 11024"}},
          {"In the FIR my father's 6830711004 is written.", {"PHONE 6830711004"}},
          {"പാഴ്സൽ വന്നപ്പോൾ 6830711005 കൊടുത്തു.", {"PHONE 6830711005"}},
          {"एफआईआर में मेरे पिता का 6830711006 लिखा है।", {"PHONE 6830711006"}},
          {"parcel vannappol 6830711007 koduthu.", {"PHONE 6830711007"}},
          {"order ke time 6830711008 diya tha.", {"PHONE 6830711008"}},
          {"6830711009 pe OTP aata hai.", {"PHONE 6830711009"}},
          {"6830711010 Rs 239 recharge kiya.", {"PHONE 6830711010"}},
          {"order id OD-6830711015", {}},
          {"FIR no. 6830711011", {"CASE_REF 6830711011"}},
          {"complaint number is 6830711012", {"CASE_REF 6830711012"}},
          {"the PNR of my train was 6830711013", {}},
          {"पीएनआर नंबर 6830711014", {}}});
}

TEST_CASE("accounts, references and devices need their cue, or their check") {
    hold({{"account number 12345678901", {"BANK_ACCOUNT 12345678901"}},
          {"12345678901, ABCD0123456", {"BANK_ACCOUNT 12345678901", "IFSC ABCD0123456"}},
          {"00971501234567", {"PHONE 00971501234567"}},
          {"A/C No. 1234 5678 9012 3", {"BANK_ACCOUNT 1234 5678 9012 3"}},
          {"അക്കൗണ്ട് നമ്പർ 123456789012", {"BANK_ACCOUNT 123456789012"}},
          {"khata 12345678901", {"BANK_ACCOUNT 12345678901"}},
          {"UTR 632410100018", {"UPI_REF 632410100018"}},
          {"x 632410100018 y", {"UPI_REF 632410100018"}},
          {"x 490154203237518 y", {"MISC_ID 490154203237518"}},
          {"IMEI 490154203237518", {"IMEI 490154203237518"}},
          {"x 356938035643809 y", {"IMEI 356938035643809"}},
          {"NCRP acknowledgement no 31234567890123", {"CASE_REF 31234567890123"}},
          {"crime no. 123/2026", {"CASE_REF 123/2026"}},
          {"ABHA 12345678901234", {"MISC_ID 12345678901234"}},
          {"ration card 1234567890", {"MISC_ID 1234567890"}},
          {"Employee ID: EMP-2231", {"MISC_ID EMP-2231"}},
          {"MAC 00:1B:44:11:3A:B7", {"MISC_ID 00:1B:44:11:3A:B7"}},
          {"x 12345678901 y", {"MISC_ID 12345678901"}},
          {"tracking 12345678901", {}},
          {"x 1763790000000 y", {}}});
}

TEST_CASE("a number is read whole, never a piece of it") {
    hold({{"6830 112 999", {"PHONE 6830 112 999"}},
          {"6830 100 108", {"PHONE 6830 100 108"}},
          {"my husband's 6830 365 181 too", {"PHONE 6830 365 181"}},
          {"mera number 68302 45 112 hai", {"PHONE 68302 45 112"}},
          {"aadhaar virtual id 7777 8888 9999 0004", {"VID 7777 8888 9999 0004"}},
          {"x 2341 2341 2346 7777 y", {"MISC_ID 2341 2341 2346 7777"}},
          {"04822 271 330 പി.ഒ.", {"PHONE 04822 271 330"}},
          {"office 0468-2332 119", {"PHONE 0468-2332 119"}},
          {"112 9846012345", {"PHONE 112", "PHONE 9846012345"}}});
}

TEST_CASE("a word for number belongs to the label before it") {
    hold({{"ഓർഡർ നമ്പർ 7788990022", {}},
          {"ऑर्डर नंबर 7788990022", {}},
          {"ഫോൺ നമ്പർ 7788990022", {"PHONE 7788990022"}},
          {"ട്രാൻസാക്ഷൻ നമ്പർ 632344556677", {"UPI_REF 632344556677"}},
          {"ration card number 1942014201", {"MISC_ID 1942014201"}},
          {"employee id EMP20418", {"MISC_ID EMP20418"}},
          {"register number KU/21/88190", {"MISC_ID KU/21/88190"}},
          {"NEFT ref ABCDN26321410147", {"UPI_REF ABCDN26321410147"}},
          {"UTR ABCDR52026112212345678", {"UPI_REF ABCDR52026112212345678"}}});
}

TEST_CASE("a version is no internet address") {
    hold({{"changed to version 12.4.1.2 of the app", {}},
          {"app v2.3.0.11", {}},
          {"വേർഷൻ 2.3.0.11", {}},
          {"after version 9 the ip 203.0.113.9 wrote", {"IP 203.0.113.9"}},
          {"256.1.1.1", {}}});
}

TEST_CASE("PIN codes with a cue, not amounts") {
    hold({{"PIN 695581", {"PIN_CODE 695581"}},
          {"pincode: 695 581", {"PIN_CODE 695 581"}},
          {"പിൻ 695581", {"PIN_CODE 695581"}},
          {"Rs 695581", {}},
          {"രൂപ 695581", {}},
          {"otp 695581", {}}});
}

TEST_CASE("numbers in words are numbers, and ordinary words are not") {
    hold({{"nine eight four six zero one two three four five",
           {"PHONE nine eight four six zero one two three four five"}},
          {"nine double eight four triple six one two three",
           {"PHONE nine double eight four triple six one two three"}},
          {"onpathu ettu naalu aaru poojyam onnu randu moonnu naalu anchu",
           {"PHONE onpathu ettu naalu aaru poojyam onnu randu moonnu naalu anchu"}},
          {"ഒൻപത് എട്ട് നാല് ആറ് പൂജ്യം ഒന്ന് രണ്ട് മൂന്ന് നാല് അഞ്ച്",
           {"PHONE ഒൻപത് എട്ട് നാല് ആറ് പൂജ്യം ഒന്ന് രണ്ട് മൂന്ന് നാല് അഞ്ച്"}},
          {"नौ आठ चार छह शून्य एक दो तीन चार पांच", {"PHONE नौ आठ चार छह शून्य एक दो तीन चार पांच"}},
          {"nau aath char che shunya ek do teen char paanch",
           {"PHONE nau aath char che shunya ek do teen char paanch"}},
          {"number chheh aath sat pach doh sifar yek tin nou chha hai",
           {"PHONE chheh aath sat pach doh sifar yek tin nou chha"}},
          {"ka no chhe aath saat paanch do zero ek teen nau chha hai",
           {"PHONE chhe aath saat paanch do zero ek teen nau chha"}},
          {"chhe aath saat paanch do zero ek teen nau chha do",
           {"PHONE chhe aath saat paanch do zero ek teen nau chha"}},
          {"ആറു എട്ടു ഏഴു അഞ്ചു രണ്ടു സീറോ ഒന്നു മൂന്നു ഒമ്പതു ആറു",
           {"PHONE ആറു എട്ടു ഏഴു അഞ്ചു രണ്ടു സീറോ ഒന്നു മൂന്നു ഒമ്പതു ആറു"}},
          {"aaru yettu ezhe anchum rendu zero onne munu onbathu arru",
           {"PHONE aaru yettu ezhe anchum rendu zero onne munu onbathu arru"}},
          {"छै आठ सात पाच दो सिफर इक तीन नौ छ", {"PHONE छै आठ सात पाच दो सिफर इक तीन नौ छ"}},
          {"I do not know, ek do teen", {}},
          {"no one of the two or three", {}}});
}

TEST_CASE("a telephone that stood on a bill is no number of a bill") {
    hold({{"he took his sister's 6830123456 from the fee receipt", {"PHONE 6830123456"}},
          {"found 6830123456 there, which stood on the parcel", {"PHONE 6830123456"}},
          {"6830123456 is my order id", {}},
          {"receipt 6830123456 of the shop", {}}});
}
