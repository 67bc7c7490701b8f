#include <catch2/catch.hpp>

#include "base/text.h"
#include "redaction/examples.h"
#include "redaction/names.h"
#include "understanding/view.h"

using kit::hold;
using kit::Lines;

namespace {

std::string key(const char* word) {
    return redaction::sound_key(understanding::make_view(base::to_code_points(word)).text);
}

}  // namespace

TEST_CASE("one name in three writings has one key of sounds") {
    for (const auto& [latin, malayalam, hindi] :
         std::vector<std::tuple<const char*, const char*, const char*>>{
             {"Lakshmi", "ലക്ഷ്മി", "लक्ष्मी"},
             {"Anitha", "അനിത", "अनीता"},
             {"Priya", "പ്രിയ", "प्रिया"},
             {"Rajesh", "രാജേഷ്", "राजेश"},
             {"Thomas", "തോമസ്", "थॉमस"},
             {"Sreeja", "ശ്രീജ", "श्रीजा"},
             {"Anjali", "അഞ്ജലി", "अंजलि"},
             {"Nair", "നായർ", "नायर"}}) {
        CAPTURE(latin, key(latin), key(malayalam), key(hindi));
        CHECK(key(latin) == key(malayalam));
        CHECK(key(latin) == key(hindi));
    }
    CHECK(key("Anu") != key("അന്ന്"));
}

TEST_CASE(
    "the header's name is found in the text, whole, in parts, inflected, glued, in other "
    "writings") {
    hold({{"I am Anitha Thomas.", {"PERSON Anitha Thomas"}},
          {"anitha came", {"PERSON anitha"}},
          {"ANITHA came", {"PERSON ANITHA"}},
          {"he wrote Thomas on it", {"PERSON Thomas"}},
          {"അനിത തോമസ് പറഞ്ഞു", {"PERSON അനിത തോമസ്"}},
          {"അനിതയുടെ ഫോട്ടോ", {"PERSON അനിതയുടെ"}},
          {"അനിതയെ വിളിച്ചു", {"PERSON അനിതയെ"}},
          {"തോമസിന്റെ വീട്", {"PERSON തോമസിന്റെ"}},
          {"Anithaയുടെ ഫോട്ടോ", {"PERSON Anitha"}},
          {"अनीता का फोटो", {"PERSON अनीता"}},
          {"Anithayude photo", {"PERSON Anithayude"}},
          {"A\u200Bnitha came", {"PERSON A\u200Bnitha"}},
          {"Anithakumar came", {}},
          {"the anti theft", {}}});
}

TEST_CASE("names of two Malayalam letters are names") {
    CHECK(kit::seen("എന്റെ പേര് ലത. ലതയുടെ ഫോട്ടോ") ==
          Lines{"PERSON complainant ലത", "PERSON complainant ലതയുടെ"});
    CHECK(kit::seen("എന്റെ അമ്മ ഉഷ വന്നു.") == Lines{"PERSON family ഉഷ"});
}

TEST_CASE("stems of Malayalam names change before an ending") {
    auto made = kit::mail_of(
        "രാജന്റെ ഫോൺ, രാജനെ കണ്ടു, രാജനോട് പറഞ്ഞു, രാജൻ വന്നു. രാജന്\u200D വന്നു. രാജനാണ്. രാജകുമാരി");
    made.mail.all_from = {{"രാജൻ", "r@example.org"}};
    made.mail.from = made.mail.all_from[0];
    CHECK(kit::seen(made) == Lines{"PERSON complainant രാജന്റെ", "PERSON complainant രാജനെ",
                                   "PERSON complainant രാജനോട്", "PERSON complainant രാജൻ",
                                   "PERSON complainant രാജന്\u200D",
                                   "PERSON complainant രാജനാണ്"});
}

