# The server: who may ask it, what it takes, what it gives. tests/serve/test_NAME.py, as the test serve_NAME
foreach(name guard)
  add_test(NAME serve_${name} COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/serve/test_${name}.py $<TARGET_FILE:casus>)
  set_tests_properties(serve_${name} PROPERTIES ENVIRONMENT "CASUS_SANITIZE=${CASUS_SANITIZE}" TIMEOUT 900)
endforeach()
