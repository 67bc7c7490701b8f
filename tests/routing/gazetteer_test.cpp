#include "routing/gazetteer.h"

#include "small_rules.h"

namespace {

using Sources = std::vector<yaml::SourceText>;

Sources with(Sources rules, const std::string& name, const std::string& text) {
    rules.push_back({name, text});
    return rules;
}

Sources small_with(const std::string& rows) {
    return with(small::sources(), "gazetteer/tvm.yaml",
                "district: Thiruvananthapuram\nrows:\n" + rows);
}

std::string errors_of(const std::string& rows) {
    const auto read = routing::read_gazetteer(small_with(rows));
    return read ? "" : base::to_text(read.error());
}

std::string import_errors(const std::string& table, const Sources& rules = small::sources()) {
    const auto made = routing::import_gazetteer(rules, {{"t.csv", table}});
    return made ? "" : base::to_text(made.error());
}

routing::GazetteerImport import(const std::string& table,
                                const Sources& rules = small::sources()) {
    auto made = routing::import_gazetteer(rules, {{"t.csv", table}});
    if (!made) FAIL(base::to_text(made.error()));
    return std::move(*made);
}

// The rules with the gazetteer that an import would leave behind.
Sources after(const routing::GazetteerImport& made, Sources rules = small::sources()) {
    for (const auto& file : made.files) rules.push_back(file);
    return rules;
}

routing::RuleBook book_of(const Sources& rules) {
    auto loaded = routing::load_rules(rules, {}, {});
    if (!loaded) FAIL(base::to_text(loaded.error()));
    return std::move(loaded->book);
}

small::Mail pin_mail(const std::string& pin) {
    small::Mail mail;
    mail.pin(understanding::PlaceRole::signature, pin);
    return mail;
}

const std::string head = "kind,name,name_ml,district,station,pin,confirmed\n";

}  // namespace

TEST_CASE("an unconfirmed PIN never routes and is shown to the desk as unconfirmed") {
    const auto book =
        book_of(small_with("  - {kind: pin, pin: 695581, station: [tvc.kazhakuttam, "
                           "tvc.museum]}\n"));
    const auto decision = book.decide(pin_mail("695581").facts);
    REQUIRE(small::outcome(decision) == "triage none");
    REQUIRE(decision.candidates.size() == 2);
    REQUIRE(decision.candidates[0].station.str() == "tvc.kazhakuttam");
    REQUIRE(decision.candidates[0].unconfirmed);
    REQUIRE(decision.candidates[0].score == 0);
    REQUIRE(book.vocabulary().hints.size() == 1);
    REQUIRE(book.vocabulary().station(base::StationId("tvc.kazhakuttam"))->pins ==
            std::vector<std::string>{"695582", "695010"});
}

TEST_CASE("the same PIN routes once a role has confirmed it with a date") {
    const auto book = book_of(
        small_with("  - {kind: pin, pin: 695581, station: tvc.kazhakuttam, confirmed: true, "
                   "confirmed_by: women cell head, confirmed_on: 2026-11-22}\n"));
    REQUIRE(small::outcome(book.decide(pin_mail("695581").facts)) ==
            "forward tvc.kazhakuttam pin");
    REQUIRE(book.vocabulary().hints.empty());
}

TEST_CASE(
    "an unconfirmed PIN is no candidate where the mail has better, or the police is meant") {
    const auto book =
        book_of(small_with("  - {kind: pin, pin: 695581, station: tvc.kazhakuttam}\n"));
    auto mail = pin_mail("695581");
    mail.place(understanding::PlaceRole::near_by, small::museum());
    const auto decision = book.decide(mail.facts);
    REQUIRE(decision.candidates.size() == 1);
    REQUIRE(decision.candidates[0].station.str() == "tvc.museum");
    auto police = pin_mail("695581");
    police.facts.offender_in_police = true;
    REQUIRE(book.decide(police.facts).candidates.empty());
    small::Mail his;
    his.pin(understanding::PlaceRole::offender, "695581");
    REQUIRE(book.decide(his.facts).candidates.empty());
}

