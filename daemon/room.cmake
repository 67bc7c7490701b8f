# aparajita_room(NAME [PURE] [SOURCES file...] [NEEDS room...] [PACKAGES target...])
#
# Makes the static library of one room. NEEDS names rooms that stand earlier in daemon/CMakeLists.txt: a room not
# yet defined stops the configuration, so the order of calls is the direction of flow. PACKAGES are third-party
# targets, private to the room. PURE rooms touch no file, socket, thread, clock or random number. All of it is
# written to floor_plan.txt in the build folder, which the architecture test holds against the #include lines.
set_property(GLOBAL PROPERTY APARAJITA_FLOOR_PLAN "")

function(aparajita_room name)
    cmake_parse_arguments(ROOM "PURE" "" "SOURCES;NEEDS;PACKAGES" ${ARGN})
    if(ROOM_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "room ${name}: unknown argument ${ROOM_UNPARSED_ARGUMENTS}")
    endif()
    foreach(need IN LISTS ROOM_NEEDS)
        if(NOT TARGET room_${need})
            message(FATAL_ERROR "room ${name} needs ${need}, which is not defined above it in the floor plan")
        endif()
    endforeach()
    if(NOT ROOM_SOURCES) # bootstrap: a room of headers only
        add_library(room_${name} INTERFACE)
        target_include_directories(room_${name} INTERFACE "${PROJECT_SOURCE_DIR}/daemon")
        return()
    endif()
    list(TRANSFORM ROOM_SOURCES PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/${name}/")
    add_library(room_${name} STATIC ${ROOM_SOURCES})
    target_include_directories(room_${name} PUBLIC "${PROJECT_SOURCE_DIR}/daemon")
    target_link_libraries(room_${name} PRIVATE aparajita_warnings ${ROOM_PACKAGES})
    foreach(need IN LISTS ROOM_NEEDS)
        target_link_libraries(room_${name} PUBLIC room_${need})
    endforeach()
    if(ROOM_PURE)
        set(kind pure)
    else()
        set(kind shell)
    endif()
    string(REPLACE ";" "," needs "${ROOM_NEEDS}")
    set_property(GLOBAL APPEND_STRING PROPERTY APARAJITA_FLOOR_PLAN "${name} ${kind} ${needs}\n")
endfunction()
