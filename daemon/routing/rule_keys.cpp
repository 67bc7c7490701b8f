// The keys of rules.yaml: conditions, what follows, examples.
#include "routing/key_tables.h"
#include "routing/staff_rule.h"
#include "yaml/key_rows.h"

namespace routing::keys {
namespace {

using yaml::choice_key;
using yaml::KeyTable;
using yaml::map_key;
using yaml::Need;
using yaml::rows_key;
using yaml::table_of;
using yaml::text_key;
using yaml::texts_key;

constexpr const char* time_pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

}  // namespace

const std::vector<std::string>& triage_reasons() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> names;
        for (const auto reason :
             {Reason::held, Reason::rule, Reason::weak, Reason::tie, Reason::ambiguous_name,
              Reason::district_only, Reason::other_state, Reason::about_station,
              Reason::offender_in_police})
            names.emplace_back(name_of(reason));
        return names;
    }();
    return all;
}

const KeyTable& when() {
    static const KeyTable table = [] {
        KeyTable made;
        for (const auto& field : fields())
            made.keys.push_back(texts_key(std::string(field.name), Need::optional,
                                          std::string(field.meaning), "", field.values));
        made.keys.push_back(
            texts_key("words", Need::optional, "Words as they are written; one is enough"));
        made.keys.push_back(
            text_key("pattern", Need::optional, "An RE2 pattern; words are better"));
        return made;
    }();
    return table;
}

const KeyTable& then() {
    static const KeyTable table = table_of(
        {text_key("station", Need::optional, "A letter to this station"),
         choice_key("triage", Need::optional, "To the desk, for this reason", triage_reasons()),
         choice_key("digest", Need::optional, "Only listed in the daily digest; bulk mail only",
                    {std::string(name_of(Reason::bulk))})});
    return table;
}

const KeyTable& example() {
    static const KeyTable table = table_of(
        {text_key("text", Need::required, "The text of a mail"),
         text_key("subject", Need::optional, "Its subject"),
         text_key("from", Need::optional, "Its sender, at a reserved domain"),
         text_key("at", Need::optional, "When it came, by the clock: \"23:30\"", time_pattern),
         text_key("expect", Need::required,
                  "Where it must go: a station, triage, urgent or digest")});
    return table;
}

const KeyTable& rule() {
    static const KeyTable table = table_of(
        {text_key("id", Need::required, "Its name: a-z, 0-9 and '-'", "^[a-z0-9-]+$"),
         text_key("why", Need::required, "The reason, for people"),
         map_key("when", Need::required, "All of these must hold", when()),
         map_key("then", Need::required, "One of these follows", then()),
         choice_key("acknowledge", Need::optional,
                    "never: who wrote a mail that this rule decides is not thanked by mail",
                    {"never"}),
         rows_key("examples", Need::told, "At least one; check runs them", example())});
    return table;
}

const KeyTable& rules_file() {
    static const KeyTable table =
        table_of({rows_key("rules", Need::optional,
                           "Asked from top to bottom; the first that fits decides", rule())});
    return table;
}

}  // namespace routing::keys
