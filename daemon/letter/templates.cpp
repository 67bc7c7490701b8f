#include "letter/templates.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "base/sha256.h"
#include "base/text.h"
#include "letter/template_set.h"

namespace letter {
namespace {

base::Problem about_file(const std::string& file, std::string sentence, std::string hint) {
    base::Problem p;
    p.file = file;
    p.sentence = std::move(sentence);
    p.hint = std::move(hint);
    return p;
}

// "mailtemplates/station.en.mustache" -> "station.en"; empty when the name ends otherwise.
std::string short_name(const std::string& file) {
    constexpr std::string_view ending = ".mustache";
    std::string name = file.substr(file.rfind('/') + 1);
    if (!name.ends_with(ending)) return {};
    name.resize(name.size() - ending.size());
    return name;
}

std::string name_in(const TemplateKind& kind, std::string_view language) {
    return fmt::format("{}.{}", kind.name, language);
}

std::vector<std::string> all_names() {
    std::vector<std::string> names;
    for (const TemplateKind& kind : template_kinds()) {
        for (const std::string_view language : kind.languages)
            names.push_back(name_in(kind, language));
    }
    return names;
}

const TemplateKind* kind_of(const std::string& name) {
    for (const TemplateKind& kind : template_kinds()) {
        for (const std::string_view language : kind.languages) {
            if (name == name_in(kind, language)) return &kind;
        }
    }
    return nullptr;
}

void check_missing(const Templates::Inside& inside, base::Problems& problems) {
    for (const std::string& name : all_names()) {
        if (!inside.by_name.contains(name)) {
            problems.push_back(
                about_file(name + ".mustache", "this template is missing",
                           "copy it from the sample that 'aparajita init' writes"));
        }
    }
}

bool is_for_her(std::string_view kind) {
    return kind == "acknowledgement" || kind == "status" || kind == "news" || kind == "relay";
}

// What somebody may see over her shoulder holds no link, whoever edits it (promises.md 5.4).
void check_discreet(const std::string& file, const Template& page, base::Problems& problems) {
    const std::string text = page.subject + "\n" + page.body;
    for (const std::string_view sign : {"://", "www.", "@"}) {
        if (text.find(sign) == std::string::npos) continue;
        problems.push_back(about_file(file, fmt::format("a letter to her holds '{}'", sign),
                                      "it has no link and no address"));
    }
}

std::string fingerprint_of(std::vector<const yaml::SourceText*> sources) {
    std::sort(sources.begin(), sources.end(),
              [](const auto* a, const auto* b) { return a->name < b->name; });
    std::string all;
    for (const auto* source : sources) {
        all += fmt::format("{}\n{}\n", source->name, source->text.size()) + source->text;
    }
    return base::sha256_hex(all);
}

class Loader {
  public:
    void take(const yaml::SourceText& source) {
        const std::string name = short_name(source.name);
        const TemplateKind* kind = kind_of(name);
        if (kind == nullptr) {
            const std::string near = base::did_you_mean(name, all_names());
            problems_.push_back(
                about_file(source.name, "no letter uses a template of this name",
                           near.empty() ? "" : "did you mean '" + near + ".mustache'?"));
        } else if (inside_.by_name.contains(name)) {
            problems_.push_back(
                about_file(source.name, "this template is given twice", "delete one"));
        } else if (!base::is_utf8(source.text)) {
            problems_.push_back(
                about_file(source.name, "the file is not UTF-8", "save it as UTF-8"));
        } else {
            inside_.by_name[name] = read(source, *kind);
        }
    }

    base::Result<LoadedTemplates, base::Problems> finish(
        const std::vector<yaml::SourceText>& sources) {
        if (problems_.empty()) check_missing(inside_, problems_);
        if (!problems_.empty()) return std::move(problems_);
        std::vector<const yaml::SourceText*> pointers;
        pointers.reserve(sources.size());
        for (const auto& source : sources) pointers.push_back(&source);
        inside_.fingerprint = fingerprint_of(std::move(pointers));
        return LoadedTemplates{
            Templates(std::make_unique<const Templates::Inside>(std::move(inside_))),
            warnings()};
    }

  private:
    Template read(const yaml::SourceText& source, const TemplateKind& kind) {
        Template page = read_template(source, kind, problems_);
        if (is_for_her(kind.name)) check_discreet(source.name, page, problems_);
        if (!page.reviewed) unread_.push_back(short_name(source.name));
        return page;
    }

    // One warning for all: a page of them would hide the others.
    base::Problems warnings() const {
        if (unread_.empty()) return {};
        base::Problem p =
            about_file("mailtemplates",
                       fmt::format("{} texts need a native reader: {}", unread_.size(),
                                   fmt::join(unread_, ", ")),
                       "when one has passed a text, write the name after its 'reviewed_by:'");
        p.severity = base::Severity::warning;
        return {std::move(p)};
    }

    Templates::Inside inside_;
    base::Problems problems_;
    std::vector<std::string> unread_;
};

}  // namespace

Templates::Templates(std::unique_ptr<const Inside> inside) : inside_(std::move(inside)) {}
Templates::~Templates() = default;
Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;
const std::string& Templates::fingerprint() const { return inside_->fingerprint; }

base::Result<LoadedTemplates, base::Problems> load_templates(
    const std::vector<yaml::SourceText>& sources) {
    Loader loader;
    for (const yaml::SourceText& source : sources) loader.take(source);
    return loader.finish(sources);
}

std::string_view language_code(understanding::Language language) {
    switch (language) {
        case understanding::Language::ml:
            return "ml";
        case understanding::Language::hi:
            return "hi";
        // Romanised writing gets English (promises.md 5.4); mixed and unknown, too.
        case understanding::Language::en:
        case understanding::Language::ml_latn:
        case understanding::Language::hi_latn:
        case understanding::Language::mixed:
        case understanding::Language::und:
            return "en";
    }
    base::ensure(false);
    return {};
}

const Template& find_template(const Templates& templates, std::string_view kind,
                              std::string_view language) {
    const auto found = templates.inside().by_name.find(fmt::format("{}.{}", kind, language));
    base::ensure(found != templates.inside().by_name.end());
    return found->second;
}

std::vector<Wording> review_wordings(const Templates& templates) {
    std::vector<Wording> wordings;
    for (const std::string_view language : {"en", "ml", "hi"}) {
        const Template& page = find_template(templates, "review", language);
        Wording wording{std::string(language), page.subject, {}, page.words};
        std::istringstream lines(page.body);
        for (std::string line; std::getline(lines, line);)
            if (line.size() > 1) wording.notes.push_back(line);
        wordings.push_back(std::move(wording));
    }
    return wordings;
}

std::string word_for(const Template& page, std::string_view list, std::string_view name) {
    const auto found = page.words.find(fmt::format("{}.{}", list, name));
    if (found != page.words.end()) return found->second;
    std::string word(name);
    std::replace(word.begin(), word.end(), '_', ' ');
    return word;
}

}  // namespace letter
