# Prints what score_ud.py reads, and what train/segment.py learns from; not a test.
add_executable(segment_dump ${CMAKE_CURRENT_SOURCE_DIR}/segment/dump.c)
target_link_libraries(segment_dump PRIVATE casus_segment)

casus_test(segment ${CMAKE_CURRENT_SOURCE_DIR}/segment/segment.c segment)
casus_test(segment_property ${CMAKE_CURRENT_SOURCE_DIR}/segment/property.c segment)
casus_test(segment_skim ${CMAKE_CURRENT_SOURCE_DIR}/segment/skim.c segment)
