// Names of offenders by what the mail tells of them beyond their own clause: the next
// sentences, those who act with them, words for strangers, who it was. In the same frames her
// relatives, friends, lawyers, witnesses and officers stay what they are.
#include <algorithm>
#include <catch2/catch.hpp>

#include "redaction/examples.h"

using kit::Lines;

namespace {

// Read with the language that the mail is in.
Lines read(std::string_view text) { return kit::seen(kit::understood(text)); }

}  // namespace

TEST_CASE("a relative of a relative is the offender where the next sentences tell his harm") {
    CHECK(read("My sister's husband Biju comes to me when she is at work. He has hurt me "
               "twice.") == Lines{"PERSON offender Biju"});
    CHECK(read("എന്റെ ചേച്ചിയുടെ ഭർത്താവ് ബിജു ജോലിയില്ലാത്തപ്പോൾ വരും. അയാൾ എന്നെ ഉപദ്രവിക്കുന്നു.") ==
          Lines{"PERSON offender ബിജു"});
    CHECK(read("मेरी बहन के पति बलराम अकेले में आते हैं। उन्होंने मुझे धमकी दी।") ==
          Lines{"PERSON offender बलराम"});
    CHECK(read("ente chechiyude bharthavu Biju chechi pokumbol varum. ayal enne "
               "bheeshanippeduthi.") == Lines{"PERSON offender Biju"});
    CHECK(read("mere pati ka bhai Balram akele me aata hai. usne mujhe dhamki di.") ==
          Lines{"PERSON offender Balram"});
}

TEST_CASE("a relative stays hers where the harm of the next sentence is another's") {
    CHECK(read("My sister's husband Biju knows it. He was told everything. Rajan hurts me.")
              .front() == "PERSON family Biju");
    CHECK(read("A man follows me. My sister's husband Biju is abroad. He hurts me.").front() ==
          "PERSON family Biju");
    CHECK(read("My mother Leela is old. He hurts her too.") == Lines{"PERSON family Leela"});
    CHECK(read("എന്റെ അനിയത്തി അനു പഠിക്കുന്നു. അവൻ അവളെ ഉപദ്രവിക്കുന്നു.") == Lines{"PERSON family അനു"});
    CHECK(read("मेरी बहन सीमा पढ़ती है। वह आदमी उसे धमकी देता है।") == Lines{"PERSON family सीमा"});
    CHECK(read("ente amma Leela joli cheyyunnu. avan ammaye bheeshanippeduthi.") ==
          Lines{"PERSON family Leela"});
    CHECK(read("meri behen Seema padhti hai. ek aadmi use dhamki deta hai.") ==
          Lines{"PERSON family Seema"});
}

TEST_CASE("those who do it together share the verb behind the last of them") {
    CHECK(read("My husband Sudheer and his mother Sarasamma beat me for gold.") ==
          Lines{"PERSON offender Sudheer", "PERSON offender Sarasamma"});
    CHECK(read("ഭർത്താവ് സുധീറും അമ്മായിയമ്മ സരസമ്മയും എന്നെ തല്ലുന്നു.") ==
          Lines{"PERSON offender സുധീറും", "PERSON offender സരസമ്മയും"});
    CHECK(read("मेरे पति सुधीर और सास सरस्वती मुझे पीटते हैं।") ==
          Lines{"PERSON offender सुधीर", "PERSON offender सरस्वती"});
    CHECK(read("ente bharthavu Sudheerum ammayiamma Sarasammayum enne thallunnu.") ==
          Lines{"PERSON offender Sudheerum", "PERSON offender Sarasammayum"});
    CHECK(read("mere pati Sudhir aur saas Saraswati mujhe peette hain.") ==
          Lines{"PERSON offender Sudhir", "PERSON offender Saraswati"});
}

TEST_CASE("those who are joined to the one acted upon are acted upon") {
    CHECK(read("Ratheesh threatens my father Mohan and my brother Arun.") ==
          Lines{"PERSON offender Ratheesh", "PERSON family Mohan", "PERSON family Arun"});
    CHECK(read("My lawyer Sheela and my friend Priya came with me.") ==
          Lines{"PERSON third_party Sheela", "PERSON third_party Priya"});
}

