// Time zones by ICU, whose data is a linked library: no file of the machine is read.
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <memory>

#include "settings/reading.h"

namespace settings {

std::optional<Zone> find_zone(const std::string& name) {
    const icu::UnicodeString wanted = icu::UnicodeString::fromUTF8(name);
    const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(wanted));
    if (!zone || *zone == icu::TimeZone::getUnknown()) return std::nullopt;
    constexpr int milliseconds = 1000;
    return Zone{base::Seconds{zone->getRawOffset() / milliseconds},
                zone->useDaylightTime() != 0};
}

}  // namespace settings
