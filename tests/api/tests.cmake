casus_test(api ${CMAKE_CURRENT_SOURCE_DIR}/api/api_test.c pipeline)
add_test(NAME api_headers COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_headers.py ${CMAKE_C_COMPILER})
