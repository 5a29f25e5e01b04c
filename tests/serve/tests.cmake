casus_test(serve ${CMAKE_CURRENT_SOURCE_DIR}/serve/serve_test.c serve)
casus_test(serve_cache ${CMAKE_CURRENT_SOURCE_DIR}/serve/cache_test.c serve)
# The server: who may ask it, what it takes, what it gives. tests/serve/test_NAME.py, as the test serve_NAME
foreach(name guard limits jobs kept page load)
  add_test(NAME serve_${name} COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/serve/test_${name}.py $<TARGET_FILE:casus>)
  set_tests_properties(serve_${name} PROPERTIES ENVIRONMENT "CASUS_SANITIZE=${CASUS_SANITIZE}" TIMEOUT 900)
endforeach()

# The API against its own description, with what others wrote, in a virtual environment that stays between builds.
set(fuzzer ${CMAKE_SOURCE_DIR}/.venv/fuzzer)
add_test(NAME serve_fuzzer COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/formats/make_readers.py ${fuzzer}
         ${CMAKE_CURRENT_SOURCE_DIR}/serve/fuzzer)
set_tests_properties(serve_fuzzer PROPERTIES FIXTURES_SETUP fuzzer TIMEOUT 900)
foreach(name api fuzz)
  add_test(NAME serve_${name} COMMAND ${fuzzer}/bin/python -B ${CMAKE_CURRENT_SOURCE_DIR}/serve/test_${name}.py $<TARGET_FILE:casus>)
  set_tests_properties(serve_${name} PROPERTIES ENVIRONMENT "CASUS_SANITIZE=${CASUS_SANITIZE}" FIXTURES_REQUIRED fuzzer TIMEOUT 1800)
endforeach()
if(libpq_FOUND) # with a server of its own
  add_test(NAME serve_postgres COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/store/on_postgres.sh ${Python3_EXECUTABLE} -B
           ${CMAKE_CURRENT_SOURCE_DIR}/serve/test_postgres.py $<TARGET_FILE:casus>)
  set_tests_properties(serve_postgres PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 900)
endif()
