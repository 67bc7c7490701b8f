#include <algorithm>

#include "base/text.h"
#include "routing/draft.h"
#include "routing/key_tables.h"

namespace routing {
namespace {

bool is_list_id(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
               c == '_';
    });
}

// A '~' at the end stands for any ending; nowhere else, and not after a single letter.
void check_word(const Placed& word, base::Problems& problems) {
    const auto tilde = word.text.find('~');
    if (tilde == std::string::npos) return;
    if (tilde + 1 != word.text.size())
        problems.push_back(yaml::problem_at(
            *word.at, "a '~' may stand only at the end of a word", "it stands for any ending"));
    else if (base::count_code_points(word.text) < 3)
        problems.push_back(yaml::problem_at(*word.at,
                                            "'" + word.text + "' would match nearly every word",
                                            "write at least two letters before the '~'"));
}

void load_writing(const yaml::Entry& line, yaml::TableReader& reader,
                  understanding::WordList& list, Draft& draft) {
    auto& problems = draft.problems;
    const std::string& writing = line.key->text;
    const auto& writings = keys::writings();
    if (std::find(writings.begin(), writings.end(), writing) == writings.end()) {
        const std::string close = base::did_you_mean(writing, writings);
        problems.push_back(yaml::problem_at(*line.key, "there is no writing '" + writing + "'",
                                            close.empty() ? "en, ml, hi, ml-Latn or hi-Latn"
                                                          : "did you mean '" + close + "'?"));
        return;
    }
    const auto words = reader.texts_of_each(line);
    refuse_wildcards(words, problems);
    for (const auto& word : words) {
        check_word(word, problems);
        list.words[writing].push_back(word.text);
    }
}

void load_list(const yaml::Entry& line, Draft& draft) {
    const std::string& id = line.key->text;
    if (!is_list_id(id) || id.starts_with("rule."))
        draft.problems.push_back(
            yaml::problem_at(*line.key, "'" + id + "' is no id of a word list",
                             "use a-z, 0-9, '.', '-' and '_', and do not begin with 'rule.'"));
    auto& list = draft.lists[id];
    list.id = id;
    yaml::TableReader reader(*line.value, "list '" + id + "'", keys::word_list(),
                             draft.problems);
    for (const auto& writing : line.value->entries) load_writing(writing, reader, list, draft);
}

}  // namespace

// A list may be spread over several files, one for each language if staff like it so.
void load_words(const yaml::Document& document, Draft& draft) {
    yaml::TableReader reader(*document.root, "a file of words", keys::words_file(),
                             draft.problems);
    const yaml::Node* words = reader.node("words");
    reader.finish();
    if (words == nullptr) return;
    if (words->kind != yaml::NodeKind::map)
        draft.problems.push_back(
            yaml::problem_at(*words, "'words' must be lines of the form 'list:'"));
    for (const auto& line : words->entries) load_list(line, draft);
}

}  // namespace routing
