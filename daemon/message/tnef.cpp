#include "message/tnef.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/text.h"
#include "message/charset.h"
#include "message/html_text.h"
#include "message/rtf_text.h"
#include "message/tnef_stream.h"

namespace message {
namespace {

constexpr std::string_view signature{"\x78\x9F\x3E\x22", 4};
constexpr std::size_t most_files = 200;
constexpr std::size_t most_texts = 200;
constexpr int deepest = 5;  // a message in a message

// Attributes that hold something to read (MS-OXTNEF 2.1.3.3).
constexpr std::uint32_t att_subject = 0x00018004, att_body = 0x0002800C,
                        att_code_page = 0x00069007, att_properties = 0x00069003,
                        att_new_file = 0x00069002, att_file_name = 0x00018010,
                        att_file_data = 0x0006800F, att_file_properties = 0x00069005;

std::string_view without_end(std::string_view text) {
    return text.substr(0, std::min(text.find('\0'), text.size()));
}

struct File {
    std::string name;
    std::string type;
    std::string_view data;
};

class TnefReader {
  public:
    TnefReader(TnefContents& contents, int depth) : contents_(contents), depth_(depth) {}

    // False when the stream is damaged.
    bool read(std::string_view octets) {
        OctetTaker in(octets);
        if (in.take(4) != signature) return false;
        in.take(2);
        while (!in.at_end()) {
            in.take(1);
            const std::uint32_t id = in.number(4);
            const std::uint32_t size = in.number(4);
            const std::string_view data = in.take(size);
            const std::uint32_t checksum = in.number(2);
            if (in.failed() || checksum != sum(data) || !take_attribute(id, data)) return false;
        }
        end_file();
        return true;
    }

  private:
    static std::uint32_t sum(std::string_view data) {
        std::uint32_t total = 0;
        for (const char c : data) total += static_cast<std::uint8_t>(c);
        return total & 0xFFFFU;
    }

    bool take_attribute(std::uint32_t id, std::string_view data) {
        if (id == att_code_page) set_code_page(data);
        if (id == att_subject || id == att_body) add_text(decode(without_end(data)));
        if (id == att_new_file) {
            end_file();
            file_.emplace();
        }
        if (id == att_file_name && file_) file_->name = decode(without_end(data));
        if (id == att_file_data && file_) file_->data = data;
        if (id == att_properties) return take_properties(data);
        if (id == att_file_properties) return take_file_properties(data);
        return true;
    }

    void set_code_page(std::string_view data) {
        const std::uint32_t page = OctetTaker(data).number(4);
        page_ = page == 65001 ? "utf-8" : "windows-" + std::to_string(page);
    }

    std::string decode(std::string_view octets) const {
        return decode_text(octets, page_).text;
    }

    std::string text_of(const MapiProperty& property) const {
        if (property.type != mapi::unicode) return decode(without_end(property.value));
        std::string text = decode_text(property.value, "utf-16le").text;
        text.resize(std::min(text.find('\0'), text.size()));
        return text;
    }

    bool take_properties(std::string_view data) {
        std::vector<MapiProperty> properties;
        if (!read_mapi_properties(data, properties)) return false;
        for (const MapiProperty& property : properties) {
            if (property.id == mapi::subject || property.id == mapi::body)
                add_text(text_of(property));
            if (property.id == mapi::html) add_html(property);
            if (property.id == mapi::rtf_compressed && !add_rtf(property.value)) return false;
        }
        return true;
    }

    void add_html(const MapiProperty& property) {
        const std::string label = html_charset(property.value);
        HtmlText text =
            html_to_text(property.type == mapi::binary
                             ? decode_text(property.value, label.empty() ? page_ : label).text
                             : text_of(property));
        add_text(std::move(text.shown));
        for (std::string& hidden : text.hidden) add_text(std::move(hidden));
    }

    bool add_rtf(std::string_view packed) {
        const std::optional<std::string> rtf = unpack_rtf(packed);
        if (rtf) add_text(rtf_to_text(*rtf));
        return rtf.has_value();
    }

    bool take_file_properties(std::string_view data) {
        std::vector<MapiProperty> properties;
        if (!read_mapi_properties(data, properties)) return false;
        for (const MapiProperty& property : properties) {
            if (property.id == mapi::attach_data && property.type == mapi::object)
                enter(property.value);
            if (!file_) continue;
            if (property.id == mapi::attach_long_name) file_->name = text_of(property);
            if (property.id == mapi::attach_mime_type)
                file_->type = base::lower_ascii(text_of(property));
        }
        return true;
    }

    // A message as an attachment: an interface id of 16 octets, then a stream like ours.
    void enter(std::string_view object) {
        if (depth_ >= deepest || object.size() < 20 || object.substr(16, 4) != signature)
            return;
        TnefReader(contents_, depth_ + 1).read(object.substr(16));
    }

    void end_file() {
        if (file_ && contents_.files.size() < most_files) {
            contents_.files.push_back(file_->name + " (" + std::to_string(file_->data.size()) +
                                      " octets)");
            const bool is_text = file_->type.starts_with("text/") ||
                                 base::lower_ascii(file_->name).ends_with(".txt");
            if (is_text) add_text(decode_text(file_->data, {}).text);
        }
        file_.reset();
    }

    void add_text(std::string text) {
        std::vector<std::string>& texts = contents_.texts;
        if (texts.size() >= most_texts) return;
        if (base::trim_ascii(text).empty() ||
            std::find(texts.begin(), texts.end(), text) != texts.end())
            return;
        texts.push_back(std::move(text));
    }

    TnefContents& contents_;
    int depth_;
    std::string page_;
    std::optional<File> file_;
};

}  // namespace

TnefContents read_tnef(std::string_view octets) {
    TnefContents contents;
    const bool whole = TnefReader(contents, 0).read(octets);
    // Full lists are not trusted to be whole.
    const bool full =
        contents.texts.size() >= most_texts || contents.files.size() >= most_files;
    contents.opened = whole && !full && (!contents.texts.empty() || !contents.files.empty());
    return contents;
}

}  // namespace message
