// Whose a number is in mails of one or two sentences; beside those that protect stand those in
// which the same words are his.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "redaction/examples.h"

namespace {

struct Told {
    std::string text;
    bool is_his;  // the last value, or the only one of a person
};

std::string last(std::string_view text) {
    const auto found = kit::seen(kit::understood(text));
    return found.empty() ? std::string() : found.back();
}

bool is_his(std::string_view line) { return line.find(" offender ") != std::string_view::npos; }

void hold(const std::vector<Told>& all) {
    REQUIRE_FALSE(all.empty());
    for (const auto& one : all) {
        CAPTURE(one.text, last(one.text));
        CHECK(is_his(last(one.text)) == one.is_his);
    }
}

}  // namespace

TEST_CASE("what he sends to 'his' number goes to the one of hers who was named before") {
    hold({{"He did not leave my father alone, he sent my pictures to his number 6830710001.",
           false},
          {"അവൻ എന്റെ അനിയനെയും വെറുതെ വിട്ടില്ല, പുള്ളിയുടെ 6830710002 ലേക്ക് വീഡിയോ അയച്ചു.", false},
          {"उसने मेरे भाई को भी नहीं छोड़ा, उनके नंबर 6830710003 पर गंदी फोटो भेजी।", false},
          {"ente aniyaneyum vittilla, pulliyude 6830710004 lekku video ayachu.", false},
          {"usne mere bhai ko bhi nahi chhoda, unke number 6830710005 par gandi photo bheji.",
           false},
          {"He threatened my father and told me to send a message to his number 6831710001.",
           true},
          {"അവൻ അമ്മയെ ഭീഷണിപ്പെടുത്തി, അയാളുടെ 6831710002 ൽ നിന്ന് വിളിച്ചു.", true}});
}

TEST_CASE("his relative who stands with her is not spoken of as he is") {
    hold({{"അവന്റെ ഭാര്യ എല്ലാം കണ്ടു, എനിക്ക് വേണ്ടി മൊഴി തരും. അവരുടെ ഫോൺ 6830710011.", false},
          {"avante amma enne sahayichu. avarude phone 6830710012.", false},
          {"uski patni ne meri madad ki. unka number 6830710013 hai.", false},
          {"avante bharya enne vilichu theri paranju. avarude number 6831710012.", true}});
}

TEST_CASE("who saved her gives a statement, with his vehicle and his number") {
    hold({{"എന്നെ രക്ഷിച്ചത് KL 07 ZA 4421 എന്ന ഓട്ടോയുടെ ഡ്രൈവറാണ്.", false},
          {"enne veettil ethichath KL 07 ZA 4422 autoyile driver aanu.", false},
          {"KL 07 ZA 4423 ഓട്ടോയുടെ ഡ്രൈവർ എന്നെ പിന്തുടർന്നു.", true}});
}

TEST_CASE("a number that is told to be mine is mine whoever passes it on") {
    hold({{"He gave 6830710031, which is my number, to his friends.", false},
          {"അവൻ കൂട്ടുകാർക്ക് 6830710032 എന്ന് എന്റെ നമ്പർ പറഞ്ഞു കൊടുത്തു.", false},
          {"उसने अपने दोस्तों को 6830710033 जो मेरा नंबर है दे दिया।", false},
          {"oral avante koottukarkku 6830710034 ennu ente number koduthu.", false},
          {"usne doston ko 6830710035 jo mera number hai de diya.", false},
          {"oral 6831710034 il ninnu ente numberilekku vilichu.", true}});
}

TEST_CASE("who is acted upon is not the one who acts, whatever title bears the case") {
    hold({{"ഒരാൾ ബിന്ദു ടീച്ചറെ വിളിച്ച് ഭീഷണിപ്പെടുത്തി.", false},
          {"oral Remya chechiye vilichu bheeshanippeduthi.", false},
          {"avan Sajithaye vilichu theri paranju.", false},
          {"ayal ente friend Neethuvinu ashleela photo ayachu.", false},
          {"Ramesh sir enne thalli, ashleelam paranju.", true}});
}

