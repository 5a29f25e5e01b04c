# Print what train/fillers.py and train/muc_kinds.py, and train/incidents.py, learn from; no tests.
foreach(name filler incident)
  add_executable(${name}_dump ${CMAKE_SOURCE_DIR}/train/${name}_dump.c)
  target_link_libraries(${name}_dump PRIVATE casus_pipeline)
  target_compile_definitions(${name}_dump PRIVATE CASUS_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
endforeach()

foreach(name name_key gazetteer geonames place keep muc filler incident same deed cluster)
  casus_test(${name} ${CMAKE_CURRENT_SOURCE_DIR}/link/${name}_test.c link)
endforeach()
