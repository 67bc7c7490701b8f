// Letters as rows. Private to this room.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/audit_note.h"
#include "base/result.h"
#include "outbox/outbox.h"
#include "store/store.h"

namespace outbox {

// "SELECT ... FROM letter l " with the columns that to_letter() reads.
std::string_view letter_select();
QueuedLetter to_letter(const store::Row& row);
base::Result<std::vector<QueuedLetter>> to_letters(base::Result<std::vector<store::Row>> rows);

base::Result<QueuedLetter> load(store::Transaction& transaction, std::int64_t id);
// An event about this letter: case, station and the keys letter, kind, recipient are filled in.
base::AuditNote note_of(const QueuedLetter& letter, base::AuditEvent event);

}  // namespace outbox
