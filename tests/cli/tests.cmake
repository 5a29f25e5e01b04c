add_test(NAME cli COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_cli.py $<TARGET_FILE:casus>)
add_test(NAME cli_eval COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_eval.py $<TARGET_FILE:casus>)
add_test(NAME cli_hostile COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_hostile.py $<TARGET_FILE:casus>)
set_tests_properties(cli cli_eval cli_hostile PROPERTIES ENVIRONMENT "CASUS_SANITIZE=${CASUS_SANITIZE};CASUS_SCALAR=${CASUS_SCALAR}" TIMEOUT 900)