TEST_CASE("a name that is a word as well is a name before a telephone") {
    CHECK(kit::types("ഓഫീസിലെ ദീപ 6830710051 കണ്ടു.") ==
          kit::Lines{"PERSON ദീപ", "PHONE 6830710051"});
    CHECK(kit::types("दुकान की आशा 6830710052 ने देखा।") ==
          kit::Lines{"PERSON आशा", "PHONE 6830710052"});
}

TEST_CASE("what something came through or who got it does not own it") {
    hold({{"6831710061 വഴി എന്നെ ഭീഷണിപ്പെടുത്തുന്നു.", true},
          {"avan 6831710062 vazhi enne theri vilichu.", true},
          {"वह 6831710063 के ज़रिए मुझे धमकाता है।", true},
          {"6831710064 nnu rathri vili varum.", true},
          {"അനിയത്തിക്കും 6831710065 ൽ നിന്ന് മോശം മെസേജ് വന്നു.", true},
          {"ente husbandinu 6831710066 il ninnu ente photo ayachu.", true},
          {"meri behen ko 6831710067 se gande msg aaye.", true},
          {"enne 6830710062 vazhi contact cheyyam.", false},
          {"എന്നെ 6830710061 വഴി ബന്ധപ്പെടാം.", false},
          {"ammayude 6830710064 nnu njan vilichu.", false},
          {"ammayodu 6830710065 il ninnu vilikkan njan paranju.", false}});
}

TEST_CASE("what is said of a number behind it") {
    hold({{"Do not call 6831710071, that is his own number.", true},
          {"6831710072 ൽ വിളിക്കരുത്, അത് അവന്റെ നമ്പറാണ്.", true},
          {"6831710073 il vilikkaruthu, athu avante numberaanu.", true},
          {"6831710074 ഉപയോഗിക്കുന്ന ആ ദുഷ്ടനെ പിടിക്കണം.", true},
          {"Look at this number: 6831710075. From this all the threats came.", true},
          {"ഈ നമ്പർ നോക്കണം: 6831710076. ഇതിൽ നിന്നാണ് ഭീഷണി വരുന്നത്.", true},
          {"यह नंबर देखिए: 6831710077। इसी से धमकी आती है।", true},
          {"ee number nokkanam: 6831710078. ithil ninnanu msg ellam varunnath.", true},
          {"6830710072 ൽ വിളിക്കരുത്, അത് അമ്മയുടെ നമ്പറാണ്.", false},
          {"6830710073 il vilikkaruthu, athu chechiyude numberaanu.", false},
          {"ente number nokkanam: 6830710074. ithil ninnanu njan parathi ayachath.", false}});
}

TEST_CASE("the one that rang is his, if she does not ring herself") {
    hold({{"എന്നെ വിളിച്ചത് 6831710081 എന്ന നമ്പറാണ്.", true},
          {"oral enne shalyam cheyyunnu. vilichathu 6831710082.", true},
          {"ayal pinneyum vilichu. call vanna number 6831710083.", true},
          {"njan avasanam vilichathu 6830710082 aanu.", false},
          {"ammaye sahayathinu vilichathu njan 6830710083 aanu.", false}});
}

