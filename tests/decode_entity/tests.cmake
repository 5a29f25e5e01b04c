casus_test(decode_entity ${CMAKE_CURRENT_SOURCE_DIR}/decode_entity/entity_test.c decode base)
casus_test(decode_entity_random ${CMAKE_CURRENT_SOURCE_DIR}/decode_entity/random_test.c decode base)
