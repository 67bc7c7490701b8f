#include <array>
#include <charconv>
#include <optional>

#include "redaction/policy_keys.h"
#include "redaction/weights.h"
#include "yaml/key_rows.h"

namespace redaction {

namespace {

using base::Problems;

// What a number beyond its bound would do.
enum class Danger { hers_passes, nothing_decided };

constexpr std::string_view hint_of(Danger danger) {
    return danger == Danger::hers_passes ? "beyond it, numbers of hers would pass as his"
                                         : "beyond it, hardly any owner could be told";
}

struct Bound {
    double least, most;
    Danger below, above;
};

constexpr Bound for_her(double least) {
    return {least, 3, Danger::hers_passes, Danger::nothing_decided};
}
constexpr Bound for_him(double most) {
    return {0, most, Danger::nothing_decided, Danger::hers_passes};
}

template <class Struct>
struct Row {
    std::string_view name;
    double Struct::*number;
    Bound bound;
};

constexpr std::array margin_rows{
    Row<Margins>{"protected_roles",
                 &Margins::protected_roles,
                 {0.05, 3, Danger::hers_passes, Danger::nothing_decided}},
    Row<Margins>{"offender",
                 &Margins::offender,
                 {0.20, 3, Danger::hers_passes, Danger::nothing_decided}}};

constexpr std::array cue_rows{
    Row<CueWeights>{"possessive", &CueWeights::possessive, for_her(0.7)},
    Row<CueWeights>{"kin", &CueWeights::kin, for_her(1.0)},
    Row<CueWeights>{"third_party", &CueWeights::third_party, for_her(1.0)},
    Row<CueWeights>{"contact_request", &CueWeights::contact_request, for_her(1.0)},
    Row<CueWeights>{"form_label", &CueWeights::form_label, for_her(1.0)},
    Row<CueWeights>{"signature", &CueWeights::signature, for_her(0.8)},
    Row<CueWeights>{"beside_person", &CueWeights::beside_person, for_her(0.8)},
    Row<CueWeights>{"witness", &CueWeights::witness, for_her(0.6)},
    Row<CueWeights>{"goal", &CueWeights::goal, for_her(0.4)},
    Row<CueWeights>{"object", &CueWeights::object, for_him(0.4)},
    Row<CueWeights>{"offender_word", &CueWeights::offender_word, for_him(1.5)},
    Row<CueWeights>{"third_person", &CueWeights::third_person, for_him(1.2)},
    Row<CueWeights>{"source", &CueWeights::source, for_him(1.5)},
    Row<CueWeights>{"naming", &CueWeights::naming, for_him(1.5)},
    Row<CueWeights>{"calling", &CueWeights::calling, for_him(0.8)},
    Row<CueWeights>{"harm", &CueWeights::harm, for_him(1.2)},
    Row<CueWeights>{"harm_by_number", &CueWeights::harm_by_number, for_him(0.8)},
    Row<CueWeights>{"payment", &CueWeights::payment, for_him(1.0)},
    Row<CueWeights>{"denied_hers", &CueWeights::denied_hers, for_him(2.0)},
    Row<CueWeights>{"denied_his", &CueWeights::denied_his, for_him(1.2)},
    Row<CueWeights>{"quoted_signature", &CueWeights::quoted_signature, for_him(1.0)},
    Row<CueWeights>{"quoted_sender", &CueWeights::quoted_sender, for_him(1.0)}};

constexpr std::array distance_rows{
    Row<Distance>{
        "left", &Distance::left, {0.1, 1, Danger::hers_passes, Danger::nothing_decided}},
    Row<Distance>{
        "right", &Distance::right, {0.1, 1, Danger::hers_passes, Danger::nothing_decided}},
    Row<Distance>{"beyond_and",
                  &Distance::beyond_and,
                  {0.2, 1, Danger::nothing_decided, Danger::hers_passes}}};

// "0.35"; "1e2", "nan" and "inf" are no weights.
std::optional<double> decimal(const yaml::Node& node) {
    const auto& text = node.text;
    if (node.kind != yaml::NodeKind::scalar || node.quoted || text.empty() ||
        text.find_first_not_of("0123456789.") != std::string::npos)
        return std::nullopt;
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return value;
}

std::string as_text(double number) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
    return {digits.begin(), end};
}

void read_number(const yaml::Node* node, std::string_view key, const Bound& bound,
                 double& number, Problems& problems) {
    if (node == nullptr) return;
    const auto value = decimal(*node);
    const std::string name = "'" + std::string(key) + "'";
    if (!value) {
        problems.push_back(yaml::problem_at(*node, name + " must be a number, as 0.35"));
    } else if (*value < bound.least) {
        problems.push_back(yaml::problem_at(
            *node, name + " is below its floor",
            "the floor is " + as_text(bound.least) + "; " + std::string(hint_of(bound.below))));
    } else if (*value > bound.most) {
        problems.push_back(yaml::problem_at(*node, name + " is above its ceiling",
                                            "the ceiling is " + as_text(bound.most) + "; " +
                                                std::string(hint_of(bound.above))));
    } else {
        number = *value;
    }
}

template <class Struct, std::size_t N>
yaml::KeyTable table_of_rows(const std::array<Row<Struct>, N>& rows) {
    yaml::KeyTable table;
    for (const auto& row : rows)
        table.keys.push_back(yaml::number_key(
            std::string(row.name),
            "From " + as_text(row.bound.least) + " to " + as_text(row.bound.most),
            row.bound.most));
    return table;
}

template <class Struct, std::size_t N>
void read_map(yaml::TableReader& file, std::string_view key, const yaml::KeyTable& table,
              const std::array<Row<Struct>, N>& rows, Struct& numbers, Problems& problems) {
    const auto* node = file.node(key);
    if (node == nullptr) return;
    yaml::TableReader reader(*node, "'" + std::string(key) + "'", table, problems);
    for (const auto& row : rows) {
        read_number(reader.value(row.name), row.name, row.bound, numbers.*row.number, problems);
    }
    reader.finish();
}

// A type that is usually hers keeps at least this much of a presumption.
constexpr double least_for_her = 0.3;
constexpr double most_for_him = 1.0;

// Only what has a shipped presumption against him may have one.
void read_prior(const yaml::Entry& entry, Role role, Weights& weights, Problems& problems) {
    const auto type = value_type(entry.key->text);
    if (!type) {
        problems.push_back(yaml::problem_at(*entry.key,
                                            "there is no type '" + entry.key->text + "'",
                                            "the names stand at the top of this file"));
        return;
    }
    const auto shipped = shipped_weights().priors;
    const auto found = shipped.find(*type);
    const Role usual = found == shipped.end() ? Role::unknown : found->second.role;
    if (role == Role::offender && usual != Role::offender) {
        problems.push_back(
            yaml::problem_at(*entry.key, entry.key->text + " must not be presumed his",
                             "only URL, SOCIAL_HANDLE, IP, GSTIN and UPI_REF may be"));
        return;
    }
    auto& prior = weights.priors[*type];
    prior.role = role;
    const Bound bound = role == Role::offender ? for_him(most_for_him)
                                               : for_her(usual == role ? least_for_her : 0);
    read_number(entry.value.get(), entry.key->text, bound, prior.weight, problems);
}

void read_priors(yaml::TableReader& file, Weights& weights, Problems& problems) {
    const auto* node = file.node("priors");
    if (node == nullptr) return;
    yaml::TableReader reader(*node, "'priors'", keys::priors(), problems);
    for (const auto role : {Role::complainant, Role::offender}) {
        const auto* types = reader.node(name_of(role));
        if (types == nullptr) continue;
        const yaml::TableReader map(*types, "'" + std::string(name_of(role)) + "'",
                                    keys::priors_by_type(), problems);
        for (const auto& entry : types->entries) read_prior(entry, role, weights, problems);
    }
    reader.finish();
}

}  // namespace

