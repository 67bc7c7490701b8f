// Disguises of numbers, addresses and names, and texts that only look like them.
#include <catch2/catch.hpp>
#include <chrono>

#include "redaction/examples.h"

namespace {

std::string station_copy(std::string_view text) {
    return kit::redacted(kit::mail_of(text), redaction::Destination::station).mail.body();
}

}  // namespace

TEST_CASE("her number does not pass in any disguise") {
    for (const char* number :
         {"9846012345",
          "98 46 01 23 45",
          "9-8-4-6-0-1-2-3-4-5",
          "9.8.4.6.0.1.2.3.4.5",
          "98460·12345",
          "98460–12345",
          "(98460) 12345",
          "98460 - 12345",
          "+91.98460.12345",
          "0 98460 12345",
          "00919846012345",
          "91-98460-12345",
          "൯൮൪൬൦ ൧൨൩൪൫",
          "९८४६०१२३४५",
          "٩٨٤٦٠١٢٣٤٥",
          "９８４６０－１２３４５",
          "𝟗𝟖𝟒𝟔𝟎𝟏𝟐𝟑𝟒𝟓",
          "9\u20E38\u20E346012345",
          "98\u200B46\u200C01\u200D23\u206045",
          "9846\u00AD012345",
          "98\u030146012345",
          "98460I2345",
          "98460l2345",
          "9846O12345",
          "9846ഠ12345",
          "Mob:9846012345",
          "ph9846012345ok",
          "#9846012345#",
          "tel:+919846012345",
          "nine eight four six zero one two three four five",
          "ഒമ്പത് എട്ട് നാല് ആറ് പൂജ്യം ഒന്ന് രണ്ട് മൂന്ന് നാല് അഞ്ച്",
          "9,8,4,6,0,1,2,3,4,5",
          "9/8/4/6/0/1/2/3/4/5",
          "9*8*4*6*0*1*2*3*4*5",
          "98460,12345",
          "98460/12345",
          "9846 O12 345",
          "9846О12345",
          "9️⃣8️⃣4️⃣6️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣",
          "9 8 4 six zero 1 2 3 4 5",
          "nine8four6zero12345",
          "98-four-six-0-12345",
          "nine eight four six oh one two three four five",
          "nine, eight, four, six, zero, one, two, three, four, five",
          "98460 ek do teen char paanch",
          "no aath char chhe zero ek do teen char panch",
          "नौ-आठ-चार-छह-शून्य-एक-दो-तीन-चार-पाँच",
          "नाइन एट फोर सिक्स जीरो वन टू थ्री फोर फाइव",
          "onpath ett nal aar poojyam onn rand moonn nal anch",
          "ഒമ്പത്, എട്ട്, നാല്, ആറ്, പൂജ്യം, ഒന്ന്, രണ്ട്, മൂന്ന്, നാല്, അഞ്ച്",
          "നയൻ എയ്റ്റ് ഫോർ സിക്സ് സീറോ വൺ ടു ത്രീ ഫോർ ഫൈവ്",
          "൯൮൪൬൦൧൨൩൪൫ൽനിന്ന്"}) {
        const std::string text = std::string("my number is ") + number + " please";
        CAPTURE(text);
        const auto body = station_copy(text);
        CAPTURE(body);
        CHECK(body.find("[PHONE-") != std::string::npos);
        CHECK(body.find(number) == std::string::npos);
    }
}

TEST_CASE("her mail address does not pass in any disguise") {
    for (const char* address :
         {"leena@example.net", "LEENA@EXAMPLE.NET", "leena @ example.net",
          "leena[at]example[dot]net", "leena (at) example.net", "leena at example dot net",
          "leena＠example．net", "le\u200Bena@exam\u00ADple.net", "leena@ex\u0430mple.net",
          "<leena@example.net>", "mailto:leena@example.net", "leena@example.net.",
          "leena@example.netലേക്ക്"}) {
        const std::string text = std::string("my mail is ") + address + " please";
        CAPTURE(text, station_copy(text));
        CHECK(station_copy(text).find("[EMAIL-") != std::string::npos);
    }
}

TEST_CASE(
    "her name does not pass in a disguise or in another writing, whatever he does with it") {
    for (const char* name :
         {"Anitha", "\u0410nitha", "Ａｎｉｔｈａ", "A\u200Bnitha", "anithathomas",
          "AnithaThomas", "Anithayude", "Anithechi", "Anithamol", "അനിത", "അനിതേ", "അനിതയോട്",
          "അനിതചേച്ചി", "अनिता", "अनीता", "अनीताजी"}) {
        for (const char* frame :
             {"Yesterday he wrote % on the wall.", "He shouted % at my door.",
              "അയാൾ % എന്ന് വിളിച്ചു.", "उसने % का नाम लिखा।"}) {
            std::string text = frame;
            text.replace(text.find('%'), 1, name);
            CAPTURE(text, station_copy(text));
            CHECK(station_copy(text).find("[PERSON-") != std::string::npos);
            CHECK(station_copy(text).find(name) == std::string::npos);
        }
    }
}