TEST_CASE("who finds out, rings, hacks or follows something does not own it") {
    hold({{"അവന്റെ കൂട്ടുകാർ 6830710091 ലേക്ക് വിളിച്ച് ശല്യം ചെയ്യുന്നു.", false},
          {"shalyam cheyyunnavan engineyo 6830710092 kandupidichu.", false},
          {"ബയോഡാറ്റയിലെ 6830710093 കണ്ട് ഒരാൾ വിളിച്ച് അസഭ്യം പറഞ്ഞു.", false},
          {"किसी ने फॉर्म से 6830710094 देखकर गंदी बात की।", false},
          {"prathiye pidichu thanna nattukaran 6830710095.", false},
          {"anu.k91@example.com ഹാക്ക് ചെയ്യപ്പെട്ടു, അവൻ അതിൽ നിന്ന് മെയിൽ അയച്ചു.", false},
          {"anu.k92@example.com hack cheythu, avan ellarkkum mail ayachu.", false},
          {"njan pokunna vandi KL 07 ZB 2101 nte purake avan varum.", false},
          {"ayal anu93@okaxis il ninnu panam eduthu.", false},
          {"പണം തിരികെ ഇടേണ്ടത് anu94@oksbi ലേക്ക് ആണ്.", false},
          {"He wrote 6830710096 on the wall, that is my own number.", false},
          {"അവൻ എല്ലാവർക്കും 6830710097 കൊടുത്തു, അത് ഞാൻ ഉപയോഗിക്കുന്ന നമ്പർ ആണ്.", false},
          {"പ്രതിയുടെ നമ്പർ 6831710091 കണ്ടുപിടിച്ചു.", true},
          {"avante 6831710092 lekku vilichappol theri paranju.", true},
          {"KL 07 ZB 3101 il avan ente purake varum.", true},
          {"panam thirike tharam ennu paranju avan71@okaxis lekku idan paranju.", true}});
}

TEST_CASE("a number that he rings is told before it is rung") {
    hold({{"matrimonyil koduthath 6830710101 aanu, athilekkaanu ayal vilikkunnath.", false},
          {"പുതിയ നമ്പർ 6830710102 ആണ്, അതിലേക്കും ഒരാൾ വിളിച്ച് ശല്യം ചെയ്യുന്നു.", false},
          {"फॉर्म में 6830710103 लिखा था, उसी पर कोई गंदे मैसेज भेजता है।", false},
          {"The form had 6830710104. Somebody calls on that number at night.", false},
          {"rathri 6830710105 lekku avante video call varum.", false},
          {"6831710102 enna numberil ninnu vilichu, athil ninnum msg vannu.", true}});
}

TEST_CASE("who helped is meant by the next 'his', and what he has in his hands says nothing") {
    hold({{"ayalkkaran vannu rakshichu, pullide number 6830710111.", false},
          {"ഡ്രൈവർ എന്നെ രക്ഷിച്ചു. അയാളുടെ നമ്പർ 6830710112.", false},
          {"bharthavinte office number 6830710113 lekkum vilichu apamanichu.", false},
          {"ente papers okke avante kayyil aanu, number 6830710114.", false},
          {"avante kayyil ulla number 6831710114 aanu.", true},
          {"driver enne shalyam cheythu. avante number 6831710112.", true}});
}

TEST_CASE("even there he rang, she rang him, she shut him out, another suffers too") {
    hold({{"kada number vare (6830710121) vilichu apamanichu.", false},
          {"അമ്മയുടെ നമ്പർ വരെ 6830710122 വിളിച്ച് ചീത്ത പറഞ്ഞു.", false},
          {"enne pole upadravam kittiya vere oral 6830710123.", false},
          {"One more girl like me was harassed by this man, 6830710124.", false},
          {"njan avane vilichath 6831710121 lekku aanu.", true},
          {"ഞാൻ അവനെ വിളിച്ചത് 6831710122 ലേക്കാണ്.", true},
          {"ഞാൻ ബ്ലോക്ക് ചെയ്ത നമ്പർ 6831710123.", true},
          {"njan avanodu paranju, achane 6830710125 lekku vilikkan.", false}});
}

TEST_CASE("to whom it was sent is not who sent it") {
    hold({{"HR നു (anju.hr131@example.org) അയാൾ എന്നെ പറ്റി മെയിൽ അയച്ചു.", false},
          {"principalinu anju.p132@example.org lekku vyaja parathi ayachu.", false},
          {"peru Mini, phone 6830710133, bharthavu upadravikkunnu.", false},
          {"avan71@example.net il ninnu principalinu vyaja parathi ayachu.", true}});
}
