foreach(name name_key gazetteer geonames place keep)
  casus_test(${name} ${CMAKE_CURRENT_SOURCE_DIR}/link/${name}_test.c link)
endforeach()
