# The labelled complaints of tests/corpus/routing, decided with the shipped rules.
add_executable(test_corpus_routing corpus/routing_test.cpp corpus/routing_traps_test.cpp corpus/routing_cases.cpp)
target_include_directories(test_corpus_routing PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
target_compile_definitions(test_corpus_routing PRIVATE APARAJITA_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(test_corpus_routing PRIVATE aparajita_warnings test_main room_message room_understanding
    room_routing)
catch_discover_tests(test_corpus_routing TEST_PREFIX "corpus: " PROPERTIES LABELS corpus TIMEOUT 600)

# How much of it rests on single words: bench/strangers.
add_executable(bench_strangers bench/strangers.cpp corpus/routing_cases.cpp)
target_compile_definitions(bench_strangers PRIVATE APARAJITA_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(bench_strangers PRIVATE aparajita_warnings room_message room_understanding room_routing)
set_target_properties(bench_strangers PROPERTIES OUTPUT_NAME strangers RUNTIME_OUTPUT_DIRECTORY bench)
