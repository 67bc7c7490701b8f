#include "redaction/policy_keys.h"

#include "redaction/policy_table.h"
#include "yaml/key_rows.h"

namespace redaction {
namespace {

using yaml::choice_key;
using yaml::KeyTable;
using yaml::map_key;
using yaml::Need;
using yaml::rows_key;
using yaml::table_of;
using yaml::text_key;
using yaml::texts_key;
using Names = std::vector<std::string>;

template <class Values>
Names names_of(const Values& values) {
    Names names;
    for (const auto value : values) names.emplace_back(name_of(value));
    return names;
}

Names with_any(Names names) {
    names.emplace_back("any");
    return names;
}

Names categories() {
    using C = understanding::Category;
    Names names;
    for (const auto one :
         {C::threats, C::blackmail, C::stalking, C::impersonation, C::image_abuse, C::obscene,
          C::fraud, C::hacking, C::defamation, C::workplace, C::domestic, C::dowry,
          C::public_harassment, C::self_harm, C::other})
        names.emplace_back(understanding::name_of(one));
    return names;
}

Names treatments() {
    Names names;
    for (const char* one : {"keep", "mask", "drop", "band", "count"}) {
        names.emplace_back(one);
        names.push_back(std::string(one) + " flag");
    }
    return names;
}

// One column for each reader.
void add_columns(std::vector<yaml::Key>& keys, const Names& values) {
    for (const auto destination : all_destinations) {
        const std::string reader(name_of(destination));
        keys.push_back(
            choice_key(reader, Need::optional, "What " + reader + " gets to see", values));
    }
}

KeyTable dated(const char* list, const char* meaning) {
    return table_of({text_key("as_of", Need::required, "The day it was last looked at"),
                     texts_key(list, Need::optional, meaning)});
}

}  // namespace

namespace keys {

const KeyTable& attachment_row() {
    static const KeyTable table = [] {
        std::vector<yaml::Key> keys{
            texts_key("types", Need::required, "image/jpeg, image/*, or \"*\" for every file"),
            texts_key("categories", Need::required, "Of the mail; any: all of them", "",
                      with_any(categories()))};
        add_columns(keys, {"pass", "seal", "hold"});
        return table_of(std::move(keys));
    }();
    return table;
}

const KeyTable& policy_row() {
    static const KeyTable table = [] {
        std::vector<yaml::Key> keys{
            texts_key("types", Need::required, "Types of values; any: all of them", "",
                      with_any(names_of(all_value_types()))),
            texts_key("roles", Need::required, "Whose value it is; any: all of them", "",
                      with_any(names_of(all_roles()))),
            texts_key("labelled", Need::optional, "Whether a label stands beside it", "",
                      {"none", "own", "device", "any"})};
        add_columns(keys, treatments());
        return table_of(std::move(keys));
    }();
    return table;
}

const KeyTable& dated_numbers() {
    static const KeyTable table = dated("numbers", "Digits; x stands for any digit");
    return table;
}

const KeyTable& dated_handles() {
    static const KeyTable table = dated("handles", "What stands behind the @");
    return table;
}

const KeyTable& dated_prefixes() {
    static const KeyTable table = dated("prefixes", "What such a card number begins with");
    return table;
}

const KeyTable& policy_file() {
    static const KeyTable table = table_of(
        {map_key("margins", Need::optional, "How far ahead a role must be", margins()),
         map_key("weights", Need::optional, "How loudly each kind of word speaks",
                 cue_weights()),
         map_key("distance", Need::optional, "How fast a word fades", distance()),
         map_key("priors", Need::optional, "What a type says by itself", priors()),
         map_key("reveals", Need::optional, "How often a station may ask to see more",
                 reveals()),
         texts_key("images_may_pass_for", Need::optional,
                   "Categories whose pictures may go to a station", "", categories()),
         rows_key("attachments", Need::optional, "What happens to files", attachment_row()),
         map_key("public_numbers", Need::required, "Never covered", dated_numbers()),
         map_key("upi_handles", Need::required, "They raise the score of a payment address",
                 dated_handles()),
         map_key("cards_without_luhn", Need::required,
                 "A check digit that fails does not clear these", dated_prefixes()),
         rows_key("policy", Need::required, "What each reader may see", policy_row())});
    return table;
}

}  // namespace keys

yaml::FileKind policy_file_kind() {
    return {"redaction", "What each reader may see", &keys::policy_file()};
}

}  // namespace redaction