TEST_CASE("a name in two writings is one person, with one owner") {
    CHECK(kit::seen(kit::mail_of(
              "My friend Reshma saw it. He wrote രേഷ്മ on the wall and रेश्मा on the door.")) ==
          Lines{"PERSON third_party Reshma", "PERSON third_party രേഷ്മ",
                "PERSON third_party रेश्मा"});
    CHECK(kit::seen(kit::mail_of("He wrote അനിത on the wall.")) ==
          Lines{"PERSON complainant അനിത"});
    const auto of = [](const char* header, const char* text) {
        auto made = kit::mail_of(text);
        made.mail.all_from = {{header, "r@example.org"}};
        made.mail.from = made.mail.all_from[0];
        return kit::seen(made);
    };
    CHECK(of("രമ്യ കൃഷ്ണൻ", "He wrote Remya Krishnan on the bus.") ==
          Lines{"PERSON complainant Remya Krishnan"});
    CHECK(of("Fathima Beevi", "Fatima ko usne gaali di.") ==
          Lines{"PERSON complainant Fatima"});
    CHECK(of("Kavya", "He wrote Kavya Suresh on it.") ==
          Lines{"PERSON complainant Kavya Suresh"});
    // A word of Hindi is her name where it has a capital.
    CHECK(of("Rehna K", "Rehna here. yahan rehna mushkil hai.") ==
          Lines{"PERSON complainant Rehna"});
    // A place that only sounds like it takes no name from her.
    CHECK(of("Rani", "Rani is afraid of him.") == Lines{"PERSON complainant Rani"});
    CHECK(kit::seen("I am Rehna from Kollam. He follows me.") ==
          Lines{"PERSON complainant Rehna"});
    // Another woman of the same first name is not she.
    CHECK(of("Anitha Thomas", "Anitha Kurian threatens me.") ==
          Lines{"PERSON offender Anitha Kurian"});
}

TEST_CASE("names are known by their cues") {
    hold({{"My name is reena mathew and I live alone.", {"PERSON reena mathew"}},
          {"എന്റെ പേര് ലീന ആണ്.", {"PERSON ലീന"}},
          {"मेरा नाम सीमा शर्मा है।", {"PERSON सीमा शर्मा"}},
          {"ente peru Leena aanu", {"PERSON Leena"}},
          {"mera naam Seema hai", {"PERSON Seema"}},
          {"Mr. Rajappan came", {"PERSON Mr. Rajappan"}},
          {"Smt. Leelamma P came", {"PERSON Leelamma P"}},
          {"ശ്രീമതി ലീലാമ്മ വന്നു", {"PERSON ശ്രീമതി ലീലാമ്മ"}},
          {"my neighbour Kunjumol saw it", {"PERSON Kunjumol"}},
          {"Name: Kunjumol Varkey", {"PERSON Kunjumol Varkey"}},
          {"പേര്: കുഞ്ഞുമോൾ", {"PERSON കുഞ്ഞുമോൾ"}},
          {"He came with Suresh Kumar.", {"PERSON Suresh Kumar"}}});
}

TEST_CASE("kin words, everyday words and homographs are no names") {
    hold({{"My husband and my mother came home.", {}},
          {"അമ്മ വന്നു. ഭർത്താവ് പോയി. ചേട്ടൻ പറഞ്ഞു.", {}},
          {"मेरी माँ और पिता आए।", {}},
          {"ente chettan vannu", {}},
          {"കവിത വായിച്ചു. ശാന്തി വേണം. സ്വപ്ന കണ്ടു.", {}},
          {"I want peace. Hope to see action soon. Please help me.", {}},
          {"He told me that I am Alone here.", {}},
          {"Dear Sir, Respected Madam, Kerala Police", {}},
          {"उसे शांति चाहिए, आशा है।", {}}});
}

