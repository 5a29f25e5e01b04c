# Prints what train/fillers.py and train/muc_kinds.py learn from; not a test.
add_executable(filler_dump ${CMAKE_SOURCE_DIR}/train/filler_dump.c)
target_link_libraries(filler_dump PRIVATE casus_pipeline)
target_compile_definitions(filler_dump PRIVATE CASUS_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

foreach(name name_key gazetteer geonames place keep muc filler incident same deed cluster)
  casus_test(${name} ${CMAKE_CURRENT_SOURCE_DIR}/link/${name}_test.c link)
endforeach()
