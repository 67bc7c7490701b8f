#include "message/mime_scan.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "message/header_lines.h"
#include "message/oddity_names.h"

namespace message {
namespace {

enum class ParentKind { none, multipart, digest };

// A line that ends the body it stands in: which open multipart it belongs to, and whether it
// closes that one.
struct Border {
    bool found = false;
    std::size_t level = 0;  // index into the open boundaries
    bool closing = false;
};

const RawField* first_field(const std::vector<RawField>& fields, std::string_view lower_name) {
    for (const RawField& field : fields) {
        if (field.name.size() == lower_name.size() &&
            base::lower_ascii(field.name) == lower_name)
            return &field;
    }
    return nullptr;
}

std::size_t count_fields(const std::vector<RawField>& fields, std::string_view lower_name) {
    return static_cast<std::size_t>(
        std::count_if(fields.begin(), fields.end(), [&](const RawField& field) {
            return field.name.size() == lower_name.size() &&
                   base::lower_ascii(field.name) == lower_name;
        }));
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        const auto octet = static_cast<unsigned char>(c);
        return octet > ' ' && octet < 0x7F &&
               std::string_view("()<>@,;:\\\"/[]?=").find(c) == std::string_view::npos;
    });
}

class Scanner {
  public:
    Scanner(std::string_view text, ScanBudget& budget) : text_(text), budget_(budget) {}

    MimeScan run() {
        scan_.top.is_mail = true;
        skip_before_mail(scan_.top, note_always);
        scan_entity(scan_.top, ParentKind::none);
        if (scan_.beyond.empty()) account(Span{at_, text_.size()});
        return std::move(scan_);
    }

  private:
    enum class NoteBlanks { always, when_fields_follow };
    static constexpr NoteBlanks note_always = NoteBlanks::always;

    void note(std::string_view oddity, std::string detail = {}) {
        scan_.notes.push_back({oddity, std::move(detail)});
    }
    void stop(std::string_view reason) {
        if (scan_.beyond.empty()) scan_.beyond = reason;
    }
    bool stopped() const { return !scan_.beyond.empty(); }
    void account(Span span) { scan_.accounted += span.size(); }

    Border border_of(std::string_view line) const {
        if (!line.starts_with("--")) return {};
        const std::string_view rest = line.substr(2);
        for (std::size_t i = open_.size(); i-- > 0;) {
            if (!rest.starts_with(open_[i])) continue;
            std::string_view tail = rest.substr(open_[i].size());
            if (is_blank_line(tail)) return {true, i, false};
            if (tail.starts_with("--") && is_blank_line(tail.substr(2))) return {true, i, true};
        }
        return {};
    }

    void count_border() {
        if (++budget_.borders > budget_.limits.borders) stop("too_many_parts");
    }

    // Byte order mark, mbox line and blank lines that stand before the header of a mail.
    void skip_before_mail(Entity& mail, NoteBlanks blanks) {
        const std::size_t begin = at_;
        if (text_.substr(at_).starts_with("\xEF\xBB\xBF")) {
            at_ += 3;
            note(oddity::byte_order_mark);
        }
        std::size_t after = at_;
        bool blank = false;
        bool mbox = false;
        while (after < text_.size()) {
            const Line line = line_at(text_, after);
            const bool from =
                !mbox && (line.text.starts_with("From ") || line.text.starts_with(">From "));
            if (!from && !is_blank_line(line.text)) break;
            blank = blank || !from;
            mbox = mbox || from;
            after = line.next;
        }
        if (blank && blanks == NoteBlanks::when_fields_follow && !field_follows(after))
            after = at_;
        if (after != at_ && blank) note(oddity::leading_blank);
        if (after != at_ && mbox) note(oddity::mbox_line);
        at_ = after;
        mail.header.begin = begin;
    }

    bool field_follows(std::size_t at) const {
        const Line line = line_at(text_, std::min(at, text_.size()));
        const std::size_t name = field_name_length(line.text);
        return name > 0 && is_known_field(line.text.substr(0, name));
    }

    void read_header(Entity& entity) {
        const HeaderOf owner = entity.is_mail ? HeaderOf::mail : HeaderOf::part;
        HeaderLines lines =
            read_header_lines(text_, at_, owner, budget_.limits,
                              [this](std::string_view line) { return border_of(line).found; });
        if (!entity.is_mail) entity.header.begin = at_;
        entity.header.end = lines.end;
        entity.fields = std::move(lines.fields);
        at_ = lines.end;
        account(entity.header);
        if (!lines.junk.empty()) note(oddity::junk_line, std::to_string(lines.junk.size()));
        entity.junk = std::move(lines.junk);
        if (lines.starts_with_text)
            note(entity.is_mail ? oddity::no_header : oddity::part_without_header);
        const std::string_view block = text_.substr(entity.header.begin, entity.header.size());
        if (block.find('\0') != std::string_view::npos) note(oddity::nul_octet);
        if (!lines.beyond.empty()) stop(lines.beyond);
    }

