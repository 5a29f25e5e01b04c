casus_test(decode_entity ${CMAKE_CURRENT_SOURCE_DIR}/decode_entity/entity_test.c decode base)
