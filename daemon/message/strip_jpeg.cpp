#include <utility>

#include "message/image_octets.h"

namespace message {
namespace {

constexpr std::uint32_t start_of_image = 0xD8, end_of_image = 0xD9, start_of_scan = 0xDA;
constexpr std::uint32_t huffman_tables = 0xC4, quantization_tables = 0xDB,
                        restart_interval = 0xDD;
constexpr std::uint32_t app0 = 0xE0, app14 = 0xEE, app15 = 0xEF, comment = 0xFE;

// Baseline, extended and progressive: what phones and programs write. The others (lossless,
// arithmetic) would need more segments than are kept here.
bool is_frame(std::uint32_t marker) { return marker >= 0xC0 && marker <= 0xC2; }

bool fits_frame(std::string_view data) {
    if (data.size() < 9) return false;
    const std::uint32_t components = octet_at(data, 5);
    return components <= 4 && data.size() == 6 + 3 * components &&
           is_sound_size(high_first(data, 3, 2), high_first(data, 1, 2));
}

bool fits_scan(std::string_view data) {
    if (data.empty()) return false;
    const std::uint32_t components = octet_at(data, 0);
    return components >= 1 && components <= 4 && data.size() == 4 + 2 * components;
}

// T.81 B.2.4.1: tables of 64 values, each one or two octets.
bool fits_quantization(std::string_view data) {
    bool any = false;
    while (!data.empty()) {
        const std::uint32_t wide = octet_at(data, 0) >> 4U;
        const std::size_t size = 1 + 64 * (wide + 1);
        if (wide > 1 || (octet_at(data, 0) & 0xFU) > 3 || data.size() < size) return false;
        data.remove_prefix(size);
        any = true;
    }
    return any;
}

// T.81 B.2.4.2: 16 counts, then as many values.
bool fits_huffman(std::string_view data) {
    constexpr std::size_t head = 17;
    bool any = false;
    while (!data.empty()) {
        if (data.size() < head || (octet_at(data, 0) >> 4U) > 1 ||
            (octet_at(data, 0) & 0xFU) > 3)
            return false;
        std::size_t values = 0;
        for (std::size_t i = 1; i < head; ++i) values += octet_at(data, i);
        if (values > 256 || data.size() < head + values) return false;
        data.remove_prefix(head + values);
        any = true;
    }
    return any;
}

class JpegCopy {
  public:
    explicit JpegCopy(std::string_view octets) : rest_(octets) {}

    std::optional<std::string> copy() {
        if (take_marker() != start_of_image) return std::nullopt;
        put_marker(start_of_image);
        for (;;) {
            const auto marker = take_marker();
            if (!marker) return std::nullopt;
            if (*marker == end_of_image) break;
            if (!copy_segment(*marker)) return std::nullopt;
        }
        if (!scanned_) return std::nullopt;
        put_marker(end_of_image);  // what follows is left behind
        return std::move(out_);
    }

  private:
    // Fill octets (FF before a marker) are left behind.
    std::optional<std::uint32_t> take_marker() {
        if (rest_.size() < 2 || octet_at(rest_, 0) != 0xFF) return std::nullopt;
        const std::size_t at = rest_.find_first_not_of('\xFF');
        if (at == std::string_view::npos) return std::nullopt;
        const std::uint32_t marker = octet_at(rest_, at);
        rest_.remove_prefix(at + 1);
        return marker;
    }

    std::optional<std::string_view> take_data() {
        if (rest_.size() < 2) return std::nullopt;
        const std::size_t length = high_first(rest_, 0, 2);
        if (length < 2 || rest_.size() < length) return std::nullopt;
        const std::string_view data = rest_.substr(2, length - 2);
        rest_.remove_prefix(length);
        return data;
    }

    bool copy_segment(std::uint32_t marker) {
        const auto data = take_data();
        if (!data) return false;
        if (marker == app0) return copy_jfif(*data);
        if (marker == app14) return copy_adobe(*data);
        if ((marker > app0 && marker <= app15) || marker == comment) return true;
        if (is_frame(marker)) return copy_frame(marker, *data);
        if (marker == start_of_scan) return copy_scan(*data);
        const bool fits = marker == huffman_tables        ? fits_huffman(*data)
                          : marker == quantization_tables ? fits_quantization(*data)
                          : marker == restart_interval    ? data->size() == 2
                                                          : false;
        if (fits) put_segment(marker, *data);
        return fits;
    }

    // The thumbnail inside is cut off; an extension (JFXX) is nothing but a thumbnail.
    bool copy_jfif(std::string_view data) {
        constexpr std::size_t fixed = 14;
        const bool first = !std::exchange(has_jfif_, true);
        if (!first || !data.starts_with(std::string_view("JFIF\0", 5))) return true;
        if (data.size() < fixed) return false;
        std::string plain(data.substr(0, fixed));
        plain[12] = plain[13] = '\0';
        put_segment(app0, plain);
        return true;
    }

    // Without its colour transform a decoder would show false colours.
    bool copy_adobe(std::string_view data) {
        constexpr std::size_t fixed = 12;
        const bool adobe = data.starts_with("Adobe") && data.size() >= fixed;
        if (adobe && !std::exchange(has_adobe_, true))
            put_segment(app14, data.substr(0, fixed));
        return true;
    }

    bool copy_frame(std::uint32_t marker, std::string_view data) {
        if (std::exchange(has_frame_, true) || !fits_frame(data)) return false;
        put_segment(marker, data);
        return true;
    }

    // The head of a scan, and its data up to the next marker that is no restart (T.81 B.1.1.5).
    bool copy_scan(std::string_view data) {
        if (!has_frame_ || !fits_scan(data)) return false;
        put_segment(start_of_scan, data);
        std::size_t end = 0;
        for (;;) {
            end = rest_.find('\xFF', end);
            if (end == std::string_view::npos || end + 1 == rest_.size()) return false;
            const std::uint32_t next = octet_at(rest_, end + 1);
            const bool inside = next == 0 || (next >= 0xD0 && next <= 0xD7);
            if (!inside) break;
            end += 2;
        }
        out_ += rest_.substr(0, end);
        rest_.remove_prefix(end);
        scanned_ = scanned_ || end > 0;
        return end > 0;
    }

    void put_marker(std::uint32_t marker) {
        out_ += '\xFF';
        out_ += static_cast<char>(marker);
    }

    void put_segment(std::uint32_t marker, std::string_view data) {
        put_marker(marker);
        const std::size_t length = data.size() + 2;
        out_ += static_cast<char>(length >> 8U);
        out_ += static_cast<char>(length & 0xFFU);
        out_ += data;
    }

    std::string_view rest_;
    std::string out_;
    bool has_jfif_ = false, has_adobe_ = false, has_frame_ = false, scanned_ = false;
};

}  // namespace

std::optional<std::string> strip_jpeg(std::string_view octets) {
    return JpegCopy(octets).copy();
}

}  // namespace message
