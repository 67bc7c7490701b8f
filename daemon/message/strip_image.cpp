#include "message/strip_image.h"

namespace message {

std::optional<std::string> strip_image(std::string_view type, std::string_view octets) {
    if (type == "image/jpeg") return strip_jpeg(octets);
    if (type == "image/png") return strip_png(octets);
    if (type == "image/webp") return strip_webp(octets);
    return std::nullopt;
}

}  // namespace message
