#include "review/page.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ensure.h"
#include "letter/render.h"
#include "review/page_text.h"
#include "review/plot.h"

namespace review {
namespace {

using letter::Values;
using Kind = Cell::Kind;

std::string number(std::int64_t n) { return std::to_string(n); }

// One language of the page.
class Writer {
  public:
    Writer(const Page& page, const letter::Wording& wording) : page_(page), wording_(wording) {}

    Values article() {
        Values out;
        out.put("code", wording_.language);
        out.put("title", wording_.title);
        out.put("period_word", say("page.period"));
        out.put("made_word", say("page.made"));
        out.put("contents_word", say("page.contents"));
        out.put("now_word", say("first.title"));
        out.put("language_name", say("page.language"));
        out.put("from", page_.period.from);
        out.put("to", page_.period.to);
        out.put("made", fmt::format("{} {}", base::local_day(page_.made, page_.period.zone),
                                    clock(page_.made)));
        out.lists["tiles"] = tiles();
        out.lists["facts"] = facts();
        for (const std::string& line : wording_.notes) add(out.lists["notes"], "note", line);
        out.lists["sections"] = sections();
        return out;
    }

  private:
    // A key without a word in the file stands for itself: "class.PAN" is "PAN".
    std::string say(const std::string& key) const {
        const auto found = wording_.words.find(key);
        if (found != wording_.words.end()) return found->second;
        std::string name = key.substr(key.find('.') + 1);
        std::replace(name.begin(), name.end(), '_', ' ');
        return name;
    }
    std::string say(const std::string& key, const std::string& mark,
                    const std::string& value) const {
        return filled(say(key), mark, value);
    }
    static std::string filled(std::string text, const std::string& mark,
                              const std::string& value) {
        const auto at = text.find(mark);
        return at == std::string::npos ? text : text.replace(at, mark.size(), value);
    }
    std::string say_column(const std::string& key) const {
        return say(key.find('.') == std::string::npos ? "column." + key : key);
    }

    std::string call_hours() const {
        return fmt::format("{:g}", static_cast<double>(page_.rows.call_within.count()) / 3600);
    }

    std::string clock(base::Instant at) const {
        const int minute = base::local_minute_of_day(at, page_.period.zone);
        return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
    }

    static void add(std::vector<Values>& list, const std::string& name, std::string text) {
        list.emplace_back().put(name, std::move(text));
    }

    std::vector<Values> tiles() const {
        const FirstScreen& first = page_.figures.first;
        std::vector<Values> out;
        const auto tile = [&](const char* name, std::int64_t count) {
            Values& one = out.emplace_back();
            one.put("number", number(count));
            one.put("tile", say(std::string("tile.") + name, "{hours}", call_hours()));
            one.put_if(count > 0, "calls");
        };
        tile("not_called", first.not_called);
        tile("urgent_unanswered", first.urgent_unanswered);
        tile("at_desk", first.at_desk);
        tile("posts_empty", first.posts_empty);
        return out;
    }

    std::vector<Values> facts() const {
        const FirstScreen& first = page_.figures.first;
        std::vector<Values> out;
        const std::string settled = say("first.settled", "{n}", number(first.settled));
        add(out, "fact",
            filled(settled, "{m}", number(first.settled + first.settled_checking)));
        add(out, "fact", say("first.reopened", "{n}", number(first.reopened)));
        if (first.posts_unknown > 0)
            add(out, "fact", say("first.posts_unknown", "{n}", number(first.posts_unknown)));
        if (const auto& drill = page_.rows.drill) {
            const std::string month = say("first.drill", "{month}", drill->month);
            const std::string asked = filled(month, "{m}", number(drill->asked));
            add(out, "fact", filled(asked, "{n}", number(drill->answered)));
        }
        return out;
    }

    std::vector<Values> sections() const {
        const Writing writing = wording_.language == "ml" ? Writing::malayalam : Writing::latin;
        std::vector<Values> out;
        for (const Table& table : all_tables(page_.rows, page_.figures, writing))
            out.push_back(section(table));
        return out;
    }

    Values section(const Table& table) const {
        Values out;
        out.put("anchor", wording_.language + "-" + table.id);
        out.put("heading", say("section." + table.id));
        add(out.lists["leads"], "lead", say("lead." + table.id, "{hours}", call_hours()));
        if (table.id == "over_time") add_plots(out);
        if (table.id == "routing" && page_.rows.not_ours > 0)
            add(out.lists["leads"], "lead",
                say("lead.not_ours", "{n}", number(page_.rows.not_ours)));
        if (table.id == "balance") add_unbalanced(out);
        if (table.rows.empty()) {
            const std::string own = "nothing." + table.id;
            add(out.lists["leads"], "lead",
                say(wording_.words.contains(own) ? own : "nothing.plain"));
        } else if (table.id == "posts") {
            add_posts(out, table);
        } else {
            out.lists["tables"] = tables(table);
        }
        return out;
    }

