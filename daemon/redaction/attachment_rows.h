// The rows of `attachments:` in routing_rules/redaction.yaml. Inside the room only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "redaction/policy.h"
#include "yaml/node.h"

namespace redaction {

struct AttachmentRow {
    std::vector<std::string> types;                // "image/jpeg", "image/*", "*"
    std::set<understanding::Category> categories;  // empty: any
    std::map<Destination, AttachmentAction> actions;
};

// The types whose pictures message::strip_image can clean: only these may pass.
bool is_cleanable(std::string_view type);

// The first row that fits and names the destination; without one: seal.
AttachmentAction find_action(const std::vector<AttachmentRow>& rows, std::string_view type,
                             understanding::Category category, Destination destination);

// `pass_for`: the categories of images_may_pass_for. A row with a mistake is left out, with its
// Problem.
std::vector<AttachmentRow> load_attachment_rows(
    const yaml::Node& node, const std::set<understanding::Category>& pass_for,
    base::Problems& problems);

}  // namespace redaction
