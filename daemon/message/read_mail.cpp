#include "message/read_mail.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/sha256.h"
#include "base/text.h"
#include "message/charset.h"
#include "message/leaf_text.h"
#include "message/mail_headers.h"
#include "message/mime_scan.h"
#include "message/mime_tree.h"
#include "message/oddity_names.h"
#include "message/strip_image.h"
#include "message/tnef.h"
#include "message/words.h"

namespace message {
namespace {

bool is_blank_text(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string without_quotes(std::string_view label) {
    std::string out(base::trim_ascii(label));
    if (base::lower_ascii(out).starts_with("3d"))
        out.erase(0, 2);  // quoted-printable left in the header
    std::erase_if(out, [](char c) { return c == '"' || c == '\''; });
    return decode_unlabelled(out.substr(0, 200));
}

// An empty leaf holds no line that could be lost.
bool is_empty(const Span& span) { return span.size() == 0; }

// Where line ends are mixed, GMime takes the line end before a border to be as long as that of
// the border, and is one octet off: no line is lost by that.
bool same_lines(const Span& one, const Span& other) {
    return one.begin == other.begin && one.end <= other.end + 1 && other.end <= one.end + 1;
}

class MailReader {
  public:
    MailReader(Contents contents, const ReadLimits& limits) : contents_(contents) {
        budget_.limits = limits;
    }

    ParsedMail read(std::string_view raw) {
        if (raw.size() > budget_.limits.size) {
            read_headers_only(raw);
        } else {
            read_stream(raw, 0);
        }
        if (!beyond_.empty()) keep_whole(raw);
        if (mail_.parts.empty()) add_empty_leaf();
        join_many_texts();
        compare_readings(mail_);
        if (mail_.headers.empty() && is_blank_text(raw)) add_oddity(mail_, oddity::empty_mail);
        if (contents_ != Contents::kept) {
            for (Leaf& leaf : mail_.parts) leaf.content.clear();
        }
        return std::move(mail_);
    }

  private:
    // The header of a mail that is too large to be looked at.
    void read_headers_only(std::string_view raw) {
        beyond_ = "too_large";
        const std::string_view head = raw.substr(0, budget_.limits.header_block);
        ScanBudget budget{budget_.limits};
        const MimeScan scan = scan_mime(head, budget);
        read_top_headers(scan.top.fields, mail_);
    }

    void keep_whole(std::string_view raw) {
        mail_.unreadable = std::string(beyond_);
        mail_.parts.clear();
        mail_.nested.clear();
        mail_.text.reset();
        mail_.html.reset();
        mail_.html_text.reset();
        mail_.more_text.clear();
        mail_.unshown.clear();
        Leaf& leaf = mail_.parts.emplace_back();
        leaf.type = "application/octet-stream";
        leaf.content = raw;
        seal(leaf);
    }

    // A million comments are one text, not a million.
    void join_many_texts() {
        constexpr std::size_t most_texts = 2000;
        std::vector<std::string>& texts = mail_.more_text;
        if (texts.size() <= most_texts) return;
        std::string& last = texts[most_texts - 1];
        for (std::size_t i = most_texts; i < texts.size(); ++i) last += "\n" + texts[i];
        texts.resize(most_texts);
        // Hidden words among them hide the rest of this last one, too.
        auto& unshown = mail_.unshown;
        const auto beyond = std::find_if(unshown.begin(), unshown.end(),
                                         [](std::size_t at) { return at >= most_texts - 1; });
        const bool hides = beyond != unshown.end();
        unshown.erase(beyond, unshown.end());
        if (hides) unshown.push_back(most_texts - 1);
    }

    void add_empty_leaf() {
        Leaf& leaf = mail_.parts.emplace_back();
        leaf.type = "text/plain";
        leaf.text = "";
        seal(leaf);
    }

    static void seal(Leaf& leaf) {
        leaf.size = leaf.content.size();
        leaf.sha256 = base::sha256_hex(leaf.content);
    }

    void read_stream(std::string_view raw, int enclosing) {
        RepairedText repaired;
        repair_line_ends(raw, repaired);
        const MimeScan scan = scan_mime(repaired.text, budget_);
        for (const std::string_view name : repaired.oddities) add_oddity(mail_, name);
        for (const ScanNote& note : scan.notes) add_oddity(mail_, note.oddity, note.detail);
        if (enclosing == 0) read_top_headers(scan.top.fields, mail_);
        if (!scan.beyond.empty()) {
            beyond_ = scan.beyond;
            return;
        }
        if (scan.accounted != repaired.text.size()) hold_for("lines_differ");
        std::vector<Span> spans;
        text_ = repaired.text;
        if (enclosing > 0)
            mail_.nested[static_cast<std::size_t>(enclosing) - 1] =
                nested_of(scan.top, enclosing);
        visit(scan.top, enclosing, spans);
        compare_with_gmime(repaired.text, scan.top, std::move(spans));
    }

    NestedMail nested_of(const Entity& top, int index) const {
        return read_nested_headers(
            top.fields, mail_.nested[static_cast<std::size_t>(index) - 1].enclosing_mail);
    }

    void compare_with_gmime(std::string_view text, const Entity& top, std::vector<Span> ours) {
        std::vector<Span> theirs =
            leaf_spans_by_gmime(text, edits_for_strict_parser(top, text));
        std::erase_if(theirs, is_empty);
        std::erase_if(ours, is_empty);
        const bool agree =
            std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(), same_lines);
        if (agree) return;
        add_oddity(mail_, oddity::trees_differ);
        hold_for("lines_differ");
    }

    void hold_for(std::string_view reason) {
        if (!mail_.unreadable) mail_.unreadable = std::string(reason);
    }

    std::string_view octets(Span span) const { return text_.substr(span.begin, span.size()); }

    void visit(const Entity& entity, int enclosing, std::vector<Span>& spans) {
        if (!beyond_.empty()) return;
        for (const std::string_view line : entity.junk)
            mail_.more_text.push_back(decode_unlabelled(line));
        if (!entity.is_mail) {
            for (std::string& text : unusual_part_fields(entity.fields))
                add_unshown(mail_, std::move(text));
        }
        switch (entity.kind) {
            case EntityKind::leaf:
                spans.push_back(entity.body);
                visit_leaf(entity, enclosing);
                break;
            case EntityKind::mail: {
                const Entity& inner = entity.children.front();
                const int index = open_nested(enclosing);
                mail_.nested.back() = read_nested_headers(inner.fields, enclosing);
                visit(inner, index, spans);
                break;
            }
            case EntityKind::multipart:
                visit_multipart(entity, enclosing, spans);
                break;
        }
    }

    int open_nested(int enclosing) {
        mail_.nested.emplace_back().enclosing_mail = enclosing;
        return static_cast<int>(mail_.nested.size());
    }

    void visit_multipart(const Entity& entity, int enclosing, std::vector<Span>& spans) {
        if (entity.type == "multipart/encrypted") {
            add_oddity(mail_, oddity::encrypted);
            hold_for("encrypted");
        }
        const std::size_t first_part = entity.children.front().header.begin;
        for (const Span aside : entity.asides) {
            if (aside.begin < first_part) keep_aside(aside);
        }
        for (const Entity& child : entity.children) visit(child, enclosing, spans);
        for (const Span aside : entity.asides) {
            if (aside.begin >= first_part) keep_aside(aside);
        }
    }

    void keep_aside(Span span) {
        constexpr std::array<std::string_view, 3> customary{
            "This is a multi-part message in MIME format.",
            "This is a multipart message in MIME format.",
            "This is a cryptographically signed message in MIME format."};
        const std::string_view text = base::trim_ascii(octets(span));
        if (std::find(customary.begin(), customary.end(), text) != customary.end()) return;
        add_unshown(mail_, decode_unlabelled(text));
    }

    void visit_leaf(const Entity& entity, int enclosing) {
        Leaf leaf = describe(entity);
        leaf.enclosing_mail = enclosing;
        Undone undone = undo_transfer_encoding(entity.encoding, octets(entity.body));
        if (undone.incomplete) add_oddity(mail_, oddity::bad_base64);
        const std::string rest =
            is_blank_text(undone.rest) ? std::string() : decode_unlabelled(undone.rest);
        leaf.content = std::move(undone.octets);
        if (leaf.type == "message/rfc822" || leaf.type == "message/global") {
            enter_encoded_mail(leaf.content, enclosing);
        } else {
            finish_leaf(std::move(leaf), entity);
        }
        if (rest.empty()) return;
        add_oddity(mail_, oddity::text_after_base64);
        mail_.more_text.push_back(rest);
    }

    Leaf describe(const Entity& entity) const {
        Leaf leaf;
        leaf.type = entity.type;
        ParameterizedValue type;
        ParameterizedValue disposition;
        if (const RawField* field = find_field(entity.fields, "content-type"))
            type = parse_parameterized(field->value);
        if (const RawField* field = find_field(entity.fields, "content-disposition")) {
            disposition = parse_parameterized(field->value);
        }
        if (disposition.value == "attachment") leaf.disposition = Disposition::attachment;
        leaf.charset = without_quotes(find_parameter(type, "charset").value_or(""));
        leaf.filename = find_file_name(disposition, "filename");
        if (!leaf.filename) leaf.filename = find_file_name(type, "name");
        return leaf;
    }

    // A mail under base64 or quoted-printable (RFC 2046 5.2.1 forbids it, programs do it): a
    // text of its own.
    void enter_encoded_mail(const std::string& decoded, int enclosing) {
        add_oddity(mail_, oddity::encoded_mail);
        const std::string_view outer = text_;
        ++budget_.depth;
        const int index = open_nested(enclosing);
        read_stream(decoded, index);
        --budget_.depth;
        text_ = outer;
    }

    void finish_leaf(Leaf leaf, const Entity& entity) {
        seal(leaf);
        if (leaf.type.starts_with("text/")) leaf.text = decode_leaf_text(leaf, mail_);
        if (contents_ == Contents::images) leaf.stripped = strip_image(leaf.type, leaf.content);
        note_closed(leaf, entity);
        place_leaf_text(leaf, mail_);
        mail_.parts.push_back(std::move(leaf));
    }

    static bool is_opaque_signed(const Entity& entity) {
        const RawField* field = find_field(entity.fields, "content-type");
        return field != nullptr &&
               find_parameter(parse_parameterized(field->value), "smime-type") == "signed-data";
    }

    void note_closed(const Leaf& leaf, const Entity& entity) {
        if (leaf.type == "application/pkcs7-mime" || leaf.type == "application/x-pkcs7-mime") {
            const std::string_view kind =
                is_opaque_signed(entity) ? oddity::opaque_signed : oddity::encrypted;
            add_oddity(mail_, kind);
            hold_for(kind);
        }
        const bool tnef =
            leaf.type == "application/ms-tnef" || leaf.type == "application/vnd.ms-tnef";
        if (tnef || (leaf.filename && base::lower_ascii(*leaf.filename) == "winmail.dat")) {
            open_tnef(leaf);
        }
    }

    // One leaf, as it came; what it says is read beside it.
    void open_tnef(const Leaf& leaf) {
        TnefContents tnef = read_tnef(leaf.content);
        if (!tnef.opened) {
            add_oddity(mail_, oddity::tnef_closed);
            hold_for("tnef_closed");
            return;
        }
        add_oddity(mail_, oddity::tnef_opened);
        for (std::string& text : tnef.texts) mail_.more_text.push_back(std::move(text));
        for (std::string& file : tnef.files)
            add_unshown(mail_, "File in winmail.dat: " + std::move(file));
    }

    Contents contents_;
    ScanBudget budget_;
    ParsedMail mail_;
    std::string_view text_;    // the stream being read
    std::string_view beyond_;  // the limit that was met
};

}  // namespace

ParsedMail read_mail(std::string_view raw, Contents contents, const ReadLimits& limits) {
    return MailReader(contents, limits).read(raw);
}

}  // namespace message
