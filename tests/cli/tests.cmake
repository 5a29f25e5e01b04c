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
)
foreach(name ${CLI_TESTS})
  add_test(NAME cli_${name} COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_${name}.py $<TARGET_FILE:casus>)
  set_tests_properties(cli_${name} PROPERTIES ENVIRONMENT "CASUS_SANITIZE=${CASUS_SANITIZE};CASUS_SCALAR=${CASUS_SCALAR}" TIMEOUT 900)
endforeach()
