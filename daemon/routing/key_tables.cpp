#include "routing/key_tables.h"

#include "routing/draft.h"
#include "yaml/key_rows.h"

namespace routing::keys {
namespace {

using yaml::choice_key;
using yaml::KeyTable;
using yaml::map_key;
using yaml::Need;
using yaml::number_key;
using yaml::rows_key;
using yaml::table_of;
using yaml::table_of_each;
using yaml::text_key;
using yaml::texts_key;
using yaml::truth_key;
using yaml::words_key;

constexpr const char* pin_pattern = "^[1-9][0-9]{5}$";
constexpr const char* day_pattern = "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$";
constexpr const char* address_pattern = "^[^@ ]+@[^@ ]+$";

constexpr double most_power = 3;

}  // namespace

const std::vector<std::string>& station_types() {
    static const std::vector<std::string> all{"lo",      "vanitha", "cyber",  "coastal",
                                              "traffic", "railway", "special"};
    return all;
}

const std::vector<std::string>& writings() {
    static const std::vector<std::string> all{"en", "ml", "hi", "ml-Latn", "hi-Latn"};
    return all;
}

const std::vector<std::string>& ranks() {
    static const std::vector<std::string> all{"WCPO", "WSCPO", "WASI", "WSI", "WCI"};
    return all;
}

const std::vector<std::string>& letter_languages() {
    static const std::vector<std::string> all{"en", "hi", "ml"};
    return all;
}

const KeyTable& station() {
    static const KeyTable table = table_of(
        {text_key("name", Need::required, "The station's name in Latin letters"),
         text_key("name_ml", Need::optional, "The name in Malayalam"),
         text_key(
             "mailbox", Need::optional,
             "Where its letters go: copy it, have it read aloud, send a test mail. A station "
             "without one must be retired",
             address_pattern),
         choice_key(
             "type", Need::optional,
             "lo (law and order) if left out; the others get mail only when they are named",
             station_types()),
         choice_key("language", Need::optional, "Of its letters; else that of the file",
                    letter_languages()),
         truth_key("retired", "true: closed or merged; its mail goes to the desk"),
         truth_key(
             "returns_tests",
             "true: its mailbox sends test letters back by itself; then one goes each day, "
             "and the desk hears when it does not come back"),
         text_key("sub_division", Need::optional, "The sub-division it belongs to"),
         texts_key("deputies", Need::optional,
                   "Ids of stations or desks that stand in when nobody answers, in this order"),
         texts_key("aliases", Need::optional,
                   "Other spellings and names of this station alone, in any script"),
         texts_key("generic_aliases", Need::optional,
                   "Names that count only together with the district"),
         texts_key("localities", Need::optional,
                   "Places that belong to this station alone, confirmed by a person"),
         texts_key("pins", Need::optional,
                   "PIN codes that lie in its area as a whole, confirmed by a person",
                   pin_pattern),
         texts_key("namesakes", Need::optional,
                   "Ids of stations of the same name; they must name this one too"),
         texts_key(
             "namesake_districts", Need::optional,
             "Other districts with a place of this name: the bare name is not enough then")});
    return table;
}

const KeyTable& stations_file() {
    static const KeyTable by_id =
        table_of_each(map_key("", Need::optional,
                              "A station: its id is the unit, a point, a name", station()),
                      "^.*\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?$");
    static const KeyTable table = table_of(
        {text_key("unit", Need::required, "The short name of the police district: tvc"),
         text_key("police_district", Need::required, "As listed in districts.yaml"),
         text_key("district", Need::required, "The revenue district, as in districts.yaml"),
         choice_key("language", Need::optional, "Of letters to its stations; en if left out",
                    letter_languages()),
         map_key("stations", Need::required, "The stations by their ids", by_id)});
    return table;
}

const KeyTable& district() {
    static const KeyTable table = table_of(
        {text_key("name_ml", Need::optional, "The name in Malayalam"),
         text_key("name_hi", Need::optional, "The name in Hindi"),
         texts_key("variants", Need::optional, "Other spellings and names, in any script"),
         texts_key("police_districts", Need::optional, "The police districts in it")});
    return table;
}

const KeyTable& districts_file() {
    static const KeyTable by_name =
        table_of_each(map_key("", Need::optional, "A revenue district", district()));
    static const KeyTable table = table_of(
        {map_key("districts", Need::required, "The districts by their names", by_name)});
    return table;
}

const KeyTable& post() {
    static const KeyTable table = table_of(
        {text_key("post", Need::required, "The name of the post, never of a person: WCPO 1"),
         choice_key("rank", Need::required, "The rank of the post", ranks()),
         texts_key("trained_on", Need::required,
                   "Days on which a training of whoever holds the post ended", day_pattern),
         text_key("active_from", Need::required, "The first day", day_pattern),
         text_key("active_to", Need::optional, "The last day; left out: no end is known",
                  day_pattern),
         texts_key("deputies", Need::optional,
                   "Who stands in: posts of this station, ids of stations or desks"),
         text_key("official_phone", Need::optional,
                  "The number of the post, never a person's own", "^[+0-9 -]+$"),
         texts_key("names", Need::optional,
                   "Full names of who holds it: only to see that he is complained about")});
    return table;
}

const KeyTable& officers_file() {
    static const KeyTable by_station = table_of_each(
        rows_key("", Need::optional, "The posts of a station; [] where it has none", post()));
    static const KeyTable table = table_of(
        {map_key("stations", Need::required, "The stations by their ids", by_station)});
    return table;
}

const KeyTable& lists_by_name() {
    static const KeyTable table = table_of_each(texts_key("", Need::optional, ""));
    return table;
}

const KeyTable& elsewhere_file() {
    static const KeyTable table = table_of(
        {map_key(
             "pin_prefixes", Need::optional,
             "By state: three to six figures that PIN codes begin with, or a range: 600-643",
             lists_by_name()),
         map_key("places", Need::optional, "By state or country: places that complaints name",
                 lists_by_name())});
    return table;
}

const KeyTable& domains() {
    static const KeyTable table = table_of_each(text_key("", Need::optional, "The platform"));
    return table;
}

const KeyTable& platforms_file() {
    static const KeyTable table =
        table_of({map_key("platform_domains", Need::required,
                          "From which mail domain a platform sends its alerts", domains())});
    return table;
}

const KeyTable& desk() {
    static const KeyTable table =
        table_of({text_key("name", Need::required, "The name of the post"),
                  text_key("mailbox", Need::required,
                           "The mailbox of the post, never a person's", address_pattern),
                  text_key("unit", Need::optional,
                           "The police district it works for; none: the whole state"),
                  text_key("official_phone", Need::optional,
                           "The number of the post, never a person's own", "^[+0-9 -]+$"),
                  choice_key("language", Need::optional, "Of its letters; en if left out",
                             letter_languages())});
    return table;
}

const KeyTable& desks_file() {
    static const KeyTable by_id = table_of_each(
        map_key("", Need::optional, "A desk: head.tvc, cyber.tvc, chief.tvc...", desk()),
        "^[a-z0-9.-]+$");
    static const KeyTable table =
        table_of({map_key("desks", Need::required, "The desks by their ids", by_id)});
    return table;
}

const KeyTable& word_list() {
    static const KeyTable table = table_of_each(
        words_key("", "Words as they are written; '~' at the end stands for any ending"), "",
        writings());
    return table;
}

const KeyTable& words_file() {
    static const KeyTable by_id =
        table_of_each(map_key("", Need::optional, "A list of words, by writing", word_list()),
                      "^[a-z0-9._-]+$");
    static const KeyTable table =
        table_of({map_key("words", Need::required, "The lists by their ids", by_id)});
    return table;
}

const KeyTable& weights() {
    static const KeyTable table = table_of(
        {number_key("explicit_station", "\"Museum police station\"", most_weight),
         number_key("residence", "She says that she lives there", most_weight),
         number_key("pin", "Her PIN code, where staff have confirmed it for one station",
                    most_weight),
         number_key("address", "Her signature or postal address", most_weight),
         number_key("incident", "Where it happened, or a place without a role", most_weight),
         number_key("subject", "In the subject only", most_weight),
         number_key("near", "\"near X\"", most_weight),
         number_key("shared_power", "A name of k stations weighs as much as 1/k to this power",
                    most_power),
         number_key("repetition", "For each further mention", most_weight),
         number_key("repetition_most", "All further mentions together", most_weight),
         number_key("namesake_factor", "A place of the same name lies in another district", 1),
         number_key("further_share", "What a weaker, independent hint adds of its own weight",
                    1)});
    return table;
}

const KeyTable& thresholds() {
    static const KeyTable table = table_of(
        {number_key("route_least", "The best station needs as much", most_weight),
         number_key("lead_least", "And must lead the next one by as much", most_weight)});
    return table;
}

const KeyTable& vetoes() {
    static const KeyTable table = [] {
        KeyTable made;
        for (const auto& veto : all_vetoes())
            made.keys.push_back(truth_key(std::string(veto.name), std::string(veto.meaning)));
        return made;
    }();
    return table;
}

const KeyTable& weights_file() {
    static const KeyTable table = table_of(
        {map_key("weights", Need::optional, "How much each kind of hint weighs", weights()),
         map_key("thresholds", Need::optional, "When it is enough for a letter", thresholds()),
         map_key("vetoes", Need::optional,
                 "What sends a mail to the desk whatever the weights say", vetoes())});
    return table;
}

const KeyTable& gazetteer_row() {
    static const KeyTable table = table_of(
        {choice_key("kind", Need::required, "What kind of place it is", gazetteer_kinds()),
         text_key("name", Need::optional, "The name in Latin letters"),
         text_key("name_ml", Need::optional, "The name in Malayalam"),
         text_key("pin", Need::optional, "Its PIN code", pin_pattern),
         texts_key("station", Need::optional,
                   "Up to three stations it may belong to; one once it is confirmed"),
         truth_key("confirmed", "true: a person stands for it; until then it decides nothing"),
         text_key("confirmed_by", Need::optional, "The role that confirmed it, never a name"),
         text_key("confirmed_on", Need::optional, "The day: 2026-11-22", day_pattern)});
    return table;
}

const KeyTable& gazetteer_file() {
    static const KeyTable table = table_of(
        {text_key("district", Need::required, "The revenue district, as in districts.yaml"),
         rows_key("rows", Need::required, "One place a row", gazetteer_row())});
    return table;
}

}  // namespace routing::keys
