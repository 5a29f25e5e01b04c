casus_test(calendar ${CMAKE_CURRENT_SOURCE_DIR}/decode_time/calendar.c base)
casus_test(decode_time ${CMAKE_CURRENT_SOURCE_DIR}/decode_time/time.c decode)
casus_test(decode_when ${CMAKE_CURRENT_SOURCE_DIR}/decode_time/when.c decode)