    void decide_kind(Entity& entity, ParentKind parent) {
        entity.type = parent == ParentKind::digest ? "message/rfc822" : "text/plain";
        if (const RawField* field = first_field(entity.fields, "content-transfer-encoding")) {
            entity.encoding = parse_transfer_encoding(field->value);
            if (entity.encoding == TransferEncoding::unknown) note(oddity::unknown_encoding);
        }
        const std::size_t types = count_fields(entity.fields, "content-type");
        if (types > 1) note(oddity::two_content_types);
        for (std::size_t i = 0; i < types; ++i) count_border();
        if (types > 0)
            decide_by_type(entity, first_field(entity.fields, "content-type")->value);
        if ((entity.type == "message/rfc822" || entity.type == "message/global") &&
            !is_really_encoded(entity.encoding)) {
            entity.kind = EntityKind::mail;
        }
    }

    // A mail is often labelled base64 or quoted-printable and stands there in the clear.
    bool is_really_encoded(TransferEncoding encoding) const {
        switch (encoding) {
            case TransferEncoding::identity:
            case TransferEncoding::unknown:
                return false;
            case TransferEncoding::base64:
            case TransferEncoding::uuencode:
                return !field_follows(at_);
            case TransferEncoding::quoted_printable:
                return !field_follows(at_) || is_quoted_printable(text_.substr(at_, 4096));
        }
        return false;
    }

    // Every "=" begins a code or ends a line: unencoded headers and markup do not look so.
    static bool is_quoted_printable(std::string_view text) {
        for (std::size_t at = text.find('='); at < text.size() && at + 2 < text.size();
             at = text.find('=', at + 1)) {
            const std::string_view next = text.substr(at + 1, 2);
            const bool breaks = next[0] == '\n' || next == "\r\n";
            if (!breaks &&
                next.find_first_not_of("0123456789ABCDEFabcdef") != std::string_view::npos)
                return false;
        }
        return true;
    }

    void decide_by_type(Entity& entity, std::string_view raw) {
        const ParameterizedValue value = parse_parameterized(raw);
        const std::size_t slash = value.value.find('/');
        const std::string_view whole = value.value;
        const bool valid = slash != std::string::npos && is_token(whole.substr(0, slash)) &&
                           is_token(whole.substr(slash + 1));
        if (!valid) {
            if (!base::trim_ascii(raw).empty()) {
                entity.type = "text/plain";
                note(oddity::bad_content_type);
            }
            return;
        }
        entity.type = value.value;
        if (!entity.type.starts_with("multipart/")) return;
        entity.kind = EntityKind::multipart;
        std::string boundary = find_parameter(value, "boundary").value_or("");
        while (!boundary.empty() && (boundary.back() == ' ' || boundary.back() == '\t'))
            boundary.pop_back();
        entity.boundary = std::move(boundary);
    }

    void scan_entity(Entity& entity, ParentKind parent) {
        if (++budget_.depth > budget_.limits.nesting) stop("too_deep");
        if (!stopped()) read_header(entity);
        if (!stopped()) decide_kind(entity, parent);
        if (stopped()) {
            --budget_.depth;
            return;
        }
        entity.body = {at_, at_};
        switch (entity.kind) {
            case EntityKind::leaf:
                entity.body = take_body();
                break;
            case EntityKind::mail:
                scan_nested_mail(entity);
                break;
            case EntityKind::multipart:
                scan_multipart(entity);
                break;
        }
        --budget_.depth;
    }

    // Everything up to the next border of any open multipart. The line end before a border
    // belongs to the border.
    Span take_body() {
        const std::size_t begin = at_;
        while (at_ < text_.size()) {
            // Only a line that starts with "--" can be a border.
            if (text_[at_] == '-' && border_of(line_at(text_, at_).text).found)
                return {begin, without_line_end(begin)};
            const std::size_t feed = text_.find('\n', at_);
            at_ = feed == std::string_view::npos ? text_.size() : feed + 1;
        }
        account({begin, at_});
        return {begin, at_};
    }

    std::size_t without_line_end(std::size_t begin) {
        account({begin, at_});
        std::size_t end = at_;
        if (end > begin && text_[end - 1] == '\n') --end;
        if (end > begin && end < at_ && text_[end - 1] == '\r') --end;
        return end;
    }

    void scan_nested_mail(Entity& entity) {
        Entity& mail = entity.children.emplace_back();
        mail.is_mail = true;
        const std::size_t begin = at_;
        if (!border_of(line_at(text_, at_).text).found)
            skip_before_mail(mail, NoteBlanks::when_fields_follow);
        else
            mail.header.begin = at_;
        scan_entity(mail, ParentKind::none);
        entity.body = {begin, mail.kind == EntityKind::leaf ? mail.body.end : at_};
    }

