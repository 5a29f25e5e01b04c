# tests/cli/test_NAME.py, as the test cli_NAME
set(CLI_TESTS
    cli
    eval
    explain
    hostile
    gazetteer
    case
    incidents
    linking
    count
    agreement
    gold
    import
    tables
    pdf
    diff
    search
)
foreach(name ${CLI_TESTS})
  add_test(NAME cli_${name} COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_${name}.py $<TARGET_FILE:casus>)
  set_tests_properties(cli_${name} PROPERTIES ENVIRONMENT "CASUS_SANITIZE=${CASUS_SANITIZE};CASUS_SCALAR=${CASUS_SCALAR}" TIMEOUT 900)
endforeach()
set_tests_properties(cli_case PROPERTIES TIMEOUT ${CASUS_FULL_TIMEOUT})
if(libpq_FOUND) # with a server of its own
  add_test(NAME cli_postgres COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/store/on_postgres.sh ${Python3_EXECUTABLE} -B
           ${CMAKE_CURRENT_LIST_DIR}/test_postgres.py $<TARGET_FILE:casus>)
  set_tests_properties(cli_postgres PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 900)
endif()