TEST_CASE("a confirmed place becomes a locality, a confirmed name an alias") {
    const std::string by =
        ", station: tvc.museum, confirmed: true, confirmed_by: women cell "
        "head, confirmed_on: 2026-11-22}\n";
    const auto book = book_of(small_with(
        "  - {kind: village, name: Nanthancode" + by + "  - {kind: station, name: Zoo Museum" +
        by + "  - {kind: post_office, name: Vellayambalam, station: tvc.museum}\n"));
    const auto* museum = book.vocabulary().station(base::StationId("tvc.museum"));
    REQUIRE(museum->localities == std::vector<std::string>{"Nanthancode"});
    REQUIRE(museum->aliases == std::vector<std::string>{"Zoo Museum"});
}

TEST_CASE("a confirmed place with a namesake in another district needs its district") {
    auto rules = small_with(
        "  - {kind: village, name: Puthur, station: tvc.museum, confirmed: true, confirmed_by: "
        "women cell head, confirmed_on: 2026-11-22}\n");
    rules = with(std::move(rules), "gazetteer/kollam.yaml",
                 "district: Kollam\nrows:\n  - {kind: village, name: Puthoor}\n");
    const auto book = book_of(rules);
    const auto* museum = book.vocabulary().station(base::StationId("tvc.museum"));
    REQUIRE(museum->localities.empty());
    REQUIRE(museum->generic_aliases == std::vector<std::string>{"Puthur"});
}

TEST_CASE("a PIN that two stations claim is told with both rows") {
    REQUIRE(errors_of("  - {kind: pin, pin: 695033, station: tvc.kazhakuttam, confirmed: true, "
                      "confirmed_by: women cell head, confirmed_on: 2026-11-22}\n") ==
            "gazetteer/tvm.yaml:3:22: error: PIN 695033 is confirmed for two stations\n"
            "  3 |   - {kind: pin, pin: 695033, station: tvc.kazhakuttam, confirmed: true, "
            "confirmed_by: women cell head, confirmed_on: 2026-11-22}\n"
            "    |                      ^^^^^^ also tvc.museum, line 5 of kerala/tvc.yaml\n"
            "hint: delete one confirmation; a PIN counts only if it lies in one station as a "
            "whole\n");
}

TEST_CASE("a place that two stations claim is told with both rows") {
    const std::string by = ", confirmed: true, confirmed_by: c, confirmed_on: 2026-11-22}\n";
    const auto text =
        errors_of("  - {kind: village, name: Nanthancode, station: tvc.museum" + by +
                  "  - {kind: post_office, name: nanthancode, station: tvc.kazhakuttam" + by);
    REQUIRE(
        text.find("gazetteer/tvm.yaml:4:31: error: 'nanthancode' belongs to two stations") !=
        std::string::npos);
    REQUIRE(text.find("also tvc.museum, line 3 of gazetteer/tvm.yaml") != std::string::npos);
}

TEST_CASE("what makes a confirmation wrong is told, each at its place") {
    const auto says = [](const std::string& row, const std::string& sentence) {
        INFO(row);
        const auto text = errors_of("  - {" + row + "}\n");
        INFO(text);
        CHECK(text.find("error: " + sentence + "\n") != std::string::npos);
    };
    const std::string sure =
        "confirmed: true, confirmed_by: women cell head, confirmed_on: 2026-11-22";
    says("kind: village, name: X1, station: tvc.museum, confirmed: true",
         "nobody stands for this confirmation");
    says("kind: village, name: X1, station: tvc.museum, confirmed: true, confirmed_by: c",
         "this confirmation has no date");
    says(
        "kind: village, name: X1, station: tvc.museum, confirmed_by: c, confirmed_on: "
        "2026-11-22",
        "the row is not confirmed");
    says("kind: village, name: X1, station: tvc.museum, confirmed: yes",
         "'confirmed' must be true or false");
    says(
        "kind: village, name: X1, station: tvc.museum, confirmed: true, confirmed_by: "
        "head@cell.invalid, confirmed_on: 2026-11-22",
        "this is no name of a role");
    says(
        "kind: village, name: X1, station: tvc.museum, confirmed: true, confirmed_by: c, "
        "confirmed_on: 2026-02-29",
        "'2026-02-29' is no date");
    says("kind: village, name: X1, " + sure, "a confirmed row has no station");
    says("kind: village, name: X1, station: [tvc.museum, tvc.kazhakuttam], " + sure,
         "a confirmed row has more than one station");
    says("kind: village, name: X1, station: tvc.old-fort, " + sure,
         "station 'tvc.old-fort' is retired");
    says("kind: village, name: X1, station: tvc.vanitha, " + sure,
         "station 'tvc.vanitha' is chosen only when it is named");
    says("kind: village, name: X1, station: ktm.ramapuram, " + sure,
         "station 'ktm.ramapuram' lies in Kottayam, not in Thiruvananthapuram");
    says("kind: village, name: Kollam, station: tvc.museum, " + sure,
         "'Kollam' is also the name of a district");
    says("kind: village, name: Nagercoil, station: tvc.museum, " + sure,
         "'Nagercoil' is also a place in Tamil Nadu");
    says("kind: pin, pin: 629001, station: tvc.museum, " + sure,
         "PIN 629001 lies in Tamil Nadu");
    says("kind: village, name: Kazhakkutam, station: tvc.museum, " + sure,
         "'Kazhakuttam' sounds like 'Kazhakkutam'");
}