TEST_CASE("other numbers of hers do not pass glued, spaced or in native digits") {
    for (const char* text :
         {"my aadhaar is 2341/2341/2346", "my aadhaar is 234l 234l 2346",
          "my aadhaar number, as it stands on the card, is 2341 2341\n2346",
          "my account number is 1122 3344\n5566 2346", "PAN A C U P A 7 0 8 5 R",
          "PAN acupa.7085.r", "PAN \u0410\u0421UPA7085R", "voter id W K H 1 1 8 6 2 3 4 6",
          "aadhaar:234123412346", "ആധാർ ൨൩൪൧൨൩൪൧൨൩൪൬", "आधार २३४१ २३४१ २३४६",
          "aadhaar_2341_2341_2346", "my PAN is ACUPA 7085 R", "pan:acupa7085r",
          "my passport J69 32157", "card 4111-1111-1111-1111", "my voter id WKH 1186253",
          "my dl KL-38 2018 0001234"}) {
        CAPTURE(text);
        const auto body = station_copy(text);
        CAPTURE(body);
        CHECK(body.find('[') != std::string::npos);
        CHECK(body.find("2346") == std::string::npos);
        CHECK(body.find("7085") == std::string::npos);
        CHECK(body.find("1111") == std::string::npos);
        CHECK(body.find("0001234") == std::string::npos);
    }
}

TEST_CASE("ordinary text stays as it is") {
    for (const char* text :
         {"On 12.10.2026 at 10:30 am he came with 3 men in 2 cars.",
          "He took Rs 4,50,000 and 12 sovereigns of gold.",
          "Order number 9876543210 was never delivered.",
          "My flight PNR 6412345678 was on 5 June.",
          "The video has 7012345678 views.",
          "I called 112 and 1930 and 181.",
          "Section 354D of IPC and section 67 of the IT Act 2000.",
          "Rule 3(2)(b) of 2021, page 12-14.",
          "He stands at the bus stop from 8.30 to 9.15 every day.",
          "No one helped me. Do not call it love.",
          "അയാൾ 12.10.2026 ന് രാവിലെ 10.30 ന് വീട്ടിൽ വന്നു.",
          "കഴക്കൂട്ടം പോലീസ് സ്റ്റേഷനിൽ പരാതി നൽകി.",
          "ഞാൻ ജോലിക്ക് പോകുമ്പോൾ ബസ് സ്റ്റോപ്പിൽ വെച്ച് അയാൾ മോശമായി സംസാരിച്ചു.",
          "എന്റെ അമ്മയും അച്ഛനും വീട്ടിൽ ഇല്ലായിരുന്നു.",
          "ശാന്തി കിട്ടാൻ ഞാൻ എന്തു ചെയ്യണം?",
          "वह रोज शाम को 6 बजे मेरे घर के पास आता है।",
          "मेरे पति और सास मुझे मारते हैं।",
          "थाना कैंट में शिकायत दी थी, कोई कार्रवाई नहीं हुई।",
          "njan joliku pokumbol bus stopil vechu ayal mosamayi samsarichu",
          "ente amma veettil illa, achan gulfil aanu",
          "main roz shaam ko 6 baje office se aati hoon aur wo peecha karta hai",
          "I am from Kollam and I work in Kochi.",
          "Kazhakuttam Police Station, Thiruvananthapuram",
          "The Women Cell and the Cyber Cell did not answer.",
          "He said he will kill me tonight.",
          "We were married for 5 years.",
          "It is 2 km from the railway station.",
          "In the years 2019/2020/2021 and 2022,2023,2024 he was quiet.",
          "We were 4,5 or 6 girls; he gave marks 5/5, 4/5, 3/5 at 10:30:15.",
          "He took 1,00,000 and 12,500 and 2,50,000 from us.",
          "oh one day he came, oh two days he stayed, four of us saw"}) {
        CAPTURE(text, kit::types(text));
        CHECK(station_copy(text) == text);
    }
}

TEST_CASE("ten megabytes are read up to a bound, and the letter is held") {
    constexpr std::size_t octets = 10'000'000;
    for (const char* unit : {"9846012345 ", "7", "([{<\"'", "a ", "അ "}) {
        std::string text;
        while (text.size() < octets) text += unit;
        const auto start = std::chrono::steady_clock::now();
        const auto made = kit::understood(text);
        const auto held =
            redaction::redact(made.mail, made.facts, {}, kit::findings_of(made), kit::policy(),
                              redaction::Destination::station,
                              {base::Sensitive<std::string>(std::string(32, 's'))});
        const auto took = std::chrono::steady_clock::now() - start;
        CAPTURE(unit);
        REQUIRE_FALSE(held.ok());
        CHECK(held.error().word == "incomplete");
        CHECK(std::chrono::duration_cast<std::chrono::seconds>(took).count() < 60);
    }
}

TEST_CASE("a link that was taken apart is one value, a sentence about in and out is none") {
    kit::hold(
        {{"his page is instagram . com / rahul_x99 now", {"URL instagram . com / rahul_x99"}},
         {"his page is instagram. com/rahul_x99", {"URL instagram. com/rahul_x99"}},
         {"facebook dot com slash sleepless.prince is fake",
          {"URL facebook dot com slash sleepless.prince"}},
         {"youtube[dot]com/watchme99 is his", {"URL youtube[dot]com/watchme99"}},
         {"see the shop . in / out of time", {}},
         {"I told the office. Com / net are endings", {}},
         {"the shop is in / near town", {}}});
}
