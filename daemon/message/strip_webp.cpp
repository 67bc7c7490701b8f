#include <utility>

#include "message/image_octets.h"

namespace message {
namespace {

struct Chunk {
    std::string_view name;
    std::string_view data;
};

std::optional<Chunk> take_chunk(std::string_view& rest) {
    constexpr std::size_t head = 8;
    if (rest.size() < head) return std::nullopt;
    const std::size_t size = low_first(rest, 4, 4);
    if (size > rest.size() - head) return std::nullopt;
    const Chunk chunk{rest.substr(0, 4), rest.substr(head, size)};
    const std::size_t padded = head + size + size % 2;
    rest.remove_prefix(padded < rest.size() ? padded : rest.size());
    return chunk;
}

void put_number(std::string& out, std::size_t value) {
    for (unsigned shift = 0; shift < 32; shift += 8)
        out += static_cast<char>((value >> shift) & 0xFFU);
}

// The padding octet is ours: it may hold anything.
void put_chunk(std::string& out, std::string_view name, std::string_view data) {
    out += name;
    put_number(out, data.size());
    out += data;
    if (data.size() % 2 != 0) out += '\0';
}

// A key frame (RFC 6386 9.1) with the size it should have.
bool fits_lossy(std::string_view data) {
    if (data.size() < 11 || (octet_at(data, 0) & 1U) != 0) return false;
    if (data.substr(3, 3) != std::string_view("\x9D\x01\x2A", 3)) return false;
    const std::size_t first_part = low_first(data, 0, 3) >> 5U;
    return first_part <= data.size() - 10 &&
           is_sound_size(low_first(data, 6, 2) & 0x3FFFU, low_first(data, 8, 2) & 0x3FFFU);
}

// RFC 9649 section 3.4: signature, 14 bits for each side less one.
bool fits_lossless(std::string_view data) {
    if (data.size() < 6 || octet_at(data, 0) != 0x2F) return false;
    const std::uint32_t sides = low_first(data, 1, 4);
    return is_sound_size((sides & 0x3FFFU) + 1, ((sides >> 14U) & 0x3FFFU) + 1) &&
           (sides >> 29U) == 0;
}

// One picture: perhaps ALPH, then VP8 or VP8L. All else in `rest` is left behind.
class Picture {
  public:
    // False when it does not belong where it stands.
    bool add(const Chunk& chunk) {
        if (chunk.name == "ALPH") {
            if (whole_ || std::exchange(alpha_, true) || chunk.data.size() < 2) return false;
        } else if (chunk.name == "VP8 ") {
            if (std::exchange(whole_, true) || !fits_lossy(chunk.data)) return false;
        } else if (chunk.name == "VP8L") {
            if (std::exchange(whole_, true) || alpha_ || !fits_lossless(chunk.data))
                return false;
        } else {
            return true;
        }
        put_chunk(out_, chunk.name, chunk.data);
        return true;
    }
    bool is_whole() const { return whole_; }
    bool is_empty() const { return !whole_ && !alpha_; }
    const std::string& octets() const { return out_; }

  private:
    std::string out_;
    bool alpha_ = false, whole_ = false;
};

// RFC 9649 2.7.1.1: place, size, duration and how it is laid over the last one; then a picture.
bool copy_frame(std::string& out, std::string_view data) {
    constexpr std::size_t head = 16;
    if (data.size() < head) return false;
    std::string frame(data.substr(0, head));
    frame[15] = static_cast<char>(octet_at(frame, 15) & 0x3U);  // the rest is reserved
    if (!is_sound_size(low_first(frame, 6, 3) + 1, low_first(frame, 9, 3) + 1)) return false;
    std::string_view rest = data.substr(head);
    Picture picture;
    while (!rest.empty()) {
        const auto chunk = take_chunk(rest);
        if (!chunk || !picture.add(*chunk)) return false;
    }
    if (!picture.is_whole()) return false;
    put_chunk(out, "ANMF", frame + picture.octets());
    return true;
}

class WebpCopy {
  public:
    std::optional<std::string> copy(std::string_view octets) {
        constexpr std::size_t head = 12;
        if (octets.size() < head || !octets.starts_with("RIFF") ||
            octets.substr(8, 4) != "WEBP")
            return std::nullopt;
        const std::size_t size = low_first(octets, 4, 4);
        if (size < 4 || size > octets.size() - 8) return std::nullopt;
        std::string_view rest = octets.substr(head, size - 4);  // behind it: left behind
        bool first = true;
        while (!rest.empty()) {
            const auto chunk = take_chunk(rest);
            if (!chunk || !add(*chunk, std::exchange(first, false))) return std::nullopt;
        }
        return finish();
    }

  private:
    bool add(const Chunk& chunk, bool first) {
        if (chunk.name == "VP8X") return first && copy_head(chunk.data);
        if (chunk.name == "ANIM") {
            if (!animated_ || !loop_.empty() || chunk.data.size() != 6) return false;
            put_chunk(loop_, "ANIM", chunk.data);
            return true;
        }
        if (chunk.name == "ANMF")
            return animated_ && !loop_.empty() && copy_frame(frames_, chunk.data);
        if (chunk.name == "ALPH" && head_.empty()) return false;
        return picture_.add(chunk);
    }

    // Only the flags for alpha and animation stay: no profile, EXIF or XMP follows any more.
    bool copy_head(std::string_view data) {
        constexpr std::uint32_t alpha = 0x10, animation = 0x02;
        if (data.size() != 10 ||
            !is_sound_size(low_first(data, 4, 3) + 1, low_first(data, 7, 3) + 1))
            return false;
        const std::uint32_t flags = octet_at(data, 0) & (alpha | animation);
        animated_ = (flags & animation) != 0;
        std::string plain(data);
        plain[0] = static_cast<char>(flags);
        plain[1] = plain[2] = plain[3] = '\0';
        put_chunk(head_, "VP8X", plain);
        return true;
    }

    std::optional<std::string> finish() const {
        const bool whole =
            animated_ ? !frames_.empty() && picture_.is_empty() : picture_.is_whole();
        if (!whole) return std::nullopt;
        const std::string body = "WEBP" + head_ + loop_ + frames_ + picture_.octets();
        std::string out = "RIFF";
        put_number(out, body.size());
        return out + body;
    }

    std::string head_, loop_, frames_;
    Picture picture_;
    bool animated_ = false;
};

}  // namespace

std::optional<std::string> strip_webp(std::string_view octets) {
    return WebpCopy().copy(octets);
}

}  // namespace message
