// The values that settings are made of, read with their places. Private to the room.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "settings/settings.h"
#include "yaml/node.h"

namespace settings {

// What every reading needs: where relative paths count from, and where problems go.
struct Reading {
    std::filesystem::path folder;
    base::Problems problems;

    void refuse(const yaml::Node& at, std::string sentence, std::string hint = {});
    void warn(const yaml::Node& at, std::string sentence, std::string hint = {});
};

// Octets of a regular file, at most `most` and one more, so that a longer one can be told.
base::Result<std::string> read_file(const std::filesystem::path& file, std::size_t most);

struct Placed {
    std::string text;
    const yaml::Node* at = nullptr;
};

Placed read_text(yaml::MapReader& reader, std::string_view key, Reading& reading);
std::vector<Placed> read_texts(yaml::MapReader& reader, std::string_view key, Reading& reading);

// One of a few words; the first stands when nothing is given.
std::size_t read_choice(yaml::MapReader& reader, std::string_view key,
                        const std::vector<std::string>& words, Reading& reading);

int read_count(yaml::MapReader& reader, std::string_view key, int fallback, int least,
               int most);

// "72h", "30m", "10s", "7d".
std::optional<base::Seconds> parse_duration(std::string_view text);
// "2026-11-22", midnight in the zone `offset` east of UTC.
std::optional<base::Instant> parse_date(std::string_view text, base::Seconds offset);

std::filesystem::path read_path(yaml::MapReader& reader, std::string_view key,
                                const char* fallback, Reading& reading);
std::vector<std::filesystem::path> read_paths(yaml::MapReader& reader, std::string_view key,
                                              Reading& reading);

// {credential: NAME} or {file: PATH}; a secret that stands in the file itself is refused
// without being shown.
SecretSource read_secret_source(yaml::MapReader& reader, std::string_view key,
                                Reading& reading);

// Plain addresses only; others are problems and come back empty.
Placed read_address(yaml::MapReader& reader, std::string_view key, Reading& reading);
std::vector<Placed> read_addresses(yaml::MapReader& reader, std::string_view key,
                                   Reading& reading);
std::vector<std::string> texts_of(const std::vector<Placed>& placed);

// url, tls, user, password or oauth2, ca_file.
enum class Protocol { imap, smtp };
Server read_server(yaml::MapReader& reader, Protocol protocol, Reading& reading);
bool is_loopback(std::string_view host);

// Offset of a zone of the tz database east of UTC, without daylight saving; nothing for an
// unknown one.
struct Zone {
    base::Seconds offset{0};
    bool has_summer_time = false;
};
std::optional<Zone> find_zone(const std::string& name);

// Words that would tell somebody who looks over her shoulder what the mail is about; "" when
// the text is neutral.
std::string telling_word(std::string_view text);

}  // namespace settings
