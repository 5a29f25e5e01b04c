casus_test(export_json ${CMAKE_CURRENT_SOURCE_DIR}/export/json_test.c export)
casus_test(export_people ${CMAKE_CURRENT_SOURCE_DIR}/export/people_test.c export)
add_test(NAME export_csv_columns COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_columns.py $<TARGET_FILE:casus>)
add_test(NAME export_rules COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_rules.py)
