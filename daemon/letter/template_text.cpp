#include "letter/template_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "letter/layout.h"
#include "letter/render.h"

namespace letter {
namespace {

using Names = std::vector<std::string_view>;

struct Line {
    int number = 0;
    std::string text;
};

std::vector<Line> split_lines(const std::string& text) {
    std::vector<Line> lines;
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t end = std::min(text.find('\n', i), text.size());
        std::string line = text.substr(i, end - i);
        if (line.ends_with('\r')) line.pop_back();
        lines.push_back({static_cast<int>(lines.size()) + 1, std::move(line)});
        i = end + 1;
    }
    return lines;
}

// Where problems are reported; offsets in octets of the line.
class Page {
  public:
    Page(const std::string& file, base::Problems& problems)
        : file_(file), problems_(problems) {}

    void report(const Line& line, std::size_t start, std::size_t length, std::string sentence,
                std::string hint) {
        base::Problem p;
        p.file = file_;
        p.line = line.number;
        p.column = static_cast<int>(base::count_code_points(line.text.substr(0, start))) + 1;
        p.caret_length =
            static_cast<int>(base::count_code_points(line.text.substr(start, length)));
        p.sentence = std::move(sentence);
        p.source_line = line.text;
        p.hint = std::move(hint);
        problems_.push_back(std::move(p));
    }

    void report_file(std::string sentence, std::string hint) {
        base::Problem p;
        p.file = file_;
        p.sentence = std::move(sentence);
        p.hint = std::move(hint);
        problems_.push_back(std::move(p));
    }

  private:
    const std::string& file_;
    base::Problems& problems_;
};

struct Tag {
    Line line;
    std::size_t start = 0;
    std::size_t length = 0;
    char sigil = ' ';
    std::string name;
};

class TagReader {
  public:
    TagReader(Page& page, const Names& allowed) : page_(page), allowed_(allowed) {}

    void read_line(const Line& line, std::size_t from) {
        std::size_t at = from;
        while ((at = line.text.find("{{", at)) != std::string::npos) {
            const std::size_t end = line.text.find("}}", at);
            if (end == std::string::npos) {
                page_.report(line, at, 2, "a tag is opened and not closed on its line",
                             "close it with }}");
                return;
            }
            take(line, at, end + 2 - at);
            at = end + 2;
        }
    }

    void finish() {
        for (const Tag& tag : open_) {
            page_.report(tag.line, tag.start, tag.length,
                         fmt::format("section '{}' is not closed", tag.name),
                         fmt::format("close it with {{{{/{}}}}}", tag.name));
        }
    }

    const std::set<std::string>& used() const { return used_; }

  private:
    void take(const Line& line, std::size_t start, std::size_t length) {
        Tag tag{line, start, length, ' ', {}};
        std::string_view inside = std::string_view(line.text).substr(start + 2, length - 4);
        if (!inside.empty() &&
            std::string_view("#^/!>&={").find(inside[0]) != std::string_view::npos) {
            tag.sigil = inside[0];
            inside.remove_prefix(1);
        }
        tag.name = base::trim_ascii(inside);
        if (tag.sigil == '!') return;
        if (tag.sigil == '{' || tag.sigil == '&' || tag.sigil == '>' || tag.sigil == '=') {
            page_.report(line, start, length, "this form of tag is not used in letters",
                         "write {{name}}, {{#name}}, {{^name}}, {{/name}} or {{! a comment}}");
        } else if (tag.sigil == '/') {
            close(tag);
        } else {
            check_name(tag);
            if (tag.sigil != ' ') open_.push_back(tag);
        }
    }

    void close(const Tag& tag) {
        if (!open_.empty() && open_.back().name == tag.name) {
            open_.pop_back();
            return;
        }
        const std::string hint = open_.empty() ? "there is no open section"
                                               : fmt::format("open is '{}'", open_.back().name);
        page_.report(tag.line, tag.start, tag.length,
                     fmt::format("section '{}' is closed here and not open", tag.name), hint);
    }

