// Every kind of value that its label gives away (redaction.md 3.1 to 3.5), with the label in
// five writings before it and behind it. Check digits that fit would prove nothing here: they
// are wrong where there are any.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

#include "redaction/kit.h"

namespace {

constexpr std::size_t writings = 5;  // English, Malayalam, Hindi, Manglish, Hinglish

struct Row {
    const char* type;
    const char* value;
    std::array<const char*, writings> labels;
};

const std::array rows{
    Row{"AADHAAR",
        "2341 2341 2347",
        {"aadhaar number", "ആധാർ നമ്പർ", "आधार नंबर", "aadhar number", "aadhar number"}},
    Row{"VID",
        "2341234123412342",
        {"virtual id", "വെർച്വൽ ഐഡി", "वर्चुअल आईडी", "virtual id", "virtual id"}},
    Row{"PAN", "acupa7085r", {"pan card", "പാൻ കാർഡ്", "पैन", "pan card", "pan card"}},
    Row{"VOTER_EPIC",
        "WKH1186263",
        {"voter id", "തിരിച്ചറിയൽ കാർഡ്", "मतदाता पहचान", "voter id", "voter id"}},
    Row{"PASSPORT", "j6932157", {"passport", "പാസ്പോർട്ട്", "पासपोर्ट", "passport", "passport"}},
    Row{"DRIVING_LICENCE",
        "KL38 20180001234",
        {"licence", "ലൈസൻസ്", "लाइसेंस", "license", "license"}},
    Row{"VEHICLE_REG", "kl 59 r 9105", {"scooter", "സ്കൂട്ടർ", "गाड़ी", "vandi", "gaadi"}},
    Row{"GSTIN", "27AAPFU0939F1ZO", {"gstin", "ജിഎസ്ടി", "जीएसटी", "gst", "gst"}},
    Row{"BANK_ACCOUNT",
        "40127788991122",
        {"bank account", "അക്കൗണ്ട് നമ്പർ", "खाता संख्या", "account number", "khata"}},
    Row{"CARD", "4111111111111112", {"debit card", "കാർഡ്", "कार्ड", "card", "card"}},
    Row{"UPI_REF", "999410100018", {"utr", "ട്രാൻസാക്ഷൻ നമ്പർ", "लेनदेन", "txn", "txn"}},
    Row{"IMEI", "356938035643808", {"imei", "ഐഎംഇഐ", "आईएमईआई", "imei", "imei"}},
    Row{"PIN_CODE", "682001", {"pincode", "പിൻകോഡ്", "पिनकोड", "pincode", "pincode"}},
    Row{"SOCIAL_HANDLE",
        "some_one7",
        {"insta id", "ഇൻസ്റ്റ ഐഡി", "इंस्टा", "insta id", "insta id"}},
    Row{"CASE_REF",
        "31234567890123",
        {"complaint number", "പരാതി നമ്പർ", "शिकायत संख्या", "parathi number", "shikayat number"}},
    Row{"MISC_ID",
        "1234567890",
        {"ration card", "റേഷൻ കാർഡ്", "राशन कार्ड", "ration card", "ration card"}},
    Row{"DOB",
        "12/05/1998",
        {"date of birth", "ജനനത്തീയതി", "जन्मतिथि", "janana theeyathi", "janam tithi"}},
    Row{"PHONE", "2740140", {"landline", "ഫോൺ", "फोन", "phone", "phone"}}};

const std::array<const char*, writings> linkers{"is my", "ആണ് എന്റെ", "मेरा", "aanu ente", "mera"};

bool finds(const std::string& text, const Row& row) {
    const auto seen = kit::types(text);
    return std::find(seen.begin(), seen.end(), std::string(row.type) + " " + row.value) !=
           seen.end();
}

}  // namespace

TEST_CASE("a label in any of five writings names the value behind it") {
    for (const auto& row : rows) {
        for (std::size_t w = 0; w < writings; ++w) {
            const std::string text = std::string(row.labels[w]) + " " + row.value;
            CAPTURE(text, kit::types(text));
            CHECK(finds(text, row));
        }
    }
}

TEST_CASE("a label in any of five writings names the value before it") {
    for (const auto& row : rows) {
        for (std::size_t w = 0; w < writings; ++w) {
            const std::string text =
                std::string(row.value) + " " + linkers[w] + " " + row.labels[w];
            CAPTURE(text, kit::types(text));
            CHECK(finds(text, row));
        }
    }
}

TEST_CASE("without its label none of these says what it is") {
    for (const auto& row : rows) {
        const std::string type = row.type;
        // Their shape speaks for itself.
        static constexpr std::array shaped{"PAN", "PASSPORT", "DRIVING_LICENCE", "VEHICLE_REG"};
        if (std::find(shaped.begin(), shaped.end(), type) != shaped.end()) continue;
        CAPTURE(type, row.value);
        CHECK_FALSE(finds(std::string("x ") + row.value + " y", row));
    }
}
