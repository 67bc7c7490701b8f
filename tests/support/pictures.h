// Small pictures that decode, with a planted word in every place where a picture can say
// something beside what it shows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pictures {

inline const std::string planted = "KUTTANAD-9446000417";

inline std::size_t count_planted(std::string_view octets) {
    std::size_t count = 0;
    for (std::size_t at = octets.find(planted); at != std::string_view::npos;
         at = octets.find(planted, at + 1))
        ++count;
    return count;
}

inline std::string of_octets(const std::vector<int>& values) {
    std::string out;
    for (const int value : values) out += static_cast<char>(value);
    return out;
}

inline std::string high_first(std::uint32_t value, int octets) {
    std::string out;
    for (int i = octets - 1; i >= 0; --i) out += static_cast<char>((value >> (8 * i)) & 0xFFU);
    return out;
}

inline std::string low_first(std::uint32_t value, int octets) {
    std::string out;
    for (int i = 0; i < octets; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFFU);
    return out;
}

// --- JPEG: 16 x 8 grey, two blocks with a restart between them
// --------------------------------

inline std::string segment(int marker, const std::string& data) {
    return of_octets({0xFF, marker}) +
           high_first(static_cast<std::uint32_t>(data.size() + 2), 2) + data;
}

// One code of one bit.
inline std::string jpeg_table(int kind) {
    std::string counts(16, '\0');
    counts[0] = '\1';
    return segment(0xC4,
                   std::string(1, static_cast<char>(kind)) + counts + std::string(1, '\0'));
}

inline std::string jpeg_start() { return of_octets({0xFF, 0xD8}); }
inline std::string jpeg_end() { return of_octets({0xFF, 0xD9}); }
inline std::string jpeg_jfif(const std::string& thumbnail) {
    const int rows = static_cast<int>(thumbnail.size() / 3);
    return segment(0xE0, std::string("JFIF\0", 5) +
                             of_octets({1, 1, 0, 0, 1, 0, 1, rows > 0 ? 1 : 0, rows}) +
                             thumbnail);
}
inline std::string jpeg_head() {
    return segment(0xDB, std::string(1, '\0') + std::string(64, '\1')) +
           segment(0xC0, of_octets({8, 0, 8, 0, 16, 1, 1, 0x11, 0})) + jpeg_table(0x00) +
           jpeg_table(0x10) + segment(0xDD, of_octets({0, 1}));
}
inline std::string jpeg_scan_data() { return of_octets({0x3F, 0xFF, 0xD0, 0x3F}); }
inline std::string jpeg_scan() {
    return segment(0xDA, of_octets({1, 1, 0, 0, 63, 0})) + jpeg_scan_data();
}
inline std::string plain_jpeg() {
    return jpeg_start() + jpeg_jfif("") + jpeg_head() + jpeg_scan() + jpeg_end();
}

// TIFF with an ImageDescription; what is planted stands behind the directory.
inline std::string exif() {
    const std::string text = planted + std::string(1, '\0');
    return std::string("II*\0\x08\0\0\0\x01\0", 10) + low_first(0x010E, 2) + low_first(2, 2) +
           low_first(static_cast<std::uint32_t>(text.size()), 4) + low_first(26, 4) +
           low_first(0, 4) + text;
}

inline std::string chatty_jpeg() {
    const std::string exif_segment = std::string("Exif\0\0", 6) + exif();
    const std::string preview = planted + "xx";  // 21 octets: 1 x 7 pixels
    return jpeg_start() + jpeg_jfif(preview) +
           segment(0xE0, std::string("JFXX\0\x13", 6) + planted) + segment(0xE1, exif_segment) +
           segment(0xE1, std::string("http://ns.adobe.com/xap/1.0/\0", 29) + planted) +
           segment(0xE2, std::string("ICC_PROFILE\0\1\1", 14) + planted) +
           segment(0xE2, std::string("MPF\0", 4) + planted) + segment(0xEB, planted) +
           segment(0xEC, planted) + segment(0xED, "Photoshop 3.0" + planted) +
           segment(0xEE, "Adobe" + of_octets({0, 100, 0, 0, 0, 0, 0}) + planted) +
           segment(0xEF, planted) + segment(0xFE, planted) + of_octets({0xFF, 0xFF}) +
           jpeg_head() + segment(0xFE, planted) + jpeg_scan() + jpeg_end() + planted +
           plain_jpeg();
}

// --- PNG: 2 x 1 pixels of 24 bits
// --------------------------------------------------------------

inline std::uint32_t png_crc(std::string_view octets) {
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char octet : octets) {
        crc ^= static_cast<std::uint8_t>(octet);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1U) != 0 ? (crc >> 1U) ^ 0xEDB88320U : crc >> 1U;
    }
    return ~crc;
}