TEST_CASE("what makes a row wrong is told although nobody confirmed it") {
    const auto says = [](const std::string& row, const std::string& sentence) {
        INFO(row);
        const auto text = errors_of("  - " + row + "\n");
        INFO(text);
        CHECK(text.find("error: " + sentence + "\n") != std::string::npos);
    };
    says("{kind: pin, pin: 032024}", "'032024' is no PIN code");
    says("{kind: pin}", "this row has no PIN code");
    says("{kind: pin, pin: 695001, name: X}", "a PIN code has no name");
    says("{kind: village}", "this row has no name");
    says("{kind: vilage, name: X}", "there is no kind 'vilage'");
    says("{name: X}", "a row of the gazetteer has no 'kind'");
    says("{kind: village, name: X, pim: 695001}", "unknown key 'pim'");
    says("{kind: village, name: \"X*\"}", "'*' is no wildcard here");
    says("{kind: village, name: \"=HYPERLINK(1)\"}", "a name does not begin with '='");
    says("{kind: village, name: \"695001\"}", "'695001' is no name");
    says("{kind: village, name: X, station: tvc.musem}", "there is no station 'tvc.musem'");
    says("{kind: village, name: X, station: [a.b, c.d, e.f, g.h]}", "more than three stations");
    says("village", "a row of the gazetteer must be lines of the form 'key: value'");
    REQUIRE(errors_of("  - {kind: village, name: X}\n  - {kind: village, name: x}\n") ==
            "gazetteer/tvm.yaml:4:5: error: 'x' is given twice\n"
            "  4 |   - {kind: village, name: x}\n"
            "    |     ^ first given on line 3 of gazetteer/tvm.yaml\n"
            "hint: delete one of the two rows\n");
}

TEST_CASE("a table of our own comes in unconfirmed and goes out as it came") {
    const std::string table =
        head + "pin,,,Kollam,klc.twin,691306,\n" +
        "village,\"Anchal, \"\"East\"\"\",അഞ്ചൽ,Kollam,klc.twin,691306,\n" +
        "village,no,,Kollam,,,\nvillage,Mamba: 3 #4,,Kollam,,,\n"
        "locality,Nanthancode,,Thiruvananthapuram,tvc.museum,,women cell head 2026-11-22\n"
        "village,Vellayani,,Thiruvananthapuram,tvc.museum;tvc.kazhakuttam,,\n";
    const auto made = import(table);
    REQUIRE(made.added == 6);
    REQUIRE(made.files.size() == 2);
    REQUIRE(made.files[0].name == "gazetteer/kollam.yaml");
    const auto rules = after(made);
    const auto first = routing::read_gazetteer(rules);
    if (!first) FAIL(base::to_text(first.error()));
    const std::string exported = routing::gazetteer_csv(first->rows);
    const auto again = import(exported);
    const auto second = routing::read_gazetteer(after(again));
    REQUIRE(second.ok());
    REQUIRE(second->rows == first->rows);
    REQUIRE(routing::gazetteer_csv(second->rows) == exported);
    for (std::size_t i = 0; i < made.files.size(); ++i)
        REQUIRE(again.files[i].text == made.files[i].text);
    // and onto itself it changes nothing
    const auto onto = import(exported, rules);
    REQUIRE(onto.added == 0);
    REQUIRE(onto.changed == 0);
    REQUIRE(exported.find("village,\"Anchal, \"\"East\"\"\",അഞ്ചൽ,Kollam,klc.twin,691306,\n") !=
            std::string::npos);
}