    void scan_multipart(Entity& entity) {
        const std::size_t begin = at_;
        if (entity.boundary.empty()) return read_as_text(entity, begin);
        const std::size_t level = open_.size();
        open_.push_back(entity.boundary);
        const Span preamble = take_body();
        bool closed = false;
        while (!stopped() && at_ < text_.size()) {
            const Line line = line_at(text_, at_);
            const Border border = border_of(line.text);
            if (border.level < level) break;  // the outer one ends us
            count_border();
            account({at_, line.next});
            at_ = line.next;
            if (border.closing) {
                closed = true;
                break;
            }
            Entity& part = entity.children.emplace_back();
            scan_entity(part, entity.type == "multipart/digest" ? ParentKind::digest
                                                                : ParentKind::multipart);
        }
        open_.resize(level);
        if (stopped()) return;
        const Span epilogue = closed ? take_body() : Span{at_, at_};
        if (entity.children.empty()) return read_as_text(entity, begin);
        if (!closed) note(oddity::unclosed);
        keep_aside(entity, preamble, oddity::preamble_text);
        keep_aside(entity, epilogue, oddity::epilogue_text);
        entity.body = {begin, at_};
    }

    void keep_aside(Entity& entity, Span span, std::string_view name) {
        if (is_blank_text(text_.substr(span.begin, span.size()))) return;
        entity.asides.push_back(span);
        note(name);
    }

    static bool is_blank_text(std::string_view text) {
        return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
    }

    // A multipart whose border was never seen is one text with the whole body.
    void read_as_text(Entity& entity, std::size_t begin) {
        note(oddity::no_boundary);
        entity.kind = EntityKind::leaf;
        entity.type = "text/plain";
        entity.boundary.clear();
        entity.children.clear();
        if (at_ == begin) {
            entity.body = take_body();
            return;
        }
        const std::size_t end = at_;
        const std::size_t counted = scan_.accounted;
        entity.body = {begin, end < text_.size() ? without_line_end(begin) : end};
        scan_.accounted = counted;
    }

    std::string_view text_;
    ScanBudget& budget_;
    std::size_t at_ = 0;
    std::vector<std::string> open_;  // boundaries, outermost first
    MimeScan scan_;
};

std::string quoted(std::string_view boundary) {
    std::string out = "\"";
    for (const char c : boundary) {
        if (c == '"' || c == '\\') out.push_back('\\');
        out.push_back(c);
    }
    return out + '"';
}

std::string strict_content_type(const Entity& entity) {
    if (entity.kind == EntityKind::mail) return "message/rfc822";
    if (entity.kind == EntityKind::multipart)
        return "multipart/mixed; boundary=" + quoted(entity.boundary);
    return entity.type.starts_with("message/") ? "application/octet-stream" : entity.type;
}

// GMime gets headers of ours only: it parses addresses as soon as it sees them, recursing once
// a group (250 KB of "a:" overflow its stack), and asks iconv about every charset.
void add_edits(const Entity& entity, std::vector<Edit>& edits) {
    edits.push_back({entity.header, "Content-Type: " + strict_content_type(entity) + "\n\n"});
    for (const Entity& child : entity.children) add_edits(child, edits);
}

}  // namespace

MimeScan scan_mime(std::string_view text, ScanBudget& budget) {
    return Scanner(text, budget).run();
}

std::vector<Edit> edits_for_strict_parser(const Entity& top, std::string_view text) {
    std::vector<Edit> edits;
    add_edits(top, edits);
    // GMime sees no border in a last line without its end.
    if (!text.ends_with('\n')) {
        const auto at_end = std::find_if(edits.begin(), edits.end(), [&](const Edit& edit) {
            return edit.span.begin == text.size();
        });
        if (at_end == edits.end()) {
            edits.push_back({{text.size(), text.size()}, "\n"});
        } else {
            at_end->text.insert(0, "\n");
        }
    }
    return edits;
}

void repair_line_ends(std::string_view raw, RepairedText& out) {
    out.text = raw;
    const bool has_feed = raw.find('\n') != std::string_view::npos;
    if (!has_feed && raw.find('\r') != std::string_view::npos) {
        out.kept = raw;
        std::replace(out.kept.begin(), out.kept.end(), '\r', '\n');
        out.text = out.kept;
        out.oddities.push_back(oddity::line_ends);
    } else if (raw.find("\r\r\n") != std::string_view::npos) {
        out.kept.reserve(raw.size());
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const bool extra = raw[i] == '\r' && raw.substr(i + 1, 2) == "\r\n";
            if (!extra) out.kept.push_back(raw[i]);
        }
        out.text = out.kept;
        out.oddities.push_back(oddity::line_ends);
    }
    if (raw.find('\0') != std::string_view::npos) out.oddities.push_back(oddity::nul_octet);
}

}  // namespace message
