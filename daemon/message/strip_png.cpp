#include <array>
#include <utility>

#include "message/image_octets.h"

namespace message {
namespace {

constexpr std::string_view signature("\x89PNG\r\n\x1A\n", 8);

constexpr std::array<std::uint32_t, 256> crc_table = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t n = 0; n < 256; ++n) {
        std::uint32_t c = n;
        for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
        table[n] = c;
    }
    return table;
}();

std::uint32_t crc_of(std::string_view octets) {
    std::uint32_t c = 0xFFFFFFFFU;
    for (const char octet : octets)
        c = crc_table[(c ^ static_cast<std::uint8_t>(octet)) & 0xFFU] ^ (c >> 8U);
    return c ^ 0xFFFFFFFFU;
}

struct Chunk {
    std::string_view whole;  // length, type, data, CRC
    std::string_view type;
    std::string_view data;
};

// Decoders must not pass over a chunk whose name begins with a capital (section 5.4).
bool is_critical(std::string_view type) { return type[0] >= 'A' && type[0] <= 'Z'; }

bool is_depth(std::uint32_t depth, std::uint32_t colour) {
    switch (colour) {
        case 0:
            return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
        case 3:
            return depth == 1 || depth == 2 || depth == 4 || depth == 8;
        case 2:
        case 4:
        case 6:
            return depth == 8 || depth == 16;
    }
    return false;
}

// The order of the critical chunks: IHDR, perhaps PLTE, IDAT in a row, IEND.
enum class Stage { start, header, palette, data, after_data };

class PngCopy {
  public:
    explicit PngCopy(std::string_view octets) : rest_(octets) {}

    std::optional<std::string> copy() {
        if (!rest_.starts_with(signature)) return std::nullopt;
        rest_.remove_prefix(signature.size());
        out_ = signature;
        for (;;) {
            const auto chunk = take_chunk();
            if (!chunk || (stage_ == Stage::start) != (chunk->type == "IHDR"))
                return std::nullopt;
            if (chunk->type == "IEND") return finish(*chunk);
            if (!copy_chunk(*chunk)) return std::nullopt;
        }
    }

  private:
    std::optional<Chunk> take_chunk() {
        constexpr std::size_t around = 12;
        if (rest_.size() < around) return std::nullopt;
        const std::size_t length = high_first(rest_, 0, 4);
        if (length > rest_.size() - around) return std::nullopt;
        const Chunk chunk{rest_.substr(0, length + around), rest_.substr(4, 4),
                          rest_.substr(8, length)};
        if (crc_of(rest_.substr(4, length + 4)) != high_first(rest_, length + 8, 4))
            return std::nullopt;
        rest_.remove_prefix(length + around);
        return chunk;
    }

    // What follows the end is left behind: cropped pictures have shown what was cropped there.
    std::optional<std::string> finish(const Chunk& chunk) {
        if (!has_data_ || !chunk.data.empty()) return std::nullopt;
        out_ += chunk.whole;
        return std::move(out_);
    }

    bool copy_chunk(const Chunk& chunk) {
        if (chunk.type == "IDAT") return copy_data(chunk);
        if (stage_ == Stage::data) stage_ = Stage::after_data;
        if (chunk.type == "IHDR") return copy_header(chunk);
        if (chunk.type == "PLTE") return copy_palette(chunk);
        if (is_critical(chunk.type)) return false;
        return copy_colour(chunk);
    }

    bool copy_header(const Chunk& chunk) {
        const std::string_view data = chunk.data;
        if (data.size() != 13) return false;
        colour_ = octet_at(data, 9);
        const bool fits = is_sound_size(high_first(data, 0, 4), high_first(data, 4, 4)) &&
                          is_depth(octet_at(data, 8), colour_) && octet_at(data, 10) == 0 &&
                          octet_at(data, 11) == 0 && octet_at(data, 12) <= 1;
        stage_ = Stage::header;
        out_ += chunk.whole;
        return fits;
    }

    bool copy_palette(const Chunk& chunk) {
        const std::size_t size = chunk.data.size();
        const bool coloured = colour_ == 2 || colour_ == 3 || colour_ == 6;
        if (stage_ != Stage::header || !coloured || size == 0 || size > 768 || size % 3 != 0)
            return false;
        stage_ = Stage::palette;
        entries_ = size / 3;
        out_ += chunk.whole;
        return true;
    }

    bool copy_data(const Chunk& chunk) {
        const bool missing_palette = colour_ == 3 && entries_ == 0;
        if (stage_ == Stage::after_data || missing_palette) return false;
        stage_ = Stage::data;
        has_data_ = has_data_ || !chunk.data.empty();
        out_ += chunk.whole;
        return true;
    }

    // Transparency, and the three that tell colours in numbers. sBIT changes no pixel; iCCP
    // names device and owner in words, so the colours of such a picture may shift a little.
    bool copy_colour(const Chunk& chunk) {
        constexpr std::array<std::pair<std::string_view, std::size_t>, 3> colours{
            {{"gAMA", 4}, {"cHRM", 32}, {"sRGB", 1}}};
        bool fits = chunk.type == "tRNS" && fits_transparency(chunk.data.size());
        bool wanted = chunk.type == "tRNS";
        for (const auto& [name, size] : colours) {
            wanted = wanted || chunk.type == name;
            fits = fits ||
                   (chunk.type == name && chunk.data.size() == size && stage_ == Stage::header);
        }
        if (!wanted) return true;
        if (!fits || seen_.find(chunk.type) != std::string::npos) return false;
        seen_ += chunk.type;
        out_ += chunk.whole;
        return true;
    }

    bool fits_transparency(std::size_t size) const {
        if (stage_ == Stage::after_data) return false;
        if (colour_ == 0) return size == 2;
        if (colour_ == 2) return size == 6;
        return colour_ == 3 && stage_ == Stage::palette && size >= 1 && size <= entries_;
    }

    std::string_view rest_;
    std::string out_;
    std::string seen_;  // names of colour chunks, four letters each
    Stage stage_ = Stage::start;
    std::uint32_t colour_ = 0;
    std::size_t entries_ = 0;
    bool has_data_ = false;
};

}  // namespace

std::optional<std::string> strip_png(std::string_view octets) { return PngCopy(octets).copy(); }

}  // namespace message
