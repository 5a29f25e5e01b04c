casus_test(base_buf ${CMAKE_CURRENT_SOURCE_DIR}/base/buf_test.c base)
casus_test(base_arena ${CMAKE_CURRENT_SOURCE_DIR}/base/arena_test.c base)
casus_test(base_text ${CMAKE_CURRENT_SOURCE_DIR}/base/text_test.c base)
casus_test(base_csv ${CMAKE_CURRENT_SOURCE_DIR}/base/csv_test.c base)