    void check_name(const Tag& tag) {
        used_.insert(tag.name);
        if (std::find(allowed_.begin(), allowed_.end(), tag.name) != allowed_.end()) return;
        const std::string near = base::did_you_mean(
            tag.name, std::vector<std::string>(allowed_.begin(), allowed_.end()));
        page_.report(tag.line, tag.start, tag.length,
                     fmt::format("unknown name '{}'", tag.name),
                     near.empty() ? std::string() : fmt::format("did you mean '{}'?", near));
    }

    Page& page_;
    const Names& allowed_;
    std::vector<Tag> open_;
    std::set<std::string> used_;
};

class Reader {
  public:
    Reader(const yaml::SourceText& source, const TemplateKind& kind, base::Problems& problems)
        : kind_(kind), page_(source.name, problems), lines_(split_lines(source.text)) {}

    Template read() {
        std::size_t i = 0;
        for (; i < lines_.size() && !lines_[i].text.empty(); ++i) read_header(lines_[i]);
        if (out_.subject.empty()) {
            page_.report_file("the template has no subject",
                              "begin the file with 'subject: ...'");
        }
        TagReader tags(page_, kind_.body_names);
        for (++i; i < lines_.size(); ++i) {
            tags.read_line(lines_[i], 0);
            out_.body +=
                lines_[i].text.empty() ? std::string(1, empty_line_mark) : lines_[i].text;
            out_.body += '\n';
        }
        tags.finish();
        used_.insert(tags.used().begin(), tags.used().end());
        check_required();
        return std::move(out_);
    }

  private:
    void read_header(const Line& line) {
        if (line.text[0] == '#') return;
        const std::size_t colon = line.text.find(':');
        if (colon == std::string::npos) {
            page_.report(line, 0, line.text.size(),
                         "expected 'name: value' before the first empty line",
                         "put an empty line between the names and the text");
            return;
        }
        const std::string key = line.text.substr(0, colon);
        const std::string value(
            base::trim_ascii(std::string_view(line.text).substr(colon + 1)));
        if (key == "subject") {
            read_subject(line, colon + 1, value);
        } else if (key == "reviewed_by") {
            out_.reviewed = !value.empty();
        } else if (key.starts_with("word.") && !value.empty()) {
            out_.words[key.substr(5)] = value;
        } else {
            page_.report(line, 0, colon, fmt::format("unknown name '{}'", key),
                         "known are subject, reviewed_by and word.NAME with a value");
        }
    }

    void read_subject(const Line& line, std::size_t from, const std::string& value) {
        if (!out_.subject.empty()) {
            page_.report(line, 0, line.text.size(), "the subject is given twice", "delete one");
        }
        out_.subject = value;
        TagReader tags(page_, kind_.subject_names);
        tags.read_line(line, from);
        tags.finish();
        used_.insert(tags.used().begin(), tags.used().end());
    }

    void check_required() {
        for (const std::string_view name : kind_.required) {
            if (used_.contains(std::string(name))) continue;
            page_.report_file(fmt::format("the template does not use '{}'", name),
                              fmt::format("this letter must say it: add {{{{{}}}}}", name));
        }
    }

    const TemplateKind& kind_;
    Page page_;
    std::vector<Line> lines_;
    Template out_;
    std::set<std::string> used_;
};

}  // namespace

Template read_template(const yaml::SourceText& source, const TemplateKind& kind,
                       base::Problems& problems) {
    const std::size_t before = problems.size();
    Template out = Reader(source, kind, problems).read();
    if (problems.size() > before) return out;
    Page page(source.name, problems);
    for (const std::string* text : {&out.subject, &out.body}) {
        if (const std::string complaint = complaint_about(*text); !complaint.empty()) {
            page.report_file("the template library refuses it: " + complaint, {});
        }
    }
    return out;
}

}  // namespace letter