TEST_CASE("an import never takes a confirmation away, and keeps stations it does not know of") {
    const auto rules = after(
        import(head + "village,Nanthancode,,Thiruvananthapuram,tvc.museum,,women cell head "
                      "2026-11-22\nvillage,Vellayani,,Thiruvananthapuram,tvc.museum,,\n"));
    const auto made = import(head +
                                 "village,Nanthancode,,Thiruvananthapuram,tvc.kazhakuttam,,\n"
                                 "village,Vellayani,,Thiruvananthapuram,,,\n",
                             rules);
    REQUIRE(made.kept == 1);
    REQUIRE(made.changed == 0);
    REQUIRE(
        made.files[0].text.find("name: Nanthancode, station: tvc.museum, confirmed: true") !=
        std::string::npos);
    REQUIRE(made.files[0].text.find("name: Vellayani, station: tvc.museum}") !=
            std::string::npos);
    const auto text = import_errors(
        head + "village,Nanthancode,,Thiruvananthapuram,tvc.kazhakuttam,,desk 2026-11-23\n",
        rules);
    REQUIRE(text.find("t.csv:2:1: error: 'Nanthancode' is confirmed for two stations") == 0);
    REQUIRE(text.find("also tvc.museum, line 7 of gazetteer/thiruvananthapuram.yaml") !=
            std::string::npos);
}

TEST_CASE("public tables are known by their columns and never confirm anything") {
    const auto made = routing::import_gazetteer(
        small::sources(),
        {{"pins.csv",
          "pin,districts,post_offices,n_candidate_stations,candidate_stations_share\n"
          "691306,Kollam:3|Kottayam:1,4,2,ktm.twin:0.03|klc.twin:0.97\n673310,Mahe:4,4,0,\n"},
         {"post_offices.csv",
          "pin,office,type,district,postal_division,lat,lon,name_ml,name_ml_source\r\n"
          "691306,Anchal,SO,Kollam,Quilon,,,അഞ്ചൽ,x\r\n"},
         {"villages.csv",
          "\xEF\xBB\xBFname,type,taluk,district,census_2001,lat,lon,name_ml,name_ml_source\n"
          "Aryad  (Part),Village,A,Kollam,1,,,,\nAryad(part),Village,B,Kollam,2,,,,\n"},
         {"stations.csv",
          "id,name,name_ml,type,police_district,police_district_code,revenue_district,"
          "sub_division,aliases,generic_aliases,sources,name_ml_source\n"
          "klc.twin,Twin,,lo,Kollam City,KLC,Kollam,,Twinne;Dvin,,A,\n"}});
    if (!made) FAIL(base::to_text(made.error()));
    REQUIRE(made->read == 8);
    REQUIRE(made->elsewhere == 1);
    REQUIRE(made->known == 1);
    REQUIRE(made->added == 5);
    const auto read = routing::read_gazetteer(after(*made));
    if (!read) FAIL(base::to_text(read.error()));
    for (const auto& row : read->rows) REQUIRE_FALSE(row.is_confirmed());
    const std::string csv = routing::gazetteer_csv(read->rows);
    REQUIRE(csv == head +
                       "station,Dvin,,Kollam,klc.twin,,\nstation,Twinne,,Kollam,klc.twin,,\n"
                       "pin,,,Kollam,klc.twin;ktm.twin,691306,\n"
                       "post_office,Anchal,അഞ്ചൽ,Kollam,,691306,\nvillage,Aryad,,Kollam,,,\n");
}

