# Catch2 2.13 of Debian; its slow main is compiled once, into one library that all test programs link.
find_package(Catch2 2 REQUIRED)
include(Catch)
