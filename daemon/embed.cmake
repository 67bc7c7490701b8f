# aparajita_embed(OUTPUT file.cpp FUNCTION name ROOT dir GLOB pattern...)
#
# Makes OUTPUT define `const std::vector<std::pair<std::string_view, std::string_view>>& pipeline::FUNCTION()`: the
# names (relative to ROOT) and texts of the files below ROOT that match, in name order. Built anew when one changes.
set(APARAJITA_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/embed_script.cmake")

function(aparajita_embed)
    cmake_parse_arguments(E "" "OUTPUT;FUNCTION;ROOT" "GLOB" ${ARGN})
    list(TRANSFORM E_GLOB PREPEND "${E_ROOT}/" OUTPUT_VARIABLE patterns)
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${patterns})
    list(SORT files)
    string(REPLACE ";" "|" joined "${files}")
    add_custom_command(OUTPUT "${E_OUTPUT}"
        COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${E_OUTPUT}" "-DFUNCTION=${E_FUNCTION}" "-DROOT=${E_ROOT}"
                "-DFILES=${joined}" -P "${APARAJITA_EMBED_SCRIPT}"
        DEPENDS ${files} "${APARAJITA_EMBED_SCRIPT}"
        COMMENT "embedding ${E_FUNCTION}"
        VERBATIM)
endfunction()
