# Prints what score_ud.py reads; for measuring, not a test.
add_executable(segment_dump ${CMAKE_CURRENT_SOURCE_DIR}/segment/dump.c)
target_link_libraries(segment_dump PRIVATE casus_segment)