TEST_CASE("addresses, schools and dates of birth are covered, towns and dates of deeds stay") {
    hold({{"I live at Sree Nilayam House, Kuravankonam PO.",
           {"ADDRESS Sree Nilayam House, Kuravankonam PO"}},
          {"Flat No 3B, Skyline Apartments", {"ADDRESS Flat No 3B, Skyline Apartments"}},
          {"ഞാൻ പുത്തൻപുരയ്ക്കൽ വീട്ടിലാണ്.", {"ADDRESS പുത്തൻപുരയ്ക്കൽ വീട്ടിലാണ്"}},
          {"അയാൾ സ്നേഹഭവനിലേക്ക് വന്നു.", {"ADDRESS സ്നേഹഭവനിലേക്ക് വന്നു"}},
          {"njan Puthenpurackal veettilaanu.", {"ADDRESS Puthenpurackal veettilaanu"}},
          {"ഞാൻ ഭർത്താവിന്റെ വീട്ടിലാണ്. അയാൾ അടുത്ത വീട്ടിലേക്ക് പോയി.", {}},
          {"He came to my house at night.", {}},
          {"അയാൾ എന്റെ വീട്ടിൽ വന്നു.", {}},
          {"I live in Kazhakuttam.", {}},
          {"I study at Holy Angels School.", {"ORG Holy Angels School"}},
          {"I went to school.", {}},
          {"ഞാൻ സ്കൂളിൽ പഠിക്കുന്നു.", {}},
          {"Kazhakuttam Police Station", {}},
          {"DOB: 12/05/1998", {"DOB 12/05/1998"}},
          {"I was born on 12 May 1998.", {"DOB 12 May 1998"}},
          {"ജനനത്തീയതി ൧൨-൦൫-൧൯൯൮", {"DOB ൧൨-൦൫-൧൯൯൮"}},
          {"On 12/05/2026 he came.", {}},
          {"I am 19 years old.", {"AGE 19"}},
          {"എനിക്ക് 19 വയസ്സുണ്ട്.", {"AGE 19"}},
          {"मेरी उम्र 19 साल है।", {"AGE 19"}},
          {"ente vayassu 19", {"AGE 19"}},
          {"my son, 9, saw it", {"AGE 9"}},
          {"I am twenty four years old.", {"AGE twenty four"}},
          {"thirty-two years old", {"AGE thirty-two"}},
          {"enikku irupathinalu vayassu", {"AGE irupathinalu"}},
          {"Complainant, 24/F, of Kollam.", {"AGE 24"}},
          {"(F/31)", {"AGE 31"}},
          {"Room 24/B, score 12/15, page 12/4", {}},
          {"He harasses me for 5 years.", {}}});
}

TEST_CASE("links, addresses and account names in every dress") {
    hold({{"mail a.b@example.com now", {"EMAIL a.b@example.com"}},
          {"മെയിൽ രമ്യ@example.com ആണ്", {"EMAIL രമ്യ@example.com"}},
          {"a.b@example.comലേക്ക് അയച്ചു", {"EMAIL a.b@example.com"}},
          {"a.b＠example．com", {"EMAIL a.b＠example．com"}},
          {"a.b [at] example [dot] com", {"EMAIL a.b [at] example [dot] com"}},
          {"a.b(at)example.com", {"EMAIL a.b(at)example.com"}},
          {"raju at example dot com", {"EMAIL raju at example dot com"}},
          {"meet me at example.com", {"URL example.com"}},
          {"name.example@okaxis", {"UPI_VPA name.example@okaxis"}},
          {"6830012345@ybl", {"UPI_VPA 6830012345@ybl"}},
          {"Raju @ Rajappan", {"PERSON Raju", "PERSON Rajappan"}},
          {"see https://example.org/a?b=1.", {"URL https://example.org/a?b=1"}},
          {"see (http://example.org/a).", {"URL http://example.org/a"}},
          {"hxxps[:]//example[.]org/x", {"URL hxxps[:]//example[.]org/x"}},
          {"www.example.org", {"URL www.example.org"}},
          {"instagram.com/some_one", {"URL instagram.com/some_one"}},
          {"He left.Then came", {}},
          {"@some_one7 on insta", {"SOCIAL_HANDLE @some_one7"}},
          {"insta id: some_one7", {"SOCIAL_HANDLE some_one7"}},
          {"ip 203.0.113.7 seen", {"IP 203.0.113.7"}},
          {"2001:db8::1", {"IP 2001:db8::1"}},
          {"version 1.2.3", {}},
          {"at 10:30:15", {}},
          {"8.5241, 76.9366", {"GPS 8.5241, 76.9366"}},
          {"https://maps.example.org/x", {"GPS https://maps.example.org/x"}},
          {"p\u0430ypal@example.com", {"EMAIL p\u0430ypal@example.com"}}});
}

TEST_CASE("a name listed in Latin letters is one in every script; a word spelled so is none") {
    hold({{"Pushpavalli came there", {"PERSON Pushpavalli"}},
          {"Deepali came there", {"PERSON Deepali"}},
          {"ലിഡിയ പറഞ്ഞു", {"PERSON ലിഡിയ"}},
          {"ജിഗ്നേഷിനെ വിളിച്ചു", {"PERSON ജിഗ്നേഷിനെ"}},
          {"മുത്തുപാണ്ടി വന്നു", {"PERSON മുത്തുപാണ്ടി"}},
          {"धर्मशीला ने देखा", {"PERSON धर्मशीला"}},
          {"कार्यम और मकान", {}},
          {"കാര്യം പറയാൻ കഴിയില്ല", {}}});
}

