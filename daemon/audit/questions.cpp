#include "audit/questions.h"

#include "base/text.h"
#include "store/extract.h"

namespace audit {

Question read_question(std::string_view file_name, std::string_view text) {
    const std::string_view first = text.substr(0, text.find('\n'));
    base::ensure(first.starts_with("-- "));
    return {std::string(file_name.substr(0, file_name.rfind('.'))),
            std::string(first.substr(3)), text, text.find("?1") != std::string_view::npos};
}

base::Result<Answer> ask(store::ReadOnly& state, const Question& question,
                         const std::string& case_no) {
    std::vector<store::Value> values;
    if (question.of_a_case) values.emplace_back(case_no);
    Answer answer;
    auto columns = state.columns_of(question.sql);
    if (!columns) return columns.error();
    auto rows = state.query(question.sql, values);
    if (!rows) return rows.error();
    return Answer{std::move(*columns), std::move(*rows)};
}

base::Result<void> write_export(const std::filesystem::path& state,
                                const std::filesystem::path& file) {
    return store::write_extract(
        state, file,
        {{"audit_event", "audit_node", "audit_key", "audit_checkpoint"},
         {"v1_case", "v1_case_event", "v1_letter", "v1_intake", "v1_station_load", "v1_outcome",
          "v1_decision", "v1_reveal", "v1_rules", "v1_balance", "v1_checkpoint"}});
}

}  // namespace audit
