# Whole sentences through the whole program: what must be found, and what must not.
add_test(NAME golden_statements COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/test_statements.py $<TARGET_FILE:casus>
         WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