TEST_CASE("a name that is also a word stands for a person by a capital, a mark or an age") {
    hold({{"He is Manu, he said sorry.", {"PERSON Manu"}},
          {"The sub-staff Jose saw it.", {"PERSON Jose"}},
          {"Those who know:\nHarsha (same batch)", {"PERSON Harsha"}},
          {"Then \"Latha, come here\"", {"PERSON Latha"}},
          {"गवाह: निधि (मेरी सहेली)", {"PERSON निधि"}},
          {"क्यों नहीं आई खुशबू?", {}},
          {"उसने कहा \"खुशबू, सुनो\"", {"PERSON खुशबू"}},
          {"मैंने अदिति को बोला", {"PERSON अदिति"}},
          {"മക്കൾ ആദിത്യൻ (14), ആരാധ്യ", {"PERSON ആദിത്യൻ", "AGE 14", "PERSON ആരാധ്യ"}},
          {"it brought me joy and peace", {}},
          {"the Krishna hotel", {}},
          {"शांति चाहिए", {}}});
}

TEST_CASE("a person is covered with the titles that touch the name") {
    hold({{"the mechanic Shaji chettan saw it", {"PERSON Shaji chettan"}},
          {"neighbour Jolly aunty saw it", {"PERSON Jolly aunty"}},
          {"I, Vilasini Amma, am old", {"PERSON Vilasini Amma"}},
          {"Dr. Suresh told me", {"PERSON Dr. Suresh"}},
          {"ബഷീർക്ക പറഞ്ഞു", {"PERSON ബഷീർക്ക"}},
          {"എന്റെ കൂട്ടുകാരി രാജി ടീച്ചർക്കും അറിയാം", {"PERSON രാജി ടീച്ചർക്കും"}},
          {"सिस्टर बीना को भेजा", {"PERSON सिस्टर बीना"}},
          {"रेवती मैडम ने लिखा", {"PERSON रेवती मैडम"}}});
}

TEST_CASE("a name in letters of their own is found") {
    hold({{"\"A N I T H A\" he wrote", {"PERSON A N I T H A"}},
          {"D I L N A he wrote", {"PERSON D I L N A"}},
          {"U P S C is an exam", {}}});
}

TEST_CASE("a name begins an item with its number") {
    hold({{"2 Zulphina 68300 12345", {"PERSON Zulphina", "PHONE 68300 12345"}},
          {"Details: 68300 12345", {"PHONE 68300 12345"}}});
}

TEST_CASE("her own name may stand before 'is my name', in five writings") {
    for (const auto& [text, name] : std::vector<std::pair<std::string, std::string>>{
             {"Reshma is my name. He threatens me.", "Reshma"},
             {"രേഷ്മ എന്നാണ് എന്റെ പേര്. അവൻ ഭീഷണിപ്പെടുത്തുന്നു.", "രേഷ്മ"},
             {"रेशमा मेरा नाम है। वो धमकी देता है।", "रेशमा"},
             {"Reshma ennanu ente peru. avan bheeshani peduthunnu.", "Reshma"},
             {"Reshma mera naam hai. wo dhamki deta hai.", "Reshma"}}) {
        CAPTURE(text);
        CHECK(kit::seen(kit::understood(text)).front() == "PERSON complainant " + name);
    }
}

TEST_CASE("who complains with her, helped her or was asked for her number is not accused") {
    for (const std::string text :
         {"Reshma and I complained. He threatens me.", "रेशमा और मैंने शिकायत की और वो धमकी देता है",
          "ഞാനും രേഷ്മയും പരാതി കൊടുത്തു. അവൻ ഭീഷണിപ്പെടുത്തുന്നു.",
          "My colleague Reshma helped me and he threatens me.",
          "He got my number from Reshma."}) {
        CAPTURE(text);
        for (const auto& one : kit::seen(kit::understood(text)))
            CHECK_FALSE(one.starts_with("PERSON offender"));
    }
    CHECK(
        kit::seen(kit::understood("Rahul and I were in love. He threatens me now.")).front() ==
        "PERSON offender Rahul");
    CHECK(kit::seen(kit::understood("I get dirty messages from Rahul.")).front() ==
          "PERSON offender Rahul");
}
