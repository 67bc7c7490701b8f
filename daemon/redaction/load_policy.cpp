#include <algorithm>

#include "base/sha256.h"
#include "redaction/policy.h"
#include "redaction/policy_keys.h"
#include "redaction/policy_table.h"

namespace redaction {

namespace {

using base::Problems;

constexpr std::string_view any = "any";

std::optional<Label> label(std::string_view name) {
    if (name == "none") return Label::none;
    if (name == "own") return Label::own;
    if (name == "device") return Label::device;
    return std::nullopt;
}

// The scalars of a list, or of one scalar.
std::vector<const yaml::Node*> scalars_of(const yaml::Node& node) {
    std::vector<const yaml::Node*> scalars;
    if (node.kind == yaml::NodeKind::scalar) scalars.push_back(&node);
    for (const auto& item : node.items) scalars.push_back(item.get());
    return scalars;
}

// Names of a closed list, or "any" for all of it.
template <class Enum, class Find>
std::vector<Enum> names_in(const yaml::Node* node, const std::vector<Enum>& all, Find find,
                           const std::string& what, Problems& problems) {
    if (node == nullptr) return {};
    if (node->kind == yaml::NodeKind::scalar && node->text == any) return all;
    if (node->kind == yaml::NodeKind::map)
        problems.push_back(yaml::problem_at(*node, "this must be a list of names"));
    std::vector<Enum> found;
    for (const auto* scalar : scalars_of(*node)) {
        if (const auto value = find(scalar->text)) {
            found.push_back(*value);
        } else {
            problems.push_back(
                yaml::problem_at(*scalar, "there is no " + what + " '" + scalar->text + "'",
                                 "the names stand at the top of this file"));
        }
    }
    return found;
}

// "mask", "mask flag".
std::optional<Treatment> treatment_of(const yaml::Node& node, Problems& problems) {
    std::string_view text = node.text;
    Treatment treatment;
    constexpr std::string_view flag = " flag";
    if (text.ends_with(flag)) {
        treatment.flag = true;
        text.remove_suffix(flag.size());
    }
    if (const auto known = action(text); known && node.kind == yaml::NodeKind::scalar) {
        treatment.action = *known;
        return treatment;
    }
    problems.push_back(
        yaml::problem_at(node, "'" + node.text + "' is no treatment",
                         "keep, mask, drop, band or count, with ' flag' behind if wanted"));
    return std::nullopt;
}

// Digits, and x for any digit.
bool is_number_or_series(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789x") == std::string::npos;
}

class Loader {
  public:
    Loader(const yaml::Node& root, Policy::Inside& inside, Problems& problems)
        : root_(root), inside_(inside), problems_(problems) {}

    void load() {
        yaml::TableReader reader(root_, "the redaction policy", keys::policy_file(), problems_);
        inside_.weights = load_weights(reader, problems_);
        inside_.reveals = load_reveals(reader, problems_);
        for (const auto& item : reader.texts("images_may_pass_for")) add_image(item);
        if (const auto* rows = reader.node("attachments")) {
            inside_.attachments = load_attachment_rows(*rows, inside_.images_pass, problems_);
        }
        load_numbers(dated_list(reader, "public_numbers", "numbers", keys::dated_numbers()));
        for (auto& handle :
             dated_list(reader, "upi_handles", "handles", keys::dated_handles())) {
            inside_.upi_handles.insert(std::move(handle));
        }
        inside_.cards_without_luhn =
            dated_list(reader, "cards_without_luhn", "prefixes", keys::dated_prefixes());
        if (const auto* rows = reader.node("policy")) load_rows(*rows);
        reader.finish();
    }

  private:
    void add_image(const yaml::Placed& name) {
        if (const auto known = understanding::category(name.text)) {
            inside_.images_pass.insert(*known);
        } else {
            problems_.push_back(
                yaml::problem_at(*name.at, "there is no category '" + name.text + "'",
                                 "the categories are those of the letters, as 'threats'"));
        }
    }

