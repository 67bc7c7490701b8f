#include <algorithm>
#include <array>
#include <cstdint>

#include "message/rtf_text.h"
#include "message/tnef_stream.h"

namespace message {
namespace {

constexpr std::uint32_t packed_mark = 0x75465A4C;    // "LZFu"
constexpr std::uint32_t unpacked_mark = 0x414C454D;  // "MELA"
constexpr std::size_t ring_size = 4096;
constexpr std::size_t most_octets = 64UL * 1024 * 1024;

// MS-OXRTFCP 2.1.2.1: with this the ring begins.
constexpr std::string_view first_words =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    "\\fscript \\fdecor MS "
    "Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

class Unpacker {
  public:
    explicit Unpacker(std::string_view packed) : in_(packed) {
        ring_.fill(' ');
        std::copy(first_words.begin(), first_words.end(), ring_.begin());
    }

    std::optional<std::string> run() {
        while (!in_.at_end()) {
            const std::uint32_t control = in_.number(1);
            for (unsigned bit = 0; bit < 8; ++bit) {
                if ((control >> bit & 1U) == 0) {
                    if (in_.at_end()) return out_;
                    put(in_.take(1)[0]);
                } else if (!copy_back()) {
                    return in_.failed() ? std::nullopt : std::optional(out_);
                }
                if (out_.size() > most_octets) return std::nullopt;
            }
        }
        return out_;
    }

  private:
    // False at the end mark.
    bool copy_back() {
        const std::uint32_t high = in_.number(1);
        const std::uint32_t word = high << 8U | in_.number(1);
        std::size_t from = word >> 4U;
        if (in_.failed() || from == at_) return false;
        for (std::size_t left = (word & 15U) + 2; left > 0; --left) {
            put(ring_[from]);
            from = (from + 1) % ring_size;
        }
        return true;
    }

    void put(char c) {
        out_.push_back(c);
        ring_[at_] = c;
        at_ = (at_ + 1) % ring_size;
    }

    OctetTaker in_;
    std::array<char, ring_size> ring_{};
    std::size_t at_ = first_words.size();
    std::string out_;
};

}  // namespace

std::optional<std::string> unpack_rtf(std::string_view packed) {
    OctetTaker in(packed);
    in.take(4);
    const std::uint32_t size = in.number(4);
    const std::uint32_t mark = in.number(4);
    in.take(4);
    if (in.failed()) return std::nullopt;
    const std::string_view rest = packed.substr(16);
    if (mark == unpacked_mark) return std::string(rest.substr(0, size));
    if (mark != packed_mark) return std::nullopt;
    std::optional<std::string> out = Unpacker(rest).run();
    if (out && out->size() > size) out->resize(size);
    return out;
}

}  // namespace message
