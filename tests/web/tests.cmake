# The page in a browser. What the tests need of the registry's packages goes to web/node_modules, which git ignores.
find_program(NODE node)
set(modules ${CMAKE_SOURCE_DIR}/web/node_modules)
add_test(NAME web_digest COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_digest.py)
add_test(NAME web_modules COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/make_modules.py)
set_tests_properties(web_modules PROPERTIES FIXTURES_SETUP web_modules TIMEOUT 600)
add_test(NAME web_build COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_LIST_DIR}/test_build.py)
add_test(NAME web_unit COMMAND ${NODE} ${CMAKE_CURRENT_LIST_DIR}/unit/run.mjs)
set(WEB_TESTS web_build web_unit)
# tests/web/NAME.test.mjs, as the test web_NAME
foreach(name incidents add looks incident report records)
  add_test(NAME web_${name} COMMAND ${NODE} --test ${CMAKE_CURRENT_LIST_DIR}/${name}.test.mjs)
  set_tests_properties(web_${name} PROPERTIES ENVIRONMENT "CASUS=$<TARGET_FILE:casus>")
  list(APPEND WEB_TESTS web_${name})
endforeach()
# One browser at a time: it takes all cores there are, and what it is measured by is time.
set_tests_properties(${WEB_TESTS} PROPERTIES FIXTURES_REQUIRED web_modules TIMEOUT 600 RESOURCE_LOCK browser)
