// Names of hers beside his deed: who helps in a phrase of its own, and her own name in passing.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "redaction/examples.h"

using kit::Lines;
using kit::seen;

namespace {

bool has(const Lines& lines, const std::string& wanted) {
    return std::find(lines.begin(), lines.end(), wanted) != lines.end();
}

}  // namespace

TEST_CASE("who helps in a phrase of its own is not the man of the phrase before") {
    CHECK(has(seen("A boy sends me dirty messages, Reshma from the shop intervened."),
              "PERSON third_party Reshma"));
    CHECK(has(seen("oru payyan mosham message ayakkunnu, Reshma odi vannu."),
              "PERSON third_party Reshma"));
    CHECK(has(seen("ഒരു പയ്യൻ മോശം മെസ്സേജ് അയക്കുന്നു, രേഷ്മ ഓടിയെത്തി."), "PERSON third_party രേഷ്മ"));
    CHECK(has(seen("Fake account undakki apamanikkunnu, Reshma idapettu."),
              "PERSON third_party Reshma"));
    CHECK(has(
        seen("oru payyan mosham message ayakkunnu, Reshma enne vilichu munnariyippu thannu."),
        "PERSON third_party Reshma"));
}

TEST_CASE("messages that come behind a name are not its bearer's") {
    CHECK(has(seen("avan enne shalyam cheyyunnu. Reshma odi vannu mosham message varunnu."),
              "PERSON third_party Reshma"));
    CHECK(has(seen("Reshma ne sab suna par gande message aate hain."),
              "PERSON third_party Reshma"));
}

TEST_CASE("her own name is hers where it is said in passing") {
    CHECK(has(seen("A man threatens me. At home they call me Reshma darling."),
              "PERSON complainant Reshma"));
    CHECK(has(seen("bharthavu enne thallum, Reshma enna njan ezhuthunnu."),
              "PERSON complainant Reshma"));
    CHECK(has(seen("pati mujhe maarta hai, Reshma naam ki main shikayat kar rahi hun."),
              "PERSON complainant Reshma"));
}

TEST_CASE("who is named for his deed stays the man of that deed") {
    CHECK(has(seen("A boy sends me dirty messages, Rahul of the next house."),
              "PERSON offender Rahul"));
    CHECK(has(seen("oru payyan mosham message ayakkunnu, Rahul ennanu peru."),
              "PERSON offender Rahul"));
    CHECK(has(seen("He called me, Rahul, and threatened me."), "PERSON offender Rahul"));
    CHECK(has(seen("Rahul enne vilichu theri paranju."), "PERSON offender Rahul"));
}
