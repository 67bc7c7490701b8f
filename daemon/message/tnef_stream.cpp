#include "message/tnef_stream.h"

namespace message {
namespace {

constexpr std::uint32_t multiple = 0x1000;
constexpr std::uint32_t most_properties = 10'000;
constexpr std::uint32_t most_values = 10'000;
constexpr std::uint32_t first_named = 0x8000;

// Octets of a value of fixed size as it stands in the stream, 0 for the others.
unsigned fixed_size(std::uint32_t type) {
    switch (type) {
        case 0x02:  // each of these is padded to four
        case 0x03:
        case 0x04:
        case 0x0A:
        case 0x0B:
            return 4;
        case 0x05:
        case 0x06:
        case 0x07:
        case 0x14:
        case 0x40:
            return 8;
        case 0x48:
            return 16;
        default:
            return 0;
    }
}

bool is_variable(std::uint32_t type) {
    return type == mapi::string8 || type == mapi::unicode || type == mapi::binary ||
           type == mapi::object;
}

void skip_padding(OctetTaker& in, std::uint64_t size) { in.take((4 - size % 4) % 4); }

void skip_name(OctetTaker& in) {
    in.take(16);
    if (in.number(4) == 0) {
        in.take(4);
        return;
    }
    const std::uint32_t size = in.number(4);
    in.take(size);
    skip_padding(in, size);
}

bool read_values(OctetTaker& in, MapiProperty& property) {
    const std::uint32_t type = property.type & ~multiple;
    const bool several = (property.type & multiple) != 0;
    const std::uint32_t count = several || is_variable(type) ? in.number(4) : 1;
    if (count > most_values) return false;
    for (std::uint32_t i = 0; i < count && !in.failed(); ++i) {
        const unsigned fixed = fixed_size(type);
        if (fixed == 0 && !is_variable(type)) return false;
        const std::uint32_t size = fixed > 0 ? fixed : in.number(4);
        const std::string_view value = in.take(size);
        if (fixed == 0) skip_padding(in, size);
        if (i == 0) property.value = value;
    }
    property.type = type;
    return !in.failed();
}

}  // namespace

std::string_view OctetTaker::take(std::uint64_t size) {
    if (size > octets_.size()) {
        failed_ = true;
        octets_ = {};
        return {};
    }
    const std::string_view taken = octets_.substr(0, size);
    octets_.remove_prefix(size);
    return taken;
}

std::uint32_t OctetTaker::number(unsigned octets) {
    std::uint32_t value = 0;
    unsigned shift = 0;
    for (const char c : take(octets)) {
        value |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(c)) << shift;
        shift += 8;
    }
    return value;
}

bool read_mapi_properties(std::string_view octets, std::vector<MapiProperty>& properties) {
    OctetTaker in(octets);
    const std::uint32_t count = in.number(4);
    if (count > most_properties) return false;
    for (std::uint32_t i = 0; i < count && !in.failed(); ++i) {
        MapiProperty property;
        property.type = in.number(2);
        property.id = in.number(2);
        if (property.id >= first_named) skip_name(in);
        if (!read_values(in, property)) return false;
        properties.push_back(property);
    }
    return !in.failed();
}

}  // namespace message
