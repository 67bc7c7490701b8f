#include "base/failure.h"

namespace base {

int exit_code(FailureKind kind) {
    switch (kind) {
        case FailureKind::usage:
            return 64;
        case FailureKind::text:
            return 65;
        case FailureKind::unreachable:
            return 69;
        case FailureKind::defect:
            return 70;
        case FailureKind::storage:
            return 74;
        case FailureKind::temporary:
            return 75;
        case FailureKind::settings:
            return 78;
    }
    return 70;
}

std::string to_text(const Failure& failure) {
    std::string text = "error: " + failure.what + "\n";
    if (!failure.hint.empty()) text += "hint: " + failure.hint + "\n";
    return text;
}

}  // namespace base
