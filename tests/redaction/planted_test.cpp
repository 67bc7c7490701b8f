// The number of a thing that spies on her is not hers; that of her own telephone is.
#include <catch2/catch.hpp>

#include "redaction/examples.h"

using kit::Lines;
using kit::seen;

TEST_CASE("a device that was put there to follow her is his, in five writings") {
    CHECK(seen("Under the seat of my scooter there was a GPS tracker, IMEI 356938035643809.") ==
          Lines{"IMEI offender 356938035643809"});
    CHECK(seen("വണ്ടിയുടെ അടിയിൽ ഒരു ജിപിഎസ് കണ്ടു. IMEI 356938035643809.") ==
          Lines{"IMEI offender 356938035643809"});
    CHECK(seen("गाड़ी के नीचे जीपीएस मिला। IMEI 356938035643809।") ==
          Lines{"IMEI offender 356938035643809"});
    CHECK(seen("caril gps vechu, device no TK102-771290.") ==
          Lines{"MISC_ID offender TK102-771290"});
    CHECK(seen("gaadi me gps laga diya. device id TK102-771290.") ==
          Lines{"MISC_ID offender TK102-771290"});
}

TEST_CASE("her own telephone stays hers beside it, and without a word of such a thing") {
    CHECK(seen("There was a GPS tracker under the seat. My phone IMEI is 356938035643809.") ==
          Lines{"IMEI complainant 356938035643809"});
    CHECK(seen("He broke it. IMEI 356938035643809.") ==
          Lines{"IMEI complainant 356938035643809"});
}