    void add_unbalanced(Values& section) const {
        const auto& days = page_.rows.balance;
        const auto wrong = std::count_if(days.begin(), days.end(),
                                         [](const auto& day) { return day.difference != 0; });
        add(section.lists["leads"], "lead", say("lead.unbalanced", "{n}", number(wrong)));
    }

    void add_plots(Values& section) const {
        const auto& steps = page_.figures.steps;
        const auto draw = [&](const char* name, PlotForm form, std::int64_t Step::*value) {
            std::vector<std::int64_t> values;
            for (const Step& step : steps) values.push_back(step.*value);
            Values& one = section.lists["plots"].emplace_back();
            one.put("plot", say_column(name));
            one.put("svg", plot(values, form, steps.front().from, steps.back().to));
        };
        draw("received", PlotForm::bars, &Step::received);
        draw("pending", PlotForm::line, &Step::pending);
        draw("late", PlotForm::line, &Step::late);
        draw("disposed", PlotForm::bars, &Step::disposed);
        section.put_if(true, "has_plots");
    }

    // A table for each caption; rows of a group with nothing but small counts are only named.
    std::vector<Values> tables(const Table& table) const {
        std::vector<Values> out;
        std::string others;
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const Row& row = table.rows[i];
            if (i == 0 || row.group != table.rows[i - 1].group) {
                put_others(out, others);
                out.push_back(empty_table(table, row));
            }
            if (!row.group.empty() && row.is_small && !row.is_total) {
                others += (others.empty() ? "" : ", ") + value_of(row.head);
            } else {
                out.back().lists["lines"].push_back(line(table, row));
            }
        }
        put_others(out, others);
        return out;
    }

    void put_others(std::vector<Values>& tables, std::string& names) const {
        if (!names.empty())
            tables.back().put("others", say("others.stations", "{names}", names));
        names.clear();
    }

    Values empty_table(const Table& table, const Row& first) const {
        Values out;
        const bool as_chips = table.id == "district_outcomes";
        out.put("form", as_chips ? "chips" : "plain");
        if (!first.group.empty()) out.put("caption", say(first.group));
        out.put("first_column", say_column(table.head));
        for (const std::string& column : table.columns)
            add(out.lists["columns"], "column", say_column(column));
        if (table.shows_bars) out.lists["columns"].emplace_back();
        return out;
    }

    Values line(const Table& table, const Row& row) const {
        Values out;
        out.put("name", value_of(row.head));
        out.put_if(row.is_total, "is_total");
        const bool folds = table.id == "district_outcomes";
        bool folded = false;
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            if (folds && row.cells[c].kind == Kind::small) {
                folded = true;
                continue;
            }
            Values& cell = out.lists["cells"].emplace_back();
            cell.put("label", say_column(table.columns[c]));
            cell.put("value", value_of(row.cells[c]));
        }
        if (folded) out.lists["cells"].emplace_back().put("value", say("others.small"));
        if (table.shows_bars)
            out.lists["cells"].emplace_back().put("bar", bar(row.cells[0].count, whole(table)));
        return out;
    }

    static std::int64_t whole(const Table& table) {
        std::int64_t sum = 0;
        for (const Row& row : table.rows) sum += row.cells[0].count;
        return sum;
    }

    // Station names under each district.
    void add_posts(Values& section, const Table& table) const {
        std::string group;
        std::string names;
        const auto put = [&] {
            if (names.empty()) return;
            Values& one = section.lists["lists"].emplace_back();
            one.put("list", say(group));
            one.put("items", names);
            names.clear();
        };
        for (const Row& row : table.rows) {
            if (row.group != group) put();
            group = row.group;
            names += (names.empty() ? "" : ", ") + value_of(row.head);
        }
        put();
    }

    std::string value_of(const Cell& cell) const {
        switch (cell.kind) {
            case Kind::text:
                return cell.text;
            case Kind::word:
                return say(cell.text);
            case Kind::count:
                return number(cell.count);
            case Kind::hours:
                return fmt::format("{:.1f}", cell.hours);
            case Kind::small:
                return say("cell.small");
            case Kind::hidden:
                return say("cell.hidden");
            case Kind::none:
                return say("cell.none");
        }
        base::ensure(false);
        return {};
    }

    const Page& page_;
    const letter::Wording& wording_;
};

}  // namespace

base::Result<std::string> write_page(const Page& page,
                                     const std::vector<letter::Wording>& wordings) {
    base::ensure(!wordings.empty());
    Values out;
    out.put("language", wordings.front().language);
    out.put("page_title", wordings.front().title);
    out.put("style", std::string(page_style));
    for (const letter::Wording& wording : wordings) {
        out.lists["languages"].push_back(Writer(page, wording).article());
        out.lists["languages"].back().put_if(&wording == &wordings.front(), "chosen");
    }
    return letter::render(std::string(page_skeleton), out, letter::Form::html);
}

}  // namespace review
