// Sentences about what he does in which a number or mailbox of hers, of her family or of her
// helpers stands: in five writings none of them may be taken for his. Numbers that begin with
// 6830 and mailboxes with a name are protected; those with 6831 are his and stay.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "redaction/kit.h"

namespace {

const std::vector<const char*> sentences{
    "My lawyer Adv. Beena called him from 6830700601 and warned him.",
    "Our neighbour Leela chechi heard him on her phone 6830700602 when he threatened us.",
    "He calls my mother-in-law's number 6830700603 and abuses her.",
    "He keeps ringing 6830700604, which is my second SIM.",
    "He found out my office number 6830700605 and shouts at the receptionist.",
    "The number that he calls is 6830700606.",
    "He asked my friend for my number and she gave him 6830700607.",
    "He wrote my name and 6830700608 on the wall of the bus stand.",
    "In his message he wrote: \"I have your mother's number 6830700609 and I will call her\".",
    "He posted 6830700610 with my photo on a dating site.",
    "Strangers ring 6830700611 because he put it on a website.",
    "He threatens to send the video to 6830700612, my father.",
    "He sent my photos to my cousin Arun, 6830700613.",
    "His wife Latha has helped me, her number is 6830700614.",
    "The counsellor who heard everything can be reached on 6830700615.",
    "He snatched my phone with the number 6830700616.",
    "He has blocked 6830700617, so I cannot tell him to stop.",
    "He got 6830700619 from my college register and calls at night.",
    "He made me give him 6830700621, my husband's number.",
    "He saved 6830700622 as wife in his phone.",
    "My maid told me he calls her too, on 6830700623.",
    "The accused calls my parents on 0484 2700624.",
    "My old number 6830700626 he knows, the new one 6830700627 he does not know.",
    "She also gave my number 6830700628 to strangers.",
    "My colleague saw him follow me. Her phone is 6830700631.",
    "Please don't tell my husband, his number 6830700632 they also have.",
    "My sister replied to him from her number 6830700633 and he abused her.",
    "She wrote this to my husband: \"Your wife meets my brother. Ask her whose number is "
    "6830700634.\"",
    "You may also call me, Haseena, 6830700635.",
    "He added 6830700636 to a group of men.",
    "He opened a profile with my picture and the words \"call me on 6830700637\".",
    "He shares 6830700638 with his friends and they call me.",
    "He hacked my whatsapp on 6830700639.",
    "He took a loan in the name of my father and gave 6830700640 as reference.",
    "Men text me at 6830700641 after his post.",
    "He sent me an OTP request on 6830700642.",
    "He used to recharge 6830700643 when we were together.",
    "My teacher told me to complain. Their number is 6830700644.",
    "എന്റെ വക്കീൽ ബീന 6830710601 ൽ നിന്ന് അയാളെ വിളിച്ച് താക്കീത് ചെയ്തു.",
    "ശല്യം സഹിക്കാൻ വയ്യ. എന്നെ വിളിക്കുന്നത് 6830710650 എന്ന നമ്പറിൽ ഉച്ചയ്ക്ക് മാത്രം.",
    "അയൽക്കാരി ലീല ചേച്ചി 6830710602 എന്ന ഫോണിൽ അവന്റെ ഭീഷണി കേട്ടു.",
    "അവൻ അമ്മായിയമ്മയുടെ 6830710603 എന്ന നമ്പറിൽ വിളിച്ച് ചീത്ത പറയുന്നു.",
    "അവൻ എന്റെ രണ്ടാമത്തെ സിം 6830710604 ൽ വിളിക്കുന്നു.",
    "ഓഫീസിലെ 6830710605 എന്ന നമ്പറിലേക്ക് അയാൾ വിളിച്ച് ശല്യം ചെയ്യുന്നു.",
    "അവൻ വിളിക്കുന്ന എന്റെ നമ്പർ 6830710606 ആണ്.",
    "അവൻ കൂട്ടുകാരിയോട് എന്റെ നമ്പർ ചോദിച്ചു, അവൾ 6830710607 കൊടുത്തു.",
    "അവൻ ബസ് സ്റ്റാൻഡിലെ മതിലിൽ എന്റെ പേരും 6830710608 ഉം എഴുതി.",
    "അവൻ എഴുതി: \"നിന്റെ അമ്മയുടെ നമ്പർ 6830710609 എനിക്കറിയാം, ഞാൻ വിളിക്കും\".",
    "അവൻ എന്റെ ഫോട്ടോയും 6830710610 ഉം സൈറ്റിൽ ഇട്ടു.",
    "അവൻ 6830710611 സൈറ്റിൽ ഇട്ടതുകൊണ്ട് പലരും വിളിക്കുന്നു.",
    "വീഡിയോ 6830710612 ലേക്ക് അയക്കുമെന്ന് ഭീഷണി, അത് അച്ഛന്റെ നമ്പർ ആണ്.",
    "അവൻ എന്റെ ഫോട്ടോ കസിൻ അരുണിന്, 6830710613, അയച്ചു.",
    "അവന്റെ ഭാര്യ ലത എന്നെ സഹായിച്ചു, അവളുടെ നമ്പർ 6830710614.",
    "എല്ലാം കേട്ട കൗൺസിലറെ 6830710615 ൽ വിളിക്കാം.",
    "അവൻ 6830710616 ഉള്ള എന്റെ ഫോൺ പിടിച്ചുവാങ്ങി.",
    "എന്റെ സഹപ്രവർത്തക സബിത കൂടെ നടന്നു. അവരുടെ ഫോൺ 6830710617.",
    "ടീച്ചർ പരാതി കൊടുക്കാൻ പറഞ്ഞു. അവരുടെ നമ്പർ 6830710618 ആണ്.",
    "എന്റെ അനിയത്തി അവളുടെ നമ്പർ 6830710619 ൽ നിന്ന് മറുപടി കൊടുത്തു.",
    "അവൻ കോളേജ് രജിസ്റ്ററിൽ നിന്ന് 6830710620 എടുത്ത് രാത്രി വിളിക്കുന്നു.",
    "അവൾ എന്റെ നമ്പർ 6830710621 അപരിചിതർക്ക് കൊടുത്തു.",
    "ഭർത്താവിനെ വിളിക്കരുത്, അദ്ദേഹത്തിന്റെ നമ്പർ 6830710622 അവരുടെ കൈയിൽ ഉണ്ട്.",
    "എന്നെയും വിളിക്കാം, ഹസീന, 6830710623.",
    "അവൻ 6830710624 ഒരു ഗ്രൂപ്പിൽ ചേർത്തു.",
    "എന്നെ ആശുപത്രിയിൽ കൊണ്ടുപോയ ഓട്ടോ ഡ്രൈവറുടെ നമ്പർ 6830710625 ആണ്.",
    "അവൾ എന്റെ ഭർത്താവിന് എഴുതിയത്: \"നിന്റെ ഭാര്യ എന്റെ ആങ്ങളയെ കാണുന്നുണ്ട്. 6830710626 ആരുടെ നമ്പറാണെന്ന് "
    "ചോദിക്ക്.\"",
    "मेरी वकील बीना ने 6830730601 से उसे फोन करके चेतावनी दी।",
    "पड़ोसन लीला ने अपने फोन 6830730602 पर उसकी धमकी सुनी।",
    "वह मेरी सास के नंबर 6830730603 पर फोन करके गाली देता है।",
    "वह मेरे दूसरे सिम 6830730604 पर भी कॉल करता है।",
    "वह दफ्तर के नंबर 6830730605 पर फोन करके चिल्लाता है।",
    "वह जिस नंबर पर कॉल करता है वह 6830730606 है।",
    "उसने मेरी सहेली से मेरा नंबर माँगा और उसने 6830730607 दे दिया।",
    "उसने बस स्टैंड की दीवार पर मेरा नाम और 6830730608 लिख दिया।",
    "उसने लिखा: \"तेरी माँ का नंबर 6830730609 मेरे पास है, मैं फोन करूँगा\"।",
    "उसने मेरी फोटो के साथ 6830730610 साइट पर डाल दिया।",
    "अनजान लोग 6830730611 पर फोन करते हैं क्योंकि उसने यह नंबर डाल दिया।",
    "वह धमकी देता है कि वीडियो मेरे पिता को 6830730612 पर भेज देगा।",
    "उसने मेरी फोटो मेरे भाई अरुण, 6830730613, को भेजी।",
    "उसकी पत्नी लता ने मेरी मदद की, उनका नंबर 6830730614 है।",
    "जिस काउंसलर ने सब सुना उनका नंबर 6830730615 है।",
    "उसने मेरा फोन छीन लिया जिसमें 6830730616 था।",
    "मेरी सहकर्मी सबिता कल मेरे साथ चली। उसका फोन 6830730617 है।",
    "मेरी गाइड डॉ. निर्मला ने लिखने की सलाह दी। उनकी मेल nirmala.guide73@example.org है।",
    "मेरी बहन ने अपने नंबर 6830730618 से जवाब दिया और उसने गाली दी।",
    "उसने कॉलेज के रजिस्टर से 6830730619 निकाला और रात को फोन करता है।",
    "उसने मेरा नंबर 6830730620 अजनबियों को दे दिया।",
    "पति को फोन मत करना, उनका नंबर 6830730621 उनके पास भी है।",
    "मुझे भी कॉल कर सकते हैं, हसीना, 6830730622।",
    "उसने 6830730623 को एक ग्रुप में जोड़ दिया।",
    "मेरी भाभी ने देखा। उसका नंबर 6830730624 है।",
    "कागज़ मैं 6830730625 से भेजूँगी।",
    "ente vakkeel Beena 6830720601 il ninnu ayale vilichu thakkeethu cheythu.",
    "ayalkkari Leela chechi 6830720602 enna phoneil avante bheeshani kettu.",
    "avan ammayiammayude 6830720603 enna numberil vilichu cheetha parayunnu.",
    "avan ente randamathe sim 6830720604 il vilikkunnu.",
    "officile 6830720605 enna numberilekku ayal vilichu shalyam cheyyunnu.",
    "avan vilikkunna ente number 6830720606 aanu.",
    "avan koottukariyodu ente number chodichu, aval 6830720607 koduthu.",
    "avan bus standile mathilil ente perum 6830720608 um ezhuthi.",
    "avan ezhuthi: \"ninte ammayude number 6830720609 enikku ariyam, njan vilikkum\".",
    "avan ente photoyum 6830720610 um sitil ittu.",
    "avan 6830720611 sitil ittathukondu palarum vilikkunnu.",
    "video 6830720612 lekku ayakkum ennu bheeshani, athu achante number aanu.",
    "avan ente photo cousin Arunu, 6830720613, ayachu.",
    "avante bharya Latha enne sahayichu, avalude number 6830720614.",
    "ellam ketta counsellore 6830720615 il vilikkam.",
    "avan 6830720616 ulla ente phone pidichu vaangi.",
    "ente sahapravarthaka Sabitha koode nadannu. avarude phone 6830720617.",
    "teacher parathi kodukkan paranju. avarude number 6830720618 aanu.",
    "ente aniyathi avalude number 6830720619 il ninnu reply koduthu.",
    "avan college registeril ninnu 6830720620 eduthu rathri vilikkunnu.",
    "aval ente number 6830720621 aparichitharkku koduthu.",
    "bharthavine vilikkaruthu, pulliyude number 6830720622 avarude kayyil undu.",
    "enneyum vilikkam, Haseena, 6830720623.",
    "avan 6830720624 oru groupil cherthu.",
    "enne aashupathriyil kondupoya auto driverude number 6830720625 aanu.",
    "meri vakil Beena ne 6830740601 se use phone karke warning di.",
    "padosan Leela ne apne phone 6830740602 par uski dhamki suni.",
    "wo meri saas ke number 6830740603 par phone karke gaali deta hai.",
    "wo mere doosre sim 6830740604 par bhi call karta hai.",
    "wo office ke number 6830740605 par phone karke chillata hai.",
    "wo jis number par call karta hai wo 6830740606 hai.",
    "usne meri saheli se mera number maanga aur usne 6830740607 de diya.",
    "usne bus stand ki deewar par mera naam aur 6830740608 likh diya.",
    "usne likha: \"teri maa ka number 6830740609 mere paas hai, main phone karunga\".",
    "usne meri photo ke saath 6830740610 site par daal diya.",
    "anjaan log 6830740611 par phone karte hain kyunki usne ye number daal diya.",
    "wo dhamki deta hai ki video mere papa ko 6830740612 par bhej dega.",
    "usne meri photo mere bhai Arun, 6830740613, ko bheji.",
    "uski patni Lata ne meri madad ki, unka number 6830740614 hai.",
    "jis counsellor ne sab suna unka number 6830740615 hai.",
    "usne mera phone cheen liya jisme 6830740616 tha.",
    "meri sahkarmi Sabita kal mere saath chali. uska phone 6830740617 hai.",
    "meri guide Dr. Nirmala ne likhne ki salah di. unki mail nirmala.guide74@example.org hai.",
    "meri behen ne apne number 6830740618 se jawab diya aur usne gaali di.",
    "usne college ke register se 6830740619 nikala aur raat ko phone karta hai.",
    "usne mera number 6830740620 ajnabiyon ko de diya.",
    "pati ko phone mat karna, unka number 6830740621 unke paas bhi hai.",
    "mujhe bhi call kar sakte ho, Haseena, 6830740622.",
    "usne 6830740623 ko ek group me jod diya.",
    "meri bhabhi ne dekha. uska number 6830740624 hai.",
    "kagaz main kagaz.ghar74@example.org se bhejungi."};

bool is_hers(const std::string& line) {
    return line.find(" 6830") != std::string::npos ||
           line.find(" 0484 2700") != std::string::npos || line.starts_with("EMAIL");
}

}  // namespace

TEST_CASE("in sentences about his deeds no number of hers, her family's or a helper's is his") {
    REQUIRE(sentences.size() >= 100);
    for (const auto* sentence : sentences) {
        const auto found = kit::seen(kit::understood(sentence));
        CAPTURE(sentence, found);
        int hers = 0;
        for (const auto& line : found) {
            if (!is_hers(line)) continue;
            ++hers;
            CHECK(line.find(" offender ") == std::string::npos);
        }
        CHECK(hers > 0);
    }
}
