// The cells of the policy: one treatment per type, role, label and destination. Inside the room
// only.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "redaction/attachment_rows.h"
#include "redaction/policy.h"

namespace redaction {

struct Cell {
    ValueType type = ValueType::misc_id;
    Role role = Role::unknown;
    Label label = Label::none;
    Destination destination = Destination::auditors;
    auto operator<=>(const Cell&) const = default;
};

inline constexpr std::array all_labels{Label::none, Label::own, Label::device};
inline constexpr std::array all_destinations{Destination::station,   Destination::desk,
                                             Destination::urgent,    Destination::cyber_cell,
                                             Destination::oversight, Destination::platform,
                                             Destination::auditors};

struct Policy::Inside {
    std::map<Cell, Treatment> cells;
    Weights weights;
    RevealFigures reveals;
    std::string version;
    std::vector<std::string> public_numbers;
    std::vector<std::string> public_series;  // "14xxx"
    std::set<std::string, std::less<>> upi_handles;
    std::vector<std::string> cards_without_luhn;
    std::set<understanding::Category> images_pass;
    std::vector<AttachmentRow> attachments;
};

}  // namespace redaction
