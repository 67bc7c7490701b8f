// What an auditor may ask (promises.md 4.7), and the file that an auditor may have.
//
// A question is an SQL file of questions/: its first line says it as a sentence. It asks the
// views v1_* and audit_event only, so it can be put to an exported file as well. One with a ?1
// needs a case number.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace audit {

struct Question {
    std::string name;
    std::string sentence;
    std::string_view sql;
    bool of_a_case = false;
};
Question read_question(std::string_view file_name, std::string_view text);

struct Answer {
    std::vector<std::string> columns;
    std::vector<store::Row> rows;
};
base::Result<Answer> ask(store::ReadOnly& state, const Question& question,
                         const std::string& case_no);

// The trail with its tree and checkpoints as they are, and every view v1_* as a table: no
// personal data, and nothing that the views do not show.
base::Result<void> write_export(const std::filesystem::path& state,
                                const std::filesystem::path& file);

}  // namespace audit
