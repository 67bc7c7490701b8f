# The mails of tests/corpus/reading against the readings written beside them, and seeded damage done to them.
find_package(nlohmann_json REQUIRED)
add_executable(test_corpus_reading corpus/reading_test.cpp corpus/reading_cases.cpp corpus/mutants_test.cpp
    corpus/jailed_test.cpp corpus/killers_test.cpp corpus/killer_cases.cpp)
target_include_directories(test_corpus_reading PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
target_compile_definitions(test_corpus_reading PRIVATE APARAJITA_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(test_corpus_reading PRIVATE aparajita_warnings test_main room_message room_reader
    nlohmann_json::nlohmann_json)
catch_discover_tests(test_corpus_reading TEST_PREFIX "corpus: " PROPERTIES LABELS corpus TIMEOUT 600)

add_executable(bench_reading EXCLUDE_FROM_ALL bench/reading.cpp corpus/reading_cases.cpp)
target_include_directories(bench_reading PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
target_compile_definitions(bench_reading PRIVATE APARAJITA_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
find_package(PkgConfig REQUIRED)
pkg_check_modules(gmime_bench REQUIRED IMPORTED_TARGET gmime-3.0)
target_link_libraries(bench_reading PRIVATE aparajita_warnings room_message room_reader PkgConfig::gmime_bench)
