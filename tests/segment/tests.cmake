# Prints what score_ud.py reads; for measuring, not a test.
add_executable(segment_dump ${CMAKE_CURRENT_SOURCE_DIR}/segment/dump.c)
target_link_libraries(segment_dump PRIVATE casus_segment)
# Prints the features that train/segment.py learns from.
add_executable(segment_features ${CMAKE_CURRENT_SOURCE_DIR}/segment/features.c)
target_link_libraries(segment_features PRIVATE casus_segment)
