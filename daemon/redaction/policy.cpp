#include "redaction/policy.h"

#include <algorithm>

#include "redaction/among.h"
#include "redaction/policy_table.h"

namespace redaction {

namespace {

bool fits_series(std::string_view digits, std::string_view series) {
    return digits.size() == series.size() &&
           std::equal(digits.begin(), digits.end(), series.begin(),
                      [](char d, char s) { return s == 'x' || d == s; });
}

}  // namespace

Policy::Policy(std::unique_ptr<const Inside> inside) : inside_(std::move(inside)) {}
Policy::~Policy() = default;
Policy::Policy(Policy&&) noexcept = default;

// A cell without a row is read in the auditors' column; without that, only the type's name
// remains.
Treatment Policy::treatment(ValueType type, Role role, Destination destination,
                            Label label) const {
    const auto& cells = inside_->cells;
    if (const auto cell = cells.find({type, role, label, destination}); cell != cells.end()) {
        return cell->second;
    }
    const auto strictest = cells.find({type, role, label, Destination::auditors});
    if (strictest == cells.end() || strictest->second.action == Action::keep) return {};
    return strictest->second;
}

std::vector<std::string> Policy::gaps() const {
    std::vector<std::string> gaps;
    for (const auto type : all_value_types()) {
        for (const auto role : all_roles()) {
            for (const auto label : all_labels) {
                for (const auto destination : all_destinations) {
                    if (inside_->cells.contains({type, role, label, destination})) continue;
                    gaps.push_back(std::string(name_of(type)) + " " +
                                   std::string(name_of(role)) + " " +
                                   std::string(name_of(destination)));
                }
            }
        }
    }
    return gaps;
}

const Weights& Policy::weights() const { return inside_->weights; }
const RevealFigures& Policy::reveals() const { return inside_->reveals; }
const std::string& Policy::version() const { return inside_->version; }
const std::vector<std::string>& Policy::public_numbers() const {
    return inside_->public_numbers;
}

bool Policy::is_public_number(std::string_view digits) const {
    const auto& numbers = inside_->public_numbers;
    const auto& series = inside_->public_series;
    return among(digits, numbers) ||
           std::any_of(series.begin(), series.end(),
                       [&](const auto& s) { return fits_series(digits, s); });
}

bool Policy::is_upi_handle(std::string_view handle) const {
    return inside_->upi_handles.contains(handle);
}

bool Policy::is_card_prefix_without_luhn(std::string_view digits) const {
    const auto& prefixes = inside_->cards_without_luhn;
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const auto& prefix) { return digits.starts_with(prefix); });
}

bool Policy::images_may_pass_for(understanding::Category category) const {
    return inside_->images_pass.contains(category);
}

AttachmentAction Policy::attachment_action(std::string_view type,
                                           understanding::Category category,
                                           Destination destination) const {
    return find_action(inside_->attachments, type, category, destination);
}

}  // namespace redaction
