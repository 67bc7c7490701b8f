# One call a room: the test program of each room and its files.
aparajita_test(base SOURCES result_test.cpp text_test.cpp instant_test.cpp problem_test.cpp mail_domain_test.cpp)

aparajita_test(protocol SOURCES table_test.cpp)

aparajita_test(yaml SOURCES read_test.cpp map_reader_test.cpp)

aparajita_test(message SOURCES images_test.cpp words_test.cpp headers_test.cpp charset_test.cpp html_text_test.cpp tnef_test.cpp roundtrip_test.cpp read_mail_test.cpp cost_test.cpp)

aparajita_test(understanding SOURCES view_test.cpp words_test.cpp registered_test.cpp pasted_chats_test.cpp labelled_test.cpp names_test.cpp reading_test.cpp
    NEEDS routing)
add_executable(bench_places bench/places.cpp)
target_link_libraries(bench_places PRIVATE aparajita_warnings room_understanding)
add_executable(bench_facts bench/facts.cpp)
target_link_libraries(bench_facts PRIVATE aparajita_warnings room_pipeline)
target_compile_definitions(bench_facts PRIVATE APARAJITA_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
add_executable(bench_values bench/values.cpp redaction/kit.cpp redaction/hostile.cpp)
target_include_directories(bench_values PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
target_link_libraries(bench_values PRIVATE aparajita_warnings room_redaction room_routing Catch2::Catch2)
target_compile_definitions(bench_values PRIVATE APARAJITA_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
set_target_properties(bench_values PROPERTIES OUTPUT_NAME values RUNTIME_OUTPUT_DIRECTORY bench)
set_target_properties(bench_places PROPERTIES OUTPUT_NAME places RUNTIME_OUTPUT_DIRECTORY bench)
set_target_properties(bench_facts PROPERTIES OUTPUT_NAME facts RUNTIME_OUTPUT_DIRECTORY bench)

aparajita_test(routing SOURCES shipped_rules_test.cpp decide_test.cpp register_test.cpp staff_rules_test.cpp
    examples_test.cpp mutation_test.cpp shipped_way_test.cpp gazetteer_test.cpp NEEDS message)

aparajita_test(redaction SOURCES kit.cpp hostile.cpp attachments_test.cpp policy_test.cpp policy_table_test.cpp weights_test.cpp numbers_test.cpp roles_test.cpp cost_test.cpp redact_test.cpp kept_rendering_test.cpp people_test.cpp mails_test.cpp evasion_test.cpp evidence_test.cpp antecedent_test.cpp left_over_test.cpp planted_test.cpp file_numbers_test.cpp workplaces_test.cpp houses_test.cpp hers_test.cpp her_name_test.cpp possession_test.cpp plainly_test.cpp plain_strangers_hindi_test.cpp plain_strangers_english_test.cpp plain_strangers_names_test.cpp told_apart_test.cpp whose_number_test.cpp described_test.cpp narrative_test.cpp relatives_test.cpp recognisers_test.cpp overriding_rules_test.cpp)

aparajita_test(cases SOURCES arguments_test.cpp command_test.cpp tables_test.cpp contact_test.cpp released_test.cpp
    ../redaction/kit.cpp NEEDS routing)

aparajita_test(letter SOURCES address_test.cpp text_test.cpp compose_test.cpp templates_test.cpp
    letters_test.cpp her_letters_test.cpp languages_test.cpp answer_letters_test.cpp reminder_test.cpp calendar_letters_test.cpp pictures_test.cpp hostile_test.cpp proof_test.cpp takedown_test.cpp fixtures.cpp ../redaction/kit.cpp)

aparajita_test(clocks TIMEOUT 1200 SOURCES policy_test.cpp plan_test.cpp digest_test.cpp year_test.cpp)

aparajita_test(retention SOURCES policy_test.cpp)

aparajita_test(review SOURCES band_test.cpp figures_test.cpp page_test.cpp)

aparajita_test(settings SOURCES settings_test.cpp)

aparajita_test(seal SOURCES case_shares_test.cpp sealed_test.cpp keys_test.cpp opening_book_test.cpp)

aparajita_test(store SOURCES store_test.cpp crash_test.cpp fault_test.cpp faulty_vfs.cpp file_test.cpp golden_test.cpp layered_vfs.cpp PACKAGES sqlite3)

# Power cuts: a program of its own, because its disk forgets.
add_executable(test_power_cut crash/power_cut_test.cpp store/layered_vfs.cpp store/power_cut.cpp)
target_include_directories(test_power_cut PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
target_link_libraries(test_power_cut PRIVATE aparajita_warnings test_main room_ledger room_outbox sqlite3)
catch_discover_tests(test_power_cut TEST_PREFIX "crash: " PROPERTIES LABELS crash TIMEOUT 1800)

aparajita_test(audit SOURCES rules_note_test.cpp life_test.cpp trail_test.cpp canonical_test.cpp tree_test.cpp checkpoint_test.cpp export_test.cpp reveal_test.cpp tampering_test.cpp PACKAGES sqlite3)
include(verifier/verifier.cmake)

aparajita_test(ledger SOURCES answers_test.cpp drills_test.cpp senders_test.cpp in_parts_test.cpp life_test.cpp journey_test.cpp vault_test.cpp review_rows_test.cpp forgetting_test.cpp old_copies_test.cpp reconcile_test.cpp rule_sets_test.cpp promise_test.cpp NEEDS outbox)

aparajita_test(outbox SOURCES outbox_test.cpp pace_test.cpp world_test.cpp)

aparajita_test(session SOURCES server_test.cpp)

aparajita_test(mailbox SOURCES parts_test.cpp task_test.cpp idle_test.cpp matrix_test.cpp server_test.cpp)

aparajita_test(delivery SOURCES attempt_test.cpp parts_test.cpp dialogue_test.cpp server_test.cpp)

aparajita_test(reader SOURCES wire_test.cpp jail_test.cpp reader_test.cpp)

# The model of the durable protocol, over the tables and functions that the daemon runs.
add_executable(test_model model/model_test.cpp model/model.cpp model/moves.cpp)
target_include_directories(test_model PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
target_link_libraries(test_model PRIVATE aparajita_warnings test_main room_protocol room_outbox room_delivery)
catch_discover_tests(test_model TEST_PREFIX "model: " PROPERTIES LABELS crash TIMEOUT 1800)
include(corpus/reading.cmake)
include(corpus/routing.cmake)
include(fuzz/reading.cmake)
include(fuzz/network.cmake)

# the shipped rules and templates, for tests of the journey
add_library(test_installation STATIC support/shipped_installation.cpp)
target_include_directories(test_installation PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}")
target_link_libraries(test_installation PUBLIC room_pipeline)

aparajita_test(pipeline SOURCES alarms_test.cpp answers_test.cpp facts_json_test.cpp guesses_test.cpp her_case_test.cpp her_letters_test.cpp kept_copies_test.cpp release_test.cpp second_letter_test.cpp ask_test.cpp desk_words_test.cpp journey_test.cpp rule_set_test.cpp signed_rules_test.cpp PACKAGES test_installation)
include(corpus/redaction.cmake)



# systemd
add_test(NAME "systemd: the unit keeps its walls"
    COMMAND python3 "${CMAKE_CURRENT_SOURCE_DIR}/systemd/unit_test.py" "${PROJECT_SOURCE_DIR}")
add_test(NAME "systemd: the manual pages tell of everything"
    COMMAND python3 "${CMAKE_CURRENT_SOURCE_DIR}/systemd/man_pages_test.py" "${PROJECT_SOURCE_DIR}" $<TARGET_FILE:aparajita>)
add_test(NAME "systemd: bash completes what the program takes"
    COMMAND python3 "${CMAKE_CURRENT_SOURCE_DIR}/systemd/completion_test.py" "${PROJECT_SOURCE_DIR}" $<TARGET_FILE:aparajita>)
set_tests_properties("systemd: the unit keeps its walls" "systemd: the manual pages tell of everything"
    "systemd: bash completes what the program takes" PROPERTIES LABELS architecture TIMEOUT 600)

# The mistakes of staff and the words they are told in: rule files and settings files.
add_executable(test_diagnostics diagnostics/diagnostics_test.cpp)
target_compile_definitions(test_diagnostics PRIVATE APARAJITA_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(test_diagnostics PRIVATE aparajita_warnings test_main room_routing room_redaction room_settings room_clocks)
catch_discover_tests(test_diagnostics TEST_PREFIX "diagnostics: " PROPERTIES LABELS diagnostics TIMEOUT 600)

# The schemas for editors: those of the loader's tables, and what one takes the other takes.
add_executable(write_schemas schema/write_schemas.cpp)
target_link_libraries(write_schemas PRIVATE aparajita_warnings room_routing room_redaction room_retention room_clocks)
add_executable(accepted_mutants schema/accepted_mutants.cpp)
target_include_directories(accepted_mutants PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
target_link_libraries(accepted_mutants PRIVATE aparajita_warnings room_routing room_redaction room_retention room_clocks
    nlohmann_json::nlohmann_json)
add_test(NAME "schema: shipped schemas and loader agree"
    COMMAND python3 "${CMAKE_CURRENT_SOURCE_DIR}/schema/schema_test.py" "${PROJECT_SOURCE_DIR}"
            $<TARGET_FILE:write_schemas> $<TARGET_FILE:accepted_mutants>)
set_tests_properties("schema: shipped schemas and loader agree" PROPERTIES LABELS diagnostics TIMEOUT 600)
