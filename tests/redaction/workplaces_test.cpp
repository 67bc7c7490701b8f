// Schools, shops and offices by the words before and in their names, and when they are his.
#include <algorithm>
#include <catch2/catch.hpp>

#include "redaction/kit.h"

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

bool has(const std::vector<std::string>& lines, const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

bool has_org(const std::vector<std::string>& lines) {
    return std::any_of(lines.begin(), lines.end(), [](const std::string& one) {
        return one.find("ORG") != std::string::npos;
    });
}

}  // namespace

TEST_CASE("a business is found by the end or the beginning of its name, in all writings") {
    for (const auto& [text, name] :
         Pairs{{"He stands before Tulsi Bangles every day.", "Tulsi Bangles"},
               {"Yesterday at Hotel Blue Lagoon he shouted.", "Hotel Blue Lagoon"},
               {"He came to Cafe Malabar Spice and laughed.", "Cafe Malabar Spice"},
               {"അവൻ ശ്രീദേവി ടെക്സ്റ്റൈൽസ് മുന്നിൽ നിന്നു.", "ശ്രീദേവി ടെക്സ്റ്റൈൽസ്"},
               {"वह आनंद ज्वेलर्स के सामने खड़ा था।", "आनंद ज्वेलर्स"},
               {"avan Anaswara Textiles munnil ninnu", "Anaswara Textiles"},
               {"wo Tulsi Handlooms ke samne khada tha", "Tulsi Handlooms"}}) {
        CAPTURE(text, kit::types(text));
        CHECK(has(kit::types(text), "ORG " + name));
    }
}

TEST_CASE("a name right behind the word for a workplace, or in brackets, is the workplace's") {
    for (const auto& [text, name] :
         Pairs{{"my shop Vellila is closed now", "Vellila"},
               {"he parked in front of my children's daycare (Tiny Petals) and laughed",
                "Tiny Petals"},
               {"Since two years i teach small children in a school here (Green Meadow "
                "International) "
                "and he knows it.",
                "Green Meadow International"},
               {"ഓഫീസിന്റെ (Hillside Analytics) താഴെ അവൻ വന്നു.", "Hillside Analytics"},
               {"മകൻ പഠിക്കുന്ന സ്കൂളിന്റെ പേര് (ജ്ഞാനഗംഗ) അവൻ പറഞ്ഞു.", "ജ്ഞാനഗംഗ"},
               {"प्लाईवुड कंपनी चंद्रा वीनियर्स में काम करती हूँ।", "प्लाईवुड कंपनी चंद्रा वीनियर्स"},
               {"njan veliyil oru pg il aanu (Carmel Nest), avan avide vannu ninnu",
                "Carmel Nest"},
               {"mera parlour Sapna Touch hai thrissur me", "Sapna Touch"}}) {
        CAPTURE(text, kit::types(text));
        CHECK(has(kit::types(text), "ORG " + name));
    }
    for (const std::string text :
         {"the office manager Suresh Kumar came", "I went to the shop in Kochi.",
          "She is a teacher (very strict) there."}) {
        CAPTURE(text, kit::types(text));
        CHECK_FALSE(has_org(kit::types(text)));
    }
}

TEST_CASE("some places of study name themselves, in Latin letters only in capitals") {
    for (const auto& [text, name] : Pairs{{"I am doing PG at CUSAT now.", "CUSAT"},
                                          {"behen NISH me padhti hai", "NISH"},
                                          {"मैं एनआईटी में पढ़ती हूँ।", "एनआईटी"},
                                          {"ഞാൻ കുസാറ്റിൽ പഠിക്കുന്നു.", "കുസാറ്റിൽ"}}) {
        CAPTURE(text, kit::types(text));
        CHECK(has(kit::types(text), "ORG " + name));
    }
    CHECK_FALSE(has_org(kit::types("he said nish and bits of nit to me")));
}

TEST_CASE("a business that bears his name, that he runs or where he is, is his") {
    for (const auto& [text, name] :
         Pairs{{"The accused Sijo threatens me. He sits in Sijo Communications.",
                "Sijo Communications"},
               {"The accused is Premkumar. The master Premkumar who runs Excel Tutorials "
                "threatens me.",
                "Excel Tutorials"},
               {"Rajan threatens me. He's in Noor Cold Store now.", "Noor Cold Store"}}) {
        CAPTURE(text, kit::seen(text));
        CHECK(has(kit::seen(text), "ORG offender " + name));
    }
    for (const auto& [text, name] :
         Pairs{{"Rajan threatens me. He waits near Noor Cold Store.", "Noor Cold Store"},
               {"Rajan threatens me. I run Noor Cold Store.", "Noor Cold Store"}}) {
        CAPTURE(text, kit::seen(text));
        CHECK(has(kit::seen(text), "ORG complainant " + name));
    }
}