TEST_CASE("every mistake of a table is told at once, with its cell") {
    REQUIRE(import_errors(head + "vilage,A,,Kolam,klc.twim,032024,yes\n") ==
            "t.csv:2:1: error: there is no kind 'vilage'\n"
            "  2 | vilage,A,,Kolam,klc.twim,032024,yes\n"
            "    | ^^^^^^\n"
            "hint: did you mean 'village'?\n"
            "t.csv:2:11: error: there is no district 'Kolam'\n"
            "  2 | vilage,A,,Kolam,klc.twim,032024,yes\n"
            "    |           ^^^^^\n"
            "hint: did you mean 'Kollam'?\n"
            "t.csv:2:17: error: there is no station 'klc.twim'\n"
            "  2 | vilage,A,,Kolam,klc.twim,032024,yes\n"
            "    |                 ^^^^^^^^\n"
            "hint: did you mean 'klc.twin'?\n"
            "t.csv:2:26: error: '032024' is no PIN code\n"
            "  2 | vilage,A,,Kolam,klc.twim,032024,yes\n"
            "    |                          ^^^^^^\n"
            "hint: a PIN code has six figures and does not begin with 0\n"
            "t.csv:2:33: error: 'yes' does not say who confirmed it\n"
            "  2 | vilage,A,,Kolam,klc.twim,032024,yes\n"
            "    |                                 ^^^\n"
            "hint: write a role and a date, like: women cell head 2026-11-22\n");
}

TEST_CASE("what is no table, or not ours, is told in plain words") {
    const auto says = [](const std::string& table, const std::string& start) {
        INFO(table);
        const auto text = import_errors(table);
        INFO(text);
        CHECK(text.find(start) == 0);
    };
    says("", "t.csv: error: the table is empty\n");
    says(std::string("\xFF\xFEk\0i\0", 6), "t.csv: error: this is not UTF-8 text\n");
    says(head + "village,A\xE9,,Kollam,,,\n", "t.csv:2:10: error: this is not UTF-8 text\n");
    says(head + "village,A\xE2\x80\xAE,,Kollam,,,\n",
         "t.csv:2:10: error: an invisible control character stands here\n");
    says("kind;name;district\n", "t.csv:1:1: error: the columns are separated by semicolons\n");
    says(head + "village,A,Kollam\n",
         "t.csv:2:1: error: this row has 3 cells, the header has 7\n");
    says(head + "village,A, East,,Kollam,,,\n",
         "t.csv:2:1: error: this row has 8 cells, the header has 7\n");
    says(head + "village,\"A,,Kollam,,,\n", "t.csv:2:9: error: this quote is never closed\n");
    says(head + "village,A \"B\",,Kollam,,,\n",
         "t.csv:2:11: error: a quote stands inside a cell\n");
    says(head + "village,\"A\" B,,Kollam,,,\n",
         "t.csv:2:12: error: text stands behind a closing quote\n");
    says(head + "village,\"A\nB\",,Kollam,,,\n",
         "t.csv:2:9: error: a line ends inside this name\n");
    says("kind,name,district,pinn\n", "t.csv:1:20: error: unknown column 'pinn'\n");
    says("kind,name,name,district\n",
         "t.csv:1:11: error: the column 'name' stands here twice\n");
    says("kind,name\n", "t.csv:1:1: error: a table of places has no column 'district'\n");
    says(head + "pin,,,Kollam,,6.95E+05,\n", "t.csv:2:15: error: '6.95E+05' is no PIN code\n");
    says(head + "village,A,,,,,\n", "t.csv:2:12: error: this row has no district\n");
}

TEST_CASE("mutated tables and gazetteer files are refused or read, never more") {
    const std::string table =
        head +
        "pin,,,Kollam,klc.twin,691306,\nvillage,\"An, \"\"E\"\"\",അഞ്ചൽ,Kollam,klc.twin,691306,"
        "women cell head 2026-11-22\nvillage,Foo,,Kottayam,ktm.twin;klc.twin,,\n";
    unsigned seed = 7;
    std::size_t read = 0;
    std::size_t refused = 0;
    for (int round = 0; round < 600; ++round) {
        std::string mutated = table;
        for (int i = 0; i < 1 + round % 4; ++i) {
            seed = seed * 1664525U + 1013904223U;
            const char put = "\",;\n\r \xE0\0=ax0"[(seed >> 24U) % 12U];
            mutated[(seed >> 8U) % mutated.size()] = put;
        }
        const auto made = routing::import_gazetteer(small::sources(), {{"t.csv", mutated}});
        ++(made ? read : refused);
        if (!made) {
            REQUIRE_FALSE(made.error().empty());
            continue;
        }
        const auto back = routing::read_gazetteer(after(*made));
        INFO(mutated);
        if (!back) FAIL(base::to_text(back.error()));
    }
    REQUIRE(read > 10);
    REQUIRE(refused > 100);
}