    std::vector<std::string> dated_list(yaml::TableReader& reader, std::string_view key,
                                        std::string_view inner, const yaml::KeyTable& table) {
        const auto* node = reader.node(key);
        if (node == nullptr) return {};
        yaml::TableReader list(*node, "'" + std::string(key) + "'", table, problems_);
        list.text("as_of");
        std::vector<std::string> texts;
        for (auto& placed : list.texts(inner)) texts.push_back(std::move(placed.text));
        list.finish();
        return texts;
    }

    void load_numbers(const std::vector<std::string>& numbers) {
        for (const auto& number : numbers) {
            if (!is_number_or_series(number)) {
                problems_.push_back(yaml::problem_at(
                    *root_.find("public_numbers"),
                    "'" + number + "' in public_numbers is not a number",
                    "digits only, as 1930, or x for any digit of a series, as 14xxx"));
            } else if (number.find('x') == std::string::npos) {
                inside_.public_numbers.push_back(number);
            } else {
                inside_.public_series.push_back(number);
            }
        }
    }

    void load_rows(const yaml::Node& rows) {
        if (rows.kind != yaml::NodeKind::list) {
            problems_.push_back(yaml::problem_at(rows, "'policy' must be a list of rows"));
            return;
        }
        for (const auto& row : rows.items) load_row(*row);
    }

    void load_row(const yaml::Node& node) {
        yaml::TableReader row(node, "a row of the policy", keys::policy_row(), problems_);
        const auto types = names_in<ValueType>(row.value("types"), all_value_types(),
                                               value_type, "type", problems_);
        const auto roles = names_in<Role>(
            row.value("roles"), all_roles(), [](std::string_view name) { return role(name); },
            "role", problems_);
        const std::vector<Label> labels(all_labels.begin(), all_labels.end());
        const auto* labelled = row.value("labelled");
        const auto chosen = labelled == nullptr
                                ? labels
                                : names_in<Label>(labelled, labels, label, "label", problems_);
        bool alone = true;
        for (const auto destination : all_destinations) {
            const auto treatment = read_column(row, destination);
            if (treatment && alone)
                alone = fill(node, types, roles, chosen, destination, *treatment);
        }
        row.finish();
    }

    // The desk and the urgent copy read what the station reads unless a row says otherwise.
    std::optional<Treatment> read_column(yaml::TableReader& row, Destination destination) {
        const auto name = name_of(destination);
        const bool follows =
            destination == Destination::desk || destination == Destination::urgent;
        const auto* node = row.value(name);
        if (node != nullptr && !node->is_null()) return treatment_of(*node, problems_);
        const auto* station = row.map().find(name_of(Destination::station));
        if (!follows || station == nullptr) return std::nullopt;
        Problems said_at_the_station;
        return treatment_of(*station, said_at_the_station);
    }

    // Whether no other row had said it.
    bool fill(const yaml::Node& row, const std::vector<ValueType>& types,
              const std::vector<Role>& roles, const std::vector<Label>& labels,
              Destination destination, Treatment treatment) {
        for (const auto type : types) {
            for (const auto one_role : roles) {
                for (const auto one_label : labels) {
                    const Cell cell{type, one_role, one_label, destination};
                    if (inside_.cells.try_emplace(cell, treatment).second) continue;
                    problems_.push_back(
                        yaml::problem_at(row,
                                         std::string(name_of(type)) + " of " +
                                             std::string(name_of(one_role)) + " has two rows",
                                         "each type and role stands in one row"));
                    return false;
                }
            }
        }
        return true;
    }

    const yaml::Node& root_;
    Policy::Inside& inside_;
    Problems& problems_;
};

}  // namespace

base::Result<Policy, Problems> load_policy(const yaml::SourceText& source) {
    auto document = yaml::read(source);
    if (!document.ok()) return document.error();
    Problems problems;
    auto inside = std::make_unique<Policy::Inside>();
    Loader(*document->root, *inside, problems).load();
    if (base::has_errors(problems)) return problems;
    constexpr std::size_t version_digits = 12;
    inside->version = base::sha256_hex(source.text).substr(0, version_digits);
    return Policy(std::move(inside));
}

}  // namespace redaction