TEST_CASE("a man who is presented as a stranger is nobody of hers") {
    CHECK(read("The boy Bunty took my bag.") == Lines{"PERSON offender Bunty"});
    CHECK(read("One Madhusoodanan comes at night and knocks.") ==
          Lines{"PERSON offender Madhusoodanan"});
    CHECK(read("പയ്യൻ ബിനു വഴിയിൽ നിൽക്കും.") == Lines{"PERSON offender ബിനു"});
    CHECK(read("लड़का राकेश गली में रहता है।") == Lines{"PERSON offender राकेश"});
    CHECK(read("payyan Binu vazhiyil nilkkum, enikku pedi aanu.") ==
          Lines{"PERSON offender Binu"});
    CHECK(read("ladka Rakesh roz college ke bahar aata hai, mujhe darr lagta hai.") ==
          Lines{"PERSON offender Rakesh"});
}

TEST_CASE("a boy of hers, one who helps and one who saw it are no strangers") {
    CHECK(read("My boy Arun is five and he is afraid.") != Lines{"PERSON offender Arun"});
    CHECK(read("पास वाले शर्मा जी के घर पर बुलाएँ।") != Lines{"PERSON offender शर्मा"});
    CHECK(read("One Sheela madam advised me to write.") != Lines{"PERSON offender Sheela"});
    CHECK(read("പയ്യൻ ബിനു കണ്ടു.") != Lines{"PERSON offender ബിനു"});
    CHECK(read("लड़के राकेश ने देखा।") != Lines{"PERSON offender राकेश"});
    CHECK(read("payyan Binu kandu, njan paranju.") != Lines{"PERSON offender Binu"});
    CHECK(read("ladke Rakesh ne dekha tha.") != Lines{"PERSON offender Rakesh"});
}

TEST_CASE("the agent of what was done to her, and from whom the trouble comes") {
    CHECK(read("We were photographed and threatened by the cook Velayudhan.") ==
          Lines{"PERSON offender Velayudhan"});
    CHECK(read("मुझे परेशानी दुकान वाले गोपाल से है।") == Lines{"PERSON offender गोपाल"});
    CHECK(read("Mujhe pareshani peeche wale ghar ke Gopal se hai.") ==
          Lines{"PERSON offender Gopal"});
    CHECK(read("ചെയ്തത് പ്രജിത്ത് ആണ്.") == Lines{"PERSON offender പ്രജിത്ത്"});
    CHECK(read("ithu cheythath Prajith aanu, enikku pedi aanu.") ==
          Lines{"PERSON offender Prajith"});
    CHECK(read("I was threatened. I was taken home by my cousin Velayudhan.").back() !=
          "PERSON offender Velayudhan");
    CHECK(read("मैंने गोपाल से परेशानी बताई, मेरी सहेली सीमा से मिली।").back() ==
          "PERSON third_party सीमा");
}

TEST_CASE("a name below a label for the accused signs nothing") {
    CHECK(read("Name of the complainant\nSheela Das\nPhone\n6830700401\nName of the "
               "accused\nVipin Das\nPhone of the accused\n6831700402\n")
              .at(2) == "PERSON offender Vipin Das");
    CHECK(read("I wrote to you before.\nPhone\n6830700403\nName\nSheela Das\n").back() !=
          "PERSON offender Sheela Das");
}

TEST_CASE("an initial in words belongs to the name beside it") {
    CHECK(read("പ്രതി സജീവ് ആർ എന്നെ ഭീഷണിപ്പെടുത്തി.") == Lines{"PERSON offender സജീവ് ആർ"});
    CHECK(read("आरोपी संजीव आर मुझे धमकी देता है।") == Lines{"PERSON offender संजीव आर"});
}

TEST_CASE("a contact deed alone accuses no relative, and nobody who tells her") {
    CHECK(read("My husband Pradeep is abroad and called me at night.") ==
          Lines{"PERSON family Pradeep"});
    CHECK(read("ഭർത്താവ് പ്രദീപ് ദുബായിലാണ്, വിളിച്ചു പറഞ്ഞപ്പോൾ പരാതി കൊടുക്കാൻ പറഞ്ഞു.") ==
          Lines{"PERSON family പ്രദീപ്"});
    CHECK(read("മാഡം, ഭർത്താവിന്റെ അനിയൻ രതീഷ് ഞാൻ കുളിക്കുമ്പോൾ വീഡിയോ എടുത്തു.") ==
          Lines{"PERSON offender രതീഷ്"});
    CHECK(read("mera devar Pankaj mere purane phone se meri photo viral karta hai.") ==
          Lines{"PERSON offender Pankaj"});
    CHECK(read("मेरे पति प्रदीप दुबई में हैं, उन्होंने मुझे फोन किया।") == Lines{"PERSON family प्रदीप"});
    CHECK(read("Ratheesh threatens me. ayalde bharya Mercy aanu enne vilichu paranjathu.")
              .back() != "PERSON offender Mercy");
    CHECK(read("avan ente photo ittu. avante koottukaran Muneer um group il ittu.").back() ==
          "PERSON offender Muneer");
}

