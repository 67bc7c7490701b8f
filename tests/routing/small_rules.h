// A rule set of a few stations, and facts made by hand.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "routing/rule_book.h"

namespace small {

inline std::vector<yaml::SourceText> sources(const std::string& rules = "") {
    return {
        {"districts.yaml", R"(districts:
  Kollam: {name_ml: കൊല്ലം, police_districts: [Kollam City]}
  Kottayam: {name_ml: കോട്ടയം, police_districts: [Kottayam]}
  Malappuram: {name_ml: മലപ്പുറം, police_districts: [Malappuram]}
  Thiruvananthapuram: {police_districts: [Thiruvananthapuram City]}
)"},
        {"elsewhere.yaml", R"(pin_prefixes: {Tamil Nadu: ["600-643"], Puducherry: ["673310"]}
places: {Tamil Nadu: [Nagercoil], UAE: [Dubai]}
)"},
        {"kerala/tvc.yaml", R"(unit: tvc
police_district: Thiruvananthapuram City
district: Thiruvananthapuram
stations:
  tvc.museum: {name: Museum, mailbox: sho.museum@tvc.ps.invalid, pins: [695033, 695010]}
  tvc.kazhakuttam: {name: Kazhakuttam, mailbox: sho.kazhakuttam@tvc.ps.invalid, pins: [695582, 695010]}
  tvc.old-fort: {name: Old Fort, retired: true}
  tvc.vanitha: {name: Vanitha, type: vanitha, mailbox: sho.vanitha@tvc.ps.invalid}
)"},
        {"kerala/ktm.yaml", R"(unit: ktm
police_district: Kottayam
district: Kottayam
stations:
  ktm.ramapuram: {name: Ramapuram, mailbox: sho.ramapuram@ktm.ps.invalid, namesake_districts: [Malappuram]}
  ktm.twin: {name: Twin, mailbox: sho.twin@ktm.ps.invalid, namesakes: [klc.twin]}
)"},
        {"kerala/klc.yaml", R"(unit: klc
police_district: Kollam City
district: Kollam
stations:
  klc.twin: {name: Twin, mailbox: sho.twin@klc.ps.invalid, namesakes: [ktm.twin]}
)"},
        {"rules.yaml", rules.empty() ? "rules: []\n" : rules}};
}

inline routing::RuleBook book(const std::string& rules = "") {
    auto loaded = routing::load_rules(sources(rules), {}, {});
    if (!loaded.ok()) FAIL(base::to_text(loaded.error()));
    return std::move(loaded->book);
}

using understanding::PlaceCandidate;
using understanding::PlaceKind;
using understanding::PlaceRole;

inline PlaceCandidate station(const std::string& id, const std::string& district) {
    return {PlaceKind::station, base::StationId(id), district, id};
}
inline PlaceCandidate museum() { return station("tvc.museum", "Thiruvananthapuram"); }
inline PlaceCandidate kazhakuttam() { return station("tvc.kazhakuttam", "Thiruvananthapuram"); }
inline PlaceCandidate ramapuram() { return station("ktm.ramapuram", "Kottayam"); }
inline std::vector<PlaceCandidate> twins() {
    return {station("klc.twin", "Kollam"), station("ktm.twin", "Kottayam")};
}
inline PlaceCandidate district(const std::string& name) {
    return {PlaceKind::district, {}, name, name};
}
inline PlaceCandidate elsewhere(const std::string& state) {
    return {PlaceKind::elsewhere, {}, state, "Nagercoil"};
}

// Facts of a complaint, to which places are added one after another.
class Mail {
  public:
    Mail& place(PlaceRole role, std::vector<PlaceCandidate> candidates,
                understanding::MatchTier tier = understanding::MatchTier::tight) {
        understanding::PlaceMention mention;
        mention.span = next();
        mention.role = role;
        mention.tier = tier;
        mention.candidates = std::move(candidates);
        facts.places.push_back(std::move(mention));
        return *this;
    }
    Mail& place(PlaceRole role, PlaceCandidate candidate) {
        return place(role, std::vector<PlaceCandidate>{std::move(candidate)});
    }
    Mail& pin(PlaceRole role, const std::string& pin) {
        facts.pins.push_back({next(), pin, role});
        return *this;
    }
    Mail& in_html() {
        where_ = understanding::Where::html;
        return *this;
    }

    understanding::Facts facts;

  private:
    understanding::Span next() {
        at_ += 10;
        return {where_, at_, at_ + 5};
    }
    std::uint32_t at_ = 0;
    understanding::Where where_ = understanding::Where::text;
};

// "forward tvc.museum residence", "triage weak".
inline std::string outcome(const routing::Decision& decision) {
    std::string text(routing::name_of(decision.action));
    if (!decision.station.empty()) text += " " + decision.station.str();
    return text + " " + std::string(routing::name_of(decision.reason));
}

inline std::string decide(const Mail& mail) { return outcome(book().decide(mail.facts)); }

}  // namespace small
