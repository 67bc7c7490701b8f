// Whole complaints in five writings, understood with the shipped rules: what must go, what must
// stay.
#include <catch2/catch.hpp>

#include "redaction/kit.h"

namespace {

struct Mail {
    const char* text;
    std::vector<const char*> gone;   // may not stand in the station's copy
    std::vector<const char*> stays;  // must
};

const std::vector<Mail> mails{
    {"Respected Madam,\n\nMy name is Reena Mathew. I am 22 years old and study at Mar "
     "Gregorios College. I live in Rose "
     "Villa, Kuravankonam PO, Thiruvananthapuram 695003. A man named Rajesh Kumar has been "
     "harassing me. He calls me from "
     "9497123456 and 9497123457. He made a fake account "
     "https://www.instagram.com/anitha_thomas_real/ with my photos. He "
     "asked me to send Rs 5000 to rajeshk77@okaxis and I paid it, UTR 632410100018. My friend "
     "Reshma (9846054321) saw it. "
     "My mother's number is 0471-2318188.\n\nHe came to my house near Kazhakuttam on "
     "12/10/2026. He drives a bike KL 01 BC "
     "4455. Please call me only between 10 and 1 on 98460 12345, do not call my husband.\n\nMy "
     "Aadhaar is 2341 2341 "
     "2346.\n\nThanking you,\nReena Mathew\n98460 12345\n",
     {"Reena", "Mathew", "22", "Gregorios", "Rose Villa", "Kuravankonam", "695003", "Reshma",
      "9846054321", "2318188", "98460 12345", "2341"},
     {"Rajesh Kumar", "9497123456", "9497123457",
      "https://www.instagram.com/anitha_thomas_real/", "rajeshk77@okaxis", "632410100018",
      "Kazhakuttam", "12/10/2026", "KL 01 BC 4455", "between 10 and 1", "Thiruvananthapuram",
      "Rs 5000", "husband"}},
    {"ബഹുമാനപ്പെട്ട മാഡം,\n\nഎന്റെ പേര് ലീന ജോസഫ്. ഞാൻ കഴക്കൂട്ടത്ത് താമസിക്കുന്നു. എനിക്ക് 19 വയസ്സുണ്ട്. സെന്റ് "
     "മേരീസ് സ്കൂളിൽ "
     "പഠിക്കുന്നു. രാജേഷ് എന്നയാൾ എന്നെ ശല്യം ചെയ്യുന്നു. 9497123456 എന്ന നമ്പറിൽ നിന്ന് വിളിച്ച് ഭീഷണിപ്പെടുത്തുന്നു. "
     "എന്റെ നമ്പർ "
     "൯൮൪൬൦൧൨൩൪൫ ആണ്. എന്റെ അമ്മയുടെ നമ്പർ 9846011111. ലീനയുടെ വീട് ശ്രീനിലയം വീട്, കുറവൻകോണം പി.ഒ. "
     "രാജേഷിന്റെ അക്കൗണ്ട് നമ്പർ "
     "12345678901 ലേക്ക് 5000 രൂപ അയച്ചു.\n\nഎന്ന്,\nലീന ജോസഫ്\n",
     {"ലീന", "ജോസഫ്", "19", "മേരീസ്", "൯൮൪൬൦൧൨൩൪൫", "9846011111", "ശ്രീനിലയം", "കുറവൻകോണം"},
     {"രാജേഷ്", "9497123456", "കഴക്കൂട്ടത്ത്", "12345678901", "5000 രൂപ", "അമ്മയുടെ"}},
    {"महोदया,\nमेरा नाम सीमा शर्मा है। मैं कानपुर में रहती हूँ। राजेश नाम का लड़का मुझे परेशान करता है। वह "
     "9497123456 से फोन करके "
     "धमकी देता है। मेरा नंबर 9846012345 है। मेरी माँ का नंबर 9846011111 है। उसने rajesh77@ybl पर पैसे भेजने "
     "को कहा। मेरी उम्र 27 "
     "साल है। मेरा आधार 2341 2341 2346 है।\nभवदीया\nसीमा शर्मा\n",
     {"सीमा", "शर्मा", "9846012345", "9846011111", "27", "2341"},
     {"राजेश", "9497123456", "कानपुर", "rajesh77@ybl", "माँ"}},
    {"Madam, ente peru Leena. njan Kazhakuttath thamasikkunnu. Rajesh ennu vilikkunna oral "
     "enne vilichu shalyam cheyyunnu. "
     "avante number 9497123456. 9497123457 il ninnum message varunnu. ente number 9846012345 "
     "aanu. ente photo vech fake id "
     "undakki @anitha_hot22. pls enne 9846012345 il vilikkuka. koottukari Reshmayude number "
     "9846054321",
     {"Leena", "9846012345", "Reshma", "9846054321"},
     {"Rajesh", "9497123456", "9497123457", "@anitha_hot22", "Kazhakuttath"}},
    {"Mera naam Seema hai. Rajesh naam ka ladka mujhe pareshan karta hai. Wo 9497123456 se "
     "call karke dhamki deta hai. Mera "
     "number 9846012345 hai, mujhe isi par call kare. Meri saheli Pooja ka number 9846054321 "
     "hai. usne kaha 5000 rupaye "
     "rajesh77@ybl pe bhejo. 9497999999 mera number nahi hai.",
     {"Seema", "9846012345", "Pooja", "9846054321"},
     {"Rajesh", "9497123456", "rajesh77@ybl", "9497999999"}},
    {"Please see what he sends me.\nMy address is Flat 4B, Lake View Apartments, "
     "Kowdiar.\n\nOn Mon, 16 Nov 2026 at 21:14, "
     "Rajesh Kumar <rajesh.kumar@example.com> wrote:\n> I know where you live. Your number "
     "9846012345 is with everybody.\n> "
     "My number is 9497123456, call me or I post the pictures.\n> Your brother Arun will also "
     "see.\n",
     {"Lake View", "9846012345", "Arun"},
     {"Rajesh Kumar", "rajesh.kumar@example.com", "9497123456"}},
    {"Complaint form\nName: Leena Joseph\nAge: 34\nAddress: Rose Cottage, TC 12/345, Pettah "
     "PO, Thiruvananthapuram "
     "695024\nMobile: 9846012345\nEmail: leena.j@example.net\n\nAccused: Biju "
     "Varghese\nMobile: 9497123456\n\nDetails: He "
     "sends obscene messages.\n",
     {"Leena", "Age: 34", "Rose Cottage", "12/345", "Pettah", "695024", "9846012345",
      "leena.j"},
     {"Biju Varghese", "9497123456", "Thiruvananthapuram"}},
    {"My husband Suresh Kumar beats me every day and his mother abuses me. He took my phone. "
     "His number is 9497123456. I "
     "write from my sister Deepa's phone 9846033333. Please do not call 9846012345, my husband "
     "has that phone.",
     {"Deepa", "9846033333", "9846012345"},
     {"Suresh Kumar", "9497123456"}},
};

}  // namespace

