# Plain sentences, with all that a careful reader takes from each; how many must be right in all fields.
add_test(NAME plain COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_plain.py $<TARGET_FILE:casus> --at-least 409
         WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
