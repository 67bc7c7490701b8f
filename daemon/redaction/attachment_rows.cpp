#include "redaction/attachment_rows.h"

#include <algorithm>
#include <array>
#include <optional>

#include "redaction/among.h"
#include "redaction/policy_keys.h"
#include "redaction/policy_table.h"

namespace redaction {
namespace {

using base::Problems;
using understanding::Category;
using yaml::Node;

bool fits(std::string_view pattern, std::string_view type) {
    if (!pattern.ends_with('*')) return pattern == type;
    return type.starts_with(pattern.substr(0, pattern.size() - 1));
}

std::vector<const Node*> scalars_of(const Node& node) {
    std::vector<const Node*> scalars;
    if (node.kind == yaml::NodeKind::scalar) scalars.push_back(&node);
    for (const auto& item : node.items) scalars.push_back(item.get());
    return scalars;
}

// "*", "image/*", "image/jpeg".
bool is_pattern(std::string_view text) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789.+-";
    if (text == "*") return true;
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size()) return false;
    const std::string_view kind = text.substr(0, slash);
    const std::string_view form = text.substr(slash + 1);
    return kind.find_first_not_of(letters) == std::string_view::npos &&
           (form == "*" || form.find_first_not_of(letters) == std::string_view::npos);
}

std::optional<AttachmentAction> action_named(std::string_view name) {
    if (name == "pass") return AttachmentAction::pass;
    if (name == "seal") return AttachmentAction::seal;
    if (name == "hold") return AttachmentAction::hold;
    return std::nullopt;
}

class RowLoader {
  public:
    RowLoader(const Node& node, const std::set<Category>& pass_for, Problems& problems)
        : reader_(node, "a row of attachments", keys::attachment_row(), problems),
          pass_for_(pass_for),
          problems_(problems) {}

    AttachmentRow load() {
        const Node* types = reader_.value("types");
        const Node* categories = reader_.value("categories");
        if (types != nullptr) load_types(*types);
        if (categories != nullptr) load_categories(*categories);
        for (const auto destination : all_destinations) {
            const Node* cell = reader_.value(name_of(destination));
            if (cell != nullptr) load_cell(destination, *cell, types, categories);
        }
        reader_.finish();
        if (row_.actions.empty() && !base::has_errors(problems_)) {
            problem(reader_.map(), "this row says for no reader what happens",
                    "for instance: station: seal");
        }
        return std::move(row_);
    }

  private:
    void problem(const Node& node, std::string sentence, std::string hint) {
        problems_.push_back(yaml::problem_at(node, std::move(sentence), std::move(hint)));
    }

    void load_types(const Node& node) {
        for (const Node* scalar : scalars_of(node)) {
            if (is_pattern(scalar->text)) {
                row_.types.push_back(scalar->text);
            } else {
                problem(*scalar, "'" + scalar->text + "' is no type of a file",
                        "as image/jpeg, image/* for all pictures, or \"*\" for every file");
            }
        }
        if (row_.types.empty() && !base::has_errors(problems_))
            problem(node, "this row names no type", "for every file: types: \"*\"");
    }

    void load_categories(const Node& node) {
        if (node.kind == yaml::NodeKind::scalar && node.text == "any") return;
        for (const Node* scalar : scalars_of(node)) {
            if (const auto known = understanding::category(scalar->text)) {
                row_.categories.insert(*known);
            } else {
                problem(*scalar, "there is no category '" + scalar->text + "'",
                        "the categories are those of the letters, as 'threats'; or any");
            }
        }
        if (row_.categories.empty() && !base::has_errors(problems_))
            problem(node, "this row names no category", "for every mail: categories: any");
    }

    void load_cell(Destination destination, const Node& cell, const Node* types,
                   const Node* categories) {
        const auto known = action_named(cell.text);
        if (!known || cell.kind != yaml::NodeKind::scalar) {
            problem(cell, "'" + cell.text + "' is not what can happen to a file",
                    "pass, seal or hold");
            return;
        }
        row_.actions[destination] = *known;
        if (*known != AttachmentAction::pass) return;
        if (destination != Destination::station) {
            problem(cell, "files pass to the station only",
                    "seal or hold for " + std::string(name_of(destination)));
        }
        if (types != nullptr) check_cleanable(*types);
        if (categories != nullptr) check_passing(*categories);
    }

    void check_cleanable(const Node& types) {
        for (const Node* scalar : scalars_of(types)) {
            if (!is_pattern(scalar->text) || is_cleanable(scalar->text)) continue;
            problem(*scalar, "'" + scalar->text + "' cannot pass: it cannot be cleaned",
                    "image/jpeg, image/png and image/webp can; give other types a row of "
                    "their own");
        }
    }

    void check_passing(const Node& categories) {
        for (const Node* scalar : scalars_of(categories)) {
            const auto known = understanding::category(scalar->text);
            if (!known || pass_for_.contains(*known)) continue;
            problem(*scalar, "'" + scalar->text + "' is not in images_may_pass_for",
                    "pictures pass for the categories of that list only");
        }
    }

    yaml::TableReader reader_;
    const std::set<Category>& pass_for_;
    Problems& problems_;
    AttachmentRow row_;
};

}  // namespace

bool is_cleanable(std::string_view type) {
    static constexpr std::array<std::string_view, 3> types{"image/jpeg", "image/png",
                                                           "image/webp"};
    return among(type, types);
}

AttachmentAction find_action(const std::vector<AttachmentRow>& rows, std::string_view type,
                             Category category, Destination destination) {
    for (const AttachmentRow& row : rows) {
        const auto action = row.actions.find(destination);
        if (action == row.actions.end()) continue;
        if (!row.categories.empty() && !row.categories.contains(category)) continue;
        const bool named =
            std::any_of(row.types.begin(), row.types.end(),
                        [&](const auto& pattern) { return fits(pattern, type); });
        if (named) return action->second;
    }
    return AttachmentAction::seal;
}

std::vector<AttachmentRow> load_attachment_rows(const Node& node,
                                                const std::set<Category>& pass_for,
                                                Problems& problems) {
    std::vector<AttachmentRow> rows;
    if (node.kind != yaml::NodeKind::list) {
        problems.push_back(yaml::problem_at(node, "'attachments' must be a list of rows"));
        return rows;
    }
    for (const auto& item : node.items) {
        Problems of_row;
        AttachmentRow row = RowLoader(*item, pass_for, of_row).load();
        if (!base::has_errors(of_row)) rows.push_back(std::move(row));
        problems.insert(problems.end(), of_row.begin(), of_row.end());
    }
    return rows;
}

}  // namespace redaction
