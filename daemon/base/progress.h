// How far a long step has come. Called after each unit of work, possibly very often: whoever
// draws it decides how often to look.
#pragma once

#include <cstddef>
#include <functional>

namespace base {

// How many units are done, of how many; may be empty, then nobody asks.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

}  // namespace base