TEST_CASE("names that no list has are known beside a name, by their sound, in a list") {
    CHECK(read("One of our girls, Ansu Mathew, 17, is troubled by a man.").front() ==
          "PERSON unknown Ansu Mathew");
    CHECK(read("He has my chat with Sobin also.").front() != "PERSON offender Sobin");
    CHECK(read("Witnesses: 1. Ambika (neighbour) 6830700451 2. Sasi, driver 6830700452") ==
          Lines{"PERSON third_party Ambika", "PHONE third_party 6830700451", "PERSON third_party Sasi",
                "PHONE third_party 6830700452"});
    CHECK(read("Ratheesh hit me. When my husband questioned him he ran.") ==
          Lines{"PERSON offender Ratheesh"});
}

TEST_CASE("a noun in apposition presents a stranger, unless he is hers or suffers") {
    CHECK(read("A driver of the school van, Sasi, shows bad pictures to the girls.") ==
          Lines{"PERSON offender Sasi"});
    CHECK(read("A boy from tuition, Adithyan, made her send a picture.") ==
          Lines{"PERSON offender Adithyan"});
    CHECK(read("A friend of my brother, Adithyan, saw the picture.").front() !=
          "PERSON offender Adithyan");
    CHECK(read("A boy of sixteen years, Adithyan, is being threatened.").front() !=
          "PERSON offender Adithyan");
}

TEST_CASE("a stop behind a genitive ends the sentence") {
    CHECK(read("She says that it is not my husband's. She threatens me. My husband Manoj "
               "believes me.") == Lines{"PERSON family Manoj"});
}

TEST_CASE("a name of no list is known where only persons stand, and stays covered") {
    const auto is_covered = [](std::string_view text, const std::string& name) {
        const auto found = read(text);
        return std::any_of(found.begin(), found.end(), [&](const std::string& line) {
            return line.starts_with("PERSON") && !line.starts_with("PERSON offender") &&
                   line.ends_with(name);
        });
    };
    CHECK(is_covered("Mrudhula knows everything. A man threatens me.", "Mrudhula"));
    CHECK(is_covered("I stay with Mrudhula. A man threatens us.", "Mrudhula"));
    CHECK(is_covered("Mrudhula is my daughter. She is 12.", "Mrudhula"));
    CHECK(is_covered("You can call Mrudhula (6830700461).", "Mrudhula"));
    CHECK(is_covered("തേജലിന് എല്ലാം അറിയാം. ഒരാൾ ശല്യം ചെയ്യുന്നു.", "തേജലിന്"));
    CHECK(is_covered("തേജലും ഞാനും ഒരുമിച്ചാണ് താമസം. ഒരാൾ ശല്യം ചെയ്യുന്നു.", "തേജലും"));
    CHECK(is_covered("थेजल ने मेरी मदद की। एक आदमी धमकी देता है।", "थेजल"));
    CHECK(is_covered("मेरा नंबर नहीं है, थेजल के नंबर 6830700462 पर फोन करें।", "थेजल"));
    CHECK(is_covered("ഞാൻ ചേച്ചി ബിന്ദുവിന്റെ വീട്ടിലാണ്.", "ബിന്ദുവിന്റെ"));
    CHECK(is_covered("koode Thejal undayirunnu. oral shalyam cheyyunnu.", "Thejal"));
    CHECK(is_covered("njan Thejalinod paranju. oral shalyam cheyyunnu.", "Thejalinod"));
    CHECK(is_covered("maine Thejal ko bataya. ek aadmi dhamki deta hai.", "Thejal"));
}

TEST_CASE("no name is made of what else is told, done or said") {
    kit::hold({{"It was raining and probably late. They told Facebook about it.", {}},
               {"ഐഡിയിലേക്ക് പണം അയച്ചു. കവറിൽ ഉണ്ടായിരുന്നു.", {}},
               {"മാർക്ക് കുറയ്ക്കുമെന്ന് പറഞ്ഞു.", {}},
               {"ड्यूटी की फोटो डाली।", {}}});
}

TEST_CASE("to whom a daughter was given is he of whom the next sentences tell") {
    CHECK(read("My daughter Tincy is married to Jobish Kurian. Since the wedding he beats her.") ==
          Lines{"PERSON family Tincy", "PERSON offender Jobish Kurian"});
    CHECK(read("My sister Tincy is married to Jobish Kurian. He is in Dubai and is kind.") ==
          Lines{"PERSON family Tincy", "PERSON unknown Jobish Kurian"});
}
