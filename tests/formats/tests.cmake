# Exports are read by what others wrote, in a virtual environment that stays between builds.
set(readers ${CMAKE_SOURCE_DIR}/.venv/readers)
add_test(NAME formats_readers COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/make_readers.py ${readers})
add_test(NAME formats COMMAND ${readers}/bin/python -B ${CMAKE_CURRENT_LIST_DIR}/test_formats.py $<TARGET_FILE:casus>)
set_tests_properties(formats_readers PROPERTIES FIXTURES_SETUP readers TIMEOUT 900)
set_tests_properties(formats PROPERTIES FIXTURES_REQUIRED readers TIMEOUT ${CASUS_FULL_TIMEOUT})
