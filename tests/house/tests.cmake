add_test(NAME house COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_house.py)
add_test(NAME examples COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_examples.py $<TARGET_FILE:casus>)
