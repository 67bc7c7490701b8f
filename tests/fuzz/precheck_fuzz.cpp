// The line scan alone: every octet is accounted for, spans lie inside the text and do not
// overlap.
#include "fuzz_input.h"
#include "message/mime_scan.h"

namespace {

std::size_t check(const message::Entity& entity, std::size_t from, std::size_t size) {
    fuzz::require(from <= entity.header.begin && entity.header.begin <= entity.header.end);
    fuzz::require(entity.header.end <= entity.body.begin &&
                  entity.body.begin <= entity.body.end);
    fuzz::require(entity.body.end <= size);
    std::size_t at = entity.header.end;
    for (const message::Entity& child : entity.children) at = check(child, at, size);
    return entity.kind == message::EntityKind::leaf ? entity.body.end : at;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    message::RepairedText repaired;
    message::repair_line_ends(fuzz::text(data, size), repaired);
    message::ScanBudget budget;
    const message::MimeScan scan = message::scan_mime(repaired.text, budget);
    fuzz::require(budget.depth == 0);
    if (!scan.beyond.empty()) return 0;
    fuzz::require(scan.accounted == repaired.text.size());
    check(scan.top, 0, repaired.text.size());
    std::size_t at = 0;
    for (const message::Edit& edit :
         message::edits_for_strict_parser(scan.top, repaired.text)) {
        fuzz::require(at <= edit.span.begin && edit.span.begin <= edit.span.end);
        at = edit.span.end;
    }
    fuzz::require(at <= repaired.text.size());
    return 0;
}
