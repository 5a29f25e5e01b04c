# A developers' tool, not a test: the parse of a text as CoNLL-U, and encoder timings. ninja casus_parse
add_executable(casus_parse EXCLUDE_FROM_ALL ${CMAKE_CURRENT_SOURCE_DIR}/encode/parse.c ${CMAKE_SOURCE_DIR}/src/decode/syntax.c
               ${CMAKE_SOURCE_DIR}/src/decode/syntax_mend.c ${CMAKE_SOURCE_DIR}/src/decode/syntax_mend_count.c ${CMAKE_SOURCE_DIR}/src/decode/syntax_mend_name.c
               ${CMAKE_SOURCE_DIR}/src/decode/syntax_mend_noun.c ${CMAKE_SOURCE_DIR}/src/decode/syntax_mend_verb.c ${CMAKE_SOURCE_DIR}/src/decode/labels.c ${CMAKE_SOURCE_DIR}/src/decode/spanning.c ${CMAKE_SOURCE_DIR}/src/decode/reading.c
               ${CMAKE_SOURCE_DIR}/src/decode/sense.c ${CMAKE_SOURCE_DIR}/src/decode/tree.c)
target_compile_definitions(casus_parse PRIVATE CASUS_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
target_link_libraries(casus_parse PRIVATE casus_encode casus_segment casus_base)
casus_test(encode_vectors ${CMAKE_CURRENT_SOURCE_DIR}/encode/vectors_test.c encode segment base)
casus_test(encode_kern ${CMAKE_CURRENT_SOURCE_DIR}/encode/kern_test.c encode base)
casus_test(encode_spanning ${CMAKE_CURRENT_SOURCE_DIR}/encode/spanning_test.c decode encode base)
casus_test(encode_piece ${CMAKE_CURRENT_SOURCE_DIR}/encode/piece_test.c encode segment base)
casus_test(encode_model ${CMAKE_CURRENT_SOURCE_DIR}/encode/model_test.c encode base)
casus_test(encode_syntax ${CMAKE_CURRENT_SOURCE_DIR}/encode/syntax_test.c decode encode segment base)
casus_test(encode_mend ${CMAKE_CURRENT_SOURCE_DIR}/encode/mend_test.c decode encode segment base)
casus_test(encode_labels ${CMAKE_CURRENT_SOURCE_DIR}/encode/labels_test.c decode encode segment base)
casus_test(encode_threads ${CMAKE_CURRENT_SOURCE_DIR}/encode/threads_test.c base)
