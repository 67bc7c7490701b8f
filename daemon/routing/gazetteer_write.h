// The gazetteer as files of the rules folder. Private to the room.
//
// Promise: load_gazetteer() reads the same rows back. One file for a district, split before it
// grows over the size that the yaml room takes.
#pragma once

#include <vector>

#include "routing/gazetteer.h"

namespace routing {

void sort_rows(std::vector<GazetteerRow>& rows);
// `rows` sorted. Names relative to the rules folder: "gazetteer/kollam.yaml".
std::vector<yaml::SourceText> gazetteer_files(const std::vector<GazetteerRow>& rows);

}  // namespace routing
