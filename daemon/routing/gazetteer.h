// Places of the gazetteer: post offices, PIN codes, local bodies, villages and further names of
// stations, as staff import them from tables.
//
// Promises: a row is a hint for the desk until a person confirms it, by role and date; only
// then it counts as a locality, alias or PIN code of its one station. An import is whole or
// refused with every problem at once, and never takes a confirmation away. What gazetteer_csv()
// writes, import_gazetteer() reads back to the same rows. Dates are those that staff wrote,
// YYYY-MM-DD.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "base/progress.h"
#include "base/result.h"
#include "yaml/node.h"

namespace routing {

enum class GazetteerKind { station, pin, post_office, local_body, village, locality };
std::string_view name_of(GazetteerKind kind);

struct GazetteerRow {
    GazetteerKind kind = GazetteerKind::locality;
    std::string name;  // a PIN code has none; any other row has this or the next
    std::string name_ml;
    std::string district;               // revenue district, as in districts.yaml
    std::vector<std::string> stations;  // likeliest first; exactly one once it is confirmed
    std::string pin;                    // six figures, or empty
    std::string confirmed_by;           // a role, never a person's name; empty: unconfirmed
    std::string confirmed_on;

    bool is_confirmed() const { return !confirmed_by.empty(); }
    bool operator==(const GazetteerRow&) const = default;
};

struct Gazetteer {
    std::vector<GazetteerRow> rows;  // by district, kind and name
    base::Problems warnings;
};

// `rules`: the files of the rules folder, names relative to it; the gazetteer lies in
// gazetteer/. The stations are checked with it, because both may claim one place.
base::Result<Gazetteer, base::Problems> read_gazetteer(
    const std::vector<yaml::SourceText>& rules);

struct GazetteerImport {
    std::vector<yaml::SourceText>
        files;  // the whole of gazetteer/ as it shall be, in name order
    std::size_t read = 0;
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t known = 0;      // names that the station has in its own file
    std::size_t elsewhere = 0;  // PIN codes of other states, which elsewhere.yaml knows
    std::size_t kept = 0;       // stayed confirmed although the table does not say so
    base::Problems warnings;
};

// Progress counts tables.
base::Result<GazetteerImport, base::Problems> import_gazetteer(
    const std::vector<yaml::SourceText>& rules, const std::vector<yaml::SourceText>& tables,
    const base::Progress& progress = {});

// UTF-8 with commas and a header, RFC 4180, lines ended by LF.
std::string gazetteer_csv(const std::vector<GazetteerRow>& rows);

}  // namespace routing
