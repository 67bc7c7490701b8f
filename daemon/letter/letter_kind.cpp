#include <array>

#include "letter/letter.h"

namespace letter {
namespace {

constexpr std::array kinds{
    LetterKind::station, LetterKind::desk,     LetterKind::acknowledgement,
    LetterKind::relay,   LetterKind::notice,   LetterKind::transcript,
    LetterKind::status,  LetterKind::reminder, LetterKind::digest,
    LetterKind::assist,  LetterKind::handover, LetterKind::drill,
    LetterKind::reveal,  LetterKind::contact,  LetterKind::checkpoint,
    LetterKind::alarm};

}  // namespace

std::string_view name_of(LetterKind kind) {
    switch (kind) {
        case LetterKind::station:
            return "station";
        case LetterKind::desk:
            return "desk";
        case LetterKind::acknowledgement:
            return "acknowledgement";
        case LetterKind::relay:
            return "relay";
        case LetterKind::notice:
            return "notice";
        case LetterKind::transcript:
            return "transcript";
        case LetterKind::status:
            return "status";
        case LetterKind::reminder:
            return "reminder";
        case LetterKind::digest:
            return "digest";
        case LetterKind::assist:
            return "assist";
        case LetterKind::handover:
            return "handover";
        case LetterKind::drill:
            return "drill";
        case LetterKind::reveal:
            return "reveal";
        case LetterKind::contact:
            return "contact";
        case LetterKind::checkpoint:
            return "checkpoint";
        case LetterKind::alarm:
            return "alarm";
    }
    base::ensure(false);
    return {};
}

std::optional<LetterKind> letter_kind(std::string_view name) {
    for (const LetterKind kind : kinds) {
        if (name_of(kind) == name) return kind;
    }
    return std::nullopt;
}

bool goes_to_her(LetterKind kind) {
    switch (kind) {
        case LetterKind::acknowledgement:
        case LetterKind::relay:
        case LetterKind::transcript:
        case LetterKind::status:
            return true;
        case LetterKind::station:
        case LetterKind::desk:
        case LetterKind::notice:
        case LetterKind::reminder:
        case LetterKind::digest:
        case LetterKind::assist:
        case LetterKind::handover:
        case LetterKind::drill:
        case LetterKind::reveal:
        case LetterKind::contact:
        case LetterKind::checkpoint:
        case LetterKind::alarm:
            return false;
    }
    base::ensure(false);
    return false;
}

}  // namespace letter
