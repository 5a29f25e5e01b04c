casus_test(decode_context ${CMAKE_CURRENT_SOURCE_DIR}/decode_context/context_test.c decode base)
add_test(NAME decode_context_sentences
         COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/decode_context/test_sentences.py $<TARGET_FILE:casus>
         WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
