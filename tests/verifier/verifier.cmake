# A second checker of the trail (Python, from daemon/audit/FORMAT.md alone) and thieves with every means.
#   build/tests/generate_trails FOLDER COUNT SEED
#   tests/verifier/trails_test.py --aparajita build/daemon/aparajita --generator build/tests/generate_trails --tamperings 2000
add_library(test_stories STATIC verifier/stories.cpp)
target_include_directories(test_stories PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}")
target_link_libraries(test_stories PUBLIC aparajita_warnings room_base)
add_executable(generate_trails verifier/generate_trails.cpp)
target_link_libraries(generate_trails PRIVATE test_stories room_audit)
add_test(NAME "audit: a second checker agrees on 50 trails, and 100 tamperings are found"
    COMMAND ${Python3_EXECUTABLE} "${CMAKE_CURRENT_SOURCE_DIR}/verifier/trails_test.py"
            --aparajita $<TARGET_FILE:aparajita> --generator $<TARGET_FILE:generate_trails> --tamperings 100)
set_tests_properties("audit: a second checker agrees on 50 trails, and 100 tamperings are found"
    PROPERTIES LABELS unit TIMEOUT 1200)

# A large office for measurements: build/tests/bench/trail FOLDER 1000000
add_executable(bench_trail bench/trail.cpp)
target_link_libraries(bench_trail PRIVATE test_stories room_audit)
set_target_properties(bench_trail PROPERTIES OUTPUT_NAME trail RUNTIME_OUTPUT_DIRECTORY bench)
