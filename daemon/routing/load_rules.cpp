#include <algorithm>
#include <array>
#include <functional>

#include "base/sha256.h"
#include "routing/draft.h"
#include "routing/in_words.h"
#include "routing/inside.h"
#include "routing/rule_files.h"

namespace routing {
namespace {

using Loader = void (*)(const yaml::Document&, Draft&);

struct Reader {
    std::string_view kind;
    Loader load;
};

// As rule_file_kinds() has them.
constexpr std::array<Reader, 10> readers{{{"stations", load_stations},
                                          {"districts", load_districts},
                                          {"elsewhere", load_elsewhere},
                                          {"platforms", load_platforms},
                                          {"desks", load_desks},
                                          {"words", load_words},
                                          {"weights", load_weights},
                                          {"rules", load_staff_rules},
                                          {"officers", load_officers},
                                          {"gazetteer", load_gazetteer}}};

base::Problem whole_file(std::string file, std::string sentence, std::string hint) {
    base::Problem problem;
    problem.file = std::move(file);
    problem.sentence = std::move(sentence);
    problem.hint = std::move(hint);
    return problem;
}

Loader loader_of(const std::string& name, base::Problems& problems) {
    const std::string_view kind = kind_of_file(name);
    std::vector<std::string> known;
    for (const auto& reader : readers) {
        if (reader.kind == kind) return reader.load;
        const std::string file = std::string(reader.kind) + ".yaml";
        if (kind_of_file(file) == reader.kind) known.push_back(file);
    }
    const std::string close = base::did_you_mean(name, known);
    problems.push_back(whole_file(name, "no file of this name is read",
                                  close.empty()
                                      ? "files of stations lie in a folder, such as kerala/"
                                      : "did you mean '" + close + "'?"));
    return nullptr;
}

// The policies of redaction, retention and clocks lie in the same folder.
bool is_of_another_room(std::string_view name) {
    return name == "redaction.yaml" || name == "retention.yaml" || name == "clocks.yaml";
}

// Districts come before stations and rules, so that both can be held against them.
int turn_of(const std::string& name) {
    return name == "districts.yaml" ? 0 : name == "rules.yaml" ? 2 : 1;
}

void check_presence(Draft& draft) {
    if (draft.districts.empty())
        draft.problems.push_back(
            whole_file("districts.yaml", "there is no district", "the file is needed"));
    if (draft.stations.empty())
        draft.problems.push_back(whole_file("kerala/", "there is no station",
                                            "each police district has a file here"));
}

std::map<std::string, understanding::WordList> shipped_lists(
    std::span<const yaml::SourceText> shipped) {
    Draft spare;
    for (const auto& source : shipped) {
        if (kind_of_file(source.name) != "words") continue;
        const auto document = yaml::read(source);
        base::ensure(document.ok());
        load_words(*document, spare);
    }
    return std::move(spare.lists);
}

void complete_lists(Draft& draft, const RequiredLists& required) {
    std::vector<std::string> missing;
    for (const auto name : required.names)
        if (!draft.lists.contains(std::string(name))) missing.emplace_back(name);
    if (missing.empty()) return;
    auto shipped = shipped_lists(required.shipped);
    for (const auto& name : missing) {
        const auto found = shipped.find(name);
        auto problem = whole_file("words/", "the word list '" + name + "' is missing", "");
        if (found == shipped.end()) {
            problem.hint =
                "every list that is looked for must be there, if only with few words";
        } else {
            problem.severity = base::Severity::warning;
            problem.hint =
                "the shipped words are used; copy the list from what 'aparajita init' writes";
            draft.lists.insert(*found);
        }
        draft.problems.push_back(std::move(problem));
    }
}

std::string fingerprint_of(std::vector<const yaml::SourceText*> sources) {
    std::sort(sources.begin(), sources.end(),
              [](const auto* a, const auto* b) { return a->name < b->name; });
    std::string all;
    for (const auto* source : sources)
        all += source->name + '\0' + std::to_string(source->text.size()) + '\0' + source->text;
    return base::sha256_hex(all);
}

std::vector<understanding::PlaceHint> hints_of(const Draft& draft) {
    std::vector<understanding::PlaceHint> hints;
    for (const auto& entry : draft.gazetteer) {
        const GazetteerRow& row = entry.row;
        if (row.is_confirmed()) continue;
        understanding::PlaceHint hint{row.name, row.name_ml, row.district, row.pin, {}};
        for (const auto& id : row.stations) hint.stations.emplace_back(id);
        hints.push_back(std::move(hint));
    }
    return hints;
}

understanding::Vocabulary vocabulary_of(Draft& draft) {
    understanding::Vocabulary vocabulary;
    for (auto& row : draft.stations) vocabulary.stations.push_back(std::move(row.entry));
    for (auto& row : draft.districts) vocabulary.districts.push_back(std::move(row.entry));
    vocabulary.elsewhere = std::move(draft.elsewhere);
    vocabulary.pin_prefixes_elsewhere = std::move(draft.pin_prefixes);
    vocabulary.platform_domains = std::move(draft.platform_domains);
    vocabulary.lists = std::move(draft.lists);
    vocabulary.hints = hints_of(draft);
    for (const auto& rule : draft.rules) {
        if (rule.words.empty()) continue;
        const std::string id = word_list_of(rule.id);
        vocabulary.lists[id] = {id, {{"any", rule.words}}};
    }
    return vocabulary;
}

std::vector<Station> stations_of(const Draft& draft) {
    std::vector<Station> stations;
    for (const auto& row : draft.stations) {
        const auto& entry = row.entry;
        stations.push_back(
            {entry.id, entry.name, entry.name_ml, entry.district, entry.police_district,
             row.mailbox.text, entry.state == understanding::StationState::retired,
             row.sub_division, texts_of(row.deputies), row.language, row.returns_tests});
    }
    return stations;
}

Register register_of(Draft& draft) {
    std::map<base::StationId, std::vector<Post>> posts;
    for (auto& row : draft.officers) {
        auto& of_station = posts[row.station];
        for (auto& post : row.posts) of_station.push_back(std::move(post.post));
    }
    return Register(std::move(posts));
}

RuleBook book_of(Draft& draft, std::string fingerprint) {
    auto stations = stations_of(draft);
    auto inside = std::make_unique<RuleBook::Inside>(vocabulary_of(draft));
    inside->fingerprint = std::move(fingerprint);
    inside->stations = std::move(stations);
    for (std::size_t i = 0; i < inside->stations.size(); ++i)
        inside->station_at.emplace(inside->stations[i].id, i);
    for (auto& row : draft.desks) inside->desks.push_back(std::move(row.desk));
    for (std::size_t i = 0; i < inside->desks.size(); ++i)
        inside->desk_at.emplace(inside->desks[i].id, i);
    inside->officers = register_of(draft);
    inside->weights = draft.weights;
    inside->examples = std::move(draft.examples);
    inside->rules = std::move(draft.rules);
    for (auto& rule : inside->rules)
        rule.at = rule.then = nullptr;  // the documents do not outlive the loading
    return RuleBook(std::move(inside));
}

}  // namespace

void read_sources(std::vector<yaml::SourceText> sources, const yaml::ReadAll& read_all,
                  Draft& draft) {
    std::stable_sort(sources.begin(), sources.end(), [](const auto& a, const auto& b) {
        return turn_of(a.name) < turn_of(b.name);
    });
    std::vector<yaml::SourceText> wanted;
    std::vector<Loader> loaders;
    for (auto& source : sources) {
        if (is_of_another_room(source.name)) continue;
        const Loader load = loader_of(source.name, draft.problems);
        if (load == nullptr) continue;
        wanted.push_back(std::move(source));
        loaders.push_back(load);
    }
    auto documents = read_all(std::move(wanted));
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (!documents[i].ok()) {
            const auto& wrong = documents[i].error();
            draft.problems.insert(draft.problems.end(), wrong.begin(), wrong.end());
            continue;
        }
        draft.documents.push_back(std::move(documents[i]).value());
        loaders[i](draft.documents.back(), draft);
    }
}

base::Result<Loaded, base::Problems> load_rules(const std::vector<yaml::SourceText>& sources,
                                                const DomainGuard& guard,
                                                const RequiredLists& required,
                                                const std::string& today,
                                                const yaml::ReadAll& read_all) {
    Draft draft;
    read_sources(sources, read_all, draft);
    check_presence(draft);
    complete_lists(draft, required);
    confirm_places(draft);
    check_stations(draft);
    check_sounds(draft);
    check_mailboxes(draft, guard);
    check_staff_rules(draft);
    check_officers(draft, today);
    yaml::sort_by_place(draft.problems);
    if (base::has_errors(draft.problems)) return std::move(draft.problems);
    std::vector<const yaml::SourceText*> all;
    for (const auto& source : sources) all.push_back(&source);
    auto warnings = std::move(draft.problems);
    return Loaded{book_of(draft, fingerprint_of(std::move(all))), std::move(warnings)};
}

}  // namespace routing