TEST_CASE("whole complaints lose what is hers and keep what is his") {
    for (const auto& mail : mails) {
        const auto body =
            kit::redacted(kit::understood(mail.text), redaction::Destination::station)
                .mail.body();
        CAPTURE(body);
        for (const auto* part : mail.gone) {
            CAPTURE(part);
            CHECK(body.find(part) == std::string::npos);
        }
        for (const auto* part : mail.stays) {
            CAPTURE(part);
            CHECK(body.find(part) != std::string::npos);
        }
    }
}

TEST_CASE("the subject, html and further texts of a real mail are covered too") {
    message::ParsedMail mail;
    mail.from = {"Anitha Thomas", "anitha.t@example.org"};
    mail.all_from = {mail.from};
    mail.subject = "Anitha Thomas 9846012345 needs help";
    mail.html = "<p>My number is 98<b>460</b>12345</p>";
    mail.html_text = "My number is 9846012345";
    mail.more_text = {"call me on 9846012345"};
    const auto made = kit::understood(mail);
    const auto result = kit::redacted(made, redaction::Destination::station);
    CHECK(result.mail.body().find("9846012345") == std::string::npos);
    CHECK(result.mail.body().find("Anitha") == std::string::npos);
    CHECK(result.mail.subject().find(" needs help") != std::string::npos);
}
