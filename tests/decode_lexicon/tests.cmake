casus_test(decode_lexicon ${CMAKE_CURRENT_SOURCE_DIR}/decode_lexicon/lexicon_test.c decode base)
casus_test(decode_actor ${CMAKE_CURRENT_SOURCE_DIR}/decode_lexicon/actor_test.c decode base)
casus_test(decode_count ${CMAKE_CURRENT_SOURCE_DIR}/decode_lexicon/count_test.c decode base)
casus_test(decode_toll ${CMAKE_CURRENT_SOURCE_DIR}/decode_lexicon/toll_test.c decode base)
