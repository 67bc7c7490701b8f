#include "message/mime_tree.h"

#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <memory>

#include "message/header_lines.h"

namespace message {
namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Held = std::unique_ptr<T, Unref>;

void begin_gmime() {
    static const bool begun = [] {
        g_mime_init();
        return true;
    }();
    static_cast<void>(begun);
}

// The copy that GMime reads, and how its offsets translate back.
class EditedCopy {
  public:
    EditedCopy(std::string_view text, const std::vector<Edit>& edits)
        : octets_(g_byte_array_new()) {
        std::size_t at = 0;
        for (const Edit& edit : edits) {
            append(text.substr(at, edit.span.begin - at));
            steps_.push_back({octets_->len, edit.text.size(), edit.span});
            append(edit.text);
            at = edit.span.end;
        }
        append(text.substr(at));
    }
    EditedCopy(const EditedCopy&) = delete;
    EditedCopy& operator=(const EditedCopy&) = delete;
    ~EditedCopy() { g_byte_array_unref(octets_); }

    GByteArray* octets() const { return octets_; }

    std::size_t original_of(std::size_t copied) const {
        const auto after =
            std::upper_bound(steps_.begin(), steps_.end(), copied,
                             [](std::size_t at, const Step& step) { return at < step.copied; });
        if (after == steps_.begin()) return copied;
        const Step& step = *std::prev(after);
        const std::size_t inside = copied - step.copied;
        return inside < step.inserted ? step.original.begin
                                      : step.original.end + (inside - step.inserted);
    }

  private:
    struct Step {
        std::size_t copied;    // where the inserted text begins in the copy
        std::size_t inserted;  // its size
        Span original;         // what it replaces
    };

    void append(std::string_view octets) {
        // The limit on the size of a mail (40 MB) lies far below guint.
        g_byte_array_append(octets_, reinterpret_cast<const guint8*>(octets.data()),
                            static_cast<guint>(octets.size()));
    }

    GByteArray* octets_;
    std::vector<Step> steps_;
};

class TreeWalk {
  public:
    explicit TreeWalk(const EditedCopy& copy) : copy_(copy) {}

    void visit(GMimeObject* object) {
        if (object == nullptr) {
            spans.push_back({});
        } else if (GMIME_IS_MULTIPART(object)) {
            visit_multipart(GMIME_MULTIPART(object));
        } else if (GMIME_IS_MESSAGE_PART(object)) {
            GMimeMessage* const mail =
                g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
            visit(mail == nullptr ? nullptr : g_mime_message_get_mime_part(mail));
        } else if (GMIME_IS_PART(object)) {
            visit_leaf(GMIME_PART(object));
        }
    }

    std::vector<Span> spans;

  private:
    void visit_multipart(GMimeMultipart* multipart) {
        const int count = g_mime_multipart_get_count(multipart);
        for (int i = 0; i < count; ++i) visit(g_mime_multipart_get_part(multipart, i));
    }

    void visit_leaf(GMimePart* part) {
        GMimeDataWrapper* const content = g_mime_part_get_content(part);
        GMimeStream* const stream =
            content == nullptr ? nullptr : g_mime_data_wrapper_get_stream(content);
        if (stream == nullptr || stream->bound_end < stream->bound_start) {
            spans.push_back({});
            return;
        }
        spans.push_back({copy_.original_of(static_cast<std::size_t>(stream->bound_start)),
                         copy_.original_of(static_cast<std::size_t>(stream->bound_end))});
    }

    const EditedCopy& copy_;
};

std::string run_filter(GMimeContentEncoding encoding, std::string_view octets) {
    begin_gmime();
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, encoding);
    std::string out(g_mime_encoding_outlen(&state, octets.size()) + 16, '\0');
    std::size_t length = g_mime_encoding_step(&state, octets.data(), octets.size(), out.data());
    length += g_mime_encoding_flush(&state, "", 0, out.data() + length);
    out.resize(length);
    return out;
}

bool is_base64_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           c == '+' || c == '/';
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Base64 ends at its padding; what stands after it is text of somebody else, such as the footer
// of a list.
Undone undo_base64(std::string_view octets) {
    Undone undone;
    std::size_t end = octets.size();
    std::size_t letters = 0;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        if (octets[i] == '=' && letters % 4 >= 2) {
            std::size_t after = i + 1;
            while (after < octets.size() && (is_blank(octets[after]) || octets[after] == '='))
                ++after;
            end = after;
            break;
        }
        if (is_base64_letter(octets[i])) ++letters;
    }
    undone.rest = octets.substr(end);
    undone.incomplete =
        end == octets.size() && letters % 4 != 0 && octets.find('=') == std::string_view::npos;
    undone.octets = run_filter(GMIME_CONTENT_ENCODING_BASE64, octets.substr(0, end));
    return undone;
}

// From the line after "begin 644 name".
Undone undo_uuencode(std::string_view octets) {
    std::size_t at = 0;
    while (at < octets.size()) {
        const Line line = line_at(octets, at);
        at = line.next;
        if (!line.text.starts_with("begin ")) continue;
        GMimeEncoding state;
        begin_gmime();
        g_mime_encoding_init_decode(&state, GMIME_CONTENT_ENCODING_UUENCODE);
        state.state |= GMIME_UUDECODE_STATE_BEGIN;
        const std::string_view coded = octets.substr(at);
        Undone undone;
        undone.octets.resize(g_mime_encoding_outlen(&state, coded.size()) + 16);
        undone.octets.resize(
            g_mime_encoding_step(&state, coded.data(), coded.size(), undone.octets.data()));
        return undone;
    }
    return {std::string(octets), {}, false};
}

}  // namespace

std::vector<Span> leaf_spans_by_gmime(std::string_view text, const std::vector<Edit>& edits) {
    begin_gmime();
    const EditedCopy copy(text, edits);
    const Held<GMimeStream> stream(g_mime_stream_mem_new_with_byte_array(copy.octets()));
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream.get()), FALSE);
    const Held<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
    g_mime_parser_set_persist_stream(parser.get(), TRUE);
    const Held<GMimeMessage> mail(g_mime_parser_construct_message(parser.get(), nullptr));
    TreeWalk walk(copy);
    walk.visit(mail ? g_mime_message_get_mime_part(mail.get()) : nullptr);
    return std::move(walk.spans);
}

Undone undo_transfer_encoding(TransferEncoding encoding, std::string_view octets) {
    switch (encoding) {
        case TransferEncoding::base64:
            return undo_base64(octets);
        case TransferEncoding::quoted_printable:
            return {run_filter(GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE, octets), {}, false};
        case TransferEncoding::uuencode:
            return undo_uuencode(octets);
        case TransferEncoding::identity:
        case TransferEncoding::unknown:
            break;
    }
    return {std::string(octets), {}, false};
}

}  // namespace message
