#pragma once

#include <string_view>

namespace pipeline {

// As CMake's project(VERSION) says.
std::string_view version();

}  // namespace pipeline
