foreach(name alpha gold name score measure)
  casus_test(score_${name} ${CMAKE_CURRENT_SOURCE_DIR}/score/${name}_test.c score)
endforeach()