namespace keys {

const yaml::KeyTable& margins() {
    static const yaml::KeyTable table = table_of_rows(margin_rows);
    return table;
}

const yaml::KeyTable& cue_weights() {
    static const yaml::KeyTable table = table_of_rows(cue_rows);
    return table;
}

const yaml::KeyTable& distance() {
    static const yaml::KeyTable table = table_of_rows(distance_rows);
    return table;
}

const yaml::KeyTable& priors_by_type() {
    static const yaml::KeyTable table = [] {
        std::vector<std::string> types;
        for (const auto type : all_value_types()) types.emplace_back(name_of(type));
        return yaml::table_of_each(yaml::number_key("", "How much", 3), "", std::move(types));
    }();
    return table;
}

const yaml::KeyTable& priors() {
    static const yaml::KeyTable table =
        yaml::table_of({yaml::map_key(std::string(name_of(Role::complainant)),
                                      yaml::Need::optional, "Usually hers", priors_by_type()),
                        yaml::map_key(std::string(name_of(Role::offender)),
                                      yaml::Need::optional, "Usually his", priors_by_type())});
    return table;
}

}  // namespace keys

Weights shipped_weights() {
    Weights weights;
    auto& priors = weights.priors;
    for (const auto type : {ValueType::url, ValueType::social_handle})
        priors[type] = {Role::offender, 0.45};
    for (const auto type : {ValueType::ip, ValueType::gstin})
        priors[type] = {Role::offender, 0.3};
    priors[ValueType::upi_ref] = {Role::offender, 1.0};
    for (const auto type :
         {ValueType::aadhaar, ValueType::vid, ValueType::pan, ValueType::passport,
          ValueType::driving_licence, ValueType::voter_epic, ValueType::dob, ValueType::age,
          ValueType::address, ValueType::pin_code, ValueType::card, ValueType::org,
          ValueType::gps, ValueType::imei})
        priors[type] = {Role::complainant, 0.6};
    return weights;
}

Weights load_weights(yaml::TableReader& file, Problems& problems) {
    Weights weights = shipped_weights();
    read_map(file, "margins", keys::margins(), margin_rows, weights.margins, problems);
    read_map(file, "weights", keys::cue_weights(), cue_rows, weights.cues, problems);
    read_map(file, "distance", keys::distance(), distance_rows, weights.distance, problems);
    read_priors(file, weights, problems);
    return weights;
}

}  // namespace redaction