inline std::string chunk(const std::string& type, const std::string& data) {
    return high_first(static_cast<std::uint32_t>(data.size()), 4) + type + data +
           high_first(png_crc(type + data), 4);
}

inline std::string png_signature() { return std::string("\x89PNG\r\n\x1A\n", 8); }
inline std::string png_header() {
    return chunk("IHDR", high_first(2, 4) + high_first(1, 4) + of_octets({8, 2, 0, 0, 0}));
}

// zlib with one stored block: filter 0 and two pixels.
inline std::string png_pixels() {
    const std::string row = of_octets({0, 1, 2, 3, 4, 5, 6});
    std::uint32_t a = 1, b = 0;
    for (const char octet : row) {
        a = (a + static_cast<std::uint8_t>(octet)) % 65521U;
        b = (b + a) % 65521U;
    }
    return of_octets({0x78, 0x01, 0x01, 7, 0, 0xF8, 0xFF}) + row + high_first(b << 16U | a, 4);
}
inline std::string png_data() { return chunk("IDAT", png_pixels()); }
inline std::string png_end() { return chunk("IEND", ""); }
inline std::string plain_png() {
    return png_signature() + png_header() + chunk("gAMA", high_first(45455, 4)) +
           chunk("sRGB", std::string(1, '\0')) + png_data() + png_end();
}

inline std::string chatty_png() {
    const std::string key = std::string("Comment\0", 8);
    return png_signature() + png_header() + chunk("gAMA", high_first(45455, 4)) +
           chunk("sRGB", std::string(1, '\0')) + chunk("eXIf", exif()) +
           chunk("iCCP", planted + std::string("\0\0", 2) + "x") +
           chunk("tEXt", key + planted) + chunk("zTXt", key + std::string(1, '\0') + planted) +
           chunk("iTXt", key + std::string(4, '\0') + planted) +
           chunk("tIME", of_octets({7, 234, 11, 22, 9, 0, 0})) + chunk("prVt", planted) +
           png_data() + chunk("tEXt", key + planted) + png_end() + planted + png_data();
}

// --- WebP: 1 x 1 pixel
// -------------------------------------------------------------------------

inline std::string riff_chunk(const std::string& name, const std::string& data,
                              char padding = '\0') {
    return name + low_first(static_cast<std::uint32_t>(data.size()), 4) + data +
           (data.size() % 2 != 0 ? std::string(1, padding) : std::string());
}

inline std::string webp(const std::string& chunks) {
    return "RIFF" + low_first(static_cast<std::uint32_t>(chunks.size() + 4), 4) + "WEBP" +
           chunks;
}

inline std::string lossless_pixel() {
    return of_octets({0x2F, 0, 0, 0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xFE, 0x07});
}
inline std::string lossy_pixel() {
    return of_octets({0x30, 0x01, 0x00, 0x9D, 0x01, 0x2A, 0x01, 0x00, 0x01, 0x00, 0x0E,
                      0xC0, 0xFE, 0x25, 0xA4, 0x00, 0x03, 0x70, 0x00, 0x00, 0x00, 0x00});
}
inline std::string webp_head(int flags) {
    return riff_chunk("VP8X", of_octets({flags, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
}
inline std::string plain_webp() {
    return webp(webp_head(0x10) + riff_chunk("ALPH", of_octets({0, 0xFF})) +
                riff_chunk("VP8 ", lossy_pixel()));
}
inline std::string chatty_webp() {
    const std::string head = riff_chunk("VP8X", of_octets({0xFC, 7, 7, 7, 0, 0, 0, 0, 0, 0}));
    return webp(head + riff_chunk("ICCP", planted, 'P') +
                riff_chunk("ALPH", of_octets({0, 0xFF})) + riff_chunk("VP8 ", lossy_pixel()) +
                riff_chunk("EXIF", exif(), 'P') + riff_chunk("XMP ", planted, 'P') +
                riff_chunk("priv", planted, 'P')) +
           planted;
}

inline std::string animation_frame(int flags, const std::string& chunks) {
    return riff_chunk(
        "ANMF", of_octets({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 0, 0, flags}) + chunks);
}
inline std::string animated_webp(bool chatty) {
    const std::string pixel = riff_chunk("VP8L", lossless_pixel(), chatty ? 'P' : '\0');
    const std::string word = chatty ? riff_chunk("priv", planted, 'P') : std::string();
    return webp(webp_head(chatty ? 0x0E : 0x02) + word +
                riff_chunk("ANIM", of_octets({0, 0, 0, 0, 0, 0})) +
                animation_frame(chatty ? 0xFE : 2, word + pixel + word) +
                animation_frame(chatty ? 0xFC : 0, pixel) + word) +
           (chatty ? planted : std::string());
}

}  // namespace pictures
