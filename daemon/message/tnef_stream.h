// Little-endian numbers and MAPI property lists (MS-OXTNEF 2.1.3.4, MS-OXCDATA 2.11.1), every
// length checked.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace message {

// Takes from the front; what is not there makes it fail for good.
class OctetTaker {
  public:
    explicit OctetTaker(std::string_view octets) : octets_(octets) {}

    bool failed() const { return failed_; }
    bool at_end() const { return octets_.empty(); }
    std::string_view take(std::uint64_t size);
    std::uint32_t number(unsigned octets);

  private:
    std::string_view octets_;
    bool failed_ = false;
};

struct MapiProperty {
    std::uint32_t id = 0;
    std::uint32_t type = 0;
    std::string_view value;  // the first one where there are several
};

namespace mapi {
inline constexpr std::uint32_t string8 = 0x1E, unicode = 0x1F, binary = 0x102, object = 0x0D;
inline constexpr std::uint32_t subject = 0x0037, body = 0x1000, rtf_compressed = 0x1009,
                               html = 0x1013;
inline constexpr std::uint32_t attach_data = 0x3701, attach_long_name = 0x3707,
                               attach_mime_type = 0x370E;
}  // namespace mapi

// False when the list is damaged.
bool read_mapi_properties(std::string_view octets, std::vector<MapiProperty>& properties);

}  // namespace message
