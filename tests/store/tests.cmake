# What a case keeps, refuses and finds wrong.
foreach(name store copies incidents fault hostile)
  add_executable(test_store_${name} ${CMAKE_CURRENT_SOURCE_DIR}/store/${name}_test.c ${CMAKE_CURRENT_SOURCE_DIR}/store/made.c)
  target_link_libraries(test_store_${name} PRIVATE casus_store PkgConfig::cmocka)
  target_include_directories(test_store_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  add_test(NAME store_${name} COMMAND test_store_${name})
endforeach()
target_sources(test_store_fault PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/store/disk.c)
target_compile_definitions(test_store_incidents PRIVATE CASUS_TESTS_FOLDER="${CMAKE_CURRENT_SOURCE_DIR}")
# Incidents that a test tells itself.
foreach(name summary view)
  add_executable(test_store_${name} ${CMAKE_CURRENT_SOURCE_DIR}/store/${name}_test.c ${CMAKE_CURRENT_SOURCE_DIR}/store/telling.c
                 ${CMAKE_CURRENT_SOURCE_DIR}/store/made.c)
  target_link_libraries(test_store_${name} PRIVATE casus_store PkgConfig::cmocka)
  target_include_directories(test_store_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  add_test(NAME store_${name} COMMAND test_store_${name})
endforeach()
