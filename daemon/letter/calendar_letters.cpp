// Letters of the calendar: the daily lists and the monthly drill. No word of a case stands in
// them.
#include "letter/case_values.h"
#include "letter/finish.h"
#include "letter/inert_text.h"
#include "letter/layout.h"
#include "letter/letter.h"
#include "letter/template_set.h"
#include "letter/values.h"

namespace letter {
namespace {

constexpr std::size_t longest_name = 60;
constexpr std::size_t most_lines = 100;  // of each list; a phone shows no more with profit

class List {
  public:
    List(Values& values, const Template& page, base::Seconds zone)
        : values_(values), page_(page), zone_(zone) {}

    void put(const std::string& name, const std::vector<DigestLine>& lines) {
        if (!lines.empty()) values_.put(name + "_count", std::to_string(lines.size()));
        auto& rows = values_.lists[name];
        for (const DigestLine& line : lines) {
            if (rows.size() == most_lines) break;
            Values one;
            if (line.number != base::CaseNumber{}) one.put("case", line.number.str());
            one.put("station", inert_line(line.station, longest_name));
            one.put("since", base::local_short(line.since, zone_));
            one.put_if(line.urgent, "urgent");
            one.put("clock", inert_line(word_for(page_, "clock", line.clock), longest_name));
            rows.push_back(std::move(one));
        }
        more_ += lines.size() - rows.size();
    }
    std::size_t more() const { return more_; }

  private:
    Values& values_;
    const Template& page_;
    base::Seconds zone_;
    std::size_t more_ = 0;
};

base::Result<Letter> finish(const Envelope& envelope, const Template& page,
                            const Values& values, const Address& reply_to) {
    auto filled = fill(page, values, phone_width);
    if (!filled) return filled.error();
    return finish_letter(envelope, {std::move(filled->subject),
                                    std::move(filled->body),
                                    reply_to,
                                    AutoSubmitted::generated,
                                    {},
                                    {}});
}

}  // namespace

base::Result<Letter> write_digest(const Templates& templates, const Envelope& envelope,
                                  const DigestSheet& sheet) {
    const Template& page = find_template(templates, "digest", language_code(sheet.language));
    Values values;
    values.put("day", sheet.day);
    List list(values, page, envelope.zone);
    list.put("uncalled", sheet.uncalled);
    list.put("unanswered", sheet.unanswered);
    list.put("undecided", sheet.undecided);
    list.put("late", sheet.late);
    list.put("posts", sheet.empty_posts);
    list.put("drill", sheet.drill_unanswered);
    // Said also where there is none: it is what the reader looks for first.
    for (const char* name : {"uncalled_count", "late_count"})
        if (!values.texts.contains(name)) values.put(name, "0");
    if (list.more() > 0) values.put("more", std::to_string(list.more()));
    return finish(envelope, page, values, envelope.from);
}

base::Result<Letter> write_drill(const Templates& templates, const Envelope& envelope,
                                 const DrillSheet& sheet) {
    const Template& page =
        find_template(templates, "drill", language_code(sheet.answer.language));
    const AnswerWay way{sheet.answer.token, sheet.answer.relay, sheet.answer.address};
    Values values;
    if (auto put = put_addresses(values, way, {"received"}); !put) return put.error();
    values.put("month", sheet.month);
    values.put("station", inert_line(sheet.station_name, longest_name));
    values.put("due", base::local_short(sheet.due, envelope.zone));
    auto reply_to = reply_address(way);
    if (!reply_to) return reply_to.error();
    return finish(envelope, page, values, *reply_to);
}

}  // namespace letter
