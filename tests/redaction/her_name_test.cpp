// The ways a mail says who wrote it: addressed by him, in brackets beside "I", below the text.
#include <catch2/catch.hpp>

#include "redaction/examples.h"

using kit::Lines;
using kit::seen;

TEST_CASE("who is addressed in his words is she") {
    CHECK(seen("A man follows me. He said \"Reshmi, open the door or else\".") ==
          Lines{"PERSON complainant Reshmi"});
    CHECK(seen("अनजान आदमी ने लिखा \"जवाब क्यों नहीं देती सुनीता?\"") ==
          Lines{"PERSON complainant सुनीता"});
    CHECK(seen("അവൻ പറഞ്ഞു \"രേഷ്മ, വാതിൽ തുറക്ക്\". പിന്നെ ശല്യം.") ==
          Lines{"PERSON complainant രേഷ്മ"});
    CHECK(seen("Avan paranju \"Reshma, vathil thurakku\". Pinne shalyam.") ==
          Lines{"PERSON complainant Reshma"});
    CHECK(seen("Usne bola \"Pallavi, light band kar\". Wo roz pareshan karta hai.") ==
          Lines{"PERSON complainant Pallavi"});
    CHECK(seen("I said \"Rajan, stop it\" and he slapped me.") !=
          Lines{"PERSON complainant Rajan"});
}

TEST_CASE("her name stands in brackets beside I, and the others with her") {
    const Lines three{"PERSON complainant Merin", "PERSON third_party Shilpa",
                      "PERSON third_party Kavya"};
    CHECK(seen("We are three girls, I (Merin), Shilpa and Kavya. He harasses us.") == three);
    CHECK(seen("Merin (me), Shilpa and Kavya live here. He harasses us.") == three);
    CHECK(seen("Hum teen hain, main (Merin), Shilpa aur Kavya. Wo hame chhedta hai.") == three);
    CHECK(seen("ഞാൻ (മെറിൻ), ശിൽപ, കാവ്യ. അയാൾ ഞങ്ങളെ ശല്യം ചെയ്യുന്നു.") ==
          Lines{"PERSON complainant മെറിൻ", "PERSON third_party ശിൽപ",
                "PERSON third_party കാവ്യ"});
    CHECK(seen("1 Sabita (likhne wali)\nSupervisor Vinod hume pareshan karta hai.").front() ==
          "PERSON complainant Sabita");
}

TEST_CASE("a letter is signed in many ways") {
    CHECK(seen("He sends photos.\n\nKeerthana\nPS please do not ring after eight.") ==
          Lines{"PERSON complainant Keerthana"});
    CHECK(seen("Wo paisa mangta hai.\n\nSangeeta railway colony qtr 114/C").front() ==
          "PERSON complainant Sangeeta");
    CHECK(seen("Enikku pedi und.\nSaraswathy Amma, Ottapalam") ==
          Lines{"PERSON complainant Saraswathy Amma"});
    CHECK(seen("वो धमकी देता है।\n\nसुनीता, बी.एड. कॉलेज में पढ़ती हूँ।").front() ==
          "PERSON complainant सुनीता");
    CHECK(seen("मैं समिति की सचिव हूँ, मंजुला। वो धमकी देता है।") == Lines{"PERSON complainant मंजुला"});
    CHECK(seen("वो धमकी देता है। नाम मेरा सुनीता है।") == Lines{"PERSON complainant सुनीता"});
    // What ends with his house is no signature.
    CHECK(seen("The tenant troubles me.\nRajan lives in Rose Villa, qtr 12").front() !=
          "PERSON complainant Rajan");
}
