# The labelled complaints of tests/corpus/redaction: what is covered, what is kept, against what was promised.
add_executable(test_corpus_redaction corpus/redaction_test.cpp corpus/plainly_test.cpp corpus/redaction_cases.cpp)
target_include_directories(test_corpus_redaction PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
target_compile_definitions(test_corpus_redaction PRIVATE APARAJITA_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(test_corpus_redaction PRIVATE aparajita_warnings test_main test_installation)
catch_discover_tests(test_corpus_redaction TEST_PREFIX "corpus: " PROPERTIES LABELS corpus TIMEOUT 600)
