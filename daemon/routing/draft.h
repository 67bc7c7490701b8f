// The rule set while it is being read: rows with the places they stand at, so that every check
// can point at its line. Private to the room.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "routing/examples.h"
#include "routing/gazetteer.h"
#include "routing/register.h"
#include "routing/rule_book.h"
#include "routing/staff_rule.h"
#include "yaml/keys.h"

namespace routing {

using yaml::Placed;

struct StationRow {
    understanding::StationEntry entry;
    std::string sub_division;
    bool returns_tests = false;
    const yaml::Node* id_at = nullptr;
    Placed mailbox;
    std::vector<Placed> names;  // name, name_ml and aliases: each must be this station's alone
    std::vector<Placed> generic_names;
    std::vector<Placed> namesakes;
    std::vector<Placed> deputies;
    understanding::Language language = understanding::Language::en;
    std::vector<Placed> namesake_districts;
    std::vector<Placed> localities;
    std::vector<Placed> pins;
    const yaml::Node* district_at = nullptr;
    const yaml::Node* police_district_at = nullptr;
};

// Each names the other under `namesakes:`.
bool are_twins(const StationRow& one, const StationRow& other);

struct DistrictRow {
    understanding::DistrictEntry entry;
    std::vector<std::string> police_districts;
};

struct DeskRow {
    Desk desk;
    const yaml::Node* id_at = nullptr;
    const yaml::Node* mailbox_at = nullptr;
};

struct PostRow {
    Post post;
    const yaml::Node* at = nullptr;
    std::vector<Placed> deputies;
    std::vector<Placed> names;
};

// The entry of a station in the register; no posts: it is known to have none.
struct OfficerRow {
    base::StationId station;
    const yaml::Node* at = nullptr;
    std::vector<PostRow> posts;
};

// A row of the gazetteer with the place of each of its words; `at` is the row itself.
struct GazetteerEntry {
    GazetteerRow row;
    const yaml::Node* at = nullptr;
    const yaml::Node* name_at = nullptr;
    const yaml::Node* name_ml_at = nullptr;
    const yaml::Node* district_at = nullptr;
    const yaml::Node* pin_at = nullptr;
    const yaml::Node* confirmed_at = nullptr;
    std::vector<Placed> stations;
};

struct Draft {
    std::vector<yaml::Document> documents;  // keeps every node alive
    std::vector<StationRow> stations;
    std::unordered_map<std::string, std::size_t>
        station_at;  // index of the first row of each id
    std::vector<DistrictRow> districts;
    std::vector<DeskRow> desks;
    std::vector<understanding::ElsewhereEntry> elsewhere;
    std::map<std::string, std::string> pin_prefixes;
    std::map<std::string, understanding::WordList> lists;
    std::map<std::string, std::string> platform_domains;
    std::vector<StaffRule> rules;
    std::vector<Example> examples;
    std::vector<GazetteerEntry> gazetteer;
    std::vector<OfficerRow> officers;
    Weights weights;
    base::Problems problems;

    const StationRow* station(std::string_view id) const;
    const DistrictRow* district(std::string_view name) const;
};

std::vector<std::string> station_ids(const Draft& draft);  // for "did you mean"
std::vector<std::string> texts_of(const std::vector<Placed>& placed);

// A name or word is literal: '*' and '?' match nothing but themselves, and staff must learn so
// at once.
void refuse_wildcards(const std::vector<Placed>& texts, base::Problems& problems);

// One reader per file of the rules folder; each appends to the draft and its problems.
void load_stations(const yaml::Document& document, Draft& draft);
void load_districts(const yaml::Document& document, Draft& draft);
void load_elsewhere(const yaml::Document& document, Draft& draft);
void load_platforms(const yaml::Document& document, Draft& draft);
void load_desks(const yaml::Document& document, Draft& draft);
void load_words(const yaml::Document& document, Draft& draft);
void load_weights(const yaml::Document& document, Draft& draft);
void load_staff_rules(const yaml::Document& document, Draft& draft);
void load_gazetteer(const yaml::Document& document, Draft& draft);
void load_officers(const yaml::Document& document, Draft& draft);

// Reads each file with the reader that its name asks for.
void read_sources(std::vector<yaml::SourceText> sources, const yaml::ReadAll& read_all,
                  Draft& draft);

// Its text, or a problem where it is no phone number.
std::string phone_of(const Placed& phone, base::Problems& problems);

// en, hi or ml; `otherwise` where none is given, or a problem.
understanding::Language read_language(const Placed& language, understanding::Language otherwise,
                                      base::Problems& problems);

// "2026-11-22": a day of the calendar that a person of this century can have written.
bool is_day(std::string_view text);

std::optional<GazetteerKind> gazetteer_kind(std::string_view name);
const std::vector<std::string>& gazetteer_kinds();
base::Problem no_gazetteer_kind(const Placed& kind);
// What a row of the gazetteer says by itself: names, PIN code, who confirmed it and when.
void check_gazetteer_entry(const GazetteerEntry& entry, base::Problems& problems);
// Two rows of one key are the same place.
std::string key_of(const GazetteerRow& row);
// Holds the gazetteer against the districts, stations and itself, and gives its confirmed rows
// to their stations; before check_stations(), which sees two stations that claim one place.
void confirm_places(Draft& draft);
// The key by which another script or spelling of a name is found.
std::string sound_of(const std::string& name);
// Names of stations and of their places, to make room for them at once.
std::size_t count_names(const Draft& draft);
// "line 12 of kerala/tvc.yaml"
std::string place_of(const yaml::Node& node);

// Checks over the whole set, after every file is read.
void check_stations(Draft& draft);
void check_sounds(Draft& draft);
void check_mailboxes(Draft& draft, const DomainGuard& guard);
void check_staff_rules(Draft& draft);
// `today` empty: gaps are not looked for.
void check_officers(Draft& draft, const std::string& today);

}  // namespace routing
