// The keys of each map in the rule files. Private to the room.
#pragma once

#include "yaml/keys.h"

namespace routing::keys {

const yaml::KeyTable& stations_file();
const yaml::KeyTable& station();
const yaml::KeyTable& districts_file();
const yaml::KeyTable& district();
const yaml::KeyTable& elsewhere_file();
const yaml::KeyTable& lists_by_name();
const yaml::KeyTable& platforms_file();
const yaml::KeyTable& domains();
const yaml::KeyTable& desks_file();
const yaml::KeyTable& desk();
const yaml::KeyTable& words_file();
const yaml::KeyTable& word_list();
const yaml::KeyTable& weights_file();
const yaml::KeyTable& weights();
const yaml::KeyTable& thresholds();
const yaml::KeyTable& vetoes();
const yaml::KeyTable& rules_file();
const yaml::KeyTable& rule();
const yaml::KeyTable& when();
const yaml::KeyTable& then();
const yaml::KeyTable& example();
const yaml::KeyTable& gazetteer_file();
const yaml::KeyTable& gazetteer_row();
const yaml::KeyTable& officers_file();
const yaml::KeyTable& post();

// Names and ids that several tables use.
const std::vector<std::string>& station_types();
const std::vector<std::string>& letter_languages();  // in which we write to officers
const std::vector<std::string>& writings();
const std::vector<std::string>& ranks();
const std::vector<std::string>& triage_reasons();

}  // namespace routing::keys
